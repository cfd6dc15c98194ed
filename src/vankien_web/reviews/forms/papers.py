"""Forms about official papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vankien.outputs import papers as library
from vankien_web.common import clock
from vankien_web.common.forms import Area, DayField, RevisionForm, offer
from vankien_web.reviews.models import Letterhead, Paper
from vankien_web.reviews.papers.heads import Head
from vankien_web.units.models import Post

_LINES = Area(attrs={"rows": 3})
_FAMILIES = [("", _("as follows from the unit")), ("dang", _("the Party's")), ("nha-nuoc", _("the state's"))]


class IssueForm(forms.Form):
    """Who signs on which day, and who gets it besides."""

    signed_by = forms.ChoiceField(label=_("Signed by"))
    dated = DayField(label=_("Day of the paper"), initial=clock.today)
    also_to = forms.CharField(
        label=_("Further recipients"),
        required=False,
        max_length=1000,
        widget=_LINES,
        help_text=_("One a line, as printed. The units concerned and the archive are there already."),
    )

    def __init__(self, *args: Any, paper: Paper, posts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(post.pk): post for post in posts}
        if not library.FORMS[paper.form].letterhead:
            del self.fields["signed_by"], self.fields["also_to"]
            return
        offer(
            self,
            "signed_by",
            [(key, f"{post.person.name} – {post.title}") for key, post in self.posts.items()],
        )
        chair = paper.meeting.chair_id if paper.meeting else None
        self.initial.setdefault("signed_by", str(chair) if str(chair) in self.posts else None)

    def signer(self) -> Post | None:
        return self.posts.get(self.cleaned_data.get("signed_by", ""))


class WithdrawForm(forms.Form):
    why = forms.CharField(label=_("Why it is withdrawn"), max_length=500)


class VerifyForm(forms.Form):
    file = forms.FileField(label=_("The paper to verify"), widget=forms.FileInput(attrs={"accept": ".docx"}))


class TemplateForm(forms.Form):
    file = forms.FileField(label=_("The edited template"), widget=forms.FileInput(attrs={"accept": ".docx"}))


class LetterheadForm(RevisionForm):
    """What is left empty is derived from the unit; the placeholder shows what that gives."""

    issuer = forms.CharField(label=_("Who issues"), max_length=160, required=False)
    superior = forms.CharField(label=_("The body above, first line"), max_length=160, required=False)
    symbol = forms.CharField(label=_("In the symbol, after the kind"), max_length=24, required=False)
    place = forms.CharField(label=_("Place before the date"), max_length=80, required=False)
    collective = forms.CharField(label=_("In whose name leaders sign"), max_length=160, required=False)
    archive = forms.CharField(label=_("Last recipient"), max_length=160, required=False)
    term = forms.CharField(label=_("Term in which numbers run"), max_length=32, required=False)
    family = forms.ChoiceField(label=_("Whose format"), choices=_FAMILIES, required=False)

    def __init__(self, *args: Any, derived: Head, row: Letterhead | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name == "revision":
                continue
            self.initial.setdefault(name, getattr(row, name) if row else "")
            shown = getattr(derived, name)
            if name != "family" and shown:
                field.help_text = _("Left empty: %(derived)s") % {"derived": shown}
        self.initial.setdefault("revision", row.revision if row else 0)


class SeriesForm(forms.Form):
    """Numbers that were given by hand before."""

    symbol = forms.ChoiceField(label=_("Kind"))
    last = forms.IntegerField(label=_("Last number given by hand"), min_value=1, max_value=99_999)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: dict[str, list[str]] = {}
        for form in library.FORMS.values():
            if form.symbol:
                kinds.setdefault(form.symbol, []).append(form.title.capitalize())
        offer(
            self,
            "symbol",
            [(key, f"{key} – {', '.join(dict.fromkeys(names))}") for key, names in kinds.items()],
        )
