"""The forms of this room."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vankien import packs
from vankien.packs import Workstream
from vankien_web.common import clock
from vankien_web.common.forms import Area, DayField, RevisionForm, offer
from vankien_web.congresses.board import Filter
from vankien_web.congresses.models import Congress, Stage
from vankien_web.units.finders import FinderForm, UnitField
from vankien_web.units.models import WorkingGroup


def pack_choices() -> list[tuple[str, str]]:
    return [(pack.id, pack.title) for pack in packs.available()]


class SeasonForm(FinderForm):
    """A new season."""

    root = UnitField(label=_("Unit"), help_text=_("The season is held in this unit and all below it."))
    pack = forms.ChoiceField(label=_("Rules"), choices=pack_choices)
    name = forms.CharField(label=_("Name of the season"), max_length=160)
    term_from = forms.IntegerField(label=_("Term from the year"), min_value=1930, max_value=2100)
    term_until = forms.IntegerField(label=_("to the year"), min_value=1931, max_value=2110)


class SwitchForm(RevisionForm):
    """Another pack from a day on."""

    since = DayField(label=_("From the day"), initial=clock.today)
    reason = forms.CharField(
        label=_("By which paper"), max_length=255, help_text=_("For example: Chỉ thị 45-CT/TW ngày 14/4/2025")
    )


class OverrideForm(FinderForm, RevisionForm):
    """A stricter deadline."""

    unit = UnitField(label=_("For this unit and all of the kind below it"))
    kind = forms.ChoiceField(label=_("Kind of unit"))
    until = DayField(label=_("To be held by"))
    max_days = forms.DecimalField(
        label=_("Longest, in days (may be left out)"), max_digits=4, decimal_places=1, required=False
    )
    source = forms.CharField(
        label=_("By which paper"), max_length=255, help_text=_("Kind, number and date of the paper")
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", kinds)


class OpenForm(FinderForm):
    """Which units below one hold a congress in the season."""

    unit = UnitField(label=_("This unit and all below it"))
    kinds = forms.MultipleChoiceField(label=_("Kinds of unit"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kinds", kinds)


class FilterForm(forms.Form):
    """What of the board is shown."""

    ten = forms.CharField(label=_("Name"), required=False, max_length=120)
    giai_doan = forms.ChoiceField(label=_("Stage"), required=False, choices=[("", _("all")), *Stage.choices])
    loai = forms.ChoiceField(label=_("Kind of unit"), required=False)
    cham = forms.BooleanField(label=_("Late only"), required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "loai", [("", _("all")), *kinds])

    def wanted(self) -> Filter:
        if not self.is_valid():
            return Filter()
        data = self.cleaned_data
        return Filter(data["giai_doan"], data["loai"], data["cham"], data["ten"].strip())


class PlanForm(RevisionForm):
    """The plan of a congress."""

    ordinal = forms.IntegerField(
        label=_("Which congress it is"), required=False, help_text=_("27 for the XXVII congress")
    )
    pilot = forms.BooleanField(label=_("Pilot congress"), required=False)
    preparatory_on = DayField(label=_("Preparatory session"), required=False)
    opens_on = DayField(label=_("Opening day"), required=False)
    days = forms.DecimalField(
        label=_("Length in days"), required=False, max_digits=3, decimal_places=1, min_value=Decimal("0.5")
    )

    form = forms.ChoiceField(label=_("Who takes part"), widget=forms.RadioSelect)
    field_order = ("ordinal", "form")

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "form", congress.form_choices)


class SpokenForm(RevisionForm):
    """Who said so, and on what paper."""

    said_by = forms.CharField(
        label=_("Said by"), max_length=200, required=False, help_text=_("Left empty: you.")
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    file = forms.FileField(label=_("File (may be left out)"), required=False)


class TickForm(SpokenForm):
    """A step that is done or not."""

    done = forms.BooleanField(label=_("The step is done"), required=False)
    on = DayField(label=_("Day"), initial=clock.today, required=False)
    field_order = ("done", "on", "said_by", "note", "file", "revision")


class CountForm(SpokenForm):
    """A step that is counted: n of m."""

    count = forms.IntegerField(label=_("Number done"), min_value=0, max_value=100_000)
    total = forms.IntegerField(label=_("of all"), min_value=0, max_value=100_000)
    on = DayField(label=_("Day"), initial=clock.today, required=False)
    field_order = ("count", "total", "on", "said_by", "note", "file", "revision")


class PaperForm(SpokenForm):
    """A paper of the dossier."""

    THERE, MISSING, NOT_NEEDED = "there", "missing", "not_needed"
    state = forms.ChoiceField(
        label=_("The paper"),
        choices=[(THERE, _("is there")), (MISSING, _("is missing")), (NOT_NEEDED, _("is not needed"))],
        widget=forms.RadioSelect,
    )
    field_order = ("state", "said_by", "note", "file", "revision")


class StageForm(RevisionForm):
    """When a stage was reached."""

    on = DayField(label=_("Day"), initial=clock.today)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class ReasonForm(StageForm):
    """Why the papers go back."""

    note = forms.CharField(label=_("Reason"), max_length=500)


class ReportForm(forms.Form):
    """A working group's report: a text, and a percentage and a note per workstream."""

    on = DayField(label=_("As of the day"), initial=clock.today)
    summary = forms.CharField(
        label=_("How far the preparation is"), widget=Area(attrs={"rows": 5}), max_length=5000
    )
    difficulties = forms.CharField(
        label=_("Difficulties and proposals"),
        widget=Area(attrs={"rows": 5}),
        max_length=5000,
        required=False,
    )
    said_by = forms.CharField(
        label=_("Reported by"), max_length=200, required=False, help_text=_("Left empty: you.")
    )
    file = forms.FileField(label=_("File (may be left out)"), required=False)

    def __init__(
        self, *args: Any, streams: tuple[Workstream, ...], groups: list[WorkingGroup], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.streams = streams
        self.groups = {str(group.pk): group for group in groups}
        self.fields["group"] = forms.ChoiceField(
            label=_("Working group"), choices=[(key, g.name) for key, g in self.groups.items()]
        )
        for stream in streams:
            self.fields[f"percent-{stream.id}"] = forms.IntegerField(
                label=_("%"), min_value=0, max_value=100, required=False
            )
            self.fields[f"note-{stream.id}"] = forms.CharField(
                label=_("Note"), max_length=500, required=False
            )

    def said(self) -> dict[str, dict[str, Any]]:
        data = self.cleaned_data
        return {
            s.id: {"percent": data[f"percent-{s.id}"], "note": data[f"note-{s.id}"]} for s in self.streams
        }

    def rows(self) -> list[tuple[Workstream, forms.BoundField, forms.BoundField]]:
        return [(s, self[f"percent-{s.id}"], self[f"note-{s.id}"]) for s in self.streams]
