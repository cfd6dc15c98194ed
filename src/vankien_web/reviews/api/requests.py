"""Requests that were issued: listed, answered, checked, confirmed, opened again; REQUESTS.toml."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import sealed, storage
from vankien_web.common.api import EventOut, Page, Paging, clean, file_answer, page_of
from vankien_web.drafts import pages as drafts
from vankien_web.reviews import requested
from vankien_web.reviews.actions import answers, corrections
from vankien_web.reviews.api.schemas.requests import (
    AnswerIn,
    BindingIn,
    CheckIn,
    ConfirmIn,
    ReopenIn,
    RequestOut,
    RequestRow,
    RequestsWanted,
    TakeBackIn,
)
from vankien_web.reviews.forms.requests import AnswerForm
from vankien_web.reviews.permissions import can_answer, hears
from vankien_web.reviews.request_files import as_toml
from vankien_web.reviews.requested import Row, Step

router = Router(tags=["requests"])
_ONE = "/requests/{int:request_id}"
_PLAIN = ("label", "kind", "text", "target", "due", "blocking", "state", "since", "issued_at", "reopened")


@router.get("/requests", response=Page[RequestRow], operation_id="list_requests")
def list_requests(request: PersonRequest, wanted: Query[RequestsWanted], paging: Query[Paging]) -> Any:
    """Every request that you see, late ones first, what is met last."""
    found = requested.chosen(request.user, wanted.dict(exclude={"draft"}))
    if wanted.draft:
        found = found.filter(draft=wanted.draft)
    user = request.user
    return page_of(found, paging, lambda some: [_row(user, row) for row in requested.rows(user, some)])


@router.get(_ONE, response=RequestOut, operation_id="get_request")
def get_request(request: PersonRequest, request_id: int) -> Any:
    """One request with its answers and verdicts, and what you may do."""
    return _one(request.user, request_id)


@router.get(_ONE + "/events", response=Page[EventOut], operation_id="list_request_events")
def list_request_events(request: PersonRequest, request_id: int, paging: Query[Paging]) -> Any:
    """What was done to it, oldest first, as far as it is yours to read."""
    found = requested.find(request.user, request_id)
    return page_of(requested.events(request.user, found).order_by("pk"), paging)


@router.post(_ONE + "/answer", response=RequestOut, operation_id="answer")
def answer(request: PersonRequest, request_id: int, sent: AnswerIn) -> Any:
    """Say what was done, or why not; again as often as you like until it is closed."""
    return _answer(request, request_id, sent)


@router.post(_ONE + "/answer/file", response=RequestOut, operation_id="answer_with_file")
def answer_with_file(
    request: PersonRequest, request_id: int, sent: Form[AnswerIn], file: File[UploadedFile]
) -> Any:
    """The same, with a file that proves it."""
    return _answer(request, request_id, sent, file)


@router.get(
    _ONE + "/answers/{int:number}/file",
    operation_id="download_answer_file",
    openapi_extra=file_answer("application/octet-stream"),
)
def download_answer_file(request: PersonRequest, request_id: int, number: int) -> FileResponse:
    """What came with an answer, byte for byte; 404 as long as the answer is hidden."""
    given = requested.file_of(request.user, requested.find(request.user, request_id), number)
    content = sealed.opened(storage.path(given.sha256))
    kind = "application/octet-stream"
    return FileResponse(content, as_attachment=True, filename=given.file_name, content_type=kind)


def _answer(
    request: PersonRequest, request_id: int, sent: AnswerIn, file: UploadedFile | None = None
) -> dict[str, Any]:
    found = requested.find(request.user, request_id)
    if not can_answer(request.user, found):
        raise PermissionDenied
    version = found.draft.latest if found.draft else None
    data = sent.dict() | {
        "seen": sent.seen or 0,
        "section": "" if sent.section is None else str(sent.section),
    }
    said = clean(AnswerForm(data, version=version))
    where = {"version": version, "place": said["place"], "seen": sent.seen}
    answers.answer(found, said["kind"], said["text"], file=file, by=request.user, **where)
    return _one(request.user, request_id)


@router.post(_ONE + "/check", response=RequestOut, operation_id="check")
def check(request: PersonRequest, request_id: int, sent: CheckIn) -> Any:
    """The working group's word on the answer."""
    answers.check(requested.find(request.user, request_id), by=request.user, **sent.dict())
    return _one(request.user, request_id)


