"""Whether a candidate holds, or is proposed for, a named post: "CT UBND", "CHT Ban CHQS phường" …"""

from __future__ import annotations

import re
from functools import cache

from vankien.personnel import cells
from vankien.personnel.headings import words
from vankien.personnel.model import Body, Candidate
from vankien.text import clean, fold

_BODIES: dict[str, tuple[Body, ...]] = {
    "bí thư": ("secretary",),
    "phó bí thư": ("deputy",),
    "chủ nhiệm ủy ban kiểm tra": ("inspection_head",),
    "chủ tịch": ("secretary",),
    "phó chủ tịch": ("deputy",),
}
_LEADING = set(_BODIES) - {"chủ nhiệm ủy ban kiểm tra"}
_PARTS = re.compile(r"[,;\n]|(?<=\w) ?[-–+] ?(?=\w)| kiêm |\. ")
_POINTS = re.compile(r"\b(ct|pct|bt|pbt|cn|pcn|cht|tp)\.")  # "CT. UBND"
_NO_HOLDER = re.compile(r"\b(?:nguyên|cựu|quyền)\b")
_LEADS = (
    "phó chủ tịch", "phó chủ nhiệm", "phó trưởng", "phó bí thư", "chỉ huy trưởng", "chủ tịch", "chủ nhiệm",
    "trưởng", "bí thư",
)  # fmt: skip


def holds(candidate: Candidate, post: str) -> bool:
    """Of the leading posts, who is proposed; of the others also who holds them now. Short forms are known."""
    key = fold(post)
    if key in _BODIES:
        union = key.endswith("chủ tịch")
        named = {b for text in (candidate.post, candidate.note) for b in cells.bodies(text, union)}
        proposed = bool({*candidate.bodies_proposed, *named} & set(_BODIES[key]))
        if proposed or key in _LEADING:
            return proposed
    texts = (candidate.post, candidate.posts, candidate.note)
    return any(_names(part, key) for text in texts for part in _parts(text))


def _parts(text: str) -> list[str]:
    """The posts of a cell in full words: "PBT, CT UBND" → "phó bí thư", "chủ tịch ủy ban nhân dân"."""
    plain = _POINTS.sub(r"\1", fold(clean(text)))
    return [_written_out(part) for part in _PARTS.split(plain) if part.strip()]


@cache
def _short() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{short})\b"), full) for full, short in words()["short"].items())


def _written_out(part: str) -> str:
    for short, full in _short():
        part = short.sub(full, part)
    return part.strip()


def _names(part: str, key: str) -> bool:
    """Whether a part begins with the post's leading words, no deputy's, and has its others."""
    if _NO_HOLDER.search(part):
        return False
    lead = next((w for w in _LEADS if key.startswith(w)), key)
    found = re.search(rf"(?<!phó )(?<!phó chỉ huy )\b{lead}\b", part)
    rest = key.removeprefix(lead).split()
    after = part[found.end() :].split() if found else []
    return found is not None and all(word in after for word in rest)
