"""Forms of a collation: copies, whose names they bear, which rows to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vankien import titles
from vankien.collate.model import Kind
from vankien.sentences import sentence
from vankien_web.common.errors import too_large_sentence
from vankien_web.common.forms import Area, RevisionForm, offer
from vankien_web.drafts.forms import ACCEPTED
from vankien_web.drafts.models import Version
from vankien_web.reviews.models import Reviewer
from vankien_web.reviews.reviewers import Candidate

OUTSIDE = "0"
_LONGEST = 20_000  # characters of an answer


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; too large ones are left to the view, which names them and takes the others."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in files or [None]]


class CopiesForm(forms.Form):
    """The copies of one version, all at once."""

    version = forms.ChoiceField(label=_("The version that they were made from"))
    copies = FilesField(
        label=_("Reviewers' Word copies"),
        allow_empty_file=True,  # it is named among the copies, as one that cannot be read
        error_messages={"required": _("Choose the copies first: all of them at once.")},
    )

    def __init__(self, *args: Any, bases: Sequence[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "version",
            [(str(v.number), f"{titles.version_mark(v.number)} ({v.file_name})") for v in bases],
        )
        self.fields["copies"].widget.attrs |= {
            "accept": ACCEPTED,
            "data-limit": str(settings.VANKIEN_UPLOAD_BYTES),
            "data-too-large": too_large_sentence(),
        }


class NamesForm(forms.Form):
    """Who the names are that nobody has: a field for each of `reviewers`."""

    def __init__(
        self, *args: Any, reviewers: Sequence[Reviewer], people: Sequence[Candidate], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: list[tuple[str, Any]] = [("", _("not known yet")), (OUTSIDE, _("nobody in the system"))]
        offered += [(str(person.pk), person.name) for person in people]
        for one in reviewers:
            start = OUTSIDE if one.outside else str(one.person_id or "")
            field = forms.ChoiceField(label=one.name, choices=offered, required=False, initial=start)
            field.widget.attrs["class"] = "form-select"
            self.fields[f"r{one.pk}"] = field

    def said(self) -> dict[int, tuple[int | None, bool]]:
        """{reviewer: (person, not in the system)}"""
        found = {int(name[1:]): value for name, value in self.cleaned_data.items() if name in self.data}
        return {
            pk: (int(value) if value not in ("", OUTSIDE) else None, value == OUTSIDE)
            for pk, value in found.items()
        }


class RemarkAnswerForm(RevisionForm):
    """What is answered to a remark and to those alike; left empty, the answer is taken back."""

    text = forms.CharField(
        label=_("Answer"), required=False, max_length=_LONGEST, strip=True, widget=Area(attrs={"rows": 5})
    )


class RemarkFilter(forms.Form):
    """Which remarks one wants to see; what is not offered asks for nothing."""

    author = forms.ChoiceField(label=_("Who wrote"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    heading = forms.ChoiceField(label=_("Heading"), required=False)
    only = forms.ChoiceField(label=_("Only"), required=False)

    def __init__(
        self,
        *args: Any,
        reviewers: Sequence[Reviewer],
        headings: Sequence[tuple[str, int]],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("all"))
        offer(self, "author", [every, *((str(one.pk), str(one)) for one in reviewers)])
        kinds = [(kind, capfirst(sentence("remark", kind, language))) for kind in get_args(Kind)]
        offer(self, "kind", [every, *kinds])
        offer(self, "heading", [every, *((name, f"{name} ({n})") for name, n in headings)])
        only = [
            ("clash", _("changes that clash")),
            ("alike", _("alike remarks")),
            ("left", _("no opinion yet")),
            ("unanswered", _("not answered yet")),
        ]
        offer(self, "only", [every, *only])
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        group = self.data.get("group", "")
        return {name: self.cleaned_data.get(name, "") for name in self.fields} | {"group": group[:16]}
