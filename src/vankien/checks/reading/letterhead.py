"""What a draft has of a formal paper: header, number, place and date; and the format that binds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from vankien.checks.draft import Draft
from vankien.checks.reading.passages import title_blocks
from vankien.model import Authority, Block, Finding, Place, Span
from vankien.packs.model import Format
from vankien.text import fold

PARTY, STATE = "dang", "nha-nuoc"
_HEADERS = {PARTY: "đảng cộng sản việt nam", STATE: "cộng hòa xã hội chủ nghĩa việt nam"}
_DOTS = r"[.…_]+"
_NUMBER = re.compile(
    rf"^[*\s]*(?P<all>(?:Số|SỐ)\s*:?\s*(?P<number>\d{{1,5}}|{_DOTS})?\s*(?P<mark>[-–/])\s*"
    r"(?P<symbol>[A-ZĐƯ][\wĐƯ]*(?:\s?[-–/&]\s?[A-ZĐƯ][\wĐƯ]*)*))"
)
_DATE = re.compile(
    r"(?P<all>(?P<place>(?<!\w)[A-ZĐÀ-Ỹ][^\d,.;:()]{1,40}),?\s*(?:"
    rf"ngày\s*(?P<day>\d{{1,2}}|{_DOTS})?\s*tháng\s*(?P<month>\d{{1,2}}|{_DOTS})?\s*"
    rf"năm\s*(?P<year>\d{{2,4}}[.…]*|{_DOTS})?"
    r"|(?:ngày\s*)?(?P<short>\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})))[\s.]*$"
)
_MOST_WORDS = 22  # a letterhead line, left and right side together


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the first page says before the text; each part None where it is not there."""

    blocks: tuple[Block, ...]
    family: str | None
    header: Place | None
    number: tuple[Place, re.Match[str]] | None
    date: tuple[Place, re.Match[str]] | None
    format: Format | None

    @property
    def formal(self) -> bool:
        """Whether the draft has begun to be a formal paper: a draft text alone owes none of this."""
        return bool(self.header or self.number or self.date)

    def rule(self, id: str) -> dict[str, Any]:
        """The values of a rule of the format; empty where it has none."""
        found = self.format.rules.get(id) if self.format else None
        return found.value if found else {}

    def authority(self, id: str) -> Authority | None:
        found = self.format.rules.get(id) if self.format else None
        return found.authority if found else (self.format.authority if self.format else None)

    def finding(self, code: str, rule: str, variant: str, place: Place | None, **params: Any) -> Finding:
        """A finding that cites the rule it rests on."""
        title = self.format.title if self.format else ""
        return Finding(
            code, {"variant": variant, "format": title, **params}, place, authority=self.authority(rule)
        )


def letterhead(draft: Draft) -> Letterhead:
    """The formal parts of a draft."""
    indices = set(title_blocks(draft))
    blocks = tuple(
        b for b in draft.document.blocks if b.index in indices and len(b.text.split()) <= _MOST_WORDS
    )
    family, header = _header(draft, blocks)
    number = next(_matches(draft, blocks, _NUMBER), None)
    dated = next(_matches(draft, blocks, _DATE), None)
    return Letterhead(blocks, family, header, number, dated, _format(draft, family, dated))


def day_of(match: re.Match[str]) -> date | None:
    """The date that a line states; None where it is left open or is no date."""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except (TypeError, ValueError):
        return None


def face(block: Block, start: int, end: int) -> tuple[Span, ...]:
    """The spans of a passage that say something of its letters."""
    return tuple(
        s
        for s in block.spans
        if s.start < end and s.end > start and block.text[max(s.start, start) : min(s.end, end)].strip()
    )


def in_capitals(block: Block, start: int, end: int) -> bool:
    """Whether a passage is typed or shown in capitals."""
    spans = face(block, start, end)
    return block.text[start:end].isupper() or (bool(spans) and all(s.caps for s in spans))


def sizes(block: Block, start: int, end: int) -> set[float]:
    return {s.size for s in face(block, start, end) if s.size is not None}


def _header(draft: Draft, blocks: tuple[Block, ...]) -> tuple[str | None, Place | None]:
    for block in blocks:
        text = fold(block.text)
        for family, words in _HEADERS.items():
            start = text.find(words)
            if start >= 0:
                return family, draft.place(block.index, start, start + len(words))
    return None, None


def _matches(
    draft: Draft, blocks: tuple[Block, ...], pattern: re.Pattern[str]
) -> Iterator[tuple[Place, re.Match[str]]]:
    for block in blocks:
        if match := pattern.search(block.text):
            yield draft.place(block.index, match.start("all"), match.end("all")), match


def _format(draft: Draft, family: str | None, dated: tuple[Place, re.Match[str]] | None) -> Format | None:
    """The format of this family that was in force on the paper's day, else the family's first."""
    day = day_of(dated[1]) if dated else None
    pack = draft.pack
    return (day and pack.format_on(day, family)) or pack.format_on(None, family)
