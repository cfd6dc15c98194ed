"""From lines on pages to paragraphs: geometry only, so it is the same for whatever made the PDF.

Positions are points from the lower left corner of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from vankien.model import Alignment, Block, Cell, Part, Span
from vankien.text import clean, fold

Rule = tuple[float, float, float]
Box = tuple[float, float, float, float]  # left, right, bottom, top
_MM = 25.4 / 72
_INDENT = 8.0
_SAME = 2.5
_HANGING = 8.0  # punctuation may stand outside the margin
_PADDING = 8.0  # what a table of two columns without rules leaves free on its right
_LABEL = re.compile(r"(?:[-–+*•▪]|\(?\d{1,3}[.)/]|\d{1,2}(?:\.\d{1,2})+\.?|[a-zđ][.)/]|[IVXLC]+[./)-])$")
_REFERRING = {
    "điểm",
    "khoản",
    "mục",
    "phần",
    "điều",
    "số",
    "lần",
    "thứ",
    "quý",
    "ngày",
    "tháng",
    "năm",
    "và",
    "đến",
}
_WORDY = re.compile(r"\w")
_ENDS = '.;:!?”"'
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


@dataclass(slots=True)
class Paragraph:
    lines: list[Line]
    group: Group
    cell: Cell | None = None
    part: Part = "body"
    centred: bool = False


def blocks(pages: Sequence[Page]) -> list[Block]:
    """One block a paragraph in reading order; running heads and feet once, at the end; no page numbers."""
    bodies, running = take_running(pages)
    groups = [group for page, lines in zip(pages, bodies, strict=True) for group in _groups(page, lines)]
    _set_edges(groups, {p.number: (p.width, p.height) for p in pages})
    pitch = _pitches(groups)
    found = _number_cells(_paragraphs(groups, pitch))
    found += [Paragraph([line], Group([line]), part=part) for part, line in running]
    texts = ((p, *_text(p.lines)) for p in found)
    return [_block(i, *item) for i, item in enumerate(t for t in texts if t[1])]


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


def _groups(page: Page, lines: Sequence[Line]) -> list[Group]:
    """Lines by cell and column, in the order of the file; the cells of a table row by row."""
    groups: list[Group] = []
    cells: dict[Box, Group] = {}
    for line in lines:
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


def _set_edges(groups: Sequence[Group], sizes: dict[int, tuple[float, float]]) -> None:
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
            right = min(right, min(s.left for s in beside))
        elif beside and max(s.right for s in beside) < mine_left:
            left = max(left, max(s.right for s in beside))
            right = min(right, margins[1] - _PADDING)
        alone = alone and not beside
    left = min(left, mine_left)
    right = right if mine_right - right < _HANGING else mine_right
    middles = [(s.left + s.right) / 2 for s in group.lines]
    if alone or max(middles) - min(middles) > 2 * _SAME:
        return left, right
    # Centred lines tell where their column ends on the side that nothing else shows.
    group.centred = True
    half = min(middles[0] - left, right - middles[0])
    return middles[0] - half, middles[0] + half


def _pitches(groups: Sequence[Group]) -> dict[float, float]:
    """The widest usual distance between two lines of one paragraph, by letter size.

    A line that begins in lower case is almost always the continuation of the one above.
    """
    gaps: dict[float, Counter[int]] = {}
    for group in groups:
        for upper, lower in pairwise(group.lines):
            gap = round(upper.baseline - lower.baseline)
            begun = lower.text[0].islower() and not _LABEL.match(lower.words[0].text)
            if begun and upper.size == lower.size and 0 < gap < 4 * upper.size:
                gaps.setdefault(upper.size, Counter())[gap] += 1
    return {size: max(g for g, n in c.items() if n * n * 10 >= c.total()) for size, c in gaps.items()}


def _paragraphs(groups: Sequence[Group], pitch: dict[float, float]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for group in groups:
        for line in group.lines:
            last = found[-1] if found else None
            if last and _same_column(last.group, group) and _continues(last, line, group, pitch):
                last.lines.append(line)
            else:
                found.append(Paragraph([line], group, centred=_is_centred(line, group)))
    return found


def _same_column(upper: Group, lower: Group) -> bool:
    if upper is lower:
        return True
    turned = lower.lines[0].page == upper.lines[-1].page + 1
    alike = abs(upper.left - lower.left) < 30 and abs(upper.right - lower.right) < 30
    return turned and alike and not upper.cell and not lower.cell


def _continues(paragraph: Paragraph, line: Line, group: Group, pitch: dict[float, float]) -> bool:
    """Whether `line` goes on with the paragraph: nobody broke the line before it."""
    last = paragraph.lines[-1]
    if not (_WORDY.search(last.text) and _WORDY.search(line.text)):
        return False
    if abs(last.size - line.size) > 1 or (last.style and line.style and last.style != line.style):
        return False
    if last.page == line.page and last.baseline - line.baseline > _limit(paragraph, line, pitch):
        return False
    centred = _in_the_middle(last, paragraph.group) and _is_centred(line, group)
    if centred and last.text.isupper() != line.text.isupper() and any(c.isalpha() for c in line.text):
        return False
    if _fits(last, line, group, centred) or _begins_item(last, line):
        return False
    return centred or _stands_as_next(paragraph, line, group)


def _limit(paragraph: Paragraph, line: Line, pitch: dict[float, float]) -> float:
    if len(paragraph.lines) > 1 and paragraph.lines[-2].page == paragraph.lines[-1].page:
        return paragraph.lines[-2].baseline - paragraph.lines[-1].baseline + 2
    return pitch.get(line.size, 2 * line.size) + 2


def _fits(last: Line, line: Line, group: Group, centred: bool) -> bool:
    """Whether the next line's first word would have found room on this one."""
    word = line.words[0]
    length = len(word.text)
    # A line may break behind a hyphen, so only the part before it had to fit.
    piece = word.text.find("-") + 1 or length
    width = (word.right - word.left) * piece / length
    free = group.right - last.right + (last.left - group.left if centred else 0)
    return free > width + 0.25 * line.size + 1.5


