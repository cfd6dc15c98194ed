"""The list of meetings, and the page of one: when, where, who, the agenda, what comes next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, F, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import history
from vankien_web.common.conflict import Moved
from vankien_web.common.pages import form_page
from vankien_web.reviews import calendar, permissions, planning, requested
from vankien_web.reviews.actions import meetings as actions
from vankien_web.reviews.actions.meetings import Plan
from vankien_web.reviews.forms.meetings import CancelForm, MeetingForm, written
from vankien_web.reviews.models import AgendaItem, Meeting, MeetingState
from vankien_web.reviews.pages import TONES, meeting_page, seen_meeting, told_of
from vankien_web.units.models import Role, who

_COMING = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.OPEN)
_STEPS = {
    "call": actions.call_meeting,
    "open": actions.open_meeting,
    "close": actions.close_meeting,
}


@require_GET
def meetings(request: PersonRequest) -> HttpResponse:
    """Those that are not over first, the nearest on top; then those that were held."""
    coming = Case(When(state__in=_COMING, then=F("starts_at")))
    found = Meeting.objects.visible_to(request.user).select_related("unit")
    rows = found.order_by(coming.asc(nulls_last=True), "-starts_at", "-pk")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {
        "title": _("Meetings"),
        "page": page,
        "rows": [(meeting, TONES[MeetingState(meeting.state)]) for meeting in page],
        "may_plan": who(request.user).holds(Role.OFFICE),
    }
    return render(request, "reviews/meetings.html", context)


@require_GET
def meeting(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_meeting(request, pk)
    user = request.user
    items = AgendaItem.objects.on_table(shown, user)
    may_change = permissions.can_change_meeting(user, shown)
    began, earlier = shown.state not in _COMING[:2], shown.earlier
    if earlier and not Meeting.objects.visible_to(user).filter(pk=earlier.pk).exists():
        earlier = None
    context = meeting_page(request, shown) | planning.invited(shown, user)
    context |= {
        "items": items,
        "outcomes": planning.outcomes(shown, user) if began else [],
        "show_outcome": began or any(item.outcome for item in items),
        "steps": planning.next_steps(shown, user),
        "minutes": sum(item.minutes or 0 for item in items),
        "earlier": earlier,
        "left_open": requested.left_open(user, shown),
        "may_change": may_change,
        "may_arrange": permissions.can_arrange_agenda(user, shown),
        "may_cancel": may_change and shown.state in _COMING[:2],
        "began": began,
    }
    return render(request, "reviews/meeting.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: PersonRequest) -> HttpResponse:
    """A new meeting, alone or as a further round of an earlier one (?tu=)."""
    unit = planning.unit_of(request.user, request.GET.get("don-vi", ""), request.GET.get("tu", ""))
    if unit is None:
        raise Http404
    first = planning.proposed(unit, request.user, request.GET.get("tu", ""))
    form = MeetingForm(request.POST or None, initial=first, **planning.choices(unit, request.user))

    def act(_data: dict[str, Any]) -> str:
        return reverse("meeting", args=[actions.plan_meeting(unit, form.plan(), by=request.user).pk])

    context = {
        "title": _("New meeting"),
        "sub": unit.name,
        "crumbs": [(_("Meetings"), reverse("meetings")), (_("New meeting"), "")],
        "button": _("Create the meeting"),
        "cancel": reverse("meetings"),
        "done": _("The meeting is noted. Now put the agenda together and call people."),
    }
    return form_page(request, form, act, "reviews/meeting_form.html", **context)


@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_meeting(request, pk)
    if not permissions.can_change_meeting(request.user, shown):
        raise PermissionDenied
    initial = written(Plan.of(shown)) | {"revision": shown.revision}
    chosen = planning.choices(shown.unit, request.user, shown)
    form = MeetingForm(request.POST or None, initial=initial, **chosen)

    def act(data: dict[str, Any]) -> str:
        actions.change_meeting(shown, form.plan(), by=request.user, revision=data["revision"])
        return reverse("meeting", args=[pk])

    context = meeting_page(request, shown, (_("Change"), "")) | {
        "title": _("Change the meeting"),
        "sub": shown.title,
        "tabs": None,
        "button": _("Save"),
        "cancel": reverse("meeting", args=[pk]),
        "done": _("The meeting is saved."),
    }
    return form_page(request, form, act, "reviews/meeting_form.html", **context)


@require_POST
def step(request: PersonRequest, pk: int, verb: str) -> HttpResponse:
    """Call, open or close it."""
    shown = seen_meeting(request, pk)
    if verb not in _STEPS:
        raise Http404
    said = {
        "call": _("The meeting is convened: everyone called sees it now and has been told in the site."),
        "open": _("The meeting is open."),
        "close": _("The meeting is closed."),
    }
    try:
        _STEPS[verb](shown, by=request.user)
    except Moved as moved:
        return moved_on(request, moved)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, said[verb])
    return redirect("meeting", pk)


@require_http_methods(["GET", "POST"])
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_meeting(request, pk)
    if not permissions.can_change_meeting(request.user, shown):
        raise PermissionDenied
    form = CancelForm(request.POST or None)

    def act(data: dict[str, Any]) -> str | HttpResponse:
        try:
            actions.cancel_meeting(shown, data["reason"], by=request.user)
        except Moved as moved:
            return moved_on(request, moved)
        messages.success(request, _("The meeting is cancelled."))
        return reverse("meeting", args=[pk])

    context = meeting_page(request, shown, (_("Cancel the meeting"), "")) | {
        "title": _("Cancel the meeting"),
        "sub": shown.title,
        "tabs": None,
        "button": _("Cancel the meeting"),
        "cancel": reverse("meeting", args=[pk]),
    }
    return form_page(request, form, act, **context)


@require_GET
def meeting_history(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_meeting(request, pk)
    page = history.listed(request, told_of(shown, request.user))
    return render(request, "reviews/meeting_history.html", meeting_page(request, shown) | {"page": page})


@require_GET
def calendar_file(request: PersonRequest, pk: int) -> HttpResponse:
    """For the calendar of a telephone or of Outlook."""
    shown = seen_meeting(request, pk)
    items = AgendaItem.objects.on_table(shown, request.user)
    data = calendar.event(shown, items, request.build_absolute_uri(reverse("meeting", args=[pk])))
    name = f'attachment; filename="hop-{pk}.ics"'
    return HttpResponse(data, "text/calendar; charset=utf-8", headers={"Content-Disposition": name})


def moved_on(request: PersonRequest, moved: Moved) -> HttpResponse:
    text = _("Nothing was done: meanwhile somebody else has moved it on. It is now %(state)s.")
    messages.warning(request, text % {"state": moved.current.get_state_display()})
    return redirect("meeting", moved.current.pk)
