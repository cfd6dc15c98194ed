"""The pages of drafts: get, form, action, answer."""

from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien_web.common.errors import not_found
from vankien_web.common.visitor import remembered, visitor
from vankien_web.drafts import actions, pages
from vankien_web.drafts.forms import UploadForm
from vankien_web.drafts.models import Draft, State
from vankien_web.drafts.permissions import can_delete_draft
from vankien_web.drafts.samples import SAMPLES
from vankien_web.drafts.tasks import submit_and_examine

LISTED = 100  # drafts on the first page


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Bring a draft; find again those that this browser brought."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, initial=request.session.get("rules"), language=get_language() or "vi")
    if form.is_valid():
        file = form.cleaned_data["file"]
        version = submit_and_examine(file.chunks(), file.name, form.rules(), by=remembered(request))
        request.session["rules"] = asdict(form.rules())
        return redirect("draft", key=version.draft.key)
    recent = Draft.objects.visible_to(visitor(request)).counted()[:LISTED]
    limit = settings.VANKIEN_UPLOAD_BYTES // (1024 * 1024)
    context = {
        "form": form,
        "samples": SAMPLES.values(),
        "recent": recent,
        "limit": limit,
        "listed": LISTED,
        "networked": settings.VANKIEN_PROFILE == "networked",
    }
    return render(request, "drafts/home.html", context, status=200 if not form.errors else 422)


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The choices of the form for the pack just chosen."""
    form = UploadForm(request.GET, language=get_language() or "vi")
    form.errors.clear()
    return render(request, "drafts/home.html#rules", {"form": form})


@require_POST
def sample(request: HttpRequest, name: str) -> HttpResponse:
    """Bring one of the samples, along the same road as any file."""
    chosen = SAMPLES.get(name)
    if chosen is None:
        return not_found(request)
    version = submit_and_examine(chosen.chunks(), chosen.file.name, chosen.rules, by=remembered(request))
    return redirect("draft", key=version.draft.key)


@require_GET
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """Progress, a refusal, or the text with what was found beside it."""
    draft = get_object_or_404(Draft, key=key)
    version = draft.version
    language = get_language() or "vi"
    context = pages.facts(draft, language) | {
        "draft": draft,
        "version": version,
        "steps": pages.steps(version),
        "may_delete": can_delete_draft(visitor(request), draft),
    }
    if version.under_way:
        return render(request, "drafts/progress.html", context)
    if version.state == State.FAILED:
        return render(
            request, "drafts/refused.html", context | {"sentence": pages.refusal(version, language)}
        )
    return render(request, "drafts/reading.html", context | pages.reading(version, language))


@require_GET
def progress(request: HttpRequest, key: str) -> HttpResponse:
    """The steps alone, polled; 304 while nothing has changed, a full reload at the end."""
    draft = get_object_or_404(Draft, key=key)
    version = draft.version
    etag = f'"{version.pk}-{version.state}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    context = {"draft": draft, "version": version, "steps": pages.steps(version), "etag": etag}
    response = render(request, "drafts/progress.html#steps", context)
    response.headers["ETag"] = etag
    if not version.under_way:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
def delete(request: HttpRequest, key: str) -> HttpResponse:
    draft = get_object_or_404(Draft.objects.visible_to(visitor(request)), key=key)
    actions.delete_draft(draft, by=visitor(request))
    messages.success(request, _("The draft “%(title)s” has been deleted.") % {"title": draft.title})
    return redirect("home")