@router.post(_ONE + "/close", response=RequestOut, operation_id="close")
def close(request: PersonRequest, request_id: int, sent: ConfirmIn) -> Any:
    """The office confirms that it is met."""
    answers.close(requested.find(request.user, request_id), by=request.user, **sent.dict())
    return _one(request.user, request_id)


@router.post(_ONE + "/reopen", response=RequestOut, operation_id="reopen")
def reopen(request: PersonRequest, request_id: int, sent: ReopenIn) -> Any:
    """Not met: the owner goes on."""
    answers.reopen(requested.find(request.user, request_id), sent.reason, by=request.user)
    return _one(request.user, request_id)


@router.get(
    "/drafts/{int:draft}/requests.toml",
    operation_id="download_requests",
    openapi_extra=file_answer("application/toml"),
)
def download_requests(request: PersonRequest, draft: int) -> HttpResponse:
    """The requests on one document as REQUESTS.toml, for `vankien prove`."""
    found, _version = drafts.find(request.user, draft)
    text = as_toml(requested.seen_requests(request.user).filter(draft=found))
    told = HttpResponse(text, content_type="application/toml; charset=utf-8")
    told.headers["Content-Disposition"] = str(content_disposition_header(True, "REQUESTS.toml"))
    return told


@router.post(_ONE + "/settle", response=RequestOut, operation_id="settle_correction")
def settle_correction(request: PersonRequest, request_id: int, sent: BindingIn) -> Any:
    """Of a department's correction: whether it must be met before the approval, and by when."""
    corrections.settle_correction(requested.find(request.user, request_id), by=request.user, **sent.dict())
    return _one(request.user, request_id)


@router.post(_ONE + "/take-back", response={204: None}, operation_id="take_back_correction")
def take_back_correction(request: PersonRequest, request_id: int, sent: TakeBackIn) -> Any:
    """A department's correction that was made in error: it leaves every list."""
    corrections.take_back_correction(requested.find(request.user, request_id), sent.why, by=request.user)
    return Status(204, None)


def _row(user: User, row: Row) -> dict[str, Any]:
    found = row.request
    meeting = found.meeting
    return {name: getattr(found, name) for name in (*_PLAIN, "revision")} | {
        "id": found.pk,
        "target_words": requested.target_words(found),
        "owner": row.owner,
        "unit": found.congress.unit if found.congress else None,
        "draft": found.draft_id if requested.sees_draft(user, found) else None,
        "document": found.draft.title if found.draft else "",
        "meeting": meeting.pk if meeting and hears(user, meeting) else None,
        "meeting_title": meeting.title if meeting else "",
        "verification": found.verification_id,
        "asked_on": found.version.number if found.version else None,
        "late": row.late,
    }


def _one(user: User, pk: int) -> dict[str, Any]:
    """What the page of one request shows."""
    found = requested.find(user, pk)
    row = requested.rows(user, [requested.with_answers(found)])[0]
    may, last = requested.may(user, found), found.answers.all()
    return _row(user, row) | {
        "sentence": found.sentence.text if found.sentence else "",
        "chain": [_step(step) for step in requested.chain(user, found)],
        "seen": max((given.number for given in last), default=0),
        "note_needed": answers.note_needed(found) if may["close"] else "",
        "may": may,
    }


def _step(step: Step) -> dict[str, Any]:
    said: Any = step.answer or step.verdict
    told: dict[str, Any] = {
        "kind": None,
        "number": None,
        "verdict": None,
        "text": "",
        "place": None,
        "file_name": "",
    }
    told |= {"at": step.at, "by": said.by.name if said.by else "", "hidden": step.hidden}
    if step.answer is not None:
        told |= {"kind": step.answer.kind, "number": step.answer.number}
    if step.verdict is not None:
        told |= {"verdict": step.verdict.value, "text": step.verdict.why}
    if step.answer is not None and not step.hidden:
        told |= {"text": step.answer.text, "place": step.answer.place, "file_name": step.answer.file_name}
    return told | {"version": said.version.number if said.version else None}
