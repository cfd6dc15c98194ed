"""The form in which the counts of a ballot are typed, and the file that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vankien.personnel import When
from vankien.text import clean, fold
from vankien.votes import Ballot, Count, Name
from vankien_web.common.forms import Area, RevisionForm
from vankien_web.personnel.forms import OneOf
from vankien_web.personnel.models import words

_LINE = re.compile(r"(?:(.*?)\s*[:;–-]?\s*)?\b(\d{1,6})(?:\s*(?:người|phiếu|đại biểu|đảng viên))?\.?")
_MOST = 100_000
COUNTS = ("seats", "summoned", "present", "issued", "collected", "valid")


def amount(label: object, *, must: bool = True, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=must, min_value=least, max_value=_MOST)  # type: ignore[arg-type]


class Person(NamedTuple):
    """One who may stand on the ballot. `id`: of the fields, `on`: whether the name is on it."""

    id: str
    name: str
    birth: When | None
    on: bool
    before: Name | None = None


class ReasonsField(forms.CharField):
    """A reason and its number a line: "bị tạm giam: 1". Given as the same text, evenly spaced."""

    widget = Area(attrs={"rows": 2})

    def clean(self, value: Any) -> str:
        return written(self._count(line) for line in super().clean(value).splitlines() if line.strip())

    def _count(self, line: str) -> Count:
        found = _LINE.fullmatch(clean(line))
        if found is None:
            raise ValidationError(
                _now("Write a reason and its number on each line, for example “detained: 1”: %(line)s")
                % {"line": line[:80]}
            )
        return Count(clean(found[1] or ""), int(found[2]))


def written(counts: Iterable[Count]) -> str:
    return "\n".join(f"{c.reason}: {c.number}" if c.reason else str(c.number) for c in counts)


def counts_in(text: str) -> tuple[Count, ...]:
    """What a ReasonsField gave; a reason that is written twice is added up."""
    found: dict[str, int] = {}
    for line in text.splitlines():
        reason, _colon, number = line.rpartition(": ")
        found[reason] = found.get(reason, 0) + int(number)
    return tuple(Count(reason, number) for reason, number in found.items())


class PollForm(RevisionForm):
    """One ballot, in the order of a counting committee's minute."""

    body = forms.CharField(label=_("What is elected"), max_length=300)
    congress = OneOf(label=_("Who elects"), required=False, choices=[("", "–"), *words.ASSEMBLIES.items()])
    round = OneOf(label=_("Which ballot"), choices=list(words.ROUNDS.items()))
    seats = amount(_("To be elected"), least=1)
    summoned = amount(_("Summoned"))
    excused = ReasonsField(label=_("Left out of those summoned, by reason"), required=False, max_length=3000)
    present = amount(_("Present"))
    issued = amount(_("Ballots issued"))
    collected = amount(_("Ballots collected"))
    valid = amount(_("Valid ballots"))
    invalid = ReasonsField(label=_("Ballots not valid, by reason"), required=False, max_length=3000)

    def __init__(self, people: Sequence[Person], reasons: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.people = people
        example = reasons[0] if reasons else _now("detained")
        self.fields["excused"].help_text = _now(
            "One reason a line with its number, for example “%(example)s: 1”."
        ) % {"example": example}
        self.fields["invalid"].help_text = _now(
            "One reason a line with its number, for example “more names than seats: 2”; "
            "empty where there are none."
        )
        for one in people:
            self.fields[f"on_{one.id}"] = forms.BooleanField(label=one.name, required=False, initial=one.on)
            self.fields[f"agreed_{one.id}"] = amount(one.name, must=False)
            self.fields[f"uncounted_{one.id}"] = amount(one.name, must=False)
            if one.before is not None:
                self.fields[f"agreed_{one.id}"].initial = one.before.agreed
                self.fields[f"uncounted_{one.id}"].initial = one.before.uncounted or None
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    @classmethod
    def of(cls, ballot: Ballot) -> dict[str, Any]:
        """What the form shows, and what it would send back unchanged."""
        shown = {name: getattr(ballot, name) for name in ("body", "congress", "round", *COUNTS)}
        return shown | {"excused": written(ballot.excused), "invalid": written(ballot.invalid)}

    def lines(self) -> list[tuple[Person, forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [(p, *(self[f"{part}_{p.id}"] for part in ("on", "agreed", "uncounted"))) for p in self.people]  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.people:
            votes, on = data.get(f"agreed_{one.id}"), data.get(f"on_{one.id}")
            if on and votes is None and f"agreed_{one.id}" not in self.errors:
                self.add_error(f"agreed_{one.id}", _now("Write the votes (0 where there are none)."))
            if not on and votes is not None:
                self.add_error(
                    f"agreed_{one.id}", _now("Votes are written for a name that is not on the ballot.")
                )
        return data

    def ballot(self) -> Ballot:
        """What was typed."""
        data: Mapping[str, Any] = self.cleaned_data
        return Ballot(
            body=clean(data["body"]),
            names=tuple(
                Name(p.name, data[f"agreed_{p.id}"], p.birth, data[f"uncounted_{p.id}"] or 0)
                for p in self.people
                if data[f"on_{p.id}"]
            ),
            excused=counts_in(data["excused"]),
            invalid=counts_in(data["invalid"]),
            round=cast(Any, str.__str__(data["round"])),
            congress=cast(Any, str.__str__(data["congress"]) if data["congress"] else None),
            **{key: data[key] for key in COUNTS},
        )


def on_ballot(
    people: Iterable[tuple[str, str, When | None, bool]], ballot: Ballot | None, *, counted: bool = True
) -> list[Person]:
    """Who may stand on it, those who do first: of the plan (id, name on a ballot, birth, proposed for this
    body), and of the ballot who is not in the plan any more. With a ballot its names are on it, no others;
    their votes are known where it is `counted`.
    """
    places = {fold(clean(n.name)): place for place, n in enumerate(ballot.names)} if ballot else {}
    names = {fold(clean(n.name)): n for n in ballot.names} if ballot else {}
    found = []
    for id, name, birth, proposed in people:
        before = names.pop(fold(clean(name)), None)
        on = before is not None if ballot else proposed
        found.append(Person(id, name, birth, on, before if counted else None))
    for n, left in enumerate(names.values()):
        found.append(Person(f"x{n}", left.name, left.birth, True, left if counted else None))
    return sorted(found, key=lambda p: (not p.on, places.get(fold(clean(p.name)), 0)))


class BallotFileForm(forms.Form):
    """The counts as a file, the same as for `vankien votes`."""

    file = forms.FileField(label=_("Excel or TOML file"))
