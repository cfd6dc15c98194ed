"""The signature block: with which authority a leader signs, and as what.

A committee is collective: its secretaries sign T/M … BAN THƯỜNG VỤ, the deputy too (Hướng dẫn 36-HD/VPTW).
Who heads a state body or an office signs for it; a deputy signs K/T (KT.) the head. The form writes the marks
as its format does. The committee's office signs T/L, by its order.
"""

from __future__ import annotations

from vankien.outputs.papers import Signature
from vankien.text import fold
from vankien_web.reviews.papers import names
from vankien_web.reviews.papers.heads import Head
from vankien_web.units.models import Body, Post

_COMMITTEE = (Body.COMMITTEE, Body.STANDING)
_COLLECTIVE = (Body.COUNCIL, Body.GOVERNMENT)
_FOR, _ORDERED = "T/M", "T/L"
_DEPUTY = "phó "
# The office as it is printed, by the words with which a title begins; the longest first.
_OFFICES = (
    "phó bí thư thường trực",
    "ủy viên ban thường vụ",
    "phó chánh văn phòng",
    "chánh văn phòng",
    "phó chủ tịch",
    "phó trưởng ban",
    "phó trưởng phòng",
    "phó bí thư",
    "trưởng ban",
    "trưởng phòng",
    "chủ tịch",
    "bí thư",
    "tổ trưởng",
    "thường trực",
)


def signature(post: Post | None, body: str, head: Head) -> Signature:
    """The block of a committee's paper of `body` ("thuong-vu"); without a post the place is left free."""
    whose = head.collective.upper() or names.collective(body)
    if post is None:
        return Signature(post="", mark=_FOR if whose else "", on_behalf=whose)
    office, name = printed(post.title), post.person.name
    if post.body in _COMMITTEE:
        return Signature(office, name, _FOR if whose else "", whose)
    if post.body in _COLLECTIVE:
        return _collective(office, name, post.body)
    if post.body == Body.PARTY_OFFICE and whose:
        return Signature(office, name, _ORDERED, whose, deputy=_head_of(office))
    return Signature(office, name, deputy=_head_of(office))


def chair(post: Post | None) -> Signature:
    """Of the minutes, on the right: in the chair, not for the committee."""
    if post is None:
        return Signature("", on_behalf="CHỦ TRÌ")
    return Signature(printed(post.title), post.person.name, on_behalf="CHỦ TRÌ")


def secretary(post: Post | None) -> Signature:
    """Of the minutes, on the left."""
    return Signature("THƯ KÝ", post.person.name if post else "")


def group_head(name: str) -> Signature:
    """Of a working group's report."""
    return Signature("TỔ TRƯỞNG", name, _FOR, "TỔ CÔNG TÁC")


def printed(title: str) -> str:
    """ "Phó Chủ tịch UBND thành phố" → "PHÓ CHỦ TỊCH"; a title that is not known stays whole."""
    folded = fold(title)
    found = next((office for office in _OFFICES if folded.startswith(office)), None)
    return (title[: len(found)] if found else title).upper()


def _collective(office: str, name: str, body: str) -> Signature:
    """A people's committee: the chairman signs for it, a deputy in the chairman's stead."""
    deputy = _head_of(office)
    return (
        Signature(office, name, deputy=deputy)
        if deputy
        else Signature(office, name, _FOR, names.collective(body))
    )


def _head_of(office: str) -> str:
    """ "PHÓ CHÁNH VĂN PHÒNG" → "CHÁNH VĂN PHÒNG"; empty where the office is the head's."""
    return office[len(_DEPUTY) :] if fold(office).startswith(_DEPUTY) else ""
