"""Lists of shares that name every part of one whole: "trồng trọt chiếm 45%, chăn nuôi 40%, thủy sản 15%"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vankien.checks.reading.contents import sentences
from vankien.checks.reading.words import cues

NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_SHARE = re.compile(rf"(?<![\d.,/])({NUMBER})\s*%(?!\s*/)")
_CUT = re.compile(rf"[,;](?!\d)|\s[-–]\s|(?<=%)\s+và\s|\s+và\s+(?={NUMBER}\s*%)")
# Numbers that tell a part, not how large it is.
_BOUNDS = re.compile(
    r"(?:dưới|trên|từ|đủ|độ tuổi)? ?\d+ ?(?:(?:đến|-|–)(?: dưới)? ?\d+ ?)?(?:tuổi|năm|ha|triệu đồng)"
    r"(?: (?:trở lên|trở xuống))?"
    r"|(?:năm )?20\d\d(?: ?[-–] ?20\d\d)?|\d{1,2}/20\d\d"
)
_OPENS = re.compile(r"\b(?:cơ cấu|tỷ trọng|phân loại|xếp loại)\b|:")
_STRUCTURE = re.compile(r"\b(?:cơ cấu|kết cấu)\b[^:.;]*:")
_OF_ALL = re.compile(r"^[^,;]*chiếm\s+(?:trong )?tổng\b")
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class _Item:
    """One part with its share; `label` is what is said of it, folded, without the numbers."""

    label: str
    share: re.Match[str]


def partitions(key: str) -> Iterator[list[re.Match[str]]]:
    """The shares of each list in a folded text that was meant to be whole."""
    for start, end in sentences(key.replace(";", ",")):
        for run in _runs(key, start, end):
            if _whole(run, key[start : run[0].share.start()]):
                yield [item.share for item in run]


def _runs(key: str, start: int, end: int) -> Iterator[list[_Item]]:
    """Neighbouring items of one share each; words without one belong to the next ("nông, lâm nghiệp 30%").

    A run beside an item of another kind is none: what that item leaves out, the sum lacks.
    """
    run: list[_Item] = []
    begin = last = start
    alone = True
    for cut in [*(m.end() for m in _CUT.finditer(key, start, end)), end]:
        found = list(_SHARE.finditer(key, begin, cut))
        if found:
            item = _item(key, begin, last, cut, found)
            opens = bool(_OPENS.search(key, begin, found[0].start()))
            if item is None or opens:
                if run and alone and opens:
                    yield run
                run, alone = [], opens
            run += [item] if item else []
            begin = cut
        last = cut
    if run and alone and not cues("share")["rest"].search(key, begin, end):
        yield run


def _item(key: str, begin: int, last: int, end: int, found: list[re.Match[str]]) -> _Item | None:
    """What stands in `begin`–`end`, its own clause from `last`; None where that says more than the share of
    one part: a change, a bound, another number."""
    share = found[0]
    own = _BOUNDS.sub(" ", key[max(begin, last) : share.start()]).rpartition(":")[2]
    after = _BOUNDS.sub(" ", key[share.end() : end])
    words = cues("share")
    if len(found) > 1 or re.search(r"\d", own + after) or words["other"].search(f"{own} {after}"):
        return None
    if words["bound"].search(own.rstrip() + " .") or re.match(r"\s*trở (?:lên|xuống)", after):
        return None
    before = _BOUNDS.sub(" ", key[begin : share.start()]).rpartition(":")[2]
    return _Item(f"{before} {after}".strip(" ,;.()"), share)


def _whole(run: list[_Item], head: str) -> bool:
    """Whether the parts exhaust something: two opposites; three or more under a word for a division, with a
    rest, or each said to make up its share."""
    labels = [item.label for item in run]
    if len(run) < 2 or _overlapping(labels):
        return False
    if len(run) == 2:
        return _opposite(*labels) or bool(_STRUCTURE.search(head)) or bool(_OF_ALL.search(labels[1]))
    words = cues("share")
    divided = words["division"].search(head) or words["rest"].search(labels[-1])
    made_up = words["makes_up"].search(labels[0])
    graded = sum(bool(words["grade"].search(label)) for label in labels) >= 3
    listed = ":" in head[-60:] and all(len(label.split()) <= _MOST_WORDS // 2 for label in labels)
    return bool(divided or made_up or graded or listed) and all(
        len(w.split()) <= _MOST_WORDS for w in labels[1:]
    )


def _overlapping(labels: list[str]) -> bool:
    """Women, the young, a minority without their counterparts are shares of one whole each."""
    for part, rest in (("woman", "man"), ("minority", "majority"), ("young", "age")):
        mine, others = cues("share")[part], cues("share")[rest]
        if any(mine.search(w) for w in labels) and not any(others.search(w) for w in labels):
            return True
    return False


def _opposite(first: str, second: str) -> bool:
    """Men and women, town and country; what is so and what is "không", "chưa", "ngoài" so."""
    for one, other in (("man", "woman"), ("town", "country"), ("inland", "abroad")):
        a, b = cues("share")[one], cues("share")[other]
        if (a.search(first) and b.search(second)) or (b.search(first) and a.search(second)):
            return True
    denied = cues("share")["denied"].search(second)
    words = second[denied.end() :].split()[:2] if denied else []
    return (bool(words) and " ".join(words) in first) or bool(cues("share")["rest"].match(second))
