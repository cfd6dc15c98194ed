"""The sheets of an .ods from its own XML."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from lxml import etree

from vankien.model import UnreadableFile
from vankien.text import clean
from vankien.word.books.formats import in_words, plain, rounded, typed
from vankien.word.books.grid import Cell, Grid, Merge
from vankien.word.legacy import coding_of, decode, is_legacy
from vankien.word.strip import parse_xml

Element = etree._Element
_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_MOST_COLUMNS, _MOST_ROWS = 400, 200_000
_WORDS = re.compile(r"[^\W\d_]")
_FAR = 1000  # a cell repeated more often than this is empty filling


def read(path: Path, most: int) -> list[Grid]:
    """Every sheet in order; `most` filled cells together. Raises UnreadableFile."""
    with zipfile.ZipFile(path) as package:
        if "content.xml" not in package.namelist():
            raise UnreadableFile("reference_not_a_workbook")
        content = parse_xml(package.read("content.xml"))
    away = {
        s.get(_S + "name")
        for s in content.iter(_S + "style")
        for p in s.iter(_S + "table-properties")
        if p.get(_T + "display") == "false"
    }
    reader = _Reader(most, _codings(content))
    return [
        reader.grid(table, hidden=table.get(_T + "style-name") in away)
        for table in content.iter(_T + "table")
        if not any(True for _ in table.iterancestors(_T + "table"))
    ]


def _codings(content: Element) -> dict[str, str]:
    """Style → old code, of the styles whose font is one of an old code."""
    faces = {
        f.get(_S + "name", ""): f.get(_SVG + "font-family", "").strip("'\"")
        for f in content.iter(_S + "font-face")
    }
    found: dict[str, str] = {}
    for style in content.iter(_S + "style"):
        for look in style.iter(_S + "text-properties"):
            font = look.get(_S + "font-name", "")
            coding = coding_of(faces.get(font) or font) or coding_of(
                look.get(_FO + "font-family", "").strip("'\"")
            )
            if coding and is_legacy(coding):
                found[style.get(_S + "name", "")] = coding
    return found


class _Reader:
    def __init__(self, most: int, codings: dict[str, str]) -> None:
        self.left, self.codings = most, codings

    def grid(self, table: Element, *, hidden: bool) -> Grid:
        grid = Grid(clean(table.get(_T + "name", "")), hidden=hidden)
        at = 0
        for column in table.iter(_T + "table-column"):
            count = _repeated(column, "columns")
            if column.get(_T + "visibility", "visible") != "visible":
                grid.hidden_columns |= set(range(at, min(at + count, _MOST_COLUMNS)))
            at += count
        at = 0
        for row in table.iter(_T + "table-row"):
            count = _repeated(row, "rows")
            gone = row.get(_T + "visibility", "visible") != "visible"
            for number in range(at, at + (count if count <= _FAR else 1)):
                if gone:
                    grid.hidden_rows.add(number)
                self._row(grid, row, number)
            at += count
            if at > _MOST_ROWS:
                break
        return grid

    def _row(self, grid: Grid, row: Element, number: int) -> None:
        at = 0
        for element in row:
            if element.tag not in (_T + "table-cell", _T + "covered-table-cell"):
                continue
            count = _repeated(element, "columns")
            down, across = int(element.get(_T + "number-rows-spanned", "1")), _spanned(element)
            if down > 1 or across > 1:
                grid.merges.append(Merge(number, at, number + down - 1, at + across - 1))
            cell = _cell(element) if element.tag == _T + "table-cell" else None
            coding = self.codings.get(element.get(_T + "style-name", ""))
            if coding and cell is not None and cell.kind == "text":
                cell = replace(cell, text=decode(cell.text, coding))
            if cell is not None and count <= _FAR:
                for column in range(at, min(at + count, _MOST_COLUMNS)):
                    self.left -= 1
                    if self.left < 0:
                        raise UnreadableFile("workbook_too_heavy")
                    grid.cells[number, column] = cell
            at += count


def _repeated(element: Element, what: str) -> int:
    return max(1, int(element.get(f"{_T}number-{what}-repeated", "1")))


def _spanned(element: Element) -> int:
    return int(element.get(_T + "number-columns-spanned", "1"))


def _cell(element: Element) -> Cell | None:
    kind = element.get(_O + "value-type") or element.get(_CALC + "value-type") or ""
    shown = "\n".join(_words(p) for p in element.iterchildren(_X + "p"))
    if element.get(_CALC + "value-type") == "error" or shown.startswith(
        ("#REF", "#DIV", "#N/A", "Err:", "#VALUE")
    ):
        return Cell("error", shown or "#")
    if kind in ("float", "percentage", "currency"):
        raw = typed(element.get(_O + "value", ""))
        return _number(raw, shown, percent=kind == "percentage") if raw is not None else None
    if kind == "date":
        try:
            return Cell("day", shown, day=date.fromisoformat(element.get(_O + "date-value", "")[:10]))
        except ValueError:
            return Cell("text", shown) if shown else None
    if kind == "boolean":
        return Cell("truth", shown)
    return Cell("text", shown) if clean(shown) else None


def _number(raw: Decimal, shown: str, *, percent: bool) -> Cell:
    said = plain(raw * 100 if percent else raw)
    text = clean(shown) or in_words(said) + ("%" if percent else "")
    places, odd = _shown_places(said, text)
    return Cell("number", text, said, raw, percent, places, odd=odd)


def _shown_places(said: Decimal, text: str) -> tuple[int | None, bool]:
    """The decimals that `text` shows of the number; and whether it shows something else than the number."""
    digits = "".join(c for c in text if c.isdigit())
    whole = str(int(abs(said)))
    for places in range(0, 10):
        if "".join(c for c in f"{abs(rounded(said, places)):f}" if c.isdigit()) == digits:
            return places, bool(_WORDS.search(text))
    return (None, len(digits) > 0 and not digits.startswith(whole.lstrip("0")))


def _words(paragraph: Element) -> str:
    """The text of a paragraph; comments and their authors are not in it."""
    out = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == _X + "s":
            out.append(" " * int(child.get(_X + "c", "1")))
        elif child.tag == _X + "line-break":
            out.append("\n")
        elif child.tag != _O + "annotation":
            out.append(_words(child))
        out.append(child.tail or "")
    return "".join(out)
