"""The shares of a whole do not sum to 100: the three sectors of an economy, a list after "cơ cấu".

Only complete lists are summed: all three sectors named, three shares joined by dashes or slashes, a
sentence "cơ cấu …:" in which every item has one share and nothing is left over, grades, opposites, parts
that each "chiếm" their share. Lists of changes and "từ … xuống …" are none. Authority: arithmetic; each
share may be off by its rounding.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentences
from vankien.checks.reading.quantities import plain, step
from vankien.checks.reading.shares import NUMBER as _N
from vankien.checks.reading.shares import partitions
from vankien.checks.reading.words import cues
from vankien.figures.numerals import read
from vankien.model import Block, Finding, Place
from vankien.text import fold

CODE = "VK403"
_STRUCTURE = re.compile(r"\b(?:cơ cấu|tỷ trọng)\b")
_CHANGES = re.compile(r"\b(?:tăng|giảm|từ|lên|xuống|bình quân|so với)\s+(?:[^\d%]{0,20}\s)?$")
_JOINED = re.compile(rf"(?<![\d/.,-])({_N})\s*%?\s*([-/;,])\s*({_N})\s*%?\s*\2\s*({_N})\s*(%?)(?![\d/.,]*\d)")
_SHARE = re.compile(rf"({_N})\s*%")
_ANNOUNCED = re.compile(r"[^:.;]{0,40}\bcơ cấu\b[^:.;%]{0,80}:")
_ITEM_END = re.compile(r"(?<=%)[^,;%]{0,20}[,;]")
_PARTLY = re.compile(
    r"\b(?:còn lại|khác|trong đó|riêng|nữ|dân tộc|tôn giáo|tăng|giảm|từ|so với|trở lên"
    r"|(?:trên|dưới|gần) \d+)\b"
)


def check(draft: Draft) -> Iterator[Finding]:
    for block in draft.blocks:
        if block.cell is None:
            yield from _in_prose(draft, block)
    yield from _in_tables(draft)


def _in_prose(draft: Draft, block: Block) -> Iterator[Finding]:
    key = fold(block.text)
    if key.count("%") < 2 and not _STRUCTURE.search(key):
        return
    joined = [m for m in _JOINED.finditer(key) if _STRUCTURE.search(key[: m.start()])]
    for match in joined:
        yield from _judge(draft, [match[1], match[3], match[4]], draft.place(block.index, *match.span()))
    sectors = [] if joined or not _STRUCTURE.search(key) else list(_lists(key))
    groups = [(group, (50, 200)) for group in sectors]
    if not joined and not sectors:
        groups = [(group, (90, 110)) for group in _announced(key)]
    told = [match.span() for match in joined] + [(g[0].start(), g[-1].end()) for g, _ in groups]
    lists = (p for p in partitions(key) if not any(start <= p[0].start() < end for start, end in told))
    groups += [(group, (88, 112)) for group in lists]
    for group, among in groups:
        span = draft.place(block.index, group[0].start(), group[-1].end())
        yield from _judge(draft, [m[1] for m in group], span, among=among)


def _lists(key: str) -> Iterator[list[re.Match[str]]]:
    """Runs of shares that name farming, industry and services once each."""
    run: list[re.Match[str]] = []
    named: list[str] = []
    last = 0
    for share in _SHARE.finditer(key):
        between = key[last : share.start()]
        sector = _sector(between)
        if sector is None or _CHANGES.search(between) or sector in named or len(between) > 120:
            run, named = [], []
        if sector and not _CHANGES.search(between):
            run, named = [*run, share], [*named, sector]
        if len(named) == len(cues("sector")):
            yield run
            run, named = [], []
        last = share.end()


def _announced(key: str) -> Iterator[list[re.Match[str]]]:
    """The shares of "cơ cấu trình độ: đại học 12,5%; trung cấp 28,4%; …" where each item has one."""
    for start, end in sentences(key.replace(";", ",")):
        opening = _ANNOUNCED.match(key, start, end)
        if opening is None or _PARTLY.search(key, opening.end(), end):
            continue
        bounds = [m.start() for m in _ITEM_END.finditer(key, opening.end(), end)]
        items = [
            list(_SHARE.finditer(key, first, last))
            for first, last in pairwise([opening.end(), *bounds, end])
            if key[first:last].strip(" ,;.")
        ]
        if len(items) >= 3 and all(len(shares) == 1 for shares in items):
            yield [shares[0] for shares in items]


def _sector(words: str) -> str | None:
    """The sector named last before a share."""
    hits = [(m.end(), name) for name, cue in cues("sector").items() for m in cue.finditer(words)]
    return max(hits)[1] if hits else None


def _in_tables(draft: Draft) -> Iterator[Finding]:
    """Three neighbouring rows for the three sectors: each column of shares is one list."""
    labels = [(b, _sector(fold(b.text))) for b in draft.blocks if b.cell and b.cell.column <= 1]
    named = [(b, sector) for b, sector in labels if sector and not any(c.isdigit() for c in b.text)]
    for trio in zip(named, named[1:], named[2:], strict=False):
        rows = [b.cell.row for b, _ in trio if b.cell]
        tables = {b.cell.table for b, _ in trio if b.cell}
        if len(tables) == 1 and rows == list(range(rows[0], rows[0] + 3)) and len({s for _, s in trio}) == 3:
            yield from _columns(draft, tables.pop(), rows)


def _columns(draft: Draft, table: int, rows: Sequence[int]) -> Iterator[Finding]:
    cells = {(b.cell.row, b.cell.column): b for b in draft.blocks if b.cell and b.cell.table == table}
    percent_rows = any("%" in cells[key].text for key in cells if key[0] in rows)
    headed = any(_STRUCTURE.search(fold(b.text)) for b in cells.values())
    for column in sorted({c for r, c in cells if r == rows[0]}):
        texts = [cells[r, column].text if (r, column) in cells else "" for r in rows]
        values = [re.fullmatch(rf"({_N})\s*%?", t) for t in texts]
        if (percent_rows or headed) and all(values):
            place = draft.place(cells[rows[2], column].index)
            yield from _judge(draft, [m[1] for m in values if m], place, among=(60, 140))


def _judge(
    draft: Draft, shares: list[str], place: Place, *, among: tuple[int, int] = (50, 200)
) -> Iterator[Finding]:
    """A sum outside `among` is of a list that was not meant to be whole."""
    values = [read(s) for s in shares]
    total = sum(values, Decimal(0))
    tolerance = max(Decimal("0.2"), sum((step(v) for v in values), Decimal(0)) / 2)
    if among[0] <= total <= among[1] and abs(total - 100) > tolerance:
        block = draft.document.blocks[place.block]
        economy = block.cell is not None or "kinh tế" in fold(block.text) or _sector(fold(block.text))
        params = {
            "indicator": "co_cau_kt" if economy else None,
            "shares": [plain(v) for v in values],
            "sum": plain(total),
        }
        yield Finding(CODE, params, place)
