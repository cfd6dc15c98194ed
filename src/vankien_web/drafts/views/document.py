"""The pages of one draft: its text, what was found, what was done."""

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import history as events
from vankien_web.drafts import pages
from vankien_web.drafts.forms import PHASES, phase_choices
from vankien_web.drafts.models import State


@require_GET
def text(request: PersonRequest, draft: int, number: int | None = None) -> HttpResponse:
    """Progress, or the text with what was found beside it."""
    found, version = pages.find(request.user, draft, number)
    language = get_language() or "vi"
    context = pages.head(found, version, request.user, language)
    if version is None:
        return render(request, "drafts/empty.html", context)
    version.draft = found
    context["failure"] = pages.failure(version)
    if version.under_way:
        return render(request, "drafts/progress.html", context | {"steps": pages.steps(version)})
    if version.state == State.FAILED:
        return render(request, "drafts/failed.html", context)
    return render(request, "drafts/reading.html", context | pages.reading(version, language, request.user))


@require_GET
def findings(request: PersonRequest, draft: int, number: int | None = None) -> HttpResponse:
    """What was found, by severity, in the phase chosen; what was set aside, by whom and why."""
    found, version = pages.find_version(request.user, draft, number)
    language = get_language() or "vi"
    phase = request.GET.get("phase", "")
    phase = phase if phase in PHASES else version.phase
    groups, waived = pages.groups(version, phase, language)
    context = pages.head(found, version, request.user, language) | {
        "phase": phase,
        "phases": phase_choices(language),
        "groups": groups,
        "waived": waived,
        "failure": pages.failure(version),
        "nothing": version.state == State.DONE and not any(group.rows for group in groups),
        "text_url": reverse("version", args=(found.pk, version.number)),
    }
    return render(request, "drafts/findings.html", context)


@require_GET
def history(request: PersonRequest, draft: int) -> HttpResponse:
    """Every event of the draft, newest first."""
    found, version = pages.find(request.user, draft)
    context = pages.head(found, version, request.user, get_language() or "vi")
    context["page"] = events.listed(request, pages.events_of(request.user, found))
    return render(request, "drafts/history.html", context)


@require_GET
def progress(request: PersonRequest, draft: int, number: int | None = None) -> HttpResponse:
    """The steps alone, polled; 304 while nothing has changed, a full reload at the end."""
    found, version = pages.find_version(request.user, draft, number)
    etag = f'"{version.pk}-{version.state}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    context = {"draft": found, "version": version, "steps": pages.steps(version), "etag": etag}
    response = render(request, "drafts/progress.html#steps", context)
    response.headers["ETag"] = etag
    if not version.under_way:
        response.headers["HX-Refresh"] = "true"
    return response
