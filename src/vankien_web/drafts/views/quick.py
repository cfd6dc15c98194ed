"""The quick check: a file that belongs to no congress, for whoever brings it."""

from dataclasses import asdict

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien.model import UnreadableFile
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.errors import not_found
from vankien_web.drafts import pages
from vankien_web.drafts.forms import UploadForm
from vankien_web.drafts.models import Draft
from vankien_web.drafts.samples import SAMPLES
from vankien_web.drafts.tasks import check_file

LISTED = 100  # drafts on the page


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PersonRequest) -> HttpResponse:
    """Bring a file; find again those that one brought."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    language = get_language() or "vi"
    form = UploadForm(*sent, initial=request.session.get("rules"), user=request.user, language=language)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            version = check_file(file.chunks(), file.name, form.rules(), by=request.user)
        except UnreadableFile as error:
            form.add_error("file", pages.refusal(error, file.name, language))
        else:
            request.session["rules"] = asdict(form.rules())
            return redirect("draft", version.draft_id)
    mine = Draft.objects.visible_to(request.user).filter(congress=None).select_related("latest")
    context = {
        "form": form,
        "samples": SAMPLES.values(),
        "recent": mine[:LISTED],
        "limit": settings.VANKIEN_UPLOAD_BYTES // (1024 * 1024),
        "listed": LISTED,
        "networked": settings.VANKIEN_PROFILE == "networked",
    }
    return render(request, "drafts/quick.html", context, status=200 if not form.errors else 422)


@require_GET
def rules(request: PersonRequest) -> HttpResponse:
    """The choices of the form for the pack just chosen."""
    form = UploadForm(request.GET, user=request.user, language=get_language() or "vi")
    form.errors.clear()
    return render(request, "drafts/quick.html#rules", {"form": form})


@require_POST
def sample(request: PersonRequest, name: str) -> HttpResponse:
    """Bring one of the samples, along the same road as any file."""
    chosen = SAMPLES.get(name)
    if chosen is None:
        return not_found(request)
    version = check_file(chosen.chunks(), chosen.file.name, chosen.rules, by=request.user)
    return redirect("draft", version.draft_id)
