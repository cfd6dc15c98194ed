"""Thông báo kết luận: the conclusion's sentences, unit by unit; who gave which opinion is not in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import count

from vankien.outputs.papers import conclusion as form
from vankien.outputs.papers.model import Signature
from vankien_web.reviews.models import ChangeRequest, Presence, RequestKind, Sentence, SentenceKind
from vankien_web.reviews.papers import names
from vankien_web.reviews.papers.people import capital, small
from vankien_web.reviews.papers.rule import Recipients, Rule, Signing
from vankien_web.reviews.papers.signing import signature
from vankien_web.reviews.papers.source import Source
from vankien_web.units.models import Unit, WorkingGroup

ASSESSMENT = "Đánh giá chung"
UNITS = "Nội dung đối với từng đơn vị"
VERIFICATION = "Thẩm định số liệu"
GROUPS = "Nhiệm vụ của các tổ công tác"
CARRYING_OUT = "Tổ chức thực hiện"
_ORDER = (ASSESSMENT, UNITS, VERIFICATION, GROUPS, CARRYING_OUT)


def content(source: Source) -> form.ConclusionNotice:
    items = source.items()
    return form.ConclusionNotice(
        meeting=source.meeting.title,
        held=source.day,
        body=source.body,
        chair=source.chair,
        participants=_participants(source),
        heard=tuple(
            item.title + (f" ({item.presenter} trình bày)" if item.presenter else "") for item in items
        ),
        parts=_parts(source),
    )


def _participants(source: Source) -> tuple[str, ...]:
    """The members as a body with how many came; guests are not named."""
    seats = list(source.meeting.attendance.values_list("member", "presence"))
    asked = sum(member for member, _ in seats)
    came = sum(member and presence == Presence.PRESENT for member, presence in seats)
    told = f"các đồng chí Ủy viên {source.body}" + (f" ({came}/{asked})" if came else "")
    guests = any(not member for member, _ in seats)
    return (told, "đại diện lãnh đạo các đơn vị có liên quan") if guests else (told,)


def _parts(source: Source) -> tuple[form.Part, ...]:
    asked: dict[int, list[ChangeRequest]] = defaultdict(list)
    for request in source.requests():
        asked[request.asking.pk].append(request)
    placed: dict[str, dict[str, list[str]]] = {title: defaultdict(list) for title in _ORDER}
    for sentence in source.sentences():
        title, unit = _place(sentence, asked[sentence.pk])
        placed[title][unit].append(capital(sentence.text))
    numbers = count(1)  # as printed, so that a sentence can be cited and no gap tells of one left out
    return tuple(_part(title, by_unit, numbers) for title, by_unit in placed.items() if by_unit)


def _place(sentence: Sentence, requests: list[ChangeRequest]) -> tuple[str, str]:
    """Its part, and the unit within it: what a department or a group is to do stands in their own part."""
    if requests and all(request.kind == RequestKind.VERIFY for request in requests):
        return VERIFICATION, ""
    if requests and all(request.owner_group_id for request in requests):
        return GROUPS, ""
    unit = _unit(sentence, requests)
    if unit is not None:
        return UNITS, unit.name
    return (ASSESSMENT if sentence.kind == SentenceKind.ASSESSMENT else CARRYING_OUT), ""


def _unit(sentence: Sentence, requests: list[ChangeRequest]) -> Unit | None:
    draft = sentence.item.draft if sentence.item else None
    if draft and draft.congress:
        return draft.congress.unit
    congresses = {request.congress.unit for request in requests if request.congress}
    return congresses.pop() if len(congresses) == 1 else None


def _part(title: str, by_unit: dict[str, list[str]], numbers: Iterator[int]) -> form.Part:
    told = {
        unit: tuple(form.Sentence(next(numbers), text) for text in texts) for unit, texts in by_unit.items()
    }
    if title == UNITS:
        return form.Part(title, units=tuple(form.UnitPart(unit, said) for unit, said in told.items()))
    return form.Part(title, sentences=told[""])


def words(source: Source) -> str:
    return f"kết luận của {source.body} tại {small(source.meeting.title)}"


def recipients(source: Source) -> Recipients:
    """The body above, the members, and every unit, department and group that the meeting dealt with."""
    units: dict[Unit, None] = {}
    groups: dict[WorkingGroup, None] = {}
    for item in source.items():
        if item.draft and item.draft.congress:
            units[item.draft.congress.unit] = None
    for request in source.requests():
        for unit in (request.congress.unit if request.congress else None, request.owner_unit):
            if unit and unit.pk != source.meeting.unit_id:
                units[unit] = None
        if request.owner_group:
            groups[request.owner_group] = None
    above = source.meeting.unit.parent
    lines = [f"Thường trực {names.name(above).short} (để báo cáo)"] if above else []
    lines += [f"Các đồng chí Ủy viên {source.body}"]
    lines += [names.name(unit).committee for unit in units] + [group.name for group in groups]
    return Recipients(tuple(lines), tuple(units), tuple(groups))


def signatures(source: Source, signing: Signing) -> tuple[Signature, ...]:
    return (signature(signing.post, source.meeting.body, signing.head),)


RULE = Rule("thong-bao-ket-luan", "meeting", content, words, signatures, recipients)