def _begins_item(last: Line, line: Line) -> bool:
    """Whether the line opens a numbered or dashed item: "kinh tế / - xã hội" and "điểm / 1. …" do not."""
    if len(line.words) < 2 or not _LABEL.match(line.words[0].text) or line.words[1].text[0].islower():
        return False
    return fold(last.words[-1].text) not in _REFERRING


def _stands_as_next(paragraph: Paragraph, line: Line, group: Group) -> bool:
    """Whether the line begins where the paragraph's second, third … line must."""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    if len(paragraph.lines) > 1:
        body = paragraph.lines[1].left - paragraph.group.left
        return abs(line.left - group.left - body) < _SAME
    indent, now = first.left - paragraph.group.left, line.left - group.left
    if now < indent - _SAME:
        return True
    if now > indent + _SAME:
        return len(first.words) > 1 and abs(now + group.left - first.words[1].left) < 6
    return now <= _INDENT or not (last.text[-1] in _ENDS and line.text[0].isupper())


def _in_the_middle(line: Line, group: Group) -> bool:
    off = (line.left + line.right - group.left - group.right) / 2
    return abs(off) < max(3.0, 0.01 * (group.right - group.left))


def _is_centred(line: Line, group: Group) -> bool:
    return (group.centred or line.left > group.left + 4) and _in_the_middle(line, group)


def _number_cells(found: list[Paragraph]) -> list[Paragraph]:
    """Table, row and column of each paragraph that stands in a ruled cell."""
    table = -1
    for ruled, run in groupby(found, key=lambda p: p.group.lines[0].page if p.group.cell else None):
        if ruled is None:
            continue
        members = list(run)
        table += 1
        tops = sorted({p.group.cell[3] for p in members if p.group.cell}, reverse=True)
        lefts = sorted({p.group.cell[0] for p in members if p.group.cell})
        for paragraph in members:
            left, right, bottom, top = paragraph.group.cell or (0, 0, 0, 0)
            paragraph.part = "table"
            paragraph.cell = Cell(
                table,
                tops.index(top),
                lefts.index(left),
                row_span=max(1, sum(bottom + 1 < t <= top for t in tops)),
                column_span=max(1, sum(left <= x < right - 1 for x in lefts)),
            )
    return found


def _text(lines: Sequence[Line]) -> tuple[str, tuple[Span, ...]]:
    """The joined words and their formatting; a hyphen at a line's end keeps its two halves together."""
    text, spans = "", []
    for line in lines:
        for number, word in enumerate(line.words):
            glued = number == 0 and len(text) > 1 and text.endswith("-") and text[-2].isalnum()
            start = len(text)
            text += word.text if glued or not text else f" {word.text}"
            style = word.style
            spans.append(
                Span(start, len(text), style.bold, style.italic, size=style.size, font=style.font or None)
            )
    return (clean(text), _merged(spans)) if clean(text) == text else (clean(text), ())


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for _, run in groupby(spans, key=lambda s: (s.bold, s.italic, s.size, s.font)):
        first, *_, last = pair if len(pair := list(run)) > 1 else pair * 2
        merged.append(Span(first.start, last.end, first.bold, first.italic, size=first.size, font=first.font))
    return tuple(merged)


def _block(index: int, paragraph: Paragraph, text: str, spans: tuple[Span, ...]) -> Block:
    first = paragraph.lines[0]
    alignment: Alignment | None = "center" if paragraph.centred else None
    indent = None if paragraph.centred else round((first.left - paragraph.group.left) * _MM, 1)
    return Block(
        index,
        text,
        paragraph.part,
        alignment=alignment,
        first_line_mm=indent,
        spans=spans,
        cell=paragraph.cell,
    )
