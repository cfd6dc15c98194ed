"""Who is called, and who was there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.conflict import Moved
from vankien_web.common.pages import form_page
from vankien_web.reviews import permissions
from vankien_web.reviews.actions import attendance as actions
from vankien_web.reviews.actions.attendance import Clash
from vankien_web.reviews.forms.attendance import CallForm, MarkForm, mark_forms
from vankien_web.reviews.models import Attendance, Meeting, MeetingState
from vankien_web.reviews.pages import meeting_page, seen_meeting
from vankien_web.reviews.views.meetings import moved_on
from vankien_web.units.titles import titles_of


@require_http_methods(["GET", "POST"])
def attendance(request: PersonRequest, pk: int) -> HttpResponse:
    """The whole list, marked by keyboard and saved at once; only what was changed is written."""
    shown = _kept(request, pk)
    rows = list(shown.attendance.select_related("person"))
    forms = mark_forms(rows, request.POST or None)
    status = 200
    if request.method == "POST":
        if sum(not form.is_valid() for form in forms) == 0:
            marks = [form.mark() for form in forms if form.changed]
            try:
                clashes = actions.mark_attendance(shown, marks, by=request.user)
            except Moved as moved:
                return moved_on(request, moved)
            if not clashes:
                messages.success(request, _("The attendance is saved."))
                return redirect("attendance", pk)
            forms, status = _again(shown, clashes), 409
        else:
            status = 422
    known = titles_of([row.person for row in rows], to=request.user)
    context = meeting_page(request, shown, (_("Attendance"), "")) | {
        "title": _("Attendance"),
        "forms": [(form, known[form.row.person_id]) for form in forms],
        "clash": status == 409,
        "wrong": status == 422,
        "counts": _counts(rows),
        "began": shown.state not in (MeetingState.PLANNED, MeetingState.CALLED),
    }
    return render(request, "reviews/attendance.html", context, status=status)


@require_POST
def fill(request: PersonRequest, pk: int) -> HttpResponse:
    """Everyone whom body and agenda ask for."""
    shown = _kept(request, pk)
    try:
        made = actions.fill_attendance(shown, by=request.user)
    except Moved as moved:
        return moved_on(request, moved)
    if made:
        messages.success(request, _("People added to the list: %(n)d.") % {"n": len(made)})
    else:
        text = _("Nobody is to be added: whoever holds a post of the body today is on the list already.")
        messages.warning(request, text)
    return redirect("attendance", pk)


@require_http_methods(["GET", "POST"])
def call(request: PersonRequest, pk: int) -> HttpResponse:
    shown = _kept(request, pk)
    form = CallForm(request.POST or None, user=request.user)

    def act(data: dict[str, Any]) -> str | HttpResponse:
        try:
            actions.call_person(shown, data["person"], member=data["member"], by=request.user)
        except Moved as moved:
            return moved_on(request, moved)
        said = _("“%(name)s” is on the list.") % {"name": data["person"].name}
        messages.success(request, said)
        return reverse("attendance", args=[pk])

    here = (_("Attendance"), reverse("attendance", args=[pk]))
    context = meeting_page(request, shown, here, (_("Call somebody"), "")) | {
        "title": _("Call somebody"),
        "sub": shown.title,
        "tabs": None,
        "button": _("Add to the list"),
        "cancel": reverse("attendance", args=[pk]),
    }
    return form_page(request, form, act, **context)


@require_POST
def uncall(request: PersonRequest, pk: int, row: int) -> HttpResponse:
    shown = _kept(request, pk)
    one = get_object_or_404(
        shown.attendance.select_related("person", "meeting__unit", "meeting__season"), pk=row
    )
    try:
        actions.uncall(one, by=request.user)
    except Moved as moved:
        return moved_on(request, moved)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("“%(name)s” is off the list.") % {"name": one.person.name})
    return redirect("attendance", pk)


def _kept(request: PersonRequest, pk: int) -> Meeting:
    shown = seen_meeting(request, pk)
    if not permissions.can_change_meeting(request.user, shown):
        raise PermissionDenied
    return shown


def _counts(rows: list[Attendance]) -> dict[str, int]:
    return {
        "members": sum(row.member for row in rows),
        "guests": sum(not row.member for row in rows),
        "present": sum(row.presence == "present" for row in rows),
        "excused": sum(row.presence == "excused" for row in rows),
        "absent": sum(row.presence == "absent" for row in rows),
    }


def _again(meeting: Meeting, clashes: list[Clash]) -> list[MarkForm]:
    """What is stored now; beside the clashing rows, chosen as this person chose, stands what is stored."""
    typed = {clash.mark.attendance: clash.mark for clash in clashes}
    again = []
    for row in meeting.attendance.select_related("person"):
        stored, mark = row.get_presence_display(), typed.get(row.pk)
        form = MarkForm(row)
        if mark is not None:
            form.initial.update(presence=mark.presence, reason=mark.reason, number=mark.number)
            form.stored = f"{stored} ({row.reason})" if row.reason else str(stored)
        again.append(form)
    return again
