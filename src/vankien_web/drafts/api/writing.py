"""What is done to drafts: begun, brought, sent up, returned, ready; findings set aside; the quick check."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from ninja import File, Form, Status
from ninja.files import UploadedFile

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import clean, seen
from vankien_web.common.storage import TooLarge
from vankien_web.congresses.models import Congress
from vankien_web.drafts import actions, pages, tasks
from vankien_web.drafts.api import shown
from vankien_web.drafts.api.reading import router  # one address, one router: it answers by method
from vankien_web.drafts.api.schemas import (
    CreateIn,
    DraftOut,
    QuickIn,
    ReasonIn,
    VersionIn,
    VersionOut,
    WaiveIn,
    WaiverOut,
)
from vankien_web.drafts.forms import UploadForm, VersionForm
from vankien_web.drafts.models import Draft, StoredFinding, Waiver


@router.post("/congresses/{int:congress}/drafts", response={201: DraftOut}, operation_id="create_draft")
def create_draft(request: PersonRequest, congress: int, sent: CreateIn) -> Any:
    """Begin the one document of this kind for a congress."""
    found = Congress.objects.visible_to(request.user).select_related("unit", "season__root")
    draft = actions.create_draft(seen(found, congress), sent.kind, by=request.user)
    return Status(201, shown.one(request.user, draft.pk))


@router.post("/drafts/{int:draft}/versions", response={201: VersionOut}, operation_id="submit_version")
def submit_version(
    request: PersonRequest, draft: int, file: File[UploadedFile], sent: Form[VersionIn]
) -> Any:
    """Bring the next version; the machine checks it in the background: ask for the version again."""
    found, _newest = pages.find(request.user, draft)
    if found.congress is None:
        raise PermissionDenied
    form = VersionForm(sent.dict(), {"file": _small(file)}, language=shown.language())
    data = clean(form)
    version = tasks.submit_version(
        found,
        data["file"].chunks(),
        data["file"].name,
        note=data["note"],
        phase=data["phase"],
        by=request.user,
    )
    return Status(201, shown.version(version))


@router.post("/drafts/{int:draft}/share", response=DraftOut, operation_id="share_draft")
def share_draft(request: PersonRequest, draft: int) -> Any:
    """Send the newest version up to the office of the committee above."""
    actions.share(_seen(request, draft), by=request.user)
    return shown.one(request.user, draft)


@router.post("/drafts/{int:draft}/return", response=DraftOut, operation_id="return_draft")
def return_draft(request: PersonRequest, draft: int, sent: ReasonIn) -> Any:
    """Return the draft to the unit, saying what to mend."""
    actions.send_back(_seen(request, draft), sent.reason, by=request.user)
    return shown.one(request.user, draft)


@router.post("/drafts/{int:draft}/ready", response=DraftOut, operation_id="make_draft_ready")
def make_draft_ready(request: PersonRequest, draft: int) -> Any:
    """Let the draft go to a meeting; 422 not_ready says what is still missing."""
    actions.make_ready(_seen(request, draft), by=request.user)
    return shown.one(request.user, draft)


@router.post("/drafts/{int:draft}/waivers", response={201: WaiverOut}, operation_id="waive_finding")
def waive_finding(request: PersonRequest, draft: int, sent: WaiveIn) -> Any:
    """Set a finding aside here and wherever the same passage stands in a later version."""
    _seen(request, draft)
    rows = StoredFinding.objects.select_related("version").filter(version__draft=draft)
    stored = seen(rows, sent.finding)
    stored.version.draft = pages.find_version(request.user, draft, stored.version.number)[0]
    return Status(201, shown.waived(actions.waive(stored, sent.reason, by=request.user)))


@router.post("/drafts/{int:draft}/waivers/{int:waiver}/lift", response=DraftOut, operation_id="lift_waiver")
def lift_waiver(request: PersonRequest, draft: int, waiver: int) -> Any:
    """The finding counts again."""
    found = _seen(request, draft)
    stored = seen(Waiver.objects.filter(draft=found), waiver)
    stored.draft = found
    actions.lift_waiver(stored, by=request.user)
    return shown.one(request.user, draft)


@router.post("/quick-checks", response={201: DraftOut}, operation_id="check_file", tags=["quick checks"])
def check_file(request: PersonRequest, file: File[UploadedFile], sent: Form[QuickIn]) -> Any:
    """Have a file checked alone: it is yours, belongs to no congress, and can be deleted."""
    files = {"file": _small(file)}
    form = UploadForm(sent.dict(), files, user=request.user, language=shown.language())
    data = clean(form)
    version = tasks.check_file(data["file"].chunks(), data["file"].name, form.rules(), by=request.user)
    return Status(201, shown.one(request.user, version.draft_id))


@router.delete("/drafts/{int:draft}", response={204: None}, operation_id="delete_draft")
def delete_draft(request: PersonRequest, draft: int) -> Any:
    """Delete a quick check of yours with its files; what belongs to a congress stays."""
    actions.delete_draft(_seen(request, draft), by=request.user)
    return Status(204, None)


def _seen(request: PersonRequest, pk: int) -> Draft:
    return pages.find(request.user, pk)[0]


def _small(file: UploadedFile) -> UploadedFile:
    if (file.size or 0) > settings.VANKIEN_UPLOAD_BYTES:
        raise TooLarge
    return file
