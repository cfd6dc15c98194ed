"""What is asked of whoever prepares a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext_lazy as _

from vankien_web.common.forms import DayField, RevisionForm, offer
from vankien_web.congresses.models import Season
from vankien_web.reviews.actions.meetings import Plan
from vankien_web.reviews.models import Meeting
from vankien_web.units.models import Body, Post

BODIES = [(body.value, body.label) for body in (Body.STANDING, Body.COMMITTEE, Body.PARTY_OFFICE, Body.UNION)]


class TimeOfDay(forms.TimeField):
    """08:00, also as 8h, 8h30, 8g30."""

    widget = forms.TimeInput(attrs={"inputmode": "numeric", "placeholder": "08:00"}, format="%H:%M")
    input_formats = ("%H:%M", "%Hh%M", "%Hh", "%Hg%M", "%Hg", "%H.%M", "%H")


class MeetingForm(RevisionForm):
    """A meeting: when, where, who chairs; what one may choose from is given."""

    title = forms.CharField(label=_("Name of the meeting"), max_length=255)
    body = forms.ChoiceField(label=_("Body that meets"), choices=BODIES)
    convener = forms.CharField(
        label=_("Convened by"),
        max_length=160,
        required=False,
        help_text=_("For example: Thường trực Thành ủy"),
    )
    day = DayField(label=_("Day"))
    begins = TimeOfDay(label=_("From"))
    ends = TimeOfDay(label=_("until (may be left out)"), required=False)
    place = forms.CharField(label=_("Place"), max_length=255, required=False)
    chair = forms.ChoiceField(label=_("Chair"), required=False)
    secretary = forms.ChoiceField(label=_("Secretary of the meeting"), required=False)
    season = forms.ChoiceField(label=_("Congress season"), required=False)
    earlier = forms.ChoiceField(
        label=_("Continues the meeting"),
        required=False,
        help_text=_("Its postponed and open items are offered for the new agenda."),
    )

    def __init__(
        self,
        *args: Any,
        posts: Iterable[Post],
        seasons: Iterable[Season],
        meetings: Iterable[Meeting],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found: dict[str, dict[str, Any]] = {
            "chair": {str(post.pk): post for post in posts},
            "season": {str(season.pk): season for season in seasons},
            "earlier": {str(meeting.pk): meeting for meeting in meetings},
        }
        self.found["secretary"] = self.found["chair"]
        for name, known in self.found.items():
            offer(self, name, [("", "–"), *((key, _told(one)) for key, one in known.items())])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        day, begins, ends = data.get("day"), data.get("begins"), data.get("ends")
        if day and begins:
            zone = get_default_timezone()
            data["starts_at"] = datetime.combine(day, begins, zone)
            data["ends_at"] = datetime.combine(day, ends, zone) if ends else None
        for name, known in self.found.items():
            data[name] = known.get(data.get(name) or "")
        return data

    def plan(self) -> Plan:
        return Plan(**{name: self.cleaned_data[name] for name in Plan.__dataclass_fields__})


def written(plan: Plan) -> dict[str, Any]:
    """A plan as the form shows it."""
    begins, ends = localtime(plan.starts_at), localtime(plan.ends_at) if plan.ends_at else None
    said = {name: getattr(plan, name) for name in ("title", "body", "convener", "place")}
    chosen = {name: getattr(plan, name) for name in ("chair", "secretary", "season", "earlier")}
    said |= {name: str(one.pk) if one else "" for name, one in chosen.items()}
    return said | {"day": begins.date(), "begins": begins.time(), "ends": ends.time() if ends else None}


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Why it is not held"), max_length=255)


def _told(one: Any) -> str:
    if isinstance(one, Post):
        return f"{one.person.name} – {one.title}"
    if isinstance(one, Meeting):
        return f"{localtime(one.starts_at):%d/%m/%Y} – {one.title}"
    return str(one.name)
