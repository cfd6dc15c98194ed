"""Statements for tests of comparisons: from words through the reading itself, or made directly."""

from decimal import Decimal

from library.draft_factory import document
from vankien import checks
from vankien.checks.reading.statements import held_in, statements
from vankien.ledger import Entry
from vankien.model import Figure

NEW_TERM = (2020, 2025)


def read(text, name="báo cáo", *, kind="political_report", years=NEW_TERM, unit="xa-phuong"):
    """The statements of a document, one block a line."""
    draft = checks.prepare(document(text), pack="dang-2019", unit=unit, kind=kind)
    draft = checks.Draft(**{f: getattr(draft, f) for f in draft.__dataclass_fields__} | {"years": years})
    return [entry_of(stated, name, number) for number, stated in enumerate(statements(draft))]


def entry_of(stated, name, number=0):
    figure = stated.figure
    amount = None if isinstance(figure.value, tuple) else figure.value * stated.factor
    return Entry(
        (name, number),
        name,
        figure,
        stated.moment,
        stated.about,
        stated.dimension,
        amount,
        stated.key,
        stated.matter,
    )


def entry(name, indicator="thu_ns", value="10", unit="tỷ đồng", *, moment="2019", role="actual", **more):
    """A statement of the whole unit, made directly; `about` and the figure's fields may be given."""
    about, at = more.pop("about", ""), more.pop("at", 0)
    figure = Figure(at, 0, 1, value, Decimal(value), unit=unit, indicator=indicator, role=role, **more)
    dimension, factor = held_in(unit)
    matter = f"{indicator} {role} {moment} {dimension} {about}"
    return Entry((name, at), name, figure, moment, about, dimension, figure.value * factor, matter, matter)
