"""The draft's own unit is named in two ways: another kind, a misspelt name, a name left from a copied file.

Neighbours, and a unit that becomes something else ("thành lập phường Quảng Tâm"), are no fault.
Authority: the unit's name stands as the founding decision wrote it; the draft's own title page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from vankien.checks.draft import Draft
from vankien.checks.reading.passages import title_blocks
from vankien.checks.reading.unit_names import (
    KINDS,
    Named,
    bare_mentions,
    named_units,
    own_name,
    same_start,
)
from vankien.model import Finding, Place
from vankien.text import bare

CODE = "VK603"
_CHANGE = re.compile(
    r"\b(?:thành lập|trở thành|lên|chuyển|nâng cấp|đề án|sáp nhập|tiêu chí|phấn đấu|cũ|trước đây|nay là"
    r"|nguyên là|đô thị|đổi tên|hợp nhất|nhập|điều chỉnh|tách|chia|mang tên|được công nhận)\b"
)
_BECOMES = re.compile(r"\b(?:xây dựng|đưa|thành|lập|là)\b(?: \S+){0,3} ?$")
_NEIGHBOUR = re.compile(
    r"\b(?:giáp|lân cận|kinh nghiệm|liên kết|kết nghĩa|giao lưu|các|với|cùng|hoặc|như|thăm|từ|sang"
    r"|so sánh|hai|ba)\b[^,]{0,40}$"
)


def check(draft: Draft) -> Iterator[Finding]:
    headings = [b for s in draft.sections for b in (s.block, s.title_block) if b is not None]
    found = tuple(named_units(draft, (*title_blocks(draft), *headings)))
    own = own_name(found)
    if own is None:
        return
    kind, name = own
    counts = Counter(n.name for n in found)
    renamed = any(n.kind != kind and _other_kind_is_meant(n, name) for n in found)
    offices = {n.office for n in found if n.office and n.headline and same_start(n.name, name)}
    told: set[tuple[str, str]] = set()
    for unit in found:
        variant = _variant(unit, own, counts, renamed, offices)
        if variant and (unit.kind, unit.name) not in told:
            told.add((unit.kind, unit.name))
            yield _finding(variant, unit.place, found, own)
    if not told:
        yield from _misspelt(draft, found, own)


def _misspelt(draft: Draft, found: tuple[Named, ...], own: tuple[str, str]) -> Iterator[Finding]:
    """The name alone with other marks, once."""
    if " " in own[1]:
        slips = (place for written, place in bare_mentions(draft, own[1]) if written != own[1])
        yield from (_finding("spelling", place, found, own) for place in islice(slips, 1))


def _finding(variant: str, place: Place, found: tuple[Named, ...], own: tuple[str, str]) -> Finding:
    return Finding(CODE, {"variant": variant, "found": place.quote, "own": _shown(found, own)}, place)


def _variant(
    unit: Named, own: tuple[str, str], counts: Counter[str], renamed: bool, offices: set[str]
) -> str | None:
    kind, name = own
    if not unit.name:
        slip = unit.holder and unit.kind != kind and not _NEIGHBOUR.search(unit.before)
        return "kind" if slip and not renamed and kind in KINDS["xa-phuong"] else None
    if same_start(unit.name, name):
        other = unit.kind != kind and _same_level(unit.kind, kind) and not renamed
        return "kind" if other and not _NEIGHBOUR.search(unit.before) else None
    if unit.name.count(" ") < name.count(" "):
        return None
    first = " ".join(unit.name.split()[: len(name.split())])
    if bare(first) == bare(name):
        return "spelling" if counts[unit.name] < counts[name] else None
    if not unit.holder or _NEIGHBOUR.search(unit.before) or _changes(unit):
        return None
    copied = unit.office in offices or (unit.headline and _same_level(unit.kind, kind))
    rare = counts[unit.name] == 1 or counts[unit.name] * 3 <= counts[name]
    return "other" if copied or (_near(first, name) and rare) else None


def _same_level(one: str, other: str) -> bool:
    """A city and its province may bear one name."""
    return (one == "tỉnh") == (other == "tỉnh")


def _other_kind_is_meant(unit: Named, name: str) -> bool:
    """Whether the text speaks of the own unit's change of kind."""
    return (not unit.name or same_start(unit.name, name)) and _changes(unit)


def _changes(unit: Named) -> bool:
    return bool(_CHANGE.search(unit.before + unit.after) or _BECOMES.search(unit.before))


def _near(one: str, other: str) -> bool:
    """Whether two names differ in one syllable, and there by at most one letter besides the marks."""
    pairs = [(a, b) for a, b in zip(one.split(), other.split(), strict=False) if a != b]
    if len(pairs) != 1 or len(one.split()) != len(other.split()):
        return False
    a, b = map(bare, pairs[0])
    return any(a[:i] + a[i + 1 :] in (b, b[:i] + b[i + 1 :]) or b[:i] + b[i + 1 :] == a
               for i in range(max(len(a), len(b))))  # fmt: skip


def _shown(found: tuple[Named, ...], own: tuple[str, str]) -> str:
    """The own name as the draft itself writes it, in the text rather than in capitals where it can be."""
    written = [n.place.quote for n in found if (n.kind, n.name) == own]
    return next((w for w in written if not w.isupper()), written[0] if written else " ".join(own))
