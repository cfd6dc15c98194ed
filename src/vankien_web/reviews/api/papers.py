"""Official papers: what a meeting can give, made, issued, withdrawn, taken away, verified."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from vankien.outputs import papers as library
from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock, storage
from vankien_web.common.api import Page, Paging, file_answer, page_of, seen
from vankien_web.common.office import DOCX
from vankien_web.common.packing import safe_name
from vankien_web.congresses.models import ProgressReport
from vankien_web.drafts.models import Draft
from vankien_web.reviews import binding, shelf
from vankien_web.reviews.actions import papers as actions
from vankien_web.reviews.api.schemas.requests import (
    IssueIn,
    MakeIn,
    OfficialPaper,
    PaperLine,
    PapersWanted,
    VerifiedOut,
    WithdrawIn,
)
from vankien_web.reviews.models import ANSWERS, Meeting, Paper
from vankien_web.reviews.pages import heard_meeting
from vankien_web.reviews.papers import FORMS
from vankien_web.reviews.permissions import hears
from vankien_web.reviews.shelf import Row
from vankien_web.reviews.tasks.papers import laid_out

router = Router(tags=["papers"])
_ONE = "/papers/{int:paper}"
_MEETING = "/meetings/{int:meeting}/papers"
_PDF = "application/pdf"
_WITH = ("unit__parent", "meeting__unit", "signed_by__person")
_PLAIN = ("form", "title", "unit", "subject", "personnel", "label", "dated", "made_at")
_LAST = ("issued_at", "withdrawn_at", "withdrawn_why", "sha256", "size")


@router.get("/papers", response=Page[OfficialPaper], operation_id="list_papers")
def list_papers(request: PersonRequest, wanted: Query[PapersWanted], paging: Query[Paging]) -> Any:
    """Those of your committee and those sent to you, the newest first."""
    found = _seen(request.user)
    if wanted.unit:
        found = found.filter(unit=wanted.unit)
    if wanted.form:
        found = found.filter(form=wanted.form)
    if wanted.issued is not None:
        found = found.filter(issued_at__isnull=not wanted.issued)
    rows = found.order_by("-dated", "-made_at", "-pk")
    return page_of(rows, paging, lambda some: [_paper(request.user, row) for row in some])


@router.get(_ONE, response=OfficialPaper, operation_id="get_paper")
def get_paper(request: PersonRequest, paper: int) -> Any:
    """One paper."""
    return _paper(request.user, seen(_seen(request.user), paper))


@router.get(_ONE + "/docx", operation_id="download_paper", openapi_extra=file_answer(DOCX))
def download_paper(request: PersonRequest, paper: int) -> FileResponse:
    """The very file."""
    found = seen(_seen(request.user), paper)
    return _file(found, storage.path(found.sha256).open("rb"), "docx", DOCX)


@router.get(_ONE + "/pdf", operation_id="download_paper_pdf", openapi_extra=file_answer(_PDF))
def download_paper_pdf(request: PersonRequest, paper: int) -> FileResponse:
    """Its pages; 404 until they are laid out, or where no LibreOffice is."""
    found = seen(_seen(request.user), paper)
    made = binding.converted(found.sha256)
    if made is None:
        raise Http404
    return _file(found, made.open("rb"), "pdf", _PDF)


@router.post(_ONE + "/issue", response=OfficialPaper, operation_id="issue_paper")
def issue_paper(request: PersonRequest, paper: int, sent: IssueIn) -> Any:
    """Number, date and signature block: never changed afterwards."""
    found = seen(_seen(request.user), paper)
    posts = actions.signers(found, clock.today()) if sent.signed_by else []
    signer = next((post for post in posts if post.pk == sent.signed_by), None)
    actions.issue_paper(
        found, signed_by=signer, dated=sent.dated, also_to=sent.also_to, by=request.user, then=laid_out
    )
    return get_paper(request, paper)


@router.post(_ONE + "/withdraw", response=OfficialPaper, operation_id="withdraw_paper")
def withdraw_paper(request: PersonRequest, paper: int, sent: WithdrawIn) -> Any:
    """It stays, with its number, marked as withdrawn."""
    actions.withdraw_paper(seen(_seen(request.user), paper), sent.why, by=request.user)
    return get_paper(request, paper)


@router.post("/papers/verify", response=VerifiedOut, operation_id="verify_paper")
def verify_paper(request: PersonRequest, file: File[UploadedFile]) -> Any:
    """Whether a Word file is a paper made here, and is still as it was; the file is thrown away."""
    if (file.size or 0) > settings.VANKIEN_UPLOAD_BYTES:
        raise storage.TooLarge
    found = shelf.verified(request.user, file.read())
    told = {"form": found.told.form, "name": found.name, "unaltered": found.told.unaltered}
    paper = found.paper.pk if found.paper else None
    return told | {"paper": paper, "same": found.same, "changed": found.changed}


@router.get(_MEETING, response=Page[PaperLine], operation_id="list_meeting_papers")
def list_meeting_papers(request: PersonRequest, meeting: int, paging: Query[Paging]) -> Any:
    """What can be made of the meeting, what each paper lacks, which there are."""
    rows = shelf.rows(heard_meeting(request, meeting), request.user)
    return page_of(rows, paging, lambda some: [_line(row) for row in some])


@router.post(_MEETING, response={201: OfficialPaper}, operation_id="make_paper")
def make_paper(request: PersonRequest, meeting: int, sent: MakeIn) -> Any:
    """A copy to look at, in the place of the last one; 422 says what the record lacks."""
    subject = _subject(request.user, sent.subject)
    found = _of_unit(request.user, meeting, sent.form, subject) or heard_meeting(request, meeting)
    if sent.form not in FORMS:
        raise ValidationError({"form": _("There is no such paper.")})
    if sent.subject and subject is None:
        raise ValidationError({"subject": _("There is no such document or report.")})
    made = actions.make_paper(
        found, sent.form, subject=subject, personnel=sent.personnel, by=request.user, then=laid_out
    )
    return Status(201, get_paper(request, made.pk))


@router.post(_MEETING + "/all", response=list[OfficialPaper], operation_id="make_papers")
def make_papers(request: PersonRequest, meeting: int) -> Any:
    """Every paper that lacks nothing, all or none."""
    made = actions.make_papers(heard_meeting(request, meeting), by=request.user, then=laid_out)
    return [_paper(request.user, row) for row in _seen(request.user).filter(pk__in=[p.pk for p in made])]


def _seen(user: User) -> Any:
    return Paper.objects.visible_to(user).select_related(*_WITH)


def _subject(user: User, name: str) -> Draft | ProgressReport | None:
    """What the paper is about, as far as this person sees it."""
    kind, _colon, key = name.partition(":")
    if not key:
        return None
    model: Any = Draft if kind == "draft" else ProgressReport
    found: Draft | ProgressReport | None = model.objects.visible_to(user).filter(pk=int(key)).first()
    return found


def _of_unit(user: User, pk: int, form: str, subject: object) -> Meeting | None:
    """The unit reports on its answers though it does not see the committee's meeting."""
    if form != ANSWERS:
        return None
    return next((m for draft, m in shelf.answered(user) if draft == subject and m.pk == pk), None)


def _paper(user: User, row: Paper) -> dict[str, Any]:
    meeting = row.meeting
    return {name: getattr(row, name) for name in (*_PLAIN, *_LAST)} | {
        "id": row.pk,
        "name": library.FORMS[row.form].name("vi"),
        "meeting": meeting.pk if meeting and hears(user, meeting) else None,
        "signed_by": row.signed_by.person.name if row.signed_by else "",
    }


def _line(row: Row) -> dict[str, Any]:
    line = row.line
    return {
        "form": line.form,
        "name": row.name,
        "about": line.about,
        "subject": line.source.subject,
        "personnel": line.source.personnel,
        "lacks": line.lacks,
        "waits": line.waits,
        "copy_id": row.copy.pk if row.copy else None,
        "stale": row.stale,
        "issued": [paper.pk for paper in row.issued],
    }


def _file(paper: Paper, content: Any, kind: str, mime: str) -> FileResponse:
    name = safe_name(paper.file_name(kind))
    return FileResponse(content, as_attachment=True, filename=name, content_type=mime)
