"""The forms of this room."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.forms import Area, DayField, RevisionForm
from vankien_web.units.actions.people import PostData
from vankien_web.units.actions.tree import Description
from vankien_web.units.finders import FinderForm, PersonField, UnitField
from vankien_web.units.models import Body, Kind, Level, Role, Unit
from vankien_web.units.permissions import can_manage_unit


class DayForm(forms.Form):
    """On which day the tree is shown."""

    ngay = DayField(label=_("As it was on"), required=False)

    def day(self) -> date:
        chosen: date | None = self.cleaned_data.get("ngay") if self.is_valid() else None
        return chosen or clock.today()


class UnitForm(FinderForm):
    """What a unit is from a day on."""

    name = forms.CharField(
        label=_("Name"), max_length=255, help_text=_("In full, as papers name it: Đảng bộ xã Quảng Tâm")
    )
    short_name = forms.CharField(label=_("Short name"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    on = DayField(label=_("From the day"), required=False)
    reason = forms.CharField(label=_("By which paper"), max_length=255, required=False)

    def description(self, parent: Unit | None) -> Description:
        data = self.cleaned_data
        return Description(
            data["name"], data["kind"], data["level"], data.get("parent", parent), data["short_name"]
        )


class FoundUnitForm(UnitForm):
    """A new unit."""

    code = forms.SlugField(
        label=_("Code"), max_length=64, help_text=_("Letters without accents, digits and hyphens; for Excel.")
    )
    field_order = ("code",)


class ChangeUnitForm(UnitForm, RevisionForm):
    """What a unit is henceforth; its place is asked of those who may move it."""

    on = DayField(label=_("From the day"))
    parent = UnitField(label=_("Directly below"))
    field_order = ("name", "short_name", "kind", "level", "parent", "on", "reason")

    def __init__(self, *args: Any, user: User, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if unit.parent is None or not can_manage_unit(user, unit.parent):
            del self.fields["parent"]


class EndUnitForm(FinderForm, RevisionForm):
    """A unit's last day, and where it goes on."""

    on = DayField(label=_("Last day"))
    into = UnitField(label=_("Merged into"), required=False)
    reason = forms.CharField(label=_("By which paper"), max_length=255, required=False)


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=120)


class ChangePersonForm(PersonForm, RevisionForm):
    """Another spelling of the name."""


class AccountForm(forms.Form):
    """A way in for a person."""

    username = forms.CharField(label=_("User name"), max_length=64, help_text=_("For example: vp.thanhuy"))
    email = forms.EmailField(label=_("E-mail (may be left out)"), required=False)
    second_factor = forms.BooleanField(label=_("Must use a second factor"), required=False)


class PostForm(FinderForm):
    """A post of a person."""

    title = forms.CharField(
        label=_("Title as printed"), max_length=160, help_text=_("For example: Phó Chủ tịch UBND thành phố")
    )
    unit = UnitField(label=_("Unit"))
    body = forms.ChoiceField(label=_("Body"), choices=Body.choices)
    role = forms.ChoiceField(
        label=_("Work on this site"),
        required=False,
        choices=[
            ("", _("none: the title only")),
            *((role.value, role.label) for role in Role if role != Role.WORKING_GROUP_MEMBER),
        ],
    )
    rank = forms.IntegerField(label=_("Order within the body"), min_value=1, max_value=99, initial=9)
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"), required=False)
    sees_personnel = forms.BooleanField(label=_("Sees personnel plans"), required=False)

    def post(self) -> PostData:
        return PostData(**self.cleaned_data)


class LastDayForm(forms.Form):
    until = DayField(label=_("Last day"))


class HandOverForm(FinderForm):
    """Who holds the post from which day on."""

    to = PersonField(label=_("New holder"))
    on = DayField(label=_("New holder's first day"))


class GroupForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=160, help_text=_("For example: Tổ công tác số 1"))
    since = DayField(label=_("First day"))


class ChangeGroupForm(RevisionForm):
    name = forms.CharField(label=_("Name"), max_length=160)
    until = DayField(label=_("Last day"), required=False)


class MemberForm(FinderForm):
    """A new member of a group."""

    person = PersonField(label=_("Person"))
    is_head = forms.BooleanField(label=_("Head of the group"), required=False)
    since = DayField(label=_("First day"))


class AssignForm(FinderForm):
    """A unit that a group follows."""

    unit = UnitField(label=_("Unit"))
    since = DayField(label=_("First day"))


class StatementForm(forms.Form):
    statement = forms.CharField(
        label=_("Statement"),
        widget=Area(attrs={"rows": 5}),
        help_text=_("Who asks for it, by which paper, and who may see personnel plans."),
    )


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("Excel (.xlsx, .xls) or LibreOffice (.ods), at most 5.000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
        error_messages={"required": _("Choose a file first.")},
    )
