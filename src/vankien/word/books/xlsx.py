"""The sheets of an .xlsx from its own XML: the digits as they are stored, formats, merges, what is hidden."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from lxml import etree

from vankien.model import UnreadableFile
from vankien.text import clean
from vankien.word.books.formats import PLAIN, Format, built_in, number_cell, read_format, typed
from vankien.word.books.grid import Cell, Grid, Merge, position
from vankien.word.legacy import coding_of, decode, is_legacy
from vankien.word.strip import parse_xml

Element = etree._Element
_DAY_ZERO, _DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
_MOST_COLUMNS = 400


def read(path: Path, most: int) -> list[Grid]:
    """Every worksheet in order; `most` filled cells together. Raises UnreadableFile."""
    with zipfile.ZipFile(path) as package:
        return list(_Book(package, most).grids())


def _name(element: Element) -> str:
    """Without the namespace: the strict and the usual form differ only in it."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _all(element: Element, name: str) -> Iterator[Element]:
    return element.iter(f"{{*}}{name}")


class _Book:
    def __init__(self, package: zipfile.ZipFile, most: int) -> None:
        self.package, self.left = package, most
        self.names = {n.lower(): n for n in package.namelist()}
        self.root = self._target(self._relations(""), "officeDocument") or "xl/workbook.xml"
        self.book = self._part(self.root)
        self.links = self._relations(self.root)
        self.strings = self._strings()
        self.looks = self._looks()
        pr = next(_all(self.book, "workbookPr"), None)
        late = pr is not None and pr.get("date1904") in ("1", "true")
        self.day_zero = _DAY_ZERO_1904 if late else _DAY_ZERO

    def _part(self, name: str) -> Element:
        stored = self.names.get(name.lower())
        if stored is None:
            raise UnreadableFile("reference_not_a_workbook")
        return parse_xml(self.package.read(stored))

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """id → (kind, part)."""
        folder, name = posixpath.split(part)
        stored = self.names.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
        if stored is None:
            return {}
        links = parse_xml(self.package.read(stored)).iter("{*}Relationship")
        return {
            r.get("Id", ""): (
                r.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, r.get("Target", ""))).lstrip("/"),
            )
            for r in links
        }

    @staticmethod
    def _target(links: dict[str, tuple[str, str]], kind: str) -> str:
        return next((target for found, target in links.values() if found == kind), "")

    def _strings(self) -> list[str]:
        part = self._target(self.links, "sharedStrings")
        if not part or part.lower() not in self.names:
            return []
        return [_said(si) for si in _all(self._part(part), "si")]

    def _looks(self) -> list[Format]:
        part = self._target(self.links, "styles")
        if not part or part.lower() not in self.names:
            return []
        styles = self._part(part)
        own = {f.get("numFmtId", ""): f.get("formatCode", "") for f in _all(styles, "numFmt")}
        fonts = next(_all(styles, "fonts"), None)
        codings = [_coding(f) for f in fonts if _name(f) == "font"] if fonts is not None else []
        formats = next(_all(styles, "cellXfs"), None)
        return (
            [self._look_of(f, own, codings) for f in formats if _name(f) == "xf"]
            if formats is not None
            else []
        )

    @staticmethod
    def _look_of(element: Element, own: dict[str, str], codings: list[str | None]) -> Format:
        number, font = element.get("numFmtId", "0"), int(element.get("fontId", "0"))
        look = read_format(own.get(number) or built_in(int(number) if number.isdigit() else 0))
        coding = codings[font] if font < len(codings) else None
        return replace(look, coding=coding) if coding else look

    def grids(self) -> Iterator[Grid]:
        for sheet in _all(self.book, "sheet"):
            link = next((v for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
            kind, part = self.links.get(str(link), ("", ""))
            if kind != "worksheet" or part.lower() not in self.names:
                continue
            grid = Grid(clean(sheet.get("name", "")), hidden=sheet.get("state", "visible") != "visible")
            self._fill(grid, self._part(part))
            yield grid

    def _fill(self, grid: Grid, sheet: Element) -> None:
        for column in _all(sheet, "col"):
            if column.get("hidden") in ("1", "true"):
                first, last = int(column.get("min", "1")), int(column.get("max", "1"))
                grid.hidden_columns |= set(range(first - 1, min(last, _MOST_COLUMNS)))
        below = -1
        for row in _all(sheet, "row"):
            below = int(row.get("r") or below + 2) - 1
            if row.get("hidden") in ("1", "true"):
                grid.hidden_rows.add(below)
            self._row(grid, row, below)
        for merged in _all(sheet, "mergeCell"):
            one, _, other = merged.get("ref", "A1").partition(":")
            grid.merges.append(Merge(*position(one), *position(other or one)))

    def _row(self, grid: Grid, row: Element, number: int) -> None:
        beside = -1
        for element in row:
            if _name(element) != "c":
                continue
            beside = position(element.get("r", ""))[1] if element.get("r") else beside + 1
            cell = self._cell(element)
            if cell is not None and beside < _MOST_COLUMNS:
                self.left -= 1
                if self.left < 0:
                    raise UnreadableFile("workbook_too_heavy")
                grid.cells[number, beside] = cell

    def _cell(self, element: Element) -> Cell | None:
        kind = element.get("t", "n")
        coding = self._look(element).coding
        if kind == "inlineStr":
            return _text(_said(element), coding)
        value = next((v.text for v in element if _name(v) == "v"), None)
        if value is None or value == "":
            formula = next((f.text for f in element if _name(f) == "f"), None) if kind == "n" else None
            return Cell("error", f"={formula}") if formula else None  # never computed: no value, not nothing
        if kind == "s":
            at = int(value)
            return _text(self.strings[at] if 0 <= at < len(self.strings) else "", coding)
        if kind in ("str", "d"):
            return _text(value, coding)
        if kind == "e":
            return Cell("error", value)
        if kind == "b":
            return Cell("truth", "TRUE" if value == "1" else "FALSE")
        number = typed(value)
        if number is None:
            return _text(value)
        return number_cell(number, self._look(element), self.day_zero)

    def _look(self, element: Element) -> Format:
        at = int(element.get("s", "0"))
        return self.looks[at] if at < len(self.looks) else PLAIN


def _coding(font: Element) -> str | None:
    """The old code that a font stands for."""
    name = next(iter(_all(font, "name")), None)
    coding = coding_of(name.get("val", "")) if name is not None else None
    return coding if is_legacy(coding) else None


def _said(element: Element) -> str:
    """The text of a string; readings of other scripts (rPh) are left out."""
    parts = []
    for t in _all(element, "t"):
        if any(True for _ in t.iterancestors("{*}rPh")):
            continue
        run = next(t.iterancestors("{*}r"), None)
        font = next(_all(run, "rFont"), None) if run is not None else None
        coding = coding_of(font.get("val", "")) if font is not None else None
        parts.append(decode(t.text or "", coding) if coding and is_legacy(coding) else t.text or "")
    return "".join(parts)


def _text(text: str, coding: str | None = None) -> Cell | None:
    said = decode(text, coding) if coding else text
    return Cell("text", said) if clean(said) else None
