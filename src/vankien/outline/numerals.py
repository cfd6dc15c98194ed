"""What number a line may open with: every reading of "C.", "PHẦN THỨ HAI", "2.1.", "đ)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vankien.text import fold, from_ordinal, from_roman, to_roman

_LOOKALIKES = str.maketrans("АВСЕНІКМОРТХаеосрх", "ABCEHIKMOPTXaeocpx")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SKIPPED_LETTERS = frozenset("ăâđêfjôơưwz")  # letters that one of the two customary orders passes over
_MARK = r"(?P<mark>\s?(?:[.)/:–—-]\s?){1,2}|,\s)"
KEYWORDS = ("phần", "chương", "tiểu mục", "mục", "điều")
_WORD = re.compile(r"(?P<word>phần|chương|tiểu mục|mục|điều)\s+(?P<th>thứ\s+)?(?=\S)")
_AFTER_WORD = re.compile(r"(?P<mark>\s?[.:)/–—-]+\s?|\s+|$)")
_ROMAN = re.compile(rf"(?P<number>[IVXL]{{1,7}}){_MARK}")
_UPPER = re.compile(rf"(?P<number>[A-ZĐ]){_MARK}")
_LOWER = re.compile(rf"(?P<number>[a-zđ]){_MARK}")
_LOWER_SUB = re.compile(r"(?P<number>[a-zđ]\.?\d{1,2})(?P<mark>\s?[.)/:–—-]\s?)")
_ARABIC = re.compile(rf"(?P<number>\d{{1,2}}){_MARK}(?:(?<=[.)/:–—-] )|(?!\d))")
_SINGLES = {"roman": _ROMAN, "upper": _UPPER, "arabic": _ARABIC, "lower": _LOWER, "lower_sub": _LOWER_SUB}
_DECIMAL = re.compile(
    r"(?P<number>(?:\d{1,2}|[IVX]{1,5}|[A-HĐ])(?:\.\d{1,2}){1,4})(?P<mark>\s?[.)/:–—-]{1,2}\s?|\s+)(?![\d%])"
)


_COUNTED = re.compile(r"\s(?!19|20)\d{1,3} [^\W\d]")  # "II. 5 nhiệm vụ trọng tâm"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the number of a line."""

    scheme: str  # phần, chương, mục, điều, upper, roman, arabic, decimal2…, lower, lower_sub
    value: int  # counts from 1
    shown: str
    end: int  # where the title begins in the block's text
    mark: str = ""  # the punctuation after the number
    stem: str = ""  # of a decimal: all but its last number


def readings(text: str, label: str = "") -> tuple[Reading, ...]:
    """All numbers that `text` may open with; an automatic `label` needs no punctuation."""
    line = text.translate(_LOOKALIKES)
    found = tuple(_words(line))
    if found:
        return found
    return tuple(_decimals(line)) or tuple(_singles(line)) or tuple(_bare_label(line, label))


def _words(line: str) -> Iterator[Reading]:
    """PHẦN THỨ HAI, Chương I, Mục 1: the longest run of words that is a number."""
    match = _WORD.match(fold(line))
    if match is None:
        return
    for number in list(re.finditer(r"[^\W_]+", line[match.end() :]))[2::-1]:
        end = match.end() + number.end()
        shown = _ordinal(line[match.end() : end], bool(match["th"]))
        after = _AFTER_WORD.match(line, end)
        if shown and after and not _goes_on(line, after):
            yield Reading(match["word"], _worth(shown), shown, after.end(), after["mark"].strip())
            return


def _goes_on(line: str, after: re.Match[str]) -> bool:
    """Whether a sentence goes on after the number: "Phần thứ nhất của báo cáo"."""
    return not after["mark"].strip() and not _opens_title(line, after.end())


def _ordinal(written: str, ordinal: bool) -> str | None:
    if written.isdigit():
        return to_roman(int(written)) if ordinal and int(written) else written
    if from_roman(written.upper()) and (written.isupper() or len(written) > 1):
        return written.upper()
    if len(written) == 1 and written.isupper():
        return written
    value = from_ordinal(written)
    return to_roman(value) if value else None


def _worth(shown: str) -> int:
    return int(shown) if shown.isdigit() else from_roman(shown) or letter_value(shown)


def _decimals(line: str) -> Iterator[Reading]:
    match = _DECIMAL.match(line)
    if match is None or not _opens_title(line, match.end()):
        return
    stem, _, last = match["number"].rpartition(".")
    if last.startswith("0") or int(last) == 0:
        return
    depth = match["number"].count(".") + 1
    yield Reading(f"decimal{depth}", int(last), match["number"], match.end(), match["mark"].strip(), stem)


def _singles(line: str) -> Iterator[Reading]:
    for scheme, pattern in _SINGLES.items():
        match = pattern.match(line)
        if match is None or (scheme != "lower" and not _opens_title(line, match.end())):
            continue
        shown = match["number"]
        value = _single_value(scheme, shown)
        if value:
            yield Reading(scheme, value, shown, match.end(), match["mark"].strip())


def _single_value(scheme: str, shown: str) -> int | None:
    if scheme == "roman":
        return from_roman(shown)
    if scheme == "arabic":
        return int(shown) if not shown.startswith("0") else None
    if scheme == "lower_sub":
        return int(re.sub(r"\D", "", shown))
    return letter_value(shown)


def _bare_label(line: str, label: str) -> Iterator[Reading]:
    """An automatic number without punctuation: "1 Kinh tế"."""
    shown = label.strip()
    if not shown or not line.startswith(shown):
        return
    end = len(shown) + (line[len(shown) :].startswith(" "))
    if shown.isdigit():
        yield Reading("arabic", int(shown), shown, end)
        return
    if from_roman(shown):
        yield Reading("roman", from_roman(shown) or 0, shown, end)
    if len(shown) == 1 and shown.lower() in _ALPHABET:
        yield Reading("upper" if shown.isupper() else "lower", letter_value(shown), shown, end)


def _opens_title(line: str, end: int) -> bool:
    """A title opens with a capital, a quotation mark or a bracket, or stands on the next line."""
    rest = line[end:].lstrip()
    return not rest or rest[0].isupper() or rest[0] in "\"“'(‘«" or bool(_COUNTED.match(line[end - 1 :]))


def letter_value(letter: str) -> int:
    """The letter's place in the longest alphabet, from 1."""
    return _ALPHABET.index(letter.lower()) + 1 if letter.lower() in _ALPHABET else 0


def steps(scheme: str, before: int, after: int) -> int:
    """How many numbers on: 1 for the next one, 0 for the same, negative when it goes back.

    Letters count by either customary order: d → đ, đ → e and d → e are each 1.
    """
    if scheme not in ("upper", "lower"):
        return after - before
    low, high = min(before, after), max(before, after)
    between = [c for c in _ALPHABET[low : high - 1] if c not in _SKIPPED_LETTERS]
    distance = len(between) + (low != high)
    return distance if after >= before else -distance
