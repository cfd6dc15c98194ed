"""Giấy mời: from the meeting, its agenda and who is called."""

from __future__ import annotations

from vankien.outputs.papers.invitation import Invitation
from vankien.outputs.papers.model import Signature
from vankien_web.reviews.papers.people import called, capital, small
from vankien_web.reviews.papers.rule import Recipients, Rule, Signing
from vankien_web.reviews.papers.signing import signature
from vankien_web.reviews.papers.source import Source
from vankien_web.units.models import Body
from vankien_web.units.titles import titles_of

_MEMBERS = {Body.STANDING: "Các đồng chí Ủy viên", Body.COMMITTEE: "Các đồng chí Ủy viên"}


def members(source: Source) -> str:
    """The body as one invites it: "Các đồng chí Ủy viên Ban Thường vụ Thành ủy"."""
    return f"{_MEMBERS.get(Body(source.meeting.body), 'Các đồng chí thành viên')} {source.body}"


def content(source: Source) -> Invitation:
    meeting = source.meeting
    return Invitation(
        convener=meeting.convener or source.body,
        invited=_invited(source),
        meeting=meeting.title,
        starts=source.starts,
        place=meeting.place,
        chair=source.chair,
        items=tuple(item.title for item in source.items()),
    )


def _invited(source: Source) -> tuple[str, ...]:
    """The members together, guests by name and post."""
    guests = [a.person for a in source.meeting.attendance.filter(member=False).select_related("person")]
    held = titles_of(guests, source.day)
    return (members(source), *(capital(called(guest, held[guest.pk])) for guest in guests))


def words(source: Source) -> str:
    return f"dự {small(source.meeting.title)}"


def recipients(source: Source) -> Recipients:
    return Recipients(lines=("Như trên",))


def signatures(source: Source, signing: Signing) -> tuple[Signature, ...]:
    return (signature(signing.post, source.meeting.body, signing.head),)


RULE = Rule("giay-moi", "meeting", content, words, signatures, recipients)
