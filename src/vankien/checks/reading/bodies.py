"""Where a draft names a congress or a committee: whose it is, its ordinal, and the years of its term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vankien.checks.draft import Draft
from vankien.checks.reading.passages import Passage, passages
from vankien.model import Place
from vankien.text import fold, from_ordinal, from_roman

Term = tuple[int, int]

_WORDS = "nhất|một|hai|nhì|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|mươi|mốt|lăm|nhăm"
_ORDINAL = re.compile(
    rf"\b(?:lần thứ|khóa(?: thứ)?) ([ivxlc]+|\d{{1,3}}|(?:{_WORDS})(?: (?:{_WORDS}))*)\b(?!/)"
)
_TERM = re.compile(r"\b(?:nhiệm kỳ|nk)\s*:?\s*\(?(\d{4}) ?- ?(\d{4}|\d{2})\b(?!/)")
_ITS_TERM = re.compile(r"[ ,(]*(?:nhiệm kỳ|nk)?[ (]*(\d{4}) ?- ?(\d{4}|\d{2})\b")
_HEAD = re.compile(
    r"\b(?:(?P<congress>đại hội)|(?P<committee>ban chấp hành|bch|ban thường vụ|btv|đảng ủy|cấp ủy)"
    r"|(?P<other>(?:tỉnh|thành|huyện|quận|thị) ủy|hội nghị|kỳ họp|phiên họp|quốc hội|hội đồng nhân dân|hđnd"
    r"|ủy ban nhân dân|ubnd|mặt trận|mttq|trung ương(?! đảng)|đoàn thanh niên|liên hoan|hội thi))\b"
)
_OFFICE = re.compile(
    r" (?:(?:đại biểu|đảng bộ|đảng ủy|chi bộ|công đoàn|cơ quan|văn phòng|khối|các|hđnd"
    r"|hội đồng nhân dân|và|-) ?)+$"
)
_FOLLOWING = re.compile(r" ?,? ?(?:của )?((?:đảng bộ|công đoàn|chi bộ) [^,.;:(]+)")
_NATIONAL = re.compile(r" ?,? ?(?:của )?(?:đảng\b(?! bộ)|toàn quốc)")
_LEVELS = (
    ("xa", re.compile(r"(?:xã|phường|thị trấn|đặc khu)\b")),
    ("huyen-tp", re.compile(r"(?:huyện|quận|thị xã|thành phố|tp\.?)(?= |$)")),
    ("tinh", re.compile(r"tỉnh\b")),
    ("toan-quoc", re.compile(r"(?:toàn quốc|đảng cộng sản|trung ương|việt nam)")),
)
_OWN_LEVEL = {"xa-phuong": "xa", "huyen-tp": "huyen-tp", "tinh": "tinh"}
_FAMILIES = {"đảng bộ": "đảng", "đảng ủy": "đảng", "chi bộ": "đảng", "công đoàn": "công đoàn"}
_AREAS = ("huyện", "tỉnh", "thành phố", "thị xã", "quận")
_LONGEST_BODY = 14  # words between "Đại hội" and "lần thứ"
_REACH = 160  # characters looked back for the word that an ordinal belongs to


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as a mention names it; empty where the mention says nothing."""

    family: str  # "đảng", "công đoàn", "khác", "" (a bare "Đại hội lần thứ …")
    level: str  # "xa", "co-quan", "huyen-tp", "tinh", "toan-quoc", ""
    name: str  # folded, short forms of the same office alike

    def same_as(self, own: Body) -> bool:
        """Whether this mention, which may leave out a name or a level, means the body `own`."""
        if self.family != own.family or (self.level and self.level != own.level):
            return False
        return not self.name or not own.name or begins(self.name, own.name) or begins(own.name, self.name)


@dataclass(frozen=True, slots=True)
class Mention:
    """A congress or committee named with its ordinal and perhaps its term. Offsets are the passage's."""

    kind: str  # "congress" or "committee"
    body: Body
    ordinal: int
    term: Term | None
    passage: Passage
    start: int
    end: int

    @property
    def place(self) -> Place:
        return self.passage.place(self.start, self.end)


def mentions(draft: Draft) -> tuple[Mention, ...]:
    """Every mention of a congress or committee that bears an ordinal, in reading order."""
    return tuple(m for passage in passages(draft) for m in _in_passage(passage))


