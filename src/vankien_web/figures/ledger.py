"""The ledger read for comparisons: rows of a few columns as the library's entries, made only when wanted."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from vankien.ledger import Entry
from vankien.model import Figure as Stated
from vankien_web.figures.models import Figure


class Row(NamedTuple):
    """What a comparison needs of a figure; no words, which are long."""

    id: int
    version_id: int
    key: str
    matter: str
    indicator: str
    role: str
    comparator: str
    unit: str
    value: Decimal
    high: Decimal | None
    total: Decimal | None
    places: int
    dimension: str
    amount: Decimal | None
    moment: str
    about: str
    ahead: bool
    block: int
    start: int
    end: int

    @property
    def entry(self) -> Entry:
        """As the library compares it."""
        return Entry(
            id=self.id,
            document=self.version_id,
            figure=_stated(self),
            moment=self.moment,
            about=self.about,
            dimension=self.dimension,
            amount=self.amount,
            key=self.key,
            matter=self.matter,
        )


def rows(figures: QuerySet[Figure]) -> list[Row]:
    """Those whose value is held exactly, in reading order; one query."""
    held = figures.filter(value__isnull=False).order_by("version_id", "number")
    return [Row(*row) for row in held.values_list(*Row._fields)]


def entries(found: Iterable[Row]) -> list[Entry]:
    return [row.entry for row in found]


def _stated(row: Row) -> Stated:
    low = _shown(row.value, row.places)
    return Stated(
        block=row.block,
        start=row.start,
        end=row.end,
        surface="",
        value=low if row.high is None else (low, _shown(row.high, row.places)),
        total=row.total,
        unit=row.unit or None,
        comparator=row.comparator,  # type: ignore[arg-type]
        indicator=row.indicator or None,
        role=row.role,  # type: ignore[arg-type]
    )


def _shown(value: Decimal, places: int) -> Decimal:
    """With the zeros that were written: 45.0 says more than 45."""
    return value.quantize(Decimal(1).scaleb(-places)) if places else value
