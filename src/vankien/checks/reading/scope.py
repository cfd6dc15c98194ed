"""What a figure is about beside its indicator: whose, where, of which kind."""

import re
from collections.abc import Iterator
from functools import lru_cache

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.mentions import names
from vankien.checks.reading.words import cues
from vankien.model import Block, Cell, Figure
from vankien.packs.model import Indicator
from vankien.text import fold

_NAMED = re.compile(
    r"(?<!\w)(?:thôn|xóm|bản|ấp|buôn|làng|khu phố|tổ dân phố|tổ|chi bộ|trường|khu)\s+(\w+)(?:\s+(\w+))?",
    re.IGNORECASE,
)
_AFTER = 30
_PARTS = re.compile(
    r"hamlet|above|women|young|old|poor|nearly_poor|staff|trade|school|body|among|rural|urban|ethnic|farming|"
    r"industry|service|part_year"
)
_WHOLE = re.compile(r"tổng|cộng|toàn|chung|năm |\d{4}$|$")
# Kinds that tell two figures apart only where they narrow what is measured: not in the measure's own name,
# nor in the words on how it came about ("Nhờ sự cố gắng của cán bộ, đảng viên, …").
_PASSING = frozenset(
    (
        "staff",
        "member",
        "branch",
        "union",
        "body",
        "trade",
        "school",
        "farming",
        "industry",
        "service",
        "fresh",
        "total",
        "urban",
    )
)
_SINGLED = re.compile(r"\briêng(?: (?:chỉ tiêu|đối với|về|trong|năm|20\d\d|tỷ lệ|tỉ lệ|số|tổng))*\s*$")
_BESIDE = re.compile(r"\bcùng (?:với )?(?:cả|toàn) (?:nước|quốc|tỉnh|huyện|thành phố|ngành)\b")
_CLAUSES = re.compile(r"[,:;](?!\d)")
_NARROWS = re.compile(r"(?:trong|đối với|riêng|tại|ở|khối|với(?! sự)|về|thuộc)\b")
# A plan that was carried out plans nothing more.
_CARRIED_OUT = re.compile(
    r"\b(?:thực hiện|triển khai|hoàn thành|kết thúc|tổng kết|quán triệt|nhờ|qua|sau)"
    r"(?: (?!so |theo )\w+){0,3}? "
    r"(?:nghị quyết|kế hoạch|mục tiêu|chỉ tiêu)\b"
)


def subject(draft: Draft, figure: Figure) -> frozenset[str]:
    """The kinds and proper names in the words around a figure; equal for two figures of one subject."""
    words = context(draft, figure)
    key, how = _CARRIED_OUT.sub("", _without_own(draft, fold(words))), ""
    if draft.document.blocks[figure.block].cell is None:
        how, key = _apart(draft, figure, _alone(draft, figure, key))
    kinds = {name for name, cue in cues("subject").items() if cue.search(key)}
    kinds |= {name for name, cue in cues("subject").items() if cue.search(how)} - _PASSING
    if "among" in kinds and not _after_another(draft, figure):
        kinds.discard("among")  # "Nhiều chuyển biến, trong đó …" is among words, not among figures
    kinds -= _in_the_name(draft.indicator(figure.indicator or ""), figure.unit)
    if "kết nạp" in key:
        kinds.discard("fresh")  # whoever is admitted is new
    if figure.role == "target":
        kinds.discard("planned")  # a target's header says "Mục tiêu", its sentence need not
    return frozenset(kinds | set(_proper_names(words)))


@lru_cache(maxsize=1024)
def _in_the_name(indicator: Indicator | None, unit: str | None) -> frozenset[str]:
    """The passing kinds that the indicator's names or the unit say anyway."""
    if indicator is None:
        return frozenset()
    own = fold(" | ".join((indicator.name, *indicator.aliases, unit or "")))
    passing = {kind for kind in _PASSING if cues("subject")[kind].search(own)}
    # Where a name speaks of one standard only, its own words set nothing apart.
    standards = set(cues("subject")["goal_met"].findall(own))
    return frozenset(passing | {"goal_met"} if len(standards) == 1 else passing)


def _alone(draft: Draft, figure: Figure, key: str) -> str:
    """Without a "riêng" that singles out the indicator itself: "Riêng chỉ tiêu thu ngân sách …"."""
    indicator = draft.indicator(figure.indicator or "")
    hit = next(names(indicator).finditer(key), None) if indicator else None
    return _SINGLED.sub("", key[: hit.start()]) + key[hit.start() :] if hit else key


def _after_another(draft: Draft, figure: Figure) -> bool:
    """Whether a figure follows another in its sentence, or is set apart by "riêng"; in a table, always."""
    block = draft.document.blocks[figure.block]
    start, end = sentence_around(block.text, figure.start)
    before = any(start <= f.start < figure.start for f in draft.figures_at(figure.block))
    return block.cell is not None or before or "trong đó" not in fold(block.text[start:end])


