"""What programs are told of figures."""

from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field

from vankien_web.common.api import Line, Number
from vankien_web.figures.models import Standing
from vankien_web.units.api.schemas import UnitRef


class FiguresWanted(Schema):
    """Which figures of a version."""

    indicator: Line | None = Field(None, examples=["ho_ngheo"])
    topic: Line | None = Field(None, examples=["ho_ngheo"])
    standing: Standing | None = None


class LedgerFigure(Schema):
    """One figure (docs/figures.md). Numbers are exact, as strings; null where only the words are held."""

    number: int = Field(description="Its place in the version, counted from 1.")
    block: int
    start: int
    end: int
    section: str
    sentence: str
    surface: str = Field(examples=["16 tỷ 434 triệu đồng"])
    indicator: str = Field(description="Empty where the rules name none.", examples=["ho_ngheo"])
    topic: str
    name: str = Field(description="What it is a figure of, in words.")
    value: Number | None
    high: Number | None = Field(description="The upper end of a range.")
    total: Number | None = Field(description="Of n/m.")
    unit: str
    amount: Number | None = Field(description="The value in `dimension`, for sums.")
    dimension: str = Field(description="What all units of its kind turn into; money: triệu đồng.")
    comparator: str
    period: str
    moment: str = Field(description="The period as far as it tells two figures apart.", examples=["2020"])
    role: str
    about: str = Field(description="Empty for the whole unit, else the part that is meant.")
    key: str = Field(description="The same for the same statement in another version.")
    standing: Standing


class SideOut(Schema):
    """A statement in one of the documents."""

    draft: int
    version: int
    kind: str
    title: str
    section: str
    block: int
    surface: str
    sentence: str
    indicator: str
    moment: str


class ContradictionOut(Schema):
    """Two statements of two documents that cannot both be true."""

    first: SideOut
    second: SideOut


class AimOut(Schema):
    """A target of the last term: without a result, told otherwise, or with a ratio that is another."""

    kind: Literal["unanswered", "otherwise", "ratio"]
    target: SideOut
    stated: SideOut | None
    share: Number | None = Field(description="What the ratio should be, per cent.")


class DocumentOut(Schema):
    """A document that was compared."""

    draft: int
    version: int
    kind: str
    title: str


class ContradictionsOut(Schema):
    """`documents` are those that you see; `former` holds the last term's targets."""

    documents: list[DocumentOut]
    former: DocumentOut | None
    contradictions: list[ContradictionOut]
    aims: list[AimOut]


class SumsWanted(Schema):
    """Which units are added up."""

    base: bool = Field(False, description="All units of the base below, not those directly below.")


class SumOut(Schema):
    """A total beside the sum of the units below, in `unit`."""

    indicator: str
    name: str
    moment: str
    role: str
    unit: str
    total: Number
    sum: Number
    counted: int = Field(description="Units whose value is in the sum.")
    units: int = Field(description="Units that hold a congress there.")
    missing: list[UnitRef] = Field(description="Units that state nothing of it.")
    standing: Literal["agrees", "differs", "exceeds", "open"]
