"""From a document's blocks to its figures: the one pass that joins quantities, periods, topics and roles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vankien.figures import cells, cues, periods, roles, scope, tables, times, topics
from vankien.figures.context import Above, Headings
from vankien.figures.indicators import Catalogue, catalogue
from vankien.figures.lexicon import words
from vankien.figures.numerals import english_habit
from vankien.figures.quantities import Quantity, quantities
from vankien.model import Block, Document, Figure, Role, Section
from vankien.packs.model import Indicator
from vankien.text import fold

_DIGIT = re.compile(r"\d")
_ONLY_A_SHARE = re.compile(r"(?:tỷ lệ|tỉ lệ|số lượng|đạt|%|[() ])+")
_HOUSEHOLDS = re.compile(r"(?:tổng )?số hộ(?: dân| gia đình)?(?: \(hộ\))?")
_OWNERS = re.compile(
    r"(?:tên )?(?:đơn vị|địa phương|tổ chức|cơ quan|xã|phường|thôn|đảng bộ|chi bộ|năm\b|tên)"
)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What stays the same for the whole document."""

    catalogue: Catalogue
    english: bool
    union: bool  # a trade union's draft: its members are đoàn viên
    report: bool  # a draft with headings: "nhiệm kỳ qua" is the term that it reports on


def extract(
    document: Document,
    sections: Sequence[Section],
    indicators: Mapping[str, Indicator],
    *,
    only: Collection[int] | None = None,
) -> tuple[Figure, ...]:
    """The figures of a document, in reading order. `indicators`: the pack's catalogue; may be empty.

    `only`: of these blocks, read in the light of the whole.
    """
    numbered = [b for b in document.blocks if _DIGIT.search(b.text)]
    text = " ".join(b.text for b in numbered)
    whole = " ".join(b.text for b in document.blocks).lower()
    union = whole.count("công đoàn") >= max(3, whole.count("đảng viên"))
    reader = _Reader(catalogue(tuple(indicators.values())), english_habit(text), union, len(sections) > 2)
    data = tables.of_document(document.blocks)
    headings = Headings(sections)
    out: list[Figure] = []
    for block in document.blocks:
        above = headings.above(block)
        if (only is not None and block.index not in only) or not _DIGIT.search(block.text):
            continue
        section = headings.path(block)
        if block.index in data:
            out.extend(_of_cell(data[block.index], section, above, reader))
        elif not _names_row_or_column(block):
            out.extend(_of_prose(block, section, above, reader))
    return tuple(out)


def _names_row_or_column(block: Block) -> bool:
    """A number alone in a cell that is no data cell: the number of a row or a column."""
    return block.cell is not None and not any(c.isalpha() or c == "%" for c in block.text)


def _of_prose(block: Block, section: str | None, above: Above, reader: _Reader) -> Iterator[Figure]:
    text, key = block.text, fold(block.text)
    line = words(key)
    found = quantities(text, line, english=reader.english)
    if not found:
        return
    hits = cues.find(line)
    where = scope.scopes(text, key, ((h.start, h.end) for h in hits))
    said = periods.assign(found, times.times(key), key, where)
    governed = topics.assign(found, hits, key, where, above.topic)
    aliases = reader.catalogue.find(line)
    for i, q in enumerate(found):
        start, end = where.clause(q.start)
        span = (
            max(start, found[i - 1].end if i else 0),
            min(end, found[i + 1].start if i + 1 < len(found) else len(key)),
        )
        role = roles.role(i, found, key, where, above.aims)
        indicator = reader.catalogue.choose(q, governed[i], aliases, span, key, role)
        topic = governed[i].topic
        if topic == "hoi_vien" and _of_a_union(key, reader):
            topic = "doan_vien_cong_doan"
        period = _term(said[i].label or above.period, reader)
        yield _figure(block, q, period, topic, indicator, role, section)


def _of_a_union(key: str, reader: _Reader) -> bool:
    """Whether the members that a text speaks of are a trade union's."""
    spoken_of = reader.union or "công đoàn" in key or "liên đoàn lao động" in key
    return spoken_of and "thanh niên" not in key and "hội viên" not in key


def _of_cell(cell: tables.DataCell, section: str | None, above: Above, reader: _Reader) -> Iterator[Figure]:
    role: Role = cells.role_of(cell) or ("target" if above.aims else "actual")
    ratio = cell.beside if role == "completion_ratio" else ""
    said = map(times.times, (cell.head, cell.label, ratio, cell.group, cell.caption))
    period = next((t[-1].label for t in said if t), None)
    for q in cells.quantities_of(cell, english=reader.english):
        governed, indicator = _subject(cell, q, above, reader, role)
        said_of = _term(period or above.period, reader)
        topic = governed.topic
        if topic == "hoi_vien" and _of_a_union(f"{cell.label} {cell.head} {cell.caption}", reader):
            topic = "doan_vien_cong_doan"
        yield _figure(cell.block, q, said_of, topic, indicator, role, section)


def _term(period: str | None, reader: _Reader) -> str | None:
    if period != times.PAST_TERM:
        return period
    return "nhiệm kỳ" if reader.report else "nhiệm kỳ trước"


def _subject(
    cell: tables.DataCell, q: Quantity, above: Above, reader: _Reader, role: Role
) -> tuple[cues.Governed, str | None]:
    """The topic and indicator that the row says, else the column, the group of rows, the caption."""
    governed = cues.NOTHING
    beside = cell.beside if _ONLY_A_SHARE.fullmatch(cell.leaf) else ""
    said = (cell.label, cell.head, beside, cell.group, cell.side, cell.caption)
    if cells.counted_by_head(cell.leaf) or _OWNERS.match(
        cell.side
    ):  # "Chi bộ Văn phòng | 18" under "Đảng viên"
        said = (cell.head, beside, cell.label, cell.group, cell.side, cell.caption)
    for text in said:
        line = words(text)
        if governed.how == "nothing":
            governed = cues.of_title(cues.find(line), q)
        if governed.how == "nothing" and text is cell.head and _HOUSEHOLDS.fullmatch(cell.leaf):
            governed = cues.Governed("dan_so", "unit")
        indicator = reader.catalogue.choose(
            q, governed, reader.catalogue.find(line), (0, len(text)), text, role
        )
        if indicator:
            return governed, indicator
    return (governed if governed.how != "nothing" else above.topic), None


def _figure(
    block: Block,
    q: Quantity,
    period: str | None,
    topic: str,
    indicator: str | None,
    role: Role,
    section: str | None,
) -> Figure:
    return Figure(
        block=block.index,
        start=q.start,
        end=q.end,
        surface=block.text[q.start : q.end],
        value=q.value,
        total=q.total,
        unit=q.unit,
        comparator=q.comparator,
        period=period,
        topic=topic,
        indicator=indicator,
        role=role,
        section=section,
    )