def _without_own(draft: Draft, key: str) -> str:
    """Without the words by which the unit speaks of itself as a whole."""
    key = _BESIDE.sub("", key)
    own = cues("own").get(draft.unit)
    return own.sub("", key) if own else key


def _apart(draft: Draft, figure: Figure, key: str) -> tuple[str, str]:
    """A clause in two: words on how it came about, which narrow nothing, and what is said."""
    indicator = draft.indicator(figure.indicator or "")
    hits = list(names(indicator).finditer(key)) if indicator else []
    cuts = [m.end() for m in _CLAUSES.finditer(key, 0, hits[-1].start())] if hits else []
    if not cuts or any(_NARROWS.match(part.strip()) for part in _CLAUSES.split(key[: cuts[-1]])):
        return "", key
    return key[: cuts[-1]], key[cuts[-1] :]


def parts_meant(draft: Draft, figure: Figure) -> dict[str, str]:
    """Which part of the unit is meant, kind → its words; empty for the whole: what the indicator's own name
    or the figure's unit says anyway narrows nothing."""
    indicator = draft.indicator(figure.indicator or "")
    words = context(draft, figure) if indicator else own_words(draft, figure)
    key = fold(words)
    own = fold(" | ".join((indicator.name, *indicator.aliases) if indicator else ()) + f" | {figure.unit}")
    found = ((k, c) for k, c in cues("subject").items() if _PARTS.fullmatch(k))
    meant = {k: hit[0] for k, cue in found if (hit := cue.search(key)) and not cue.search(own)}
    named = {name: name for name in _proper_names(words)}
    label = category(draft, figure)
    return meant | named | ({label: label} if label else {})


def _proper_names(words: str) -> Iterator[str]:
    """The names of hamlets and branches: "thôn Đông Hải" → "đông hải"."""
    for hit in _NAMED.finditer(words):
        name = [word for word in hit.groups() if word and (word[0].isupper() or word.isdigit())]
        if name and name[0] == hit[1]:
            yield fold(" ".join(name))


def context(draft: Draft, figure: Figure) -> str:
    """The words that tell what a figure is of: its clause, or its row's labels and its column's header."""
    block = draft.document.blocks[figure.block]
    return _row_and_column(draft, block, block.cell) if block.cell else _clause(draft, figure, block)


def own_words(draft: Draft, figure: Figure) -> str:
    """The words since the figure before, in its sentence, and those after it up to a sign."""
    block = draft.document.blocks[figure.block]
    if block.cell:
        return context(draft, figure)
    start, end = sentence_around(block.text, figure.start)
    before = [f.end for f in draft.figures_at(figure.block) if start <= f.start and f.end <= figure.start]
    after = re.split(r"[,;.()]|\d", block.text[figure.end : end])[0]
    return f"{block.text[max([start, *before]) : figure.start]} {after}"


def category(draft: Draft, figure: Figure) -> str:
    """The row's label where a table splits one indicator by rows (communes, years, grades); "" elsewhere."""
    own = draft.document.blocks[figure.block].cell
    indicator = draft.indicator(figure.indicator or "")
    if own is None or indicator is None:
        return ""
    label = fold(_label(draft, own))
    if names(indicator).search(label) or _WHOLE.match(label):
        return ""
    split = any(
        f.indicator == figure.indicator
        for b in draft.table(own.table)
        if b.cell and b.cell.column == own.column and b.cell.row != own.row
        for f in draft.figures_at(b.index)
    )
    return label if split else ""


def _label(draft: Draft, own: Cell) -> str:
    """The first words of a row, left of the cell."""
    left = [b.text for b in draft.row(own) if b.cell and b.cell.column < own.column]
    return next((t for t in left if any(map(str.isalpha, t))), left[-1] if left else "")


def _clause(draft: Draft, figure: Figure, block: Block) -> str:
    start, end = sentence_around(block.text, figure.start)
    indicator = draft.indicator(figure.indicator or "")
    named = figure.start
    if indicator:
        hits = [m.start() for m in names(indicator).finditer(fold(block.text), start, figure.start)]
        named = hits[-1] if hits else figure.start
    before = [f.end for f in draft.figures_at(figure.block) if start <= f.start and f.end <= named]
    if named < figure.start:
        start = max([start, *before])
    tail = re.split(r"[,;.()]", block.text[figure.end : min(end, figure.end + _AFTER)])[0]
    return block.text[start : figure.end] + tail


def _row_and_column(draft: Draft, block: Block, own: Cell) -> str:
    cells = [(b, b.cell) for b in draft.table(own.table) if b.cell]
    near = [b.text for b, c in cells if c.row == own.row and c.column < own.column]
    heads = [
        b.text
        for b, c in cells
        if (c.header or c.row == 0) and c.column <= own.column < c.column + c.column_span
    ]
    return " | ".join([*near[:2], *heads, block.text])
