"""The forms of this room. What they give is compared as people read it, so a conflict shows words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vankien.personnel import BODIES, STEPS, BodyPlan, Candidate, Plan, StepVotes, When
from vankien_web.common.forms import Area, RevisionForm
from vankien_web.personnel.models import Row, words

_WHEN = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")
_MOST = 100_000


class Said(str):
    """A chosen value that people read by its name."""

    name: str

    def __new__(cls, value: str, name: object) -> Said:
        made = super().__new__(cls, value)
        made.name = str(name)
        return made

    def __str__(self) -> str:
        return self.name


class WhenField(forms.CharField):
    """A day, a month or a year: 15/6/1980, 6/1980, 1980."""

    def clean(self, value: Any) -> str:
        text = super().clean(value).strip()
        if not text:
            return ""
        found = _WHEN.fullmatch(text)
        try:
            return when(text).shown if found else self._refuse()  # type: ignore[union-attr]
        except ValueError:
            return self._refuse()

    def _refuse(self) -> str:
        raise ValidationError(_now("Write a day, a month or a year that exists: 15/6/1980, 6/1980 or 1980."))


def when(text: str) -> When | None:
    """What a WhenField gave. Raises ValueError."""
    found = _WHEN.fullmatch(text)
    if found is None:
        return None
    day, month, year = (int(part) if part else None for part in found.groups())
    return When(cast(int, year), month, day)


class OneOf(forms.ChoiceField):
    def clean(self, value: Any) -> Said | None:
        chosen = super().clean(value)
        return Said(chosen, dict(self.choices)[chosen]) if chosen else None  # type: ignore[arg-type]


class Several(forms.MultipleChoiceField):
    """Given as one text, "committee standing", that reads as the names."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Said:
        chosen = super().clean(value)
        names = dict(self.choices)  # type: ignore[arg-type]
        return Said(" ".join(chosen), ", ".join(str(names[c]) for c in chosen))


def _count(label: object) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=_MOST)  # type: ignore[arg-type]


def _text(label: object, most: int = 255, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, **more)  # type: ignore[arg-type]


