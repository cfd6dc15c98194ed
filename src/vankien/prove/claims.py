"""Whose a figure is, of when, and whether its sentence really states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Literal

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.mentions import names
from vankien.checks.reading.words import cues
from vankien.model import Figure
from vankien.outline.titles import zones
from vankien.packs.model import Indicator
from vankien.prove.doubts import denies, doubt, plans, table
from vankien.prove.plain import is_plain, own_levels, title
from vankien.text import fold

Claim = Literal["actual", "target", "past", "others", "unsettled", "another", "other"]
_LEVELS = "tỉnh|huyện|thành phố|thị xã|quận"
_OTHERS = re.compile(
    r"\b(?:cả nước|toàn quốc|(?:toàn|của|trong|trên địa bàn|bình quân chung(?: của)?|mức chung(?: của)?) "
    rf"(?:{_LEVELS}|khu vực|vùng|ngành))\b"
)
_NAME = r"(?: số)?((?: \w+){1,3})"
_COUNTED = re.compile(r"^\s*(?:tổng số|số|các)?\s*")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SPAN = re.compile(r"(20\d\d)\s*-\s*(20\d\d)")
TERM = 5  # years
_NUMBERED = re.compile(r"\d+(?:\.\d+)+[.)/]?\s")  # of headings that no outline tells from text: "2.1. …"
_ITEM = re.compile(r"\W|\d+[.)/]|\w[.)/]\s")
_HEADING_WORDS = 14
_ANNEX = re.compile(r"(?:phụ lục|phụ biểu|biểu số)\b")
_NOT_AHEAD = ("hiện nay", "nhiệm kỳ trước", "đầu nhiệm kỳ", "cùng kỳ")
PARTS_AHEAD = ("objectives", "targets", "direction", "key_programmes", "breakthroughs", "tasks")


def claim(draft: Draft, figure: Figure, indicator: Indicator) -> Claim:
    """What a figure of this indicator says: a result or target of the unit itself, or something less."""
    block = draft.document.blocks[figure.block]
    first, _ = sentence_around(block.text, figure.start)
    before = block.text[first : figure.start]
    role = _role(draft, figure, indicator)
    if _is_another(before, indicator):
        return "another"
    if role == "other":
        return "other"
    if _in_heading(draft, figure) or (denies(before) and figure.value) or _is_minus(block.text, figure.start):
        return "unsettled"
    if is_of_others(draft, before) or _is_of_some(draft, figure, indicator):
        return "others"
    if not is_plain(draft, figure, indicator, role):
        return "past" if role == "target" and _is_past(draft, figure, role) else "unsettled"
    if role == "actual" and block.cell is None and plans(names(indicator).sub(" ", fold(before))):
        return "unsettled" if looks_ahead(draft, figure) is None and "dự kiến" in fold(before) else "target"
    return "past" if _is_past(draft, figure, role) else role


def _role(draft: Draft, figure: Figure, indicator: Indicator) -> Literal["actual", "target", "other"]:
    """A growth is told as a change, and a share of what was asked as its completion."""
    if figure.role == "target":
        return "target"
    told = figure.role == "actual"
    told |= figure.role == "change" and indicator.measure == "growth"
    told |= figure.role == "completion_ratio" and "so với" in fold(indicator.name)
    ahead = looks_ahead(draft, figure) and not 0 < max(years_of(figure), default=0) <= term_ahead(draft)
    return "other" if not told else "target" if ahead else "actual"


def years_of(figure: Figure) -> list[int]:
    """The years that a figure's period names."""
    return [int(year) for year in _YEAR.findall(figure.period or "")]


def looks_ahead(draft: Draft, figure: Figure) -> bool | None:
    """Whether a figure stands among what is to come; None where nothing tells, or it is annexed."""
    if any(_ANNEX.match(fold(block.text)) for block in draft.document.blocks[: figure.block]):
        return None
    if any(draft.holds(part, figure) for part in PARTS_AHEAD):
        return True
    around = [zone for s, zone in zip(draft.sections, zones(draft.sections), strict=True)
              if s.block <= figure.block < s.end]  # fmt: skip
    return around[-1] == "forward" if around and around[-1] else None


def _in_heading(draft: Draft, figure: Figure) -> bool:
    for section in draft.sections:
        if figure.block == section.title_block:
            return True
        if figure.block == section.block:
            return section.text_start is None or figure.start < section.text_start
    return _is_like_heading(draft, figure.block)


