"""Where a draft writes a unit's name: "xã Quảng Tâm", "ĐẢNG BỘ PHƯỜNG QUẢNG TÂM"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vankien.checks.draft import Draft
from vankien.model import Place
from vankien.text import bare, fold, from_roman

_DISTRICTS = ("huyện", "quận", "thị xã", "thành phố")
_COMMITTEES = {
    "tỉnh ủy": "tỉnh", "thành ủy": "thành phố", "thị ủy": "thị xã", "quận ủy": "quận", "huyện ủy": "huyện",
}  # fmt: skip
KINDS = {
    "xa-phuong": ("xã", "phường", "thị trấn", "đặc khu"),
    "huyen-tp": _DISTRICTS,
    "co-quan": (*_DISTRICTS, "tỉnh"),
    "co-quan-dang": (*_DISTRICTS, "tỉnh"),
    "tinh": ("tỉnh",),
}
_STOP = frozenset(
    "lần khóa nhiệm trình tại huyện tỉnh quận đã và về của các trong được có là".split()  # noqa: SIM905
)
_LATER_STOP = frozenset("đảng báo ban kính số nơi ngày tháng giai chào".split()) | _STOP  # noqa: SIM905
_OWN_LEAD = re.compile(r"(?:đảng bộ|đảng ủy|ban chấp hành|đảng bộ và nhân dân|t/m)\s*(?:cơ sở )?$")
_OFFICE_LEAD = re.compile(
    r"(?:đảng bộ|đảng ủy|chi bộ) ((?:cơ quan|văn phòng|ban|sở|phòng|chi cục|cục|ủy ban|ubnd|hđnd|thanh tra"
    r"|công an)\b(?: [^\s,.;:()]+){0,12}?) ?$"
)
_OTHER_PLACE = re.compile(
    r"(?:[,:;(\-–] ?|\b(?:xã|phường|thị trấn|huyện|quận|tỉnh|thị xã|thành phố|thôn|xóm|bản|ấp|buôn|làng|khu"
    r"|làng nghề|khu phố|tổ|cụm|sông|suối|hồ|núi|đồi|chợ|cầu|đường|phố|đình|đền|chùa|trường|công ty"
    r"|hợp tác xã|htx|ông|bà|đồng chí|và|với|giáp) )$"
)
_LISTED = re.compile(r" ?[,;)\-–/]| và |$")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 4  # syllables of a place name


@dataclass(frozen=True, slots=True)
class Named:
    """A unit named in the text, kind and name folded; a holder is named as in "Đảng bộ xã …"."""

    kind: str
    name: str  # "" where only the kind is written: "Đảng ủy phường"
    holder: bool
    office: str  # the office of it that holds: "văn phòng" in "Đảng bộ Văn phòng Huyện ủy …"
    headline: bool  # on the title page or in a heading
    place: Place
    before: str  # the folded text before it in its sentence
    after: str


def named_units(draft: Draft, headlines: Sequence[int]) -> Iterator[Named]:
    """Every place that names a unit of the draft's own level, in reading order."""
    kinds = KINDS.get(draft.unit, ())
    if not kinds:
        return
    committees = [long for long, short in _COMMITTEES.items() if short in kinds]
    pattern = re.compile(rf"(?<!\w)(?<!thị )({'|'.join((*committees, *kinds))})(?! hội\b)(?= \S|$)")
    for block in draft.document.blocks:
        text = fold(block.text)
        for match in pattern.finditer(text):
            words = list(_name_words(block.text, match.end() + 1))
            end = words[-1].end() if words else match.end(1)
            start = max(text.rfind(mark, 0, match.start()) for mark in ".;") + 1
            stop = min((i for i in (text.find(mark, end) for mark in ".;") if i >= 0), default=len(text))
            before = text[start : match.start()]
            office = _OFFICE_LEAD.search(before)
            yield Named(
                kind=_COMMITTEES.get(match[1], match[1]),
                name=" ".join(fold(w[0]) for w in words),
                holder=bool(office or _OWN_LEAD.search(before.rstrip())),
                office=office[1] if office else "",
                headline=block.index in headlines,
                place=draft.place(block.index, match.start(), end),
                before=before,
                after=text[end:stop],
            )


def own_name(found: Sequence[Named]) -> tuple[str, str] | None:
    """(kind, name) of the draft's own unit: the holder named most often; None where no name is sure."""
    votes = Counter(n.name for n in found if n.name and (n.holder or n.headline))
    every = Counter(n.name for n in found if n.name)
    if not votes:
        return None
    name = max(votes, key=lambda n: (votes[n] + every[n], -len(n)))
    kinds = Counter(n.kind for n in found if same_start(n.name, name))
    titled = [n.kind for n in found if n.headline and n.holder and same_start(n.name, name)]
    return (titled[0] if titled else kinds.most_common(1)[0][0]), name


def bare_mentions(draft: Draft, own: str) -> Iterator[tuple[str, Place]]:
    """The own name written without its kind, other marks on its letters: "Đưa Quảng Tầm phát triển"."""
    wanted = re.compile(rf"(?<!\w){re.escape(bare(own))}(?!\w)")
    for block in draft.blocks:
        key, text = fold(block.text), bare(block.text)
        if len(key) != len(text) or len(text) != len(block.text):
            continue
        for hit in wanted.finditer(text):
            written = block.text[hit.start() : hit.end()]
            capitals = all(word[0].isupper() for word in written.split())
            beside = _OTHER_PLACE.search(key[: hit.start()]) or _LISTED.match(key, hit.end())
            if capitals and not beside:
                yield key[hit.start() : hit.end()], draft.place(block.index, hit.start(), hit.end())


def same_start(name: str, own: str) -> bool:
    """Whether the words of one begin the other: a longer capture ("quảng tâm anh") is the same name."""
    return bool(name) and (f"{name} ".startswith(f"{own} ") or f"{own} ".startswith(f"{name} "))


def _name_words(text: str, start: int) -> Iterator[re.Match[str]]:
    """The capitalised syllables that follow "xã " without anything but a space between them."""
    end = start
    for count, word in enumerate(_WORD.finditer(text, start)):
        if count == _LONGEST or word.start() > end + (1 if count else 0):
            return
        stops = _LATER_STOP if count else _STOP
        if not word[0][0].isupper() or fold(word[0]) in stops or (count and from_roman(word[0])):
            return
        end = word.end()
        yield word
