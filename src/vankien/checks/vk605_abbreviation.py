"""An abbreviation that not every reader knows is never spelt out.

Those in common use (UBND, BHYT …: abbreviations.toml) need no explanation. Others are explained by brackets,
"hợp tác xã kiểu mới (HTXKM)", or by a full form somewhere in the draft. Each is told once, at its first use.
Authority: official style: an abbreviation is written in full at its first use.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from vankien.checks.draft import Draft
from vankien.model import Block, Finding
from vankien.text import fold, from_roman

CODE = "VK605"
_CAPITALS = re.compile(r"(?<![\w./&-])[^\W\d_]{2,10}(?:[-–&][^\W\d_]{1,8})*(?![\w&]|[./-]\w)")
_NUMBERED = re.compile(r"\d[\w.]*\s?[-/]\s?$|\bsố\s*:?\s*$", re.IGNORECASE)
_TONED = re.compile(r"[ÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ]")
_SYLLABLE = re.compile(
    r"(?:NGH|NG|NH|CH|GH|GI|KH|PH|QU|TH|TR|[BCDĐGHKLMNPRSTVX])?[AĂÂEÊIOÔƠUƯY]{1,3}(?:NG|NH|CH|[CMNPT])?"
)
_SHORTEST_INITIALS = 4  # shorter ones are met by chance in any text


def check(draft: Draft) -> Iterator[Finding]:
    whole = fold("\n".join(b.text for b in draft.blocks))
    told: set[str] = set()
    for block in draft.blocks:
        for start, end in _abbreviations(block):
            short = block.text[start:end]
            key = _key(short)
            if key in told or _common(short):
                continue
            told.add(key)
            if not _explained(short, whole):
                yield Finding(CODE, {"found": short}, draft.place(block.index, start, end))


def _abbreviations(block: Block) -> Iterator[tuple[int, int]]:
    """Capitals among ordinary words; a line, a quotation or two neighbours all in capitals are only loud."""
    text = block.text
    letters = [c for c in text if c.isalpha()]
    if sum(c.isupper() for c in letters) * 2 > len(letters):
        return
    for match in _CAPITALS.finditer(text):
        word = match[0]
        if not word.isupper() or _NUMBERED.search(text[: match.start()]) or _ordinary(word):
            continue
        if not (_loud(text[match.end() :]) or _loud_before(text[: match.start()])):
            yield match.start(), match.end()


def _ordinary(word: str) -> bool:
    """A Roman numeral or a syllable written in capitals: XXVI, ĐẢNG, DO."""
    if from_roman(word) or _TONED.search(word):
        return True
    return bool(_SYLLABLE.fullmatch(word))


def _loud(after: str) -> bool:
    following = re.match(r"[ ,]*([^\W\d_]{2,})", after)
    return bool(
        following and following[1].isupper() and not _common(following[1]) and "," not in following[0]
    )


def _loud_before(before: str) -> bool:
    preceding = re.search(r"([^\W\d_]{2,}) $", before)
    return bool(preceding and preceding[1].isupper() and not _common(preceding[1]))


def _explained(short: str, whole: str) -> bool:
    folded = re.escape(fold(short))
    if re.search(
        rf"\((?:gọi|viết)? ?(?:tắt)? ?(?:là)? ?:?\"? ?{folded}\"?\)|\b(?:tắt là|viết tắt:?) \"?{folded}\b",
        whole,
    ):
        return True
    if re.search(rf"(?<!\w){folded} ?\([^\W\d_]+(?: [^)]+)\)", whole):
        return True
    form = _data()["forms"].get(short)
    if form:
        return fold(form) in whole
    key = _key(short)
    return len(key) >= _SHORTEST_INITIALS and _initials(whole, key)


def _initials(whole: str, key: str) -> bool:
    """Whether words in a row begin with the letters of the abbreviation."""
    words = re.findall(r"[^\W\d_]+", whole)
    return key in "".join(w[0] for w in words)


def _common(short: str) -> bool:
    known = _common_keys()
    return _key(short) in known or all(_key(part) in known for part in re.split(r"[-–&]", short))


def _key(short: str) -> str:
    return re.sub(r"[^\w]", "", fold(short))


@cache
def _common_keys() -> frozenset[str]:
    return frozenset(map(_key, _data()["common"].split()))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("vankien.checks").joinpath("abbreviations.toml").read_text(encoding="utf-8"))
