"""The sums of a unit as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vankien.ledger import Entry, Sum
from vankien_web.accounts.models import User
from vankien_web.common.fields import plain
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Draft
from vankien_web.figures import sums
from vankien_web.figures.contradictions import Document, Side, sides
from vankien_web.figures.models import Figure
from vankien_web.figures.naming import indicator_name, indicators, role_name
from vankien_web.figures.sums import Below, Sums
from vankien_web.units.models import Unit

TONES = {"agrees": "done", "differs": "late", "exceeds": "late", "open": "wait"}
_NAMED = 10  # missing units that are named in a row


@dataclass(frozen=True)
class Row:
    """A total and the sum of what stands below; numbers in `unit`."""

    key: str
    sum: Sum
    name: str
    missing: Sequence[Unit]

    @property
    def unit(self) -> str:
        return self.sum.dimension

    @property
    def when(self) -> str:
        return self.sum.total.moment

    @property
    def role(self) -> str:
        return role_name(self.sum.total.figure.role)

    @property
    def total(self) -> Decimal:
        return plain(self.sum.total.amount or Decimal(0))

    @property
    def amount(self) -> Decimal:
        return plain(self.sum.amount)

    @property
    def difference(self) -> Decimal:
        """What is below, less what the unit states."""
        return plain(self.sum.amount - (self.sum.total.amount or Decimal(0)))

    @property
    def tone(self) -> str:
        return TONES[self.sum.standing]

    @property
    def counted(self) -> int:
        return self.sum.counted

    @property
    def children(self) -> int:
        return len(self.sum.parts) + len(self.sum.missing)

    @property
    def named(self) -> Sequence[Unit]:
        return self.missing[:_NAMED]

    @property
    def more(self) -> int:
        return max(len(self.missing) - _NAMED, 0)


@dataclass(frozen=True)
class Part:
    """What one unit below states; `side` is None where it states nothing."""

    unit: Unit
    side: Side | None
    amount: Decimal | None
    doubtful: bool = False


@dataclass(frozen=True)
class Table:
    """`opened` is the row whose `parts` are shown; `own` is where its total stands."""

    sums: Sums
    rows: Sequence[Row]
    opened: Row | None = None
    own: Side | None = None
    parts: Sequence[Part] = ()


def table(user: User, congress: Congress, *, base: bool, opened: str) -> Table:
    """The rows that contradict come first."""
    found = sums.of_congress(user, congress, base=base)
    known = indicators(congress.season.pack)
    rows = []
    for one in found.found:
        f = one.total.figure
        indicator = known[f.indicator or ""]
        missing = [found.below[int(str(pk))].unit for pk in one.missing]
        key = "-".join((indicator.id, f.role, one.total.moment)).replace(" ", "_")
        rows.append(Row(key, one, indicator_name(indicator), missing))
    rows.sort(key=lambda row: list(TONES).index(row.sum.standing) in (0, 3))
    chosen = next((row for row in rows if row.key == opened), None)
    if chosen is None or found.total is None:
        return Table(found, rows)
    return _opened(found, rows, chosen, found.total)


def _opened(found: Sums, rows: Sequence[Row], chosen: Row, own: Document) -> Table:
    stated = {int(str(part.child)): part for part in chosen.sum.parts}
    sent = [b.version for b in found.below.values() if b.version is not None]
    drafts = Draft.objects.filter(sent__in=sent).select_related("sent")
    by_version = {own.version.pk: own} | {d.sent.pk: Document(d, d.sent) for d in drafts if d.sent}
    entries: list[Entry] = [chosen.sum.total, *(part.entry for part in stated.values())]
    known = sides(Figure.objects.in_bulk([e.id for e in entries]), by_version)

    def part(pk: int, below: Below) -> Part:
        said = stated.get(pk)
        if said is None:
            return Part(below.unit, None, None)
        return Part(below.unit, known[said.entry.id], plain(said.entry.amount or Decimal(0)), said.doubtful)

    parts = [part(pk, below) for pk, below in found.below.items()]
    return Table(found, rows, chosen, known[chosen.sum.total.id], parts)
