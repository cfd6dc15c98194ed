"""Where a figure's words stand: sentences, clauses, and brackets of a block."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"[.!?…]+[\"')\]]*\s+(?=\S)")
_ABBREVIATION = re.compile(r"(?:\b[A-ZĐ]|\b(?:TP|Tp|TX|TT|PGS|TS|ThS|GS|BS|đ|Đ|tr|v\.v|ng))$")
_CLAUSE_END = re.compile(
    r"[,;:()]|\s[-–]\s|\bcòn lại\b|\btrong đó\b|\bvà (?=(?:tỷ lệ|số|tổng|thu nhập|tốc độ|giá trị|có|đạt|tăng|giảm|hộ|trên|hơn|\d))"
)


@dataclass(frozen=True, slots=True)
class Scopes:
    """The borders of a block's sentences and clauses, and its brackets, as offsets."""

    sentences: list[int]
    clauses: list[int]
    brackets: list[tuple[int, int]]

    def sentence(self, at: int) -> tuple[int, int]:
        return _around(self.sentences, at)

    def clause(self, at: int) -> tuple[int, int]:
        return _around(self.clauses, at)

    def bracket(self, at: int) -> tuple[int, int] | None:
        """The brackets around an offset, if any."""
        return next((b for b in self.brackets if b[0] < at < b[1]), None)


def scopes(text: str, key: str) -> Scopes:
    """Cuts a block into sentences and clauses; commas inside numbers do not cut."""
    sentences = [0]
    for match in _SENTENCE_END.finditer(text):
        begins = text[match.end()]
        goes_on = begins.islower() or _ABBREVIATION.search(text[max(0, match.start() - 4) : match.start()])
        if not goes_on:
            sentences.append(match.end())
    clauses = set(sentences)
    for match in _CLAUSE_END.finditer(key):
        inside_number = (
            match.group() == ","
            and key[match.start() - 1 : match.start()].isdigit()
            and key[match.end() : match.end() + 1].isdigit()
        )
        if not inside_number:
            clauses.add(match.end() if match.end() - match.start() < 4 else match.start())
    brackets = [m.span() for m in re.finditer(r"\([^()]*\)", key)]
    return Scopes([*sentences, len(text)], [*sorted(clauses), len(text)], brackets)


def _around(borders: list[int], at: int) -> tuple[int, int]:
    i = bisect_right(borders, at)
    if i >= len(borders):
        return (borders[-2] if len(borders) > 1 else 0), borders[-1]
    return borders[i - 1], borders[i]
