"""Papers to take away: one PDF with bookmarks, or a ZIP of the files as they were brought."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import office, sealed
from vankien_web.common.packing import safe_name
from vankien_web.reviews import binding
from vankien_web.reviews import takeaway as papers
from vankien_web.reviews.models import Bundle, Meeting
from vankien_web.reviews.pages import meeting_page, seen_meeting
from vankien_web.reviews.tasks import takeaway as tasks


@require_GET
def takeaway(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_meeting(request, pk)
    told = papers.contents(shown, request.user)
    bundle = Bundle.objects.filter(key=told.key).first()
    context = meeting_page(request, shown, (_("Papers to take away"), "")) | {
        "title": _("Papers to take away"),
        "sub": shown.title,
        "told": told,
        "size": sum(sheet.size for sheet in told.sheets),
        "office": office.available(),
        "bundle": bundle,
        "ready": tasks.ready(bundle),
    }
    return render(request, "reviews/takeaway.html", context)


@require_POST
def bind(request: PersonRequest, pk: int) -> HttpResponse:
    """Have the PDF made, once for all who see the same papers."""
    shown, told = _told(request, pk)
    if not office.available() or not told.sheets:
        raise Http404
    tasks.order(shown, told)
    return redirect("takeaway", pk)


@require_GET
def progress(request: PersonRequest, pk: int) -> HttpResponse:
    """How far it is, polled; 304 while nothing has changed, a full reload at the end."""
    shown, told = _told(request, pk)
    bundle = Bundle.objects.filter(key=told.key).first()
    if bundle is None:
        raise Http404
    etag = f'"{bundle.pk}-{bundle.state}-{bundle.done}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    context = {"meeting": shown, "bundle": bundle, "etag": etag}
    response = render(request, "reviews/takeaway.html#progress", context)
    response.headers["ETag"] = etag
    if not bundle.under_way:
        response.headers["HX-Refresh"] = "true"
    return response


@require_GET
def bound(request: PersonRequest, pk: int) -> HttpResponse | FileResponse:
    shown, told = _told(request, pk)
    if not tasks.ready(Bundle.objects.filter(key=told.key).first()):
        return redirect("takeaway", pk)
    path = binding.bundle_path(told.key)
    path.touch()
    name = safe_name(f"{_('Meeting papers')} - {shown.title}.pdf")
    file = sealed.opened(path)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")


@require_GET
def packed(request: PersonRequest, pk: int) -> StreamingHttpResponse:
    shown, told = _told(request, pk)
    response = StreamingHttpResponse(papers.pack(told), content_type="application/zip")
    name = safe_name(f"{_('Meeting papers')} - {shown.title}.zip")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _told(request: PersonRequest, pk: int) -> tuple[Meeting, papers.Contents]:
    shown = seen_meeting(request, pk)
    return shown, papers.contents(shown, request.user)
