"""A comparison in words: its sum, and the figures that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vankien.figures import words_before
from vankien.packs.model import Indicator
from vankien_web.common.written import vi_number
from vankien_web.drafts.comparison.page import Page, Side
from vankien_web.drafts.comparison.rows import Row


@dataclass(frozen=True)
class FigureRow:
    """A figure that changed: `old` and `new` as they are written, empty where it does not stand."""

    name: str
    when: str
    section: str
    old: str
    new: str
    row: Row | None


def summary(page: Page) -> str:
    """ "Sửa 12 đoạn, thêm 3 đoạn, bỏ 1 đoạn, chuyển 2 đoạn; thêm 85 từ, bỏ 40 từ." """
    ops, words = page.ops, page.words
    passages = [
        (ops.get("edit", 0), _("%(n)s passages edited")),
        (ops.get("insert", 0), _("%(n)s passages added")),
        (ops.get("delete", 0), _("%(n)s passages removed")),
        (ops.get("move", 0) + ops.get("move_edit", 0), _("%(n)s passages moved")),
        (ops.get("split", 0), _("%(n)s passages split")),
        (ops.get("merge", 0), _("%(n)s passages joined from several")),
        (ops.get("renumber", 0), _("%(n)s passages numbered anew")),
    ]
    counted = [(words.inserted, _("%(n)s words added")), (words.deleted, _("%(n)s words removed"))]
    said = (", ".join(w % {"n": vi_number(n)} for n, w in told if n) for told in (passages, counted))
    return capfirst("; ".join(filter(None, said))) + "."


def figure_rows(
    figures: Iterable[Mapping[str, Any]], page: Page, old: Side, new: Side, known: Mapping[str, Indicator]
) -> Iterator[FigureRow]:
    for told in figures:
        before, after = told["old"], told["new"]
        which, side, figure = ("new", new, after) if after else ("old", old, before)
        indicator = known.get(told["indicator"] or "")
        yield FigureRow(
            name=indicator.name if indicator else _words_before(side, figure),
            when=", ".join(filter(None, (figure.get("period"), _role(figure)))),
            section=side.section(figure["block"]),
            old=_written(before),
            new=_written(after),
            row=page.rows.get((which, figure["block"])),
        )


def _written(figure: Mapping[str, Any] | None) -> str:
    """As it stands in the text; in a table the unit may stand elsewhere."""
    if figure is None:
        return ""
    surface, unit = figure["surface"], figure.get("unit") or ""
    return surface if unit in surface else f"{surface} {unit}"


def _role(figure: Mapping[str, Any]) -> str:
    return _("a target") if figure.get("role") == "target" else ""


def _words_before(side: Side, figure: Mapping[str, Any]) -> str:
    return words_before(side.document, figure["block"], figure["start"], figure["end"])
