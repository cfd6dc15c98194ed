"""What single cells of a list say: days, sexes, crosses, bodies, ballots. What is not clear is None."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from vankien.personnel.grid import Cell
from vankien.personnel.headings import words
from vankien.personnel.model import Body, Sex, StepVotes, Track
from vankien.personnel.months import When
from vankien.text import clean, fold, from_roman

_DAY = re.compile(
    r"(?:ngày )?(\d{1,2})(?: ?[/.\-–] ?| tháng )(\d{1,2})(?: ?[/.\-–] ?| năm | )(\d{4})"
    r"|(?:tháng )?(\d{1,2})(?: ?[/.\-–] ?| năm )(\d{4})|(?:năm )?(\d{4})"
)
_LEFT = re.compile(r"[\s,;:()/\-–.]|dự bị|chính thức|sinh|ngày|\bdb\b|\bct\b")
_BORN = re.compile(r"(?i)[\s(,;\-–]*(?:sinh(?: ngày| năm)?)?[\s),;\-–]*$")
_MARKS = {"x", "v", "✓", "√", "☒", "☑", "+", "×", "*", "có"}
_DITTO = re.compile(r'-?\s*(?:n\.?t\.?|như trên)\s*-?|[-"/”“\'’`,]{2,}|[”"]')
_NOTHING = {"", "-", "–", "0", "không", "chưa", "…", "..."}
_WOMAN, _MAN = re.compile(r"\(?(?:nữ|bà|gái)\)?\.?"), re.compile(r"\(?(?:nam|ông|trai)\)?\.?")
_MEASURES = (
    ("summoned", re.compile(r"triệu tập|được mời|tổng số (?:đại biểu|đồng chí|người|ủy viên)")),
    ("present", re.compile(r"có mặt|dự họp|tham dự|tham gia")),
    ("issued", re.compile(r"phát ra|phiếu phát|phát")),
    ("collected", re.compile(r"thu về|thu vào|phiếu thu|thu")),
    ("valid", re.compile(r"(?<!không )hợp lệ")),
    ("percent", re.compile(r"%|tỷ lệ|tỉ lệ")),
    ("agreed", re.compile(r"(?<!không )đồng ý|tán thành|giới thiệu|tín nhiệm|số phiếu|phiếu")),
)
_BALLOT = re.compile(r"(\d+)\s*/\s*(\d+)|(\d{1,3}(?:[.,]\d+)?)\s*%|(\d+(?:[.,]\d+)?)")
_STEP = re.compile(r"(?:bước|\bb)\s*(?:thứ )?\.?\s*([1-5]|iv|v|i{1,3}|một|hai|ba|tư|bốn|năm)\b")
_ORDINALS = {"một": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}
_HUNDRED = Decimal(100)


def days(cell: Cell) -> tuple[When, ...] | None:
    """The days that a cell holds, in order; None where anything in it is no day that a calendar has."""
    if isinstance(cell.value, float):
        return None
    text = fold(clean(cell.line))
    try:
        if isinstance(cell.value, date):
            return (When.stated(cell.value.year, cell.value.month, cell.value.day),)
        found = tuple(_when(match) for match in _DAY.finditer(text))
    except ValueError:
        return None
    rest = _LEFT.sub("", _WOMAN.sub("", _MAN.sub("", _DAY.sub(" ", text))))
    return found if found and not rest else None


def _when(match: re.Match[str]) -> When:
    day, month, year, second_month, second_year, alone = match.groups()
    if alone:
        return When.stated(int(alone))
    if second_year:
        return When.stated(int(second_year), int(second_month))
    return When.stated(int(year), int(month), int(day))


def days_within(text: str) -> tuple[str, tuple[When, ...] | None]:
    """A cell of several things: its words without its days, and those days; None where one is no day."""
    folded = fold(text)
    try:
        found = tuple(_when(m) for m in _DAY.finditer(folded))
    except ValueError:
        return text, None
    spans = [m.span() for m in _DAY.finditer(folded)]
    kept = "".join(c for n, c in enumerate(text) if not any(a <= n < b for a, b in spans))
    return clean(_BORN.sub("", kept)), found


def sex(text: str) -> Sex | None:
    key = fold(clean(text))
    return "female" if _WOMAN.fullmatch(key) else "male" if _MAN.fullmatch(key) else None


def sex_in_name(text: str) -> Sex | None:
    """ "Ứng viên 02 (nữ)": offices mark the women so, and leave the men unmarked."""
    match = re.search(r"[(\[](nữ|nam)[)\],;]", fold(text))
    return sex(match[1]) if match else None


def is_mark(text: str) -> bool:
    return fold(clean(text)).strip("() ") in _MARKS


def is_nothing(text: str) -> bool:
    return fold(clean(text)) in _NOTHING


def is_ditto(text: str) -> bool:
    """ "nt", "-nt-", '"', "//": the same as above."""
    return _DITTO.fullmatch(fold(clean(text))) is not None


def track(text: str) -> Track | None:
    """None where both or neither is said."""
    key = fold(text)
    again = re.search(r"tái (?:ứng )?cử|tái bầu|\btc\b", key) is not None
    new = re.search(r"lần đầu|tham gia mới|giới thiệu mới|\bmới\b|\blđ\b", key) is not None
    return None if again == new else "reelect" if again else "first"


@cache
def _bodies(union: bool) -> tuple[tuple[Body, re.Pattern[str]], ...]:
    own: dict[Body, str] = words()["bodies"] | (words()["bodies_union"] if union else {})
    return tuple((body, re.compile(pattern)) for body, pattern in own.items())


def bodies_in(text: str, union: bool = False) -> Iterator[tuple[Body, int, int]]:
    """(body, start, end) for each body that a folded text names, none inside another."""
    taken: list[tuple[int, int]] = []
    for body, pattern in _bodies(union):
        for match in pattern.finditer(text):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                taken.append(match.span())
                yield body, match.start(), match.end()


def bodies(text: str, union: bool = False) -> tuple[Body, ...]:
    """The bodies that a cell names, in the order of their rank."""
    return tuple(dict.fromkeys(body for body, _, _ in bodies_in(fold(clean(text)), union)))


def step_of(text: str) -> int:
    """The step that a heading names; 0 where it names none."""
    match = _STEP.search(fold(text))
    return _number(match[1]) if match else 0


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _ORDINALS.get(word) or from_roman(word.upper()) or 0


def measure_of(key: str) -> str:
    """What a column of ballots counts, by its own words before those over it; "agreed" where unsaid."""
    for part in reversed(key.split(" | ")):
        for name, pattern in _MEASURES:
            if pattern.search(part) and not (name == "percent" and "phiếu/" in part):
                return name
    return "agreed"


def ballots(text: str, step: int, key: str) -> tuple[StepVotes, ...] | None:
    """What a cell of ballots says: "25/27 (92,59%)", "25", "92,6%", "B1: 9/9; B2: 25/27"; None: not clear."""
    folded = fold(clean(text.replace("\n", "; ")))
    if step == 0 and len(_STEP.findall(folded)) > 0:
        return _listed(folded, key)
    one = _one(folded, step, measure_of(key), key)
    return None if one is None else (one,)


def _listed(text: str, key: str) -> tuple[StepVotes, ...] | None:
    marks = list(_STEP.finditer(text))
    ends = [m.start() for m in marks[1:]] + [len(text)]
    found = [
        _one(text[m.end() : end].strip(" :;,.-=("), _number(m[1]), "agreed", key)
        for m, end in zip(marks, ends, strict=True)
    ]
    return None if None in found else tuple(v for v in found if v)


def _one(text: str, step: int, measure: str, key: str) -> StepVotes | None:
    counts: dict[str, int] = {}
    percent: Decimal | None = None
    rest = re.sub(r"phiếu|đồng ý|đạt|tỷ lệ|[\s()=;:,.%–-]", "", _BALLOT.sub(" ", text))
    if rest:
        return None
    for agreed, of, share, alone in _BALLOT.findall(text):
        if agreed:
            counts |= {"agreed": int(agreed), _denominator(key): int(of)}
        elif share or measure == "percent":
            percent = _percent(share, alone)
            if percent is None:
                return None
        elif alone.isdecimal() and measure not in counts:
            counts[measure] = int(alone)
        else:
            return None
    if not counts and percent is None:
        return None
    return StepVotes(step, percent=percent, **counts)


def _percent(share: str, alone: str) -> Decimal | None:
    """ "92,6%", or in a column of percentages "92,6"; a workbook holds 0.926, where a bare 1 is not clear."""
    value = Decimal((share or alone).replace(",", "."))
    if not share and 0 < value < 1:
        value *= _HUNDRED
    unclear = value > _HUNDRED or (not share and value == 1)
    return None if unclear else value


def _denominator(key: str) -> str:
    """What stands under the stroke: as the heading says; else the ballots collected, the surest least."""
    found = [name for name, pattern in _MEASURES[:5] if pattern.search(key)]
    return found[0] if found else "collected"


def count_in_heading(key: str) -> Iterator[tuple[str, int]]:
    """ "bước 2 (triệu tập 27, có mặt 26)" → ("summoned", 27), ("present", 26)."""
    for name, pattern in _MEASURES[:5]:
        match = re.search(rf"(?:{pattern.pattern})\D{{0,12}}?(\d+)|(\d+) (?:{pattern.pattern})", key)
        if match:
            yield name, int(match[1] or match[2])
