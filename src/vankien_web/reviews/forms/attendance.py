"""The list of attendance: one small form a person, all sent at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vankien_web.reviews.actions.attendance import Mark
from vankien_web.reviews.models import Attendance, Presence
from vankien_web.units.finders import FinderForm, PersonField


class CallForm(FinderForm):
    """Somebody called by hand."""

    person = PersonField(label=_("Name"), help_text=_("Type part of the name and choose from the list."))
    member = forms.BooleanField(label=_("Member of the body that meets (not a guest)"), required=False)


class MarkForm(forms.Form):
    """`was` is what the page showed: who changes nothing overwrites nothing."""

    presence = forms.ChoiceField(label=_("Who is there"), choices=Presence.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason or note"), max_length=255, required=False)
    number = forms.IntegerField(label=_("Order"), min_value=1, max_value=9999)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, row: Attendance, data: Mapping[str, Any] | None = None) -> None:
        said = {name: getattr(row, name) for name in ("presence", "reason", "number", "revision")}
        super().__init__(
            data, initial=said | {"was": _line(**said)}, prefix=f"n{row.pk}", use_required_attribute=False
        )
        self.row = row
        self.stored = ""  # what somebody else has said meanwhile

    @property
    def changed(self) -> bool:
        return _line(**self.cleaned_data) != str(self.cleaned_data["was"])

    def mark(self) -> Mark:
        data = self.cleaned_data
        return Mark(self.row.pk, data["presence"], data["reason"], data["number"], data["revision"])


def mark_forms(rows: Iterable[Attendance], data: Mapping[str, Any] | None = None) -> list[MarkForm]:
    return [MarkForm(row, data) for row in rows]


def _line(**said: Any) -> str:
    return f"{said['presence']}|{said['number']}|{said['reason']}"
