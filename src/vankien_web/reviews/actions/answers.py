"""The road back of a request: the owner answers, the working group checks, the office confirms or reopens."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vankien.model import Place
from vankien_web.accounts.models import User
from vankien_web.congresses.actions.attachments import Upload, received
from vankien_web.drafts.models import Version
from vankien_web.drafts.permissions import works_on
from vankien_web.reviews.actions import asked
from vankien_web.reviews.evidence import judge
from vankien_web.reviews.models import (
    Answer,
    AnswerKind,
    ChangeRequest,
    RequestKind,
    RequestState,
    Verdict,
    VerdictValue,
)
from vankien_web.reviews.permissions import (
    can_answer,
    can_check_answer,
    can_close_request,
    can_reopen_request,
)

SAYS = (VerdictValue.MET, VerdictValue.PARTLY, VerdictValue.NOT_MET)  # what a person may say


def answer(
    request: ChangeRequest,
    kind: str,
    text: str,
    *,
    version: Version | None = None,
    place: Place | None = None,
    seen: int | None = None,
    file: Upload | None = None,
    by: User,
) -> Answer:
    """What the owner did, or why not; again and again until it is closed.

    `version` (the newest that the person works on unless told) and `place` say where; `file` proves it.
    `seen`: the number of the last answer that the person had before them, 0 for none. Raises
    PermissionDenied, ValidationError.
    """
    if not can_answer(by, request):
        raise PermissionDenied
    with received(file, request, by=by) as kept, transaction.atomic():
        held = asked.hold(request)
        if not can_answer(by, held):
            raise PermissionDenied
        last = asked.last_answer(held)
        _same(last, seen)
        if version is None and held.draft and works_on(by, held.draft):
            version = held.draft.latest
        _sane(held, kind, text, version)
        given: Answer = Answer.objects.create(
            request=held,
            number=last.number + 1 if last else 1,
            kind=kind,
            text=text.strip(),
            version=version,
            place=asdict(place) if place else None,
            by=by,
            **kept(),
        )
        held.answer()
        held.reopened = ""
        asked.move(held)
        if version is not None and (said := judge(held, given, version)):
            asked.keep(held, version, said)
        event = asked.told("request_answered", held, by=by, answer=kind, **_number(version))
        if held.draft_id is None:
            asked.tell(event, held, asked.office(held))
    return given


def check(request: ChangeRequest, value: str, why: str, *, seen: int | None = None, by: User) -> Verdict:
    """The working group's word, in a sentence; on what was met and is edited since, it stays met or the
    office decides anew. Raises PermissionDenied, ValidationError."""
    with transaction.atomic():
        held = asked.hold(request)
        if not can_check_answer(by, held):
            raise PermissionDenied
        last = asked.last_answer(held)
        _same(last, seen)
        if value not in SAYS:
            raise ValidationError({"value": _("Choose what you found.")})
        if not why.strip():
            raise ValidationError({"why": _("Say in a sentence what you found.")})
        edited = held.edited
        verdict = _say(held, last, value, why, by, on=edited.version if edited else None)
        if edited is None:
            held.check_answer()
        elif value != VerdictValue.MET:
            held.doubt()
        asked.move(held)
        event = asked.told("request_checked", held, by=by, verdict=value, **_number(verdict.version))
        if held.state != RequestState.CLOSED and edited is not None:
            asked.tell(event, held, asked.office(held))
    return verdict


def close(request: ChangeRequest, note: str = "", *, seen: int | None = None, by: User) -> Verdict:
    """The office confirms that it is met. Raises PermissionDenied, ValidationError (see `note_needed`)."""
    with transaction.atomic():
        held = asked.hold(request)
        if not can_close_request(by, held):
            raise PermissionDenied
        last = asked.last_answer(held)
        _same(last, seen)
        if last is not None and not asked.was_sent(held, last):
            raise ValidationError(_("The version that the answer names has not been sent up yet."))
        if not note.strip() and (needed := note_needed(held)):
            raise ValidationError({"note": needed})
        verdict = _say(held, last, VerdictValue.MET, note, by)
        held.close()
        asked.move(held)
        asked.told("request_closed", held, by=by, **_number(verdict.version))
    return verdict


def reopen(request: ChangeRequest, reason: str, *, by: User) -> ChangeRequest:
    """Not met: the owner goes on. Raises PermissionDenied, ValidationError."""
    with transaction.atomic():
        held = asked.hold(request)
        if not can_reopen_request(by, held):
            raise PermissionDenied
        if not reason.strip():
            raise ValidationError({"reason": _("Say what is still missing.")})
        last = asked.last_answer(held)
        _say(held, last, VerdictValue.NOT_MET, reason, by)
        held.reopened = reason.strip()
        held.reopen()
        asked.move(held)
        event = asked.told("request_reopened", held, by=by, reason=reason.strip()[:500])
        asked.tell(event, held, [*asked.owners(held), *asked.followers(held)])
    return held


def note_needed(request: ChangeRequest) -> str:
    """Why the office must say something when it confirms; empty where it need not."""
    last = asked.last_answer(request)
    if last is not None and last.kind == AnswerKind.EXPLAINED:
        return _("The request was not adopted: say why the explanation is accepted.")
    words = [v for v in request.verdicts.all() if last is None or v.at >= last.at]
    if request.state == RequestState.ANSWERED and asked.groups(request):
        return _("The working group has not checked the answer: say why it is confirmed all the same.")
    if words and words[-1].value != VerdictValue.MET:
        said = words[-1].get_value_display()
        text = _("The last word on it was “%(verdict)s”: say why it is confirmed all the same.")
        return text % {"verdict": said}
    return ""


def _same(last: Answer | None, seen: int | None) -> None:
    """The person has seen the last answer."""
    if seen is not None and seen != (last.number if last else 0):
        raise ValidationError(_("Meanwhile somebody has answered: read the answer, then send yours again."))


def _sane(request: ChangeRequest, kind: str, text: str, version: Version | None) -> None:
    found: dict[str, str] = {}
    if kind not in AnswerKind.values:
        found["kind"] = _("Choose how the request was answered.")
    if not text.strip():
        found["text"] = _("Say what was done, or why not.")
    of_text = request.draft_id and request.kind not in (RequestKind.VERIFY, RequestKind.TASK)
    if of_text and kind in (AnswerKind.ADOPTED, AnswerKind.PARTLY):
        old = request.version.number if request.version else 0
        if version is None or version.number <= old:
            found["kind"] = _unchanged(request)
    if version is not None and version.draft_id != request.draft_id:
        found["version"] = _("This version belongs to another document.")
    if found:
        raise ValidationError(found)


def _unchanged(request: ChangeRequest) -> str:
    """By who asked: a meeting, or a department that corrected a figure."""
    if request.verification_id:
        return _("The draft has not changed since the department's correction: bring the next version first.")
    return _("The draft has not changed since the meeting: bring the next version first.")


def _say(
    request: ChangeRequest, last: Answer | None, value: str, why: str, by: User, on: Version | None = None
) -> Verdict:
    """Of the version `on`, else of that which the last answer names."""
    version = on or (last.version if last else None)
    said: Verdict = Verdict.objects.create(
        request=request, version=version, value=value, why=why.strip(), by=by
    )
    return said


def _number(version: Version | None) -> dict[str, Any]:
    """In the details of an event: those above do not read of versions that were not sent to them."""
    return {"number": version.number} if version else {}
