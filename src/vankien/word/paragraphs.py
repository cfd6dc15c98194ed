"""From lines to paragraphs: geometry only, so it is the same for whatever made the PDF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from vankien.model import Alignment, Block, Cell, Part, Span
from vankien.text import clean, fold
from vankien.word.columns import SAME, Group, Line, Page, group_lines, set_edges, take_running

_MM = 25.4 / 72
_INDENT = 8.0
_FLUSH = 4.0
_LABEL = re.compile(r"(?:[-–+*•▪]|\(?\d{1,3}[.)/]|\d{1,2}(?:\.\d{1,2})+\.?|[a-zđ][.)/]|[IVXLC]+[./)-])$")
_REFERRING = {
    *("điểm", "khoản", "mục", "phần", "điều", "số", "lần", "thứ", "quý", "ngày", "tháng", "năm", "và", "đến")
}
_WORDY = re.compile(r"\w")
_PART = re.compile(r"(?:PHẦN|Phần|CHƯƠNG|Chương) (?:THỨ|thứ|[IVX\d]+\b)")
_ENDS = '.;:!?”"'


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
    groups = [group for page, lines in zip(pages, bodies, strict=True) for group in group_lines(page, lines)]
    set_edges(groups, {p.number: (p.width, p.height) for p in pages})
    habits = _habits(groups)
    found = _number_cells(_paragraphs(groups, habits))
    found += [Paragraph([line], Group([line]), part=part) for part, line in running]
    texts = ((p, *_text(p.lines)) for p in found)
    return [_block(i, *item) for i, item in enumerate(t for t in texts if t[1])]


@dataclass(frozen=True, slots=True)
class Habits:
    """How this document is set: the distance of lines in a paragraph by letter size; flush right or not."""

    pitch: Mapping[float, float]
    justified: bool


def _habits(groups: Sequence[Group]) -> Habits:
    """A line that begins in lower case is almost always the continuation of the one above."""
    gaps: dict[float, Counter[int]] = {}
    flush = Counter[bool]()
    for group in groups:
        for upper, lower in pairwise(group.lines):
            gap = round(upper.baseline - lower.baseline)
            begun = lower.text[0].islower() and not _LABEL.match(lower.words[0].text)
            if begun and upper.size == lower.size and 0 < gap < 4 * upper.size:
                gaps.setdefault(upper.size, Counter())[gap] += 1
                flush[group.right - upper.right < _FLUSH] += 1
    pitch = {size: max(g for g, n in c.items() if n * n * 10 >= c.total()) for size, c in gaps.items()}
    return Habits(pitch, flush[True] > 3 * flush[False])


def _paragraphs(groups: Sequence[Group], habits: Habits) -> list[Paragraph]:
    found: list[Paragraph] = []
    for group in groups:
        for line in group.lines:
            last = found[-1] if found else None
            if last and _same_column(last.group, group) and _continues(last, line, group, habits):
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


def _continues(paragraph: Paragraph, line: Line, group: Group, habits: Habits) -> bool:
    """Whether `line` goes on with the paragraph: nobody broke the line before it."""
    last = paragraph.lines[-1]
    if not (_WORDY.search(last.text) and _WORDY.search(line.text)):
        return False
    if abs(last.size - line.size) > 1 or (last.style and line.style and last.style != line.style):
        return False
    if last.page == line.page and last.baseline - line.baseline > _limit(paragraph, line, habits.pitch):
        return False
    centred = _in_the_middle(last, paragraph.group) and _is_centred(line, group)
    ended = last.text[-1] in _ENDS
    if (centred or ended) and last.text.isupper() != line.text.isupper() and any(map(str.isalpha, line.text)):
        return False
    if _fits(last, line, group, centred) or _begins_item(last, line):
        return False
    ragged = habits.justified and paragraph.group.right - last.right > _FLUSH
    if ragged and ended and line.text[0].isupper() and not (centred or group.cell):
        return False
    return centred or _stands_as_next(paragraph, line, group)


def _limit(paragraph: Paragraph, line: Line, pitch: Mapping[float, float]) -> float:
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
    """Whether the line opens a part or an item: "kinh tế / - xã hội" and "điểm / 1. …" do not."""
    if last.text[-1] in _ENDS and _PART.match(line.text):
        return True
    if len(line.words) < 2 or not _LABEL.match(line.words[0].text) or line.words[1].text[0].islower():
        return False
    if line.words[1].text[0].isdigit() and last.text[-1].isdigit():  # 2020 / - 2025
        return False
    return fold(last.words[-1].text) not in _REFERRING


def _stands_as_next(paragraph: Paragraph, line: Line, group: Group) -> bool:
    """Whether the line begins where the paragraph's second, third … line must."""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    if len(paragraph.lines) > 1:
        body = paragraph.lines[1].left - paragraph.group.left
        return abs(line.left - group.left - body) < SAME
    indent, now = first.left - paragraph.group.left, line.left - group.left
    if now < indent - SAME:
        return True
    if now > indent + SAME:
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
