"""Where the members stand on a document: counted, with who has not spoken yet, and who holds it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F

from vankien_web.reviews.models import AgendaItem, Attendance, Meeting, Position, Presence, Stance
from vankien_web.units.models import Person

_HERE = (Presence.CALLED, Presence.PRESENT)


@dataclass(frozen=True)
class Tally:
    """`positions` are those that count; `silent` the members here who have none; `absent` who is not here."""

    item: AgendaItem
    positions: tuple[Position, ...]
    silent: tuple[Person, ...]
    absent: tuple[Person, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many hold each stance, every stance named."""
        return {stance: sum(p.stance == stance for p in self.positions) for stance in Stance.values}

    @property
    def members(self) -> int:
        """How many may take a position: those called or present."""
        return len(self.positions) + len(self.silent)

    @property
    def agreed(self) -> int:
        """With comments or without."""
        return self.counts[Stance.AGREE] + self.counts[Stance.WITH_COMMENTS]

    @property
    def blocking(self) -> tuple[Position, ...]:
        return tuple(p for p in self.positions if p.stance == Stance.REVISE)


def tally(item: AgendaItem) -> Tally:
    """Of one item; two queries."""
    return tallies(item.meeting, [item])[item.pk]


def tallies(
    meeting: Meeting, items: Iterable[AgendaItem], seats: list[Attendance] | None = None
) -> dict[int, Tally]:
    """Of several items of one meeting, by the item's key; two queries, one where the members are given."""
    if seats is None:
        seats = list(meeting.attendance.filter(member=True).select_related("person").order_by("number", "pk"))
    held: dict[int, dict[int, Position]] = defaultdict(dict)
    wanted = list(items)
    rows = Position.objects.filter(item__in=wanted).select_related("person", "entered_by__person")
    for position in rows:
        held[position.item_id][position.person_id] = position
    return {item.pk: _tally(item, seats, held[item.pk]) for item in wanted}


def stands_in_the_way(item: AgendaItem) -> list[Position]:
    """Positions that hold the document back: "agreed" then needs the chair's reason. Empty when none."""
    seat = "item__meeting__attendance__"
    here = {f"{seat}person": F("person"), f"{seat}member": True, f"{seat}presence__in": _HERE}
    held = Position.objects.filter(item=item, stance=Stance.REVISE, **here)
    return list(held.select_related("person").order_by("at", "pk"))


def _tally(item: AgendaItem, seats: list[Attendance], held: dict[int, Position]) -> Tally:
    here = [seat.person for seat in seats if seat.presence in _HERE]
    return Tally(
        item,
        tuple(held[person.pk] for person in here if person.pk in held),
        tuple(person for person in here if person.pk not in held),
        tuple(seat.person for seat in seats if seat.presence not in _HERE),
    )
