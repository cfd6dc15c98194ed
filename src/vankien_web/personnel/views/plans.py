"""The plan of a congress: begun, looked at, its frame, its names erased at the end of the term."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.conflict import Conflict
from vankien_web.common.pages import form_page
from vankien_web.congresses.pages import congress_page, seen_congress
from vankien_web.congresses.permissions import sees_personnel
from vankien_web.personnel import permissions
from vankien_web.personnel.actions import plans
from vankien_web.personnel.forms import FrameForm, ReasonForm
from vankien_web.personnel.judging import judge
from vankien_web.personnel.models import PersonnelPlan, words
from vankien_web.personnel.pages import allowed, closed_to_others, line, page, rows_of, seen_plan
from vankien_web.personnel.tally import tally


@require_http_methods(["GET", "POST"])
@closed_to_others
def of_congress(request: PersonRequest, pk: int) -> HttpResponse:
    """The congress's plan; where there is none, the place to begin it."""
    congress = seen_congress(request, pk)
    allowed(sees_personnel(request.user, congress))
    plan = PersonnelPlan.objects.visible_to(request.user).filter(congress=congress).first()
    if plan is None and request.method == "POST":
        plan = plans.begin(congress, by=request.user)
    if plan is not None:
        return redirect("personnel_plan", key=plan.key)
    context = congress_page(request, congress, (_("Personnel plan"), ""))
    context |= {"title": _("Personnel plan"), "tabs": None}
    context["may_begin"] = permissions.can_begin(request.user, congress)
    return render(request, "personnel/begin.html", context)


@require_GET
@closed_to_others
def plan(request: PersonRequest, key: UUID) -> HttpResponse:
    """The list, its numbers, and what the rules say to it."""
    shown = seen_plan(request, key)
    context = page(shown, request.user, _("Personnel plan"))
    if shown.erased_at:
        return render(request, "personnel/erased.html", context | {"numbers": named(shown.kept)})
    rows = rows_of(shown)
    whole = shown.with_rows(c for _row, c in rows)
    context |= {"rows": rows, "table": [line(c, row.key) for row, c in rows]}
    context |= {"numbers": named(tally(whole)), "steps": words.STEPS}
    context["judged"] = judge(whole, shown.congress, request.user, get_language() or "vi")
    plans.was_read(shown, "personnel_read", by=request.user, what="plan")
    return render(request, "personnel/plan.html", context)


@require_http_methods(["GET", "POST"])
@closed_to_others
def frame(request: PersonRequest, key: UUID) -> HttpResponse:
    """Sizes of the bodies, month, and what was counted at each step."""
    shown = seen_plan(request, key)
    allowed(permissions.can_change(request.user, shown))
    form = FrameForm(request.POST or None, initial=FrameForm.of(shown.frame) | {"revision": shown.revision})

    def act(data: dict[str, Any]) -> str:
        try:
            plans.change_frame(shown, form.frame(shown.frame), revision=data["revision"], by=request.user)
        except Conflict as conflict:
            raise _told(form, conflict) from None
        return reverse("personnel_plan", args=[key])

    title = _("Sizes and steps")
    context = page(shown, request.user, title, here=title)
    if request.method == "GET":
        plans.was_read(shown, "personnel_read", by=request.user, what="frame")
    return form_page(
        request,
        form,
        act,
        "personnel/frame.html",
        **context,
        parts=[_("Number in all"), _("To be elected now"), _("Number of last term")],
        counts=list(words.COUNTS.values()),
        cancel=reverse("personnel_plan", args=[key]),
        done=_("It is saved."),
    )


@require_http_methods(["GET", "POST"])
@closed_to_others
def erase(request: PersonRequest, key: UUID) -> HttpResponse:
    """The names go for good, numbers stay."""
    shown = seen_plan(request, key)
    allowed(permissions.can_erase(request.user, shown))
    form = ReasonForm(request.POST or None, initial={"revision": shown.revision})

    def act(data: dict[str, Any]) -> str:
        plans.erase(shown, data["reason"], revision=data["revision"], by=request.user)
        return reverse("personnel_plan", args=[key])

    title = _("Erase the names")
    return form_page(
        request,
        form,
        act,
        "personnel/erase.html",
        **page(shown, request.user, title, here=title),
        button=title,
        cancel=reverse("personnel_plan", args=[key]),
        done=_("The names are erased; the numbers stay."),
    )


def _told(form: FrameForm, conflict: Conflict) -> Conflict:
    """The same, by the fields that differ from what is stored now."""
    current: Any = conflict.current
    return differing(form, FrameForm(FrameForm.of(current.frame) | {"revision": 0}), current)


def differing(form: Any, stored: Any, current: Any) -> Conflict:
    """Which fields of two filled forms differ; `current` gets what is stored, for the page of conflicts."""
    if not stored.is_valid():
        raise ValidationError(_("Somebody else has changed this meanwhile; open the page again."))
    typed, there = form.cleaned_data, stored.cleaned_data
    names = [name for name in typed if name != "revision" and typed[name] != there[name]]
    for name in names:
        setattr(current, name, there[name])
    return Conflict(current, tuple(names))


def named(numbers: dict[str, Any]) -> list[tuple[str, int]]:
    """Numbers of a tally with their names."""
    named = {
        "candidates": _("Candidates"),
        "women": _("Women"),
        "first": _("For the first time"),
        "reelect": _("Re-election"),
        "minorities": _("Of ethnic minorities"),
    }
    bodies = [(str(words.BODIES[b]), n) for b, n in numbers.get("bodies", {}).items()]
    return [(name, numbers.get(id, 0)) for id, name in named.items()] + bodies
