"""What people fill in about requests: an answer, a verdict, a confirmation, a reason, a filter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vankien.model import Place
from vankien_web.common.forms import Area, DayField, offer
from vankien_web.common.written import vi_date
from vankien_web.drafts.models import Version
from vankien_web.reviews.actions.answers import SAYS
from vankien_web.reviews.anchors import choices
from vankien_web.reviews.models import AnswerKind, Meeting, RequestState, VerdictValue
from vankien_web.reviews.passages import find, place_of

_AREA = {"rows": 4}


class SeenForm(forms.Form):
    """`seen`: the number of the last answer when the form was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class AnswerForm(SeenForm):
    """What was done, and where in the newest version."""

    kind = forms.ChoiceField(
        label=_("How the request is answered"),
        choices=[(value, capfirst(label)) for value, label in AnswerKind.choices],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("What was done, or why not"), max_length=4000, widget=Area(attrs=_AREA))
    section = forms.ChoiceField(
        label=_("Section of the new version"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    quote = forms.CharField(
        label=_("The sentence or passage that was written or changed"),
        help_text=_("Copied from the new version; it is looked for in the section chosen."),
        required=False,
        max_length=4000,
        widget=Area(attrs={"rows": 3}),
    )

    file = forms.FileField(
        label=_("File that proves it"),
        help_text=_(
            "A decision, a table, a scan; not the draft itself, which is brought as its next version."
        ),
        required=False,
    )

    def __init__(self, *args: Any, version: Version | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        if version is None:
            del self.fields["section"], self.fields["quote"]
            return
        named = choices(version.reading.sections)
        offer(self, "section", [("", _("The whole document")), *named])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["place"] = None
        if self.version is not None and not self.errors:
            data["place"] = self._place(data)
        return data

    def _place(self, data: dict[str, Any]) -> Place | None:
        assert self.version is not None  # noqa: S101 - for the type checker
        reading = self.version.reading
        section = next((s for s in reading.sections if str(s.block) == data["section"]), None)
        if data["quote"].strip():
            found = find(data["quote"], reading.document, reading.sections, section)
            if found is None:
                raise ValidationError(
                    {
                        "quote": _(
                            "The new version does not say this there: copy it exactly, or choose its section."
                        )
                    }
                )
            return found
        return place_of(section, reading.document) if section else None


class CheckForm(SeenForm):
    value = forms.ChoiceField(
        label=_("What you found"),
        choices=[(value, capfirst(VerdictValue(value).label)) for value in SAYS],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("In a sentence"), max_length=1000, widget=Area(attrs={"rows": 2}))


class CloseForm(SeenForm):
    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=Area(attrs={"rows": 2}))


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("What is still missing"), max_length=1000, widget=Area(attrs={"rows": 2})
    )


class BindingForm(forms.Form):
    """How a correction binds."""

    blocking = forms.BooleanField(label=_("Must be met before the approval"), required=False)
    due = DayField(label=_("Due"), required=False)


class TakeBackForm(forms.Form):
    why = forms.CharField(label=_("Why it is taken back"), max_length=500, widget=Area(attrs={"rows": 2}))


class RequestFilter(forms.Form):
    """Which requests a list shows; what is not understood filters nothing."""

    owner = forms.CharField(label=_("Unit or working group"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    meeting = forms.ChoiceField(label=_("Meeting"), required=False)
    late = forms.BooleanField(label=_("Late ones only"), required=False)

    def __init__(self, data: Any, *, meetings: Iterable[Meeting]) -> None:
        super().__init__(data)
        states = [(value, capfirst(label)) for value, label in RequestState.choices]
        known = [(str(m.pk), f"{m.title} ({vi_date(m.starts_at)})") for m in meetings]
        for name, items in (("state", states), ("meeting", known)):
            offer(self, name, [("", _("All")), *items])
            self.fields[name].widget.attrs["class"] = "form-select"

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