class CandidateForm(RevisionForm):
    """One row of the list with particulars, in the order of the usual table."""

    name = forms.CharField(label=_("Full name"), max_length=120)
    birth = WhenField(label=_("Born"), required=False, help_text=_("15/6/1980, or 6/1980, or 1980"))
    sex = OneOf(label=_("Man or woman"), required=False, choices=[("", "–"), *words.SEXES.items()])
    ethnicity = _text(_("Ethnic group"), 60)
    religion = _text(_("Religion"), 60)
    home = _text(_("Home place"))
    posts = _text(_("Posts held now"), 1000, widget=Area(attrs={"rows": 2}))
    general = _text(_("General education"))
    professional = _text(_("Profession"))
    theory = _text(_("Political theory"))
    management = _text(_("State management"))
    languages = _text(_("Foreign languages"))
    computing = _text(_("Computing"))
    party_probationary = WhenField(label=_("Joined the Party"), required=False)
    party_official = WhenField(label=_("Full member since"), required=False)
    bodies_now = Several(label=_("Member now of"), required=False, choices=list(words.BODIES.items()))
    bodies_proposed = Several(label=_("Proposed for"), required=False, choices=list(words.BODIES.items()))
    post = _text(_("Post proposed, in the plan's words"))
    track = OneOf(
        label=_("First time or re-election"), required=False, choices=[("", "–"), *words.TRACKS.items()]
    )
    planned = _text(_("In the long-term plan of officials"))
    rating = _text(_("Ratings"), 500)
    note = _text(_("Note"), 1000, widget=Area(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in STEPS:
            self.fields[f"agreed_{step}"] = _count(_("Votes at step %(n)s") % {"n": step})
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    @classmethod
    def of(cls, candidate: Candidate) -> dict[str, Any]:
        """What the form shows, and what it would send back unchanged."""
        shown = {name: getattr(candidate, name) for name in cls.base_fields if name != "revision"}
        shown = {name: v.shown if isinstance(v, When) else v for name, v in shown.items()}
        votes = {v.step: v.agreed for v in candidate.votes}
        return shown | {f"agreed_{step}": votes.get(step) for step in STEPS}

    def candidate(self, before: Candidate) -> Candidate:
        """What was typed, over what was there."""
        data = dict(self.cleaned_data)
        data.pop("revision", None)
        agreed = {step: data.pop(f"agreed_{step}") for step in STEPS}
        for name in ("birth", "party_probationary", "party_official"):
            data[name] = when(data[name])
        for name in ("bodies_now", "bodies_proposed"):
            data[name] = tuple(str.split(data[name]))
        for name in ("sex", "track"):
            data[name] = str.__str__(data[name]) if data[name] else None
        return replace(before, **data, votes=with_agreed(before.votes, agreed))


def with_agreed(votes: Iterable[StepVotes], agreed: Mapping[int, int | None]) -> tuple[StepVotes, ...]:
    """The ballots with these numbers of votes; a step of which nothing is known is left out."""
    found = {v.step: v for v in votes}
    for step, number in agreed.items():
        found[step] = replace(found.get(step, StepVotes(step)), agreed=number)
    return tuple(v for _step, v in sorted(found.items()) if v != StepVotes(v.step))


class FrameForm(RevisionForm):
    """How many each body is to have, the month that ages are counted to, what was counted at each step."""

    month = WhenField(label=_("Month of the congress, for ages"), required=False, help_text=_("5/2020"))
    merged_from = _count(_("Merged from how many units"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for body in BODIES:
            for part, label in _PARTS.items():
                self.fields[f"{part}_{body}"] = _count(f"{label}: {words.BODIES[body]}")
        for step in STEPS:
            for part, label in words.COUNTS.items():
                self.fields[f"{part}_{step}"] = _count(f"{label}: {_('step')} {step}")

    @classmethod
    def of(cls, frame: Plan) -> dict[str, Any]:
        shown: dict[str, Any] = {"month": frame.month.shown if frame.month else ""}
        shown["merged_from"] = frame.merged_from
        for plan in frame.bodies:
            shown |= {f"{part}_{plan.body}": getattr(plan, part) for part in _PARTS}
        for votes in frame.steps:
            shown |= {f"{part}_{votes.step}": getattr(votes, part) for part in words.COUNTS}
        return shown

    def frame(self, before: Plan) -> Plan:
        data = self.cleaned_data
        bodies = (BodyPlan(b, **{part: data[f"{part}_{b}"] for part in _PARTS}) for b in BODIES)
        steps = (StepVotes(s, **{part: data[f"{part}_{s}"] for part in words.COUNTS}) for s in STEPS)
        return replace(
            before,
            month=when(data["month"]),
            merged_from=data["merged_from"],
            bodies=tuple(b for b in bodies if b != BodyPlan(b.body)),
            steps=tuple(s for s in steps if s != StepVotes(s.step)),
        )

    def body_rows(self) -> list[tuple[object, list[forms.BoundField]]]:
        return [(words.BODIES[b], [self[f"{part}_{b}"] for part in _PARTS]) for b in BODIES]

    def step_rows(self) -> list[tuple[object, list[forms.BoundField]]]:
        return [(words.STEPS[s], [self[f"{part}_{s}"] for part in words.COUNTS]) for s in STEPS]


_PARTS = {
    "size": _("Number in all"),
    "seats": _("To be elected now"),
    "last_term": _("Number of last term"),
}


class VotesForm(forms.Form):
    """What each candidate got at one step; beside each number, unseen, what the row was when it was shown."""

    def __init__(self, rows: Sequence[tuple[Row, Candidate]], step: int, data: Any = None) -> None:
        super().__init__(data)
        self.rows, self.step = rows, step
        for row, candidate in rows:
            before = next((v.agreed for v in candidate.votes if v.step == step), None)
            self.fields[f"votes_{row.key}"] = _count(candidate.name)
            self.fields[f"votes_{row.key}"].initial = before
            was = forms.IntegerField(widget=forms.HiddenInput, initial=row.revision)
            self.fields[f"revision_{row.key}"] = was

    def lines(self) -> list[tuple[Candidate, forms.BoundField]]:
        return [(candidate, self[f"votes_{row.key}"]) for row, candidate in self.rows]

    def changes(self) -> list[tuple[Row, Candidate, int]]:
        """The rows of which another number was typed: the row, what it is to say, as of which revision."""
        data = self.cleaned_data
        return [
            (row, self._with(said, data[f"votes_{row.key}"]), data[f"revision_{row.key}"])
            for row, said in self.rows
            if f"votes_{row.key}" in self.changed_data
        ]

    def _with(self, said: Candidate, agreed: int | None) -> Candidate:
        return replace(said, votes=with_agreed(said.votes, {self.step: agreed}))


class TableForm(forms.Form):
    """The list as a file."""

    file = forms.FileField(label=_("Word or Excel file"))


class ReasonForm(RevisionForm):
    """Why the names are erased."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=Area(attrs={"rows": 3}))
