"""Drafts as they stand: lists, one with its versions, findings, files, history."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from ninja import Query, Router

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import EventOut, Page, Paging, file_answer, page_of
from vankien_web.common.office import DOCX
from vankien_web.drafts import downloads, pages, shelf
from vankien_web.drafts.api import shown
from vankien_web.drafts.api.schemas import (
    DraftOut,
    DraftRow,
    DraftsWanted,
    FindingsOut,
    PhaseWanted,
    VersionOut,
)
from vankien_web.drafts.models import Draft, Version

router = Router(tags=["drafts"])


@router.get("/drafts", response=Page[DraftRow], operation_id="list_drafts")
def list_drafts(request: PersonRequest, wanted: Query[DraftsWanted], paging: Query[Paging]) -> Any:
    """Drafts of congresses that you see, the latest moved first."""
    names = {"season": wanted.season, "unit": wanted.unit, "kind": wanted.kind, "state": wanted.state}
    found = shelf.chosen(request.user, {name: str(value or "") for name, value in names.items()})
    if wanted.congress:
        found = found.filter(congress=wanted.congress)
    return page_of(found, paging, lambda drafts: shown.rows(request.user, drafts))


@router.get("/quick-checks", response=Page[DraftRow], operation_id="list_quick_checks", tags=["quick checks"])
def list_quick_checks(request: PersonRequest, paging: Query[Paging]) -> Any:
    """Files that you had checked alone, the newest first."""
    found = Draft.objects.visible_to(request.user).filter(congress=None).select_related("latest", "sent")
    return page_of(found.order_by("-created_at", "-pk"), paging, lambda rows: shown.rows(request.user, rows))


@router.get("/drafts/{int:draft}", response=DraftOut, operation_id="get_draft")
def get_draft(request: PersonRequest, draft: int) -> Any:
    """One draft (or quick check): state, versions, what is missing, what you may do."""
    return shown.one(request.user, draft)


@router.get("/drafts/{int:draft}/events", response=Page[EventOut], operation_id="list_draft_events")
def list_draft_events(request: PersonRequest, draft: int, paging: Query[Paging]) -> Any:
    """What was done to the draft, oldest first: a chain that cannot be changed unseen."""
    return page_of(pages.events_of(request.user, pages.find(request.user, draft)[0]), paging)


_ONE = "/drafts/{int:draft}/versions/{int:number}"


@router.get(_ONE, response=VersionOut, operation_id="get_version")
def get_version(request: PersonRequest, draft: int, number: int) -> Any:
    """One version; how far the machine is with it."""
    return shown.version(_version(request, draft, number))


@router.get(_ONE + "/findings", response=FindingsOut, operation_id="list_findings")
def list_findings(request: PersonRequest, draft: int, number: int, wanted: Query[PhaseWanted]) -> Any:
    """What was found in a version: the open findings by severity, then those set aside."""
    version = _version(request, draft, number)
    phase = wanted.phase or version.phase
    told = {"draft": draft, "version": number, "phase": phase, "state": version.state}
    return told | {"findings": shown.findings(version, phase)}


@router.get(
    _ONE + "/original",
    operation_id="download_original",
    openapi_extra=file_answer("application/octet-stream"),
)
def download_original(request: PersonRequest, draft: int, number: int) -> FileResponse:
    """The file byte for byte as it was brought."""
    return downloads.original(request, draft, number)


@router.get(_ONE + "/annotated", operation_id="download_annotated", openapi_extra=file_answer(DOCX))
def download_annotated(request: PersonRequest, draft: int, number: int) -> HttpResponse:
    """The file with a Word comment for each open finding; 404 until it is checked."""
    return downloads.annotated(request, draft, number)


def _version(request: PersonRequest, draft: int, number: int) -> Version:
    return pages.find_version(request.user, draft, number)[1]
