"""Lines on pages, gathered by column and cell, without what runs on top and at the bottom of each page.

Positions are points from the lower left corner of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from vankien.model import Part

Rule = tuple[float, float, float]
Box = tuple[float, float, float, float]  # left, right, bottom, top
SAME = 2.5
_HANGING = 8.0  # punctuation may stand outside the margin
_PADDING = 10.5  # what stays free between the columns of a table without rules
_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    size: float
    font: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    left: float
    right: float
    baseline: float
    style: Style


@dataclass(frozen=True)
class Line:
    """Words side by side in one cell or column."""

    words: tuple[Word, ...]
    page: int

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def baseline(self) -> float:
        return self.words[0].baseline

    @cached_property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @cached_property
    def size(self) -> float:
        return max(w.style.size for w in self.words)

    @cached_property
    def style(self) -> tuple[bool, bool] | None:
        """Bold and italic of the whole line; None where they change within it."""
        styles = {(w.style.bold, w.style.italic) for w in self.words if any(c.isalnum() for c in w.text)}
        return styles.pop() if len(styles) == 1 else None


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    upright: tuple[Rule, ...] = ()
    flat: tuple[Rule, ...] = ()


@dataclass(slots=True)
class Group:
    """Lines that follow each other in one column or one cell, and the column's edges."""

    lines: list[Line]
    left: float = 0
    right: float = 0
    cell: Box | None = None
    centred: bool = False  # a column of centred lines only


def take_running(pages: Sequence[Page]) -> tuple[list[list[Line]], list[tuple[Part, Line]]]:
    """Each page's lines without what runs on top and at the bottom; and that, each wording once."""
    seen: Counter[tuple[Part, str]] = Counter()
    for page in pages:
        seen.update({(part, _wording(line)) for part, line in _edges(page)})
    first: dict[tuple[Part, str], Line] = {}
    bodies = []
    for page in pages:
        dropped = set()
        for part, line in _edges(page):
            key = (part, _wording(line))
            if _PAGE_NUMBER.fullmatch(line.text):
                dropped.add(id(line))
            elif seen[key] > 1 and seen[key] * 2 >= len(pages) - 1:
                dropped.add(id(line))
                first.setdefault(key, line)
        bodies.append([line for line in page.lines if id(line) not in dropped])
    order: list[Part] = ["header", "footer"]
    return bodies, sorted(((k[0], line) for k, line in first.items()), key=lambda item: order.index(item[0]))


def _edges(page: Page) -> Iterator[tuple[Part, Line]]:
    for line in page.lines:
        if line.baseline > page.height * 0.92:
            yield "header", line
        elif line.baseline < page.height * 0.08:
            yield "footer", line


