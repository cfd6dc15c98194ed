"""At least, at most, about: the words and signs beside a number that say so."""

from __future__ import annotations

import re

from vankien.model import Comparator

_LOWER = re.compile(
    r"(?:(?<!cao )(?<!thấp )(?<!nhiều )(?<!ít )(?<!lớn )(?<!tốt )(?<!sớm )(?<!muộn )hơn|"
    r"(?:từ )?(?<!cấp )trên|ít nhất|tối thiểu|không dưới|"
    r"không ít hơn|không thấp hơn|≥|>=)(?: (?:là|đạt|có|được|từ))?\s?$"
)
_UPPER = re.compile(
    r"(?:dưới|không quá|không vượt quá|không vượt|tối đa|không cao hơn|không nhiều hơn|không hơn|"
    r"không đến|chưa đến|chưa tới|chưa đầy|≤|<=)"
    r"(?: (?:là|còn|mức))?\s?$"
)
_ABOUT = re.compile(
    r"(?:gần|khoảng|khoảng độ|xấp xỉ|chừng|trên dưới|ngót|tầm|cỡ|ước khoảng|≈|~)(?: (?:là|trên))?\s?$"
)
_SYMBOLS: tuple[tuple[str, Comparator], ...] = ((">", ">"), ("<", "<"))
_AFTER_UP = re.compile(r"[^.;\d]{0,70}?\btrở lên\b|\s?(?:đổ lên)\b")
_AFTER_DOWN = re.compile(r"[^.;,\d]{0,40}?\btrở xuống\b")
_QUALITY = re.compile(
    r"(?:hoàn thành|khá|tốt|xuất sắc|trung bình|trung cấp|đại học|cao đẳng|sơ cấp|tiểu học|cơ sở|bậc|"
    r"loại|thứ|tuổi|giỏi|thạc sĩ|năm|nhiệm vụ|cấp)\s$"
)


def comparator(key: str, start: int, end: int) -> Comparator:
    """What stands before or after the number at [start, end) of a folded text: trên, không quá, trở lên."""
    before = key[max(0, start - 24) : start]
    if (about := _ABOUT.search(before)) and about.group():
        return "~"
    if _UPPER.search(before):
        return "<="
    if _LOWER.search(before):
        return ">="
    for symbol, meaning in _SYMBOLS:
        if before.rstrip().endswith(symbol):
            return meaning
    return _after(key, start, end)


def _after(key: str, start: int, end: int) -> Comparator:
    rest = key[end : end + 80]
    for pattern, meaning in ((_AFTER_UP, ">="), (_AFTER_DOWN, "<=")):
        match = pattern.match(rest)
        if match and meaning == ">=" and key[:start].endswith("từ "):
            return ">="
        if match and not _QUALITY.search(match.group()[: -len("trở lên")] if meaning == ">=" else ""):
            return meaning  # type: ignore[return-value]
    return "="
