"""Where the chain is broken, each break in a sentence with the address where it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from vankien_web.common import clock
from vankien_web.common.written import vi_date
from vankien_web.drafts.models import DraftState
from vankien_web.reviews.models import (
    AnswerKind,
    ChangeRequest,
    Meeting,
    MeetingState,
    Opinion,
    Outcome,
    RequestKind,
    RequestState,
    SentenceKind,
)
from vankien_web.reviews.trace.chain import Asked, Line, Part, Trace

_WORK = (RequestKind.VERIFY, RequestKind.TASK)  # no text changes by them
_WITH_UNIT = (DraftState.DRAFTING, DraftState.RETURNED)


class Gap(NamedTuple):
    sentence: str
    url: str


def before_issue(meeting: Meeting, chain: Trace) -> list[Gap]:
    """What is still missing in the conclusion itself."""
    page = reverse("conclusion", args=[meeting.pk])
    found = list(_state(meeting, chain, page))
    for part in chain.parts:
        found += _of_item(part, chain, page)
        for line in part.lines:
            found += _of_sentence(line, f"{page}#c-{line.sentence.key}")
    found += [_untaken(opinion, page) for opinion in chain.loose]
    return found


def after_issue(chain: Trace) -> list[Gap]:
    """Where an answer or a verdict lacks what it stands on, and what is overdue."""
    issued = [one for one in chain.asked if one.request.issued_at is not None]
    return [gap for one in issued for gap in _of_answer(one)]


def _state(meeting: Meeting, chain: Trace, page: str) -> Iterator[Gap]:
    if meeting.state == MeetingState.OPEN:
        yield Gap(_("The meeting is still in session: close it first."), page)
    if not chain.lines:
        yield Gap(_("The conclusion has no sentence yet."), page)


def _of_item(part: Part, chain: Trace, page: str) -> Iterator[Gap]:
    item = part.item
    if item is None:
        return
    url = f"{page}#muc-{item.pk}"
    if item.outcome == Outcome.NONE:
        yield Gap(_("Item %(n)s has no outcome.") % {"n": part.number}, url)
    draft = item.draft
    if item.outcome != Outcome.AGREED or draft is None:
        return
    if held := chain.held.get(draft.pk):
        text = _(
            "Item %(n)s is agreed to, yet earlier requests that must be met first are open: %(requests)s."
        )
        named = ", ".join(_named(request) for request in held)
        yield Gap(text % {"n": part.number, "requests": named}, reverse("draft_requests", args=[draft.pk]))
    if any(one.request.blocking and one.request.draft_id == draft.pk for one in chain.asked):
        text = _("Item %(n)s is agreed to, yet a request that must be met first is written for it.")
        yield Gap(text % {"n": part.number}, url)
    if draft.state in _WITH_UNIT:
        text = _("Item %(n)s is agreed to, yet its document is with the unit: it must be sent up first.")
        yield Gap(text % {"n": part.number}, url)


def _named(request: ChangeRequest) -> str:
    """Numbers count within a meeting: its day tells them apart."""
    day = vi_date(request.asked_at)
    return _("%(label)s of %(day)s") % {"label": request.label, "day": day}


def _of_sentence(line: Line, url: str) -> Iterator[Gap]:
    if line.sentence.kind == SentenceKind.REQUEST and not line.asked:
        yield Gap(_("Sentence %(n)s asks for something and has no request.") % {"n": line.label}, url)
    for one in line.asked:
        yield from _of_request(line, one.request, url)


def _of_request(line: Line, request: ChangeRequest, url: str) -> Iterator[Gap]:
    told = {"n": line.label, "what": _short(request.text)}
    if request.owner_unit_id is None and request.owner_group_id is None:
        yield Gap(_("Sentence %(n)s: nobody is asked to do “%(what)s”.") % told, url)
    if request.due is None:
        yield Gap(_("Sentence %(n)s: “%(what)s” has no due date.") % told, url)


def _untaken(opinion: Opinion, page: str) -> Gap:
    text = _("The opinion of %(person)s “%(what)s” is neither taken up nor set aside with a reason.")
    told = {"person": opinion.person, "what": _short(opinion.text)}
    return Gap(text % told, f"{page}?muc={opinion.item_id or ''}#o-{opinion.pk}")


def _of_answer(one: Asked) -> Iterator[Gap]:
    request, answer = one.request, one.answer
    url = reverse("request", args=[request.pk])
    told = {"label": request.label}
    if answer is None:
        if request.due and request.due < clock.today():
            text = _("%(label)s is not answered; it was due on %(day)s.")
            yield Gap(text % (told | {"day": vi_date(request.due)}), url)
        return
    adopted = answer.kind != AnswerKind.EXPLAINED and request.draft_id and request.kind not in _WORK
    if adopted and answer.version_id is None:
        yield Gap(_("%(label)s: the answer names no version.") % told, url)
    elif adopted and not answer.place:
        yield Gap(_("%(label)s: the answer does not say where in the version.") % told, url)
    if request.state == RequestState.CLOSED and not one.verdict:
        yield Gap(_("%(label)s is closed without a verdict.") % told, url)


def _short(text: str) -> str:
    return Truncator(text).chars(60)
