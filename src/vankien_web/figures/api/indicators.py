"""Indicators for programs: the catalogue, one over periods and units, a document's results beside targets."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Id, Page, Paging, page_of
from vankien_web.drafts import pages as drafts
from vankien_web.figures import naming, pictures
from vankien_web.figures.picture_files import source
from vankien_web.figures.pictures import Line
from vankien_web.figures.series import Entry

router = Router(tags=["figures"])


class IndicatorOut(Schema):
    """An indicator of the catalogue."""

    id: str = Field(examples=["thu_nhap_bq"])
    name: str
    unit: str
    topic: str
    verifier: str


class IndicatorEntry(Schema):
    """A value with its source: of a version of a document, or of a department."""

    kind: str = Field(description="result, target, next (of the term to come) or reference.")
    period: str
    words: str = Field(examples=["47,5 triệu đồng/người/năm"])
    value: str | None = Field(description="Exact, where it is one number.")
    unit: str
    source: str
    draft: int | None
    version: int | None
    standing: str


class IndicatorLine(Schema):
    """What stands beside each other; without entries nothing is known."""

    label: str
    entries: list[IndicatorEntry]


class IndicatorLines(Schema):
    """One indicator: of the unit by periods, then of the units below or beside it in one period."""

    indicator: str
    unit: int
    periods: list[str]
    period: str
    series: list[IndicatorLine]
    across: list[IndicatorLine]


class IndicatorWanted(Schema):
    """Of which unit, your own unless told; in which period, that of which most units speak."""

    unit: Id | None = None
    period: str = Field("", max_length=64)


@router.get("/indicators", response=Page[IndicatorOut], operation_id="list_indicators")
def list_indicators(request: PersonRequest, paging: Query[Paging]) -> Any:
    """Those of all packs."""
    return page_of(list(naming.all_indicators().values()), paging)


@router.get("/indicators/{str:indicator}", response=IndicatorLines, operation_id="get_indicator")
def get_indicator(request: PersonRequest, indicator: str, wanted: Query[IndicatorWanted]) -> Any:
    """Every value of it that you may see, with its source."""
    unit = pictures.unit_of(request.user, wanted.unit)
    shown = pictures.shown(request.user, indicator, unit, wanted.period)
    return {
        "indicator": shown["indicator"].id,
        "unit": unit.pk,
        "periods": shown["periods"],
        "period": shown["period"],
        "series": [_line(line) for line in shown["series"].lines],
        "across": [_line(line) for line in shown["across"].lines],
    }


@router.get("/drafts/{int:draft}/targets", response=list[IndicatorLine], operation_id="list_targets")
def list_targets(request: PersonRequest, draft: int) -> Any:
    """What the newest version that you see says was reached, beside the targets of both terms."""
    found, version = drafts.find_version(request.user, draft, None)
    if version.under_way:
        raise Http404
    made = pictures.of_draft(request.user, found, version)
    return [_line(line) for picture in made for line in picture.lines]


def _line(line: Line) -> dict[str, Any]:
    return {"label": line.label, "entries": [_entry(entry) for entry in line.entries]}


def _entry(entry: Entry) -> dict[str, Any]:
    figure = entry.figure
    number = figure.value if figure else entry.value.value if entry.value else None
    single = figure is None or (figure.high is None and figure.total is None)
    return {
        "kind": entry.kind,
        "period": entry.period,
        "words": entry.words,
        "value": format(number, "f") if number is not None and single else None,
        "unit": entry.said.unit,
        "source": source(entry),
        "draft": figure.version.draft_id if figure else None,
        "version": figure.version.number if figure else None,
        "standing": figure.standing if figure else "",
    }
