"""Reviewers' copies: collected, brought one by one, every remark as a row, answered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Page, Paging, page_of, seen
from vankien_web.common.storage import TooLarge
from vankien_web.drafts import pages as drafts
from vankien_web.drafts.models import Draft
from vankien_web.reviews import collected, replied
from vankien_web.reviews.actions import collating as actions
from vankien_web.reviews.actions.replying import answer_remark
from vankien_web.reviews.api.schemas.collating import (
    CollationIn,
    CollationOut,
    CollationRow,
    CopyOut,
    RemarkAnswerIn,
    RemarkOut,
    RemarksWanted,
)
from vankien_web.reviews.models import Collation, Remark
from vankien_web.reviews.permissions import can_collate, collects_for
from vankien_web.reviews.tasks import collating as tasks

router = Router(tags=["reviewers' copies"])
_ONE = "/collations/{int:collation}"
_OF_DRAFT = "/drafts/{int:draft}/collations"
_COUNTS = ("comments", "replies", "tracked", "untracked", "rows")
_PLAIN = ("date", "kind", "place", "heading", "text", "old", "new", "parent", "group", "clash")


@router.get(_OF_DRAFT, response=Page[CollationRow], operation_id="list_collations")
def list_collations(request: PersonRequest, draft: int, paging: Query[Paging]) -> Any:
    """What was collected on the draft, for your office or your unit."""
    found = _draft(request.user, draft)
    rows = Collation.objects.visible_to(request.user).filter(draft=found)
    return page_of(rows.select_related("version", "unit"), paging, lambda some: [_row(one) for one in some])


@router.post(_OF_DRAFT, response={201: CollationOut}, operation_id="begin_collation")
def begin_collation(request: PersonRequest, draft: int, sent: CollationIn) -> Any:
    """Collect the copies of a version; one that was begun before is answered as it stands."""
    found = _draft(request.user, draft)
    if collects_for(request.user, found) is None:
        raise PermissionDenied
    bases = collected.bases(request.user, found)
    if not bases:
        raise Http404
    base = collected.base_of(bases, str(sent.version or ""))
    made = actions.begin(found, base, by=request.user)
    return Status(201, _whole(request.user, made.pk))


@router.get(_ONE, response=CollationOut, operation_id="get_collation")
def get_collation(request: PersonRequest, collation: int) -> Any:
    """Its copies with what each holds; ask again while one of them is being read."""
    return _whole(request.user, collation)


@router.post(_ONE + "/copies", response={201: CopyOut}, operation_id="bring_copy")
def bring_copy(request: PersonRequest, collation: int, file: File[UploadedFile]) -> Any:
    """Bring a reviewer's copy; it is read in the background. One that cannot be read is kept in the list by
    its name, with the reason."""
    shown = collected.find(request.user, collation)
    if (file.size or 0) > settings.VANKIEN_UPLOAD_BYTES:
        raise TooLarge
    try:
        copy = tasks.bring_copy(shown, file.chunks(), file.name or "", by=request.user)
    except actions.Known as known:
        words = _("“%(file)s” is there already, as “%(known)s”: it is counted once.")
        told = words % {"file": file.name, "known": known.copy.file_name}
        raise ValidationError({"file": told}) from None
    return Status(201, _copy(collected.copy_line(copy, _language())))


@router.get(_ONE + "/rows", response=Page[RemarkOut], operation_id="list_remarks")
def list_remarks(
    request: PersonRequest, collation: int, wanted: Query[RemarksWanted], paging: Query[Paging]
) -> Any:
    """Every remark of every copy in the order of the draft, with its group."""
    shown = collected.find(request.user, collation)
    rows = collected.chosen(shown, {name: value or "" for name, value in wanted.dict().items()})
    rows = rows.select_related("copy", "author__person", "answer").defer("copy__content")
    return page_of(rows, paging, lambda some: _remarks(shown, some))


@router.post(_ONE + "/rows/{int:remark}/answer", response=RemarkOut, operation_id="answer_remark")
def answer(request: PersonRequest, collation: int, remark: int, sent: RemarkAnswerIn) -> Any:
    """One text for a row and all of its group that have no other; it goes back into Word as a reply."""
    shown = collected.find(request.user, collation)
    rows = shown.remarks.select_related("copy", "author__person", "answer").defer("copy__content")
    found = seen(rows, remark)
    found.collation = shown
    answer_remark(found, sent.text, revision=sent.revision, by=request.user)
    return _remarks(shown, [seen(rows, remark)])[0]


def _draft(user: User, pk: int) -> Draft:
    """For who collects copies of it, or sees what was collected. Raises Http404."""
    found, _newest = drafts.find(user, pk)
    if (
        collects_for(user, found) is None
        and not Collation.objects.visible_to(user).filter(draft=found).exists()
    ):
        raise Http404
    return found


def _language() -> str:
    return get_language() or "vi"


def _row(found: Collation) -> dict[str, Any]:
    told = {"draft": found.draft_id, "version": found.version.number, "unit": found.unit}
    return {"id": found.pk, "created_at": found.created_at} | told


def _whole(user: User, pk: int) -> dict[str, Any]:
    found = collected.find(user, pk)
    said = replied.every(found)
    return _row(found) | {
        "copies": [_copy(line) for line in collected.copy_lines(found, _language(), said)],
        "rows": found.remarks.count(),
        "answered": len(said),
        "may_bring": can_collate(user, found),
    }


def _copy(line: collected.CopyLine) -> dict[str, Any]:
    names = ("number", "file_name", "reviewer", "state", *_COUNTS)
    return {name: getattr(line.copy, name) for name in names} | {
        "id": line.copy.pk,
        "sentence": line.sentence,
    }


def _remarks(shown: Collation, rows: list[Remark]) -> list[dict[str, Any]]:
    said = replied.replies(shown, rows)
    return [_remark(row, said.get(row.key, [])) for row in rows]


def _remark(row: Remark, answers: list[replied.Reply]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _PLAIN} | {
        "id": row.key,
        "number": row.pk,
        "copy_number": row.copy.number,
        "file_name": row.copy.file_name,
        "author": row.author.name,
        "person": row.author.person.name if row.author.person else "",
        "answers": answers,
        "revision": row.answer.revision if row.answer else 0,
    }