def terms(passage: Passage) -> Iterator[tuple[Term, int, int]]:
    """Every "nhiệm kỳ 2015 - 2020" of a passage with its offsets."""
    for match in _TERM.finditer(fold(passage.text)):
        yield _years(match[1], match[2]), match.start(), match.end(2)


def owner(text: str, end: int, after: int) -> tuple[str, Body] | None:
    """Whose ordinal or term is [end, after) of a folded text: the nearest congress or committee before it."""
    start = max(text.rfind(mark, 0, end) for mark in ".;:()") + 1
    heads = list(_HEAD.finditer(text, max(start, end - _REACH), end))
    while len(heads) > 1 and heads[-1]["other"] and _OFFICE.match(text[heads[-2].end() : heads[-1].start()]):
        heads.pop()
    if not heads or heads[-1]["other"]:
        return None
    words = text[heads[-1].end() : end].strip(" ,")
    if len(words.split()) > _LONGEST_BODY or _foreign_comma(words):
        return None
    return heads[-1].lastgroup or "", _body(words, text[after : after + 80])


def own_body(draft: Draft, found: tuple[Mention, ...]) -> Body:
    """The body whose congress this is: as the title names it, else as the kind of unit says."""
    level = _OWN_LEVEL.get(draft.unit, "co-quan")
    family = "công đoàn" if draft.unit.startswith("cong-doan") else "đảng"
    usual = ("tinh", "huyen-tp") if level == "tinh" else (level,)
    named = [m.body for m in found if m.passage.title and m.body.family == family and m.body.level in usual]
    return Body(family, named[0].level if named else level, next((b.name for b in named if b.name), ""))


def begins(text: str, words: str) -> bool:
    """Whether `text` begins with these whole words."""
    return text == words or text.startswith(words + " ")


def _in_passage(passage: Passage) -> Iterator[Mention]:
    text = fold(passage.text)
    for match in _ORDINAL.finditer(text):
        whose, ordinal = owner(text, match.start(), match.end()), _number(match[1])
        if whose is None or ordinal is None:
            continue
        its = _ITS_TERM.match(text, match.end())
        term, end = (_years(its[1], its[2]), its.end()) if its else (None, match.end())
        yield Mention(whose[0], whose[1], ordinal, term, passage, match.start(), end)


def _years(first: str, last: str) -> Term:
    return int(first), int(last) if len(last) == 4 else int(first[:2] + last)


def _number(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    roman = from_roman(words.upper())
    if roman is not None:
        return roman
    parts = words.split()
    found = (from_ordinal(" ".join(parts[:n])) for n in range(min(3, len(parts)), 0, -1))
    return next((n for n in found if n), None)


def _foreign_comma(words: str) -> bool:
    """A comma inside a body's name only leads to the area above it: "xã Quảng Tâm, huyện Quảng Xương"."""
    return any(not part.lstrip().startswith(_AREAS) for part in words.split(",")[1:])


def _body(words: str, after: str) -> Body:
    words = re.sub(r"^(?:đại biểu|đảng viên|toàn thể|đoàn viên)\b ?", "", words.split(",")[0])
    if _NATIONAL.match(after):
        return Body("đảng", "toan-quoc", "")
    family, rest = _family(words)
    if not rest and (following := _FOLLOWING.match(after)):
        family, rest = _family(following[1])
    return Body(family, _level(rest), _name(rest))


def _family(words: str) -> tuple[str, str]:
    for lead, family in _FAMILIES.items():
        if begins(words, lead):
            return family, words[len(lead) :].strip()
    if words == "đảng" or words.startswith(("đảng toàn quốc", "toàn quốc", "trung ương")):
        return "đảng", words.removeprefix("đảng").strip() or "toàn quốc"
    if words and _level(words) == "co-quan" and not words.startswith(("cơ quan", "văn phòng")):
        return "khác", words
    return ("đảng" if words else ""), words


def _level(rest: str) -> str:
    return next((level for level, pattern in _LEVELS if pattern.match(rest)), "co-quan" if rest else "")


def _name(rest: str) -> str:
    for _, pattern in _LEVELS:
        if match := pattern.match(rest):
            return rest[match.end() :].strip()
    return rest.replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd")
