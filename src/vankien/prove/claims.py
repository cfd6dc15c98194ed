"""Whose a figure is, of when, and whether its sentence really states it."""

from __future__ import annotations

import re
from typing import Literal

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import sentence_around
from vankien.checks.reading.mentions import names
from vankien.checks.reading.words import cues
from vankien.model import Figure
from vankien.outline.titles import zones
from vankien.packs.model import Indicator
from vankien.prove.doubts import denies, doubt, doubt_at_end, is_unsettled, plans, table
from vankien.text import fold

Claim = Literal["actual", "target", "past", "others", "unsettled", "share", "other"]
_LEVELS = "tỉnh|huyện|thành phố|thị xã|quận"
_OTHERS = re.compile(
    r"\b(?:cả nước|toàn quốc|(?:toàn|của|trong|bình quân chung(?: của)?|mức chung(?: của)?) "
    rf"(?:{_LEVELS}|khu vực|vùng|ngành))\b"
)
_OWN = re.compile(rf"(?:đại hội (?:đại biểu )?|ban chấp hành )đảng bộ ({_LEVELS})\b")
_ABOVE = {"xa-phuong": "", "huyen-tp": "huyện thành phố thị xã quận", "tinh": "tỉnh thành phố"}
_SMALLER = {"xa-phuong": ("small",), "huyen-tp": ("small", "middle"), "tinh": ("small", "middle", "large")}
_NAME = r"(?: số)? (?:\d+|[A-ZĐ\u00c0-\u1ef9]*[A-ZĐ]\w*)"
_COUNTED = re.compile(r"^\s*(?:tổng số|số|các)?\s*")
_AMONG = re.compile(r"\b(?:trong|của|trên) (?:tổng )?số\b")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_TITLE_BLOCKS = 15  # in which a draft says whose it is
_NUMBERED = re.compile(r"\d+(?:\.\d+)+[.)/]?\s")  # of headings that no outline tells from text: "2.1. …"
_ITEM = re.compile(r"\W|\d+[.)/]|\w[.)/]\s")
_HEADING_WORDS = 14
_NOT_AHEAD = ("hiện nay", "nhiệm kỳ trước", "đầu nhiệm kỳ", "cùng kỳ")
_PARTS_AHEAD = ("objectives", "targets", "direction", "key_programmes", "breakthroughs", "tasks")


def claim(draft: Draft, figure: Figure, indicator: Indicator) -> Claim:
    """What a figure of this indicator says: a result or target of the unit itself, or something less."""
    block = draft.document.blocks[figure.block]
    first, last = sentence_around(block.text, figure.start)
    before = block.text[first : figure.start]
    role = _role(draft, figure, indicator)
    if _is_share_of(draft, figure, indicator) or _is_another(before, figure, indicator):
        return "share"
    if role == "other":
        return "other"
    if _in_heading(draft, figure) or denies(before) or _is_minus(block.text, figure.start):
        return "unsettled"
    if is_unsettled(block.text[first:last]):
        return "unsettled"
    if _is_of_others(draft, before) or _is_of_some(draft, figure, indicator):
        return "others"
    if role == "actual" and block.cell is None and plans(names(indicator).sub(" ", fold(before))):
        return "unsettled" if _looks_ahead(draft, figure) is None and "dự kiến" in fold(before) else "target"
    return "past" if _is_past(draft, figure, role) else role


def _role(draft: Draft, figure: Figure, indicator: Indicator) -> Literal["actual", "target", "other"]:
    """A growth is told as a change, and a share of what was asked as its completion."""
    if figure.role == "target":
        return "target"
    told = figure.role == "actual"
    told |= figure.role == "change" and indicator.measure == "growth"
    told |= figure.role == "completion_ratio" and "so với" in fold(indicator.name)
    return "other" if not told else "target" if _looks_ahead(draft, figure) else "actual"


def _looks_ahead(draft: Draft, figure: Figure) -> bool | None:
    """Whether a figure stands among what is to come; None where its section does not tell."""
    if any(draft.holds(part, figure) for part in _PARTS_AHEAD):
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


