"""How papers name units and their committees: from "Đảng bộ xã Quảng Tâm" to "Đảng ủy xã Quảng Tâm"."""

from __future__ import annotations

from dataclasses import dataclass

from vankien.text import fold
from vankien_web.units.models import Body, Kind, Level, Unit

_PARTY = ("đảng bộ", "đảng ủy", "chi bộ", "tỉnh ủy", "thành ủy", "thị ủy", "huyện ủy", "quận ủy")
# What stands in the name → the committee's name, and the owner of its symbol (domain.md §5.1).
_COMMITTEES = {
    "tỉnh": ("Tỉnh ủy", "TU"),
    "thành phố": ("Thành ủy", "ThU"),
    "thị xã": ("Thị ủy", "ThU"),
    "huyện": ("Huyện ủy", "HU"),
    "quận": ("Quận ủy", "QU"),
}
_TERRITORIES = ("xã", "phường", "thị trấn", *_COMMITTEES)
_BODIES = {
    Body.COMMITTEE: "Ban Chấp hành",
    Body.STANDING: "Ban Thường vụ",
    Body.COUNCIL: "Hội đồng nhân dân",
    Body.GOVERNMENT: "Ủy ban nhân dân",
}


@dataclass(frozen=True)
class Name:
    """`committee` in full ("Thành ủy Thanh Hóa"), `short` within the place ("Thành ủy"), `owner`: "ThU"."""

    committee: str
    short: str
    owner: str
    place: str


def is_party(unit: Unit) -> bool:
    """A government office's own papers are the state's, its party committee's the Party's: the name tells."""
    if unit.kind == Kind.UNION:
        return False
    return unit.kind not in (Kind.OFFICE, Kind.OTHER) or fold(unit.name).startswith(_PARTY)


def name(unit: Unit) -> Name:
    """What follows from the unit's own name, kind and level."""
    if not is_party(unit):
        return Name(unit.name, unit.called, _initials(unit.called), _place(unit))
    rest = _after(unit.name, "Đảng bộ")
    if unit.level == Level.CELL or fold(unit.name).startswith("chi bộ"):
        return Name(unit.name, "Chi bộ", "CB", _place(unit))
    for word, (short, owner) in _COMMITTEES.items():
        if fold(rest).startswith(word + " ") and unit.kind in (Kind.DISTRICT, Kind.PROVINCE):
            owner = "TU" if unit.kind == Kind.PROVINCE else owner
            return Name(f"{short} {rest[len(word) + 1 :]}", short, owner, _place(unit))
    if rest == unit.name:
        return Name(unit.name, unit.called, "ĐU", _place(unit))
    return Name(f"Đảng ủy {rest}", "Đảng ủy", "ĐU", _place(unit))


def body_of(unit: Unit, body: str) -> str:
    """ "Ban Thường vụ Thành ủy"; "Ban Chấp hành Đảng ủy xã Quảng Tâm"."""
    if body == Body.GOVERNMENT:
        return f"{_BODIES[Body.GOVERNMENT]} {_after(unit.name, 'Đảng bộ')}"
    return f"{_BODIES.get(Body(body), '')} {committee(unit)}".strip()


def committee(unit: Unit) -> str:
    """For short, where that is enough to tell it: "Thành ủy", but "Đảng ủy xã Quảng Tâm"."""
    named = name(unit)
    return named.short if named.short not in ("Đảng ủy", "Chi bộ") else named.committee


def collective(body: str) -> str:
    """In whose name the leaders sign: "BAN THƯỜNG VỤ"."""
    return _BODIES.get(Body(body), "").upper()


def _place(unit: Unit) -> str:
    """ "Thanh Hóa" of "Đảng bộ thành phố Thanh Hóa"; of an office, that of the unit above."""
    rest = _after(unit.name, "Đảng bộ")
    for word in _TERRITORIES:
        if fold(rest).startswith(word + " "):
            return rest[len(word) + 1 :]
    return _place(unit.parent) if unit.parent else ""


def _after(text: str, word: str) -> str:
    return text[len(word) + 1 :] if fold(text).startswith(fold(word) + " ") else text


def _initials(text: str) -> str:
    """ "UBND thành phố" → "UBND"; "Phòng Thống kê" → "PTK"."""
    words = text.split()
    short = next((w for w in words if w.isupper() and len(w) > 1), "")
    return short or "".join(w[0] for w in words if w[0].isalpha()).upper()
