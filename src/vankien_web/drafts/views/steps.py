"""What one does on a draft's page: bring a version, send it on, set a finding aside, delete."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vankien.model import UnreadableFile
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.conflict import Moved
from vankien_web.drafts import actions, pages, tasks
from vankien_web.drafts.forms import PHASES, ReasonForm, VersionForm
from vankien_web.drafts.models import Draft, StoredFinding, Version, Waiver
from vankien_web.drafts.permissions import has_part, is_time


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: PersonRequest, draft: int) -> HttpResponse:
    """Bring the next version."""
    found, version = pages.find(request.user, draft)
    if found.congress is None or not has_part(request.user, found, "submit"):
        raise PermissionDenied
    if not is_time(found, "submit"):
        return _moved(request, Moved(found))
    language = get_language() or "vi"
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {"phase": version.phase} if version else {}
    form = VersionForm(*sent, initial=initial, language=language)
    if form.is_valid():
        file, chosen = form.cleaned_data["file"], form.cleaned_data
        try:
            tasks.submit_version(
                found,
                file.chunks(),
                file.name,
                note=chosen["note"],
                phase=chosen["phase"],
                by=request.user,
            )
        except UnreadableFile as error:
            form.add_error("file", pages.refusal(error, file.name, language))
        except Moved as moved:
            return _moved(request, moved)
        else:
            return redirect("draft", draft)
    context = pages.head(found, version, request.user, language) | {
        "form": form,
        "limit": settings.VANKIEN_UPLOAD_BYTES // (1024 * 1024),
        "networked": settings.VANKIEN_PROFILE == "networked",
        "tabs": [],
    }
    return render(request, "drafts/submit.html", context, status=422 if form.errors else 200)


@require_POST
def share(request: PersonRequest, draft: int) -> HttpResponse:
    return _step(request, draft, lambda found: actions.share(found, by=request.user), _("Sent."))


@require_POST
def make_ready(request: PersonRequest, draft: int) -> HttpResponse:
    said = _("The draft is ready for the meeting.")
    return _step(request, draft, lambda found: actions.make_ready(found, by=request.user), said)


@require_POST
def send_back(request: PersonRequest, draft: int) -> HttpResponse:
    form = ReasonForm(request.POST)
    form.is_valid()
    reason = form.cleaned_data.get("reason", "")
    said = _("The draft was returned to the unit.")
    return _step(request, draft, lambda found: actions.send_back(found, reason, by=request.user), said)


@require_POST
def waive(request: PersonRequest, draft: int, finding: int) -> HttpResponse:
    rows = StoredFinding.objects.select_related("version").filter(version__draft=draft)
    stored = get_object_or_404(rows, pk=finding)
    stored.version.draft = pages.find_version(request.user, draft, stored.version.number)[0]
    reason = request.POST.get("reason", "")[:500]
    try:
        actions.waive(stored, reason, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The finding was set aside."))
    return _to_findings(request, stored.version)


@require_POST
def lift(request: PersonRequest, draft: int, waiver: int) -> HttpResponse:
    found = get_object_or_404(Draft.objects.visible_to(request.user), pk=draft)
    stored = get_object_or_404(Waiver.objects.select_related("draft"), pk=waiver, draft=found)
    actions.lift_waiver(stored, by=request.user)
    messages.success(request, _("The finding counts again."))
    return redirect("draft_findings", draft)


@require_POST
def delete(request: PersonRequest, draft: int) -> HttpResponse:
    found = get_object_or_404(Draft.objects.visible_to(request.user), pk=draft)
    actions.delete_draft(found, by=request.user)
    messages.success(request, _("The draft “%(title)s” has been deleted.") % {"title": found.title})
    return redirect("quick_check")


def _step(request: PersonRequest, draft: int, verb: Callable[[Draft], None], said: str) -> HttpResponse:
    """Do it and say so, or say why not."""
    found, _version = pages.find(request.user, draft)
    try:
        verb(found)
    except Moved as moved:
        return _moved(request, moved)
    except actions.NotReady as shut:
        for sentence in shut.sentences:
            messages.error(request, sentence)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, said)
    return redirect("draft", draft)


def _to_findings(request: PersonRequest, version: Version) -> HttpResponse:
    """Back to the list that the person was reading, in the phase chosen there."""
    if version.pk == version.draft.latest_id:
        address = reverse("draft_findings", args=(version.draft_id,))
    else:
        address = reverse("version_findings", args=(version.draft_id, version.number))
    phase = request.POST.get("phase", "")
    return redirect(f"{address}?phase={phase}" if phase in PHASES else address)


def _moved(request: PersonRequest, moved: Moved) -> HttpResponse:
    state = moved.current.get_state_display()
    messages.warning(
        request,
        _("Nothing was done: meanwhile somebody else has moved it on. It is now %(state)s.")
        % {"state": state},
    )
    return redirect("draft", moved.current.pk)
