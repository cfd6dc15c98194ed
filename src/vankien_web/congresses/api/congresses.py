"""Congresses: the plan, steps, papers, stages, and the working groups' reports."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from vankien.text import bare
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock, storage
from vankien_web.common.api import EventOut, Page, Paging, events_of, file_answer, named, page_of, seen
from vankien_web.common.fields import under
from vankien_web.congresses import actions
from vankien_web.congresses.actions import Paper, Plan, Tick
from vankien_web.congresses.api import shown
from vankien_web.congresses.api.schemas import (
    CongressesWanted,
    CongressOut,
    CongressRow,
    Held,
    PaperIn,
    PlanIn,
    ReportIn,
    ReportOut,
    StageIn,
    StepIn,
    Verb,
)
from vankien_web.congresses.models import HELD, Congress
from vankien_web.congresses.pages import attached_row, seen_congress
from vankien_web.units.models import Unit, WorkingGroup

router = Router(tags=["congresses"])
_ONE = "/congresses/{int:congress}"
_ROOMS = {"steps": "buoc", "papers": "ho-so", "reports": "bao-cao"}


@router.get("/congresses", response=Page[CongressRow], operation_id="list_congresses")
def list_congresses(request: PersonRequest, wanted: Query[CongressesWanted], paging: Query[Paging]) -> Any:
    """Congresses that you see, the earliest deadline first."""
    found = Congress.objects.visible_to(request.user).select_related("unit", "season")
    if wanted.below:
        top = seen(Unit.objects.visible_to(request.user), wanted.below)
        found = found.filter(under(top.path or "!", "unit__path"))
    for word in bare(wanted.unit).split():
        found = found.filter(unit__folded__contains=word)
    if wanted.late:
        found = found.filter(deadline__lt=clock.today(), dropped=False).exclude(stage__in=HELD)
    plain = {name: getattr(wanted, name) for name in ("season", "kind", "stage", "pilot")}
    found = found.filter(**{name: value for name, value in plain.items() if value is not None})
    return page_of(found.order_by("deadline", "pk"), paging)


@router.get(_ONE, response=CongressOut, operation_id="get_congress")
def get_congress(request: PersonRequest, congress: int) -> Any:
    """One congress with its steps, its dossier, what comes next and what stands in the way."""
    return shown.one(request, congress)


@router.get(_ONE + "/events", response=Page[EventOut], operation_id="list_congress_events")
def list_congress_events(request: PersonRequest, congress: int, paging: Query[Paging]) -> Any:
    """What was done to the congress, oldest first."""
    return events_of(seen_congress(request, congress), paging)


@router.post(_ONE + "/plan", response=CongressOut, operation_id="plan_congress")
def plan_congress(request: PersonRequest, congress: int, sent: PlanIn) -> Any:
    """Write down the plan: ordinal, who takes part, days."""
    said = sent.dict()
    revision = said.pop("revision")
    found = seen_congress(request, congress)
    actions.plan_congress(found, Plan(**said), by=request.user, revision=revision)
    return shown.one(request, congress)


@router.post(_ONE + "/steps/{slug:item}", response=CongressOut, operation_id="set_step")
def set_step(
    request: PersonRequest,
    congress: int,
    item: str,
    sent: Form[StepIn],
    file: File[UploadedFile | None] = None,
) -> Any:
    """Tick or count a step of preparation, perhaps with the paper that proves it."""
    said = sent.dict()
    revision = said.pop("revision")
    found = seen_congress(request, congress)
    actions.set_step(found, item, Tick(**said), by=request.user, file=file, revision=revision)
    return shown.one(request, congress)


@router.post(_ONE + "/papers/{slug:item}", response=CongressOut, operation_id="set_paper")
def set_paper(
    request: PersonRequest,
    congress: int,
    item: str,
    sent: Form[PaperIn],
    file: File[UploadedFile | None] = None,
) -> Any:
    """Say that a paper of the dossier is there, missing or not needed."""
    said = sent.dict()
    revision = said.pop("revision")
    found = seen_congress(request, congress)
    actions.set_paper(found, item, Paper(**said), by=request.user, file=file, revision=revision)
    return shown.one(request, congress)


@router.post(_ONE + "/stages/{verb}", response=CongressOut, operation_id="take_stage")
def take_stage(request: PersonRequest, congress: int, verb: Verb, sent: StageIn) -> Any:
    """Review, approve, hold, report or send back; 422 says what stands in the way."""
    found = seen_congress(request, congress)
    actions.take(found, verb, by=request.user, **sent.dict())
    return shown.one(request, congress)


@router.get(_ONE + "/reports", response=Page[ReportOut], operation_id="list_reports")
def list_reports(request: PersonRequest, congress: int, paging: Query[Paging]) -> Any:
    """The working groups' reports, the newest first."""
    return page_of(seen_congress(request, congress).reports.select_related("group"), paging)


@router.get(_ONE + "/reports/{int:number}", response=ReportOut, operation_id="get_report")
def get_report(request: PersonRequest, congress: int, number: int) -> Any:
    """One report."""
    rows = seen_congress(request, congress).reports.select_related("group")
    return get_object_or_404(rows, number=number)


@router.post(_ONE + "/reports", response={201: ReportOut}, operation_id="add_report")
def add_report(
    request: PersonRequest, congress: int, sent: Form[ReportIn], file: File[UploadedFile | None] = None
) -> Any:
    """File a report of a working group of yours that follows the congress."""
    found, said = seen_congress(request, congress), sent.dict()
    nothing = _("No working group that you see has this number.")
    group = named(WorkingGroup.objects.visible_to(request.user), said.pop("group"), "group", nothing)
    return Status(201, actions.add_report(found, group, by=request.user, file=file, **said))


@router.get(
    _ONE + "/files/{what}/{slug:item}",
    operation_id="download_file",
    openapi_extra=file_answer("application/octet-stream"),
)
def download_file(request: PersonRequest, congress: int, what: Held, item: str) -> FileResponse:
    """The file that came with a step, a paper, or a report (by its number)."""
    row = attached_row(request.user, seen_congress(request, congress), _ROOMS[what], item)
    return FileResponse(
        storage.path(row.sha256).open("rb"),
        as_attachment=True,
        filename=row.file_name,
        content_type="application/octet-stream",
    )