def _is_share_of(draft: Draft, figure: Figure, indicator: Indicator) -> bool:
    """ "85% hộ nghèo có nhà ở kiên cố" does not say how many are poor, nor does "kiểm tra 25% hộ nghèo"."""
    if not (figure.unit or "").startswith("%"):
        return False
    key = fold(draft.document.blocks[figure.block].text)
    start, _ = sentence_around(key, figure.start)
    before, rest = key[start : figure.start].rstrip(), _COUNTED.sub("", key[figure.end :])
    if _AMONG.search(before) and re.match(r"(?:là|thuộc) [^\W\d]", rest):
        return True
    named = names(indicator).match(rest)
    after = rest[named.end() :].lstrip() if named else ""
    stated = (
        not before or not before[-1].isalnum() or re.search(rf"\b(?:{table('doubt')['stating']})$", before)
    )
    return bool(named and ((after and doubt("predicate").match(after)) or not stated))


def _is_another(before: str, figure: Figure, indicator: Indicator) -> bool:
    """Whether something else is measured between the name and the figure, or only a part of what is named."""
    key = fold(before)
    named = list(names(indicator).finditer(key))
    between = key[named[-1].end() :] if named else key
    other = doubt("measured").search(between)
    if not named:
        own = (fold(alias).split() for alias in (indicator.name, *indicator.aliases))
        return bool(other) and not any(set(words) <= set(key.split()) for words in own)
    headed = doubt_at_end("head", key[: named[-1].start()])
    return bool(headed or other or doubt("part_of").match(between.lstrip()))


def _is_of_some(draft: Draft, figure: Figure, indicator: Indicator) -> bool:
    """Whether a share is of one group ("100% học sinh"), or a figure of one place ("thôn Đông")."""
    text = draft.document.blocks[figure.block].text
    start, _ = sentence_around(text, figure.start)
    own = _title(draft)
    for kind in _SMALLER.get(draft.unit, ()):
        found = re.findall(rf"\b{table('names')[kind]}{_NAME}", text[start : figure.start])
        if any(fold(name) not in own for name in found):
            return True
    rest = _COUNTED.sub("", fold(text[figure.end : figure.end + 40]))
    groups = (cues("subject")[name] for name in ("women", "young", "old", "poor", "staff", "union"))
    of_names = fold(" ".join((indicator.name, *indicator.aliases)))
    hits = [group.match(rest) for group in groups]
    percent = (figure.unit or "").startswith("%")
    return percent and any(hit is not None and hit[0] not in of_names for hit in hits)


def _is_of_others(draft: Draft, before: str) -> bool:
    """Whether the sentence gives the figure of another level: "của toàn tỉnh là 3,2%"."""
    clause = fold(before)
    said = [m[0] for m in _OTHERS.finditer(clause)]
    own = [*_ABOVE.get(draft.unit, "").split(), *_OWN.findall(_title(draft))]
    return bool(said) and not any(said[-1].endswith(level) for level in own) and "so với" not in clause


def _title(draft: Draft) -> str:
    """What stands before the first heading, folded."""
    first = min((s.block for s in draft.sections), default=_TITLE_BLOCKS)
    return fold(" ".join(b.text for b in draft.document.blocks[: min(first, _TITLE_BLOCKS)]))


def _is_past(draft: Draft, figure: Figure, role: str) -> bool:
    """Whether a result is of the time before the term that the draft reports on, or of its start.

    A target is past that was set for the term that ends.
    """
    period = fold(figure.period or "")
    years = [int(year) for year in _YEAR.findall(period)]
    if role == "target":
        behind = draft.term is not None and bool(years) and max(years) <= draft.term[0]
        return behind or period in _NOT_AHEAD or _looks_ahead(draft, figure) is False
    if period in ("nhiệm kỳ trước", "đầu nhiệm kỳ"):
        return True
    return draft.term is not None and bool(years) and max(years) <= draft.term[0] - 5


def _is_minus(text: str, start: int) -> bool:
    """Whether a minus stands right before a number: "-54,8"."""
    return start > 0 and text[start - 1] in "-−–" and (start == 1 or not text[start - 2].isalnum())
