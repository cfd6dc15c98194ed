"""Figures as programs are told of them."""

from __future__ import annotations

from typing import Any

from vankien_web.figures.api.schemas import LedgerFigure
from vankien_web.figures.contradictions import Aim, Document, Found, Side
from vankien_web.figures.listing import Line
from vankien_web.figures.totals import Row

_OWN = [name for name in LedgerFigure.model_fields if name not in ("name", "sentence")]


def figure(line: Line) -> dict[str, Any]:
    own = {name: getattr(line.figure, name) for name in _OWN}
    return own | {"name": line.name, "sentence": line.sentence}


def contradictions(found: Found) -> dict[str, Any]:
    return {
        "documents": [_document(d) for d in found.compared],
        "former": _document(found.former) if found.former else None,
        "contradictions": [{"first": _side(p.first), "second": _side(p.second)} for p in found.across],
        "aims": [_aim(aim) for aim in found.aims],
    }


def sum_of(row: Row) -> dict[str, Any]:
    total = row.sum.total
    return {
        "indicator": total.figure.indicator,
        "name": row.name,
        "moment": total.moment,
        "role": total.figure.role,
        "unit": row.unit,
        "total": row.total,
        "sum": row.amount,
        "counted": row.counted,
        "units": row.children,
        "missing": row.missing,
        "standing": row.sum.standing,
    }


def _aim(aim: Aim) -> dict[str, Any]:
    stated = _side(aim.stated) if aim.stated else None
    return {"kind": aim.kind, "target": _side(aim.target), "stated": stated, "share": aim.share}


def _document(document: Document) -> dict[str, Any]:
    draft = document.draft
    return {"draft": draft.pk, "version": document.version.number, "kind": draft.kind, "title": draft.title}


def _side(side: Side) -> dict[str, Any]:
    own = {
        name: getattr(side.figure, name) for name in ("section", "block", "surface", "indicator", "moment")
    }
    return _document(side.document) | own | {"sentence": side.sentence}
