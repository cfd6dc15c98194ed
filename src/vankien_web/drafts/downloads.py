"""What one takes away from a draft: the file as it was brought, the file with remarks, the report."""

import tempfile
from pathlib import Path, PurePath
from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vankien import outputs, packs
from vankien.model import Finding, UnreadableFile
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock, sealed, storage
from vankien_web.common.office import DOCX
from vankien_web.common.written import vi_date
from vankien_web.drafts import comparing, pages
from vankien_web.drafts.models import State, StoredFinding, Version


def _checked(request: PersonRequest, draft: int, number: int | None) -> Version:
    version = pages.find_version(request.user, draft, number)[1]
    if version.state != State.DONE:
        raise Http404
    return version


def _findings(version: Version) -> list[Finding]:
    """The open ones, in the version's own phase."""
    return [f.finding for f in version.findings.not_waived().exclude(severity="")]


def _waived(version: Version) -> list[tuple[Finding, str]]:
    """Each with who set it aside, when and why."""
    waived = pages.waived_of(version)
    told = ((f.finding, waived[f.fingerprint]) for f in _reported(version) if f.fingerprint in waived)
    return [(finding, f"{w.reason} ({w.by}, {vi_date(w.at)})") for finding, w in told]


def _reported(version: Version) -> list[StoredFinding]:
    return [f for f in version.findings.all() if f.severity]


@require_GET
def original(request: PersonRequest, draft: int, number: int | None = None) -> FileResponse:
    """Byte for byte what was brought."""
    version = pages.find_version(request.user, draft, number)[1]
    return FileResponse(
        sealed.opened(storage.path(version.sha256)),
        as_attachment=True,
        filename=version.file_name,
        content_type="application/octet-stream",
    )


@require_GET
def annotated(request: PersonRequest, draft: int, number: int | None = None) -> HttpResponse:
    """The draft unchanged but for one native Word comment per open finding."""
    version = _checked(request, draft, number)
    with (
        tempfile.TemporaryDirectory(prefix="vankien-") as folder,
        sealed.readable(storage.path(version.sha256)) as file,
    ):
        target = Path(folder) / "annotated.docx"
        outputs.annotate(
            file,
            version.reading.document,
            _findings(version),
            target,
            get_language() or "vi",
            date=clock.now().isoformat(timespec="seconds"),
        )
        response = HttpResponse(target.read_bytes(), content_type=DOCX)
    name = f"{PurePath(version.file_name).stem} - nhận xét.docx"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_GET
def redline(request: PersonRequest, draft: int) -> HttpResponse:
    """The later of two versions with Word's tracked changes against the earlier one."""
    asked = {name: request.GET.get(name, "") for name in ("cu", "moi")}
    couple = comparing.chosen(request.user, draft, asked["cu"], asked["moi"])
    back = f"{reverse('draft_comparison', args=(draft,))}?{urlencode(asked)}"
    if couple.old is None or couple.new is None or couple.unread:
        return redirect(back)  # which says why
    stored = comparing.of(couple.old, couple.new)
    if stored.content is None:
        return redirect(back)
    try:
        data = comparing.redline_of(couple.old, couple.new, stored)
    except UnreadableFile as error:
        messages.error(request, pages.refusal(error, couple.new.file_name, get_language() or "vi"))
        return redirect(back)
    told = _("compared with draft no. %(number)s") % {"number": couple.old.number}
    response = HttpResponse(data, content_type=DOCX)
    name = f"{PurePath(couple.new.file_name).stem} - {told}.docx"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


# The report carries its own style, so that it can be saved as one file.
@csp_replace({"style-src": ["'unsafe-inline'"]})  # type: ignore[arg-type]
@require_GET
def report(request: PersonRequest, draft: int, number: int | None = None) -> HttpResponse:
    """The printable report, on a page of its own."""
    version = _checked(request, draft, number)
    html = outputs.report_html(
        version.reading.document,
        _findings(version),
        waived=_waived(version),
        pack=packs.load(version.pack),
        unit=version.unit,
        kind=version.kind,
        phase=version.phase,  # type: ignore[arg-type]
        file_name=version.file_name,
        language=get_language() or "vi",
        checked=f"{timezone.localtime(version.finished_at):%H:%M, %d/%m/%Y}",
    )
    return HttpResponse(html)