def _is_like_heading(draft: Draft, index: int) -> bool:
    """A short numbered line without a full stop above a paragraph: a heading, though no outline says so."""
    blocks = draft.document.blocks
    if blocks[index].cell or index + 1 >= len(blocks):
        return False
    line, below = blocks[index].text, blocks[index + 1]
    headed = _NUMBERED.match(line) and not line.rstrip().endswith((".", ";", ",", ":"))
    short = len(line.split()) <= _HEADING_WORDS < len(below.text.split())
    return bool(headed and short and below.cell is None and not _ITEM.match(below.text))


def _is_another(before: str, indicator: Indicator) -> bool:
    """Whether something else is measured between the name and the figure."""
    key = fold(before)
    named = max((m.end() for m in names(indicator).finditer(key)), default=0)
    own = (fold(alias).split() for alias in (indicator.name, *indicator.aliases))
    unnamed = not named and any(set(words) <= set(key.split()) for words in own)
    return bool(doubt("measured").search(key, named)) and not unnamed


def _is_of_some(draft: Draft, figure: Figure, indicator: Indicator) -> bool:
    """Whether a share is of one group ("100% học sinh"), or a figure of one place ("thôn Đông")."""
    text = draft.document.blocks[figure.block].text
    rest = _COUNTED.sub("", fold(text[figure.end : figure.end + 40]))
    groups = (cues("subject")[name] for name in ("women", "young", "old", "poor", "staff", "union"))
    of_names = fold(" ".join((indicator.name, *indicator.aliases)))
    hits = [group.match(rest) for group in groups]
    percent = (figure.unit or "").startswith("%")
    return percent and any(hit is not None and hit[0] not in of_names for hit in hits)


def is_of_others(draft: Draft, before: str) -> bool:
    """Whether the sentence gives the figure of another level: "của toàn tỉnh là 3,2%"."""
    clause = fold(before)
    said = [m[0] for m in _OTHERS.finditer(clause)]
    own = any(said[-1].endswith(level) for level in own_levels(draft)) if said else True
    named = any(name not in title(draft) for name in _places(before))
    return "so với" not in clause and (named or not own)


def _places(text: str) -> Iterator[str]:
    """The hamlets, communes and districts that a text names, folded: "thôn đông hải"."""
    for hit in re.finditer(rf"\b({'|'.join(table('names').values())}){_NAME}", text):
        named = list(takewhile(lambda word: word[0].isupper() or word.isdigit(), hit[2].split()))
        if named:
            yield fold(" ".join((hit[1], *named)))


def _is_past(draft: Draft, figure: Figure, role: str) -> bool:
    """Whether a result is of the time before the term that the draft reports on, or of its start.

    A target is past that was set for the term that ends.
    """
    period, years = fold(figure.period or ""), years_of(figure)
    if role == "target":
        behind = bool(years) and max(years) <= term_ahead(draft)
        return behind or period in _NOT_AHEAD or looks_ahead(draft, figure) is False
    if period in ("nhiệm kỳ trước", "đầu nhiệm kỳ"):
        return True
    return bool(years) and max(years) <= term_ahead(draft) - TERM


def term_ahead(draft: Draft) -> int:
    """The year in which the term to come begins; 0 where nothing tells.

    Of several terms that title and headings name it is the last; one alone is over where a heading tells its
    results. Without any it is what the targets are dated by.
    """
    heads = [
        (section.title, zone) for section, zone in zip(draft.sections, zones(draft.sections), strict=True)
    ]
    named = [(span, zone) for head, zone in ((title(draft), ""), *heads) for span in _SPAN.findall(head)]
    over = {span for span, zone in named if zone == "back"}
    terms = {span for span, _ in named if int(span[1]) - int(span[0]) == TERM}
    if len(terms) == 1:
        return int(next(iter(terms))[terms <= over])
    if terms or draft.term:
        return max((int(first) for first, _ in terms), default=draft.term[0] if draft.term else 0)
    aims = (year for figure in draft.figures if figure.role == "target" for year in years_of(figure))
    return max(max(aims, default=0) - TERM, 0)


def _is_minus(text: str, start: int) -> bool:
    """Whether a minus stands right before a number: "-54,8"."""
    return start > 0 and text[start - 1] in "-−–" and (start == 1 or not text[start - 2].isalnum())