def _wording(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def group_lines(page: Page, lines: Sequence[Line]) -> list[Group]:
    """Lines by cell and column, in the order of the file; the cells of a table row by row."""
    groups: list[Group] = []
    cells: dict[Box, Group] = {}
    for line in _cut_at_columns(lines):
        box = _cell(page, line)
        if box is not None and box in cells:
            cells[box].lines.append(line)
        elif box is not None:
            cells[box] = Group([line], cell=box)
            groups.append(cells[box])
        elif groups and _goes_on(groups, line):
            groups[-1].lines.append(line)
        else:
            groups.append(Group([line]))
    for group in groups:
        if group.cell:
            group.lines.sort(key=lambda line: -line.baseline)
    ordered: list[Group] = []
    for in_table, run in groupby(groups, key=lambda g: g.cell is not None):
        members = list(run)
        ordered += sorted(members, key=_row_first) if in_table else members
    return ordered


def _cut_at_columns(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines cut once more where a word begins a column that other rows show, though the gap is narrow."""
    starts = Counter(
        round(right.left) for left, right in pairwise(lines) if abs(left.baseline - right.baseline) < 1
    )
    columns = [x for x, rows in starts.items() if rows > 1]
    for line in lines:
        first = 0
        for number, (left, right) in enumerate(pairwise(line.words), 1):
            wide = right.left - left.right > 0.9 * line.size
            if wide and any(abs(right.left - x) < 1.5 for x in columns):
                yield Line(line.words[first:number], line.page)
                first = number
        yield Line(line.words[first:], line.page) if first else line


def _goes_on(groups: Sequence[Group], line: Line) -> bool:
    """Whether the line stands below the last one, and not across the column on its left."""
    last = groups[-1]
    if last.cell or last.lines[-1].baseline <= line.baseline + 1:
        return False
    if len(groups) < 2 or groups[-2].cell or groups[-2].lines[-1].baseline > last.lines[0].baseline:
        return True
    edge = max(s.right for s in groups[-2].lines)
    return edge >= min(s.left for s in last.lines) or line.left >= edge


def _row_first(group: Group) -> tuple[float, float]:
    left, _, _, top = group.cell or (0, 0, 0, 0)
    return (-round(top), left)


def _cell(page: Page, line: Line) -> Box | None:
    """The ruled box around a line, when it is closed on all four sides."""
    y, x = line.baseline + line.size / 3, (line.left + line.right) / 2
    sides = [r[0] for r in page.upright if r[1] - 1 <= y <= r[2] + 1]
    ends = [r[0] for r in page.flat if r[1] - 1 <= x <= r[2] + 1]
    left = max((s for s in sides if s <= line.left + 1), default=None)
    right = min((s for s in sides if s >= line.right - 1), default=None)
    bottom = max((e for e in ends if e <= y), default=None)
    top = min((e for e in ends if e >= y), default=None)
    if left is None or right is None or bottom is None or top is None:
        return None
    return (round(left), round(right), round(bottom), round(top))


def set_edges(groups: Sequence[Group], sizes: dict[int, tuple[float, float]]) -> None:
    """The edges between which each group's lines were broken: the page's, a neighbour's or the cell's."""
    by_size: dict[tuple[float, float], list[Line]] = {}
    for group in groups:
        if group.cell is None:
            by_size.setdefault(sizes[group.lines[0].page], []).extend(group.lines)
    margins = {size: _margins(lines) for size, lines in by_size.items()}
    for page, same_page in groupby(groups, key=lambda g: g.lines[0].page):
        here = list(same_page)
        for group in here:
            if group.cell:
                padding = min(max(min(line.left for line in group.lines) - group.cell[0], 1), 5.5)
                group.left, group.right = group.cell[0] + padding, group.cell[1] - padding
            else:
                group.left, group.right = _column(group, here, margins[sizes[page]])


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    lefts, rights = (
        Counter(round(v) for v in side) for side in zip(*((s.left, s.right) for s in lines), strict=True)
    )
    often = max(2, len(lines) // 50)
    left = min((v for v, n in lefts.items() if n >= often), default=min(lefts))
    right = max((v for v, n in rights.items() if n >= often), default=max(rights))
    return left, max(right, max(rights) if len(lines) < 8 else right)


def _column(group: Group, others: Sequence[Group], margins: tuple[float, float]) -> tuple[float, float]:
    low, high = group.lines[-1].baseline, group.lines[0].baseline
    mine_left, mine_right = min(s.left for s in group.lines), max(s.right for s in group.lines)
    left, right = margins
    alone = True
    for other in others:
        if other is group or other.cell:
            continue
        beside = [s for s in other.lines if low - s.size < s.baseline < high + s.size]
        if beside and min(s.left for s in beside) > mine_right:
            right = min(right, max(min(s.left for s in beside) - _PADDING, mine_right))
        elif beside and max(s.right for s in beside) < mine_left:
            left = max(left, max(s.right for s in beside))
            right = min(right, margins[1] - _PADDING)
        alone = alone and not beside
    left = min(left, mine_left)
    right = right if mine_right - right < _HANGING else mine_right
    middles = [(s.left + s.right) / 2 for s in group.lines]
    if alone or max(middles) - min(middles) > 2 * SAME:
        return left, right
    # Centred lines tell where their column ends on the side that nothing else shows.
    group.centred = True
    half = min(middles[0] - left, right - middles[0])
    return middles[0] - half, middles[0] + half
