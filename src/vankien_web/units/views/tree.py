"""The tree of units on any day, and one unit with all that belongs to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock, history
from vankien_web.common.fields import holds_on, outermost
from vankien_web.common.frame import Tab
from vankien_web.common.pages import form_page
from vankien_web.units import actions
from vankien_web.units.finders import OFFERED, find_units, told
from vankien_web.units.forms import ChangeUnitForm, DayForm, EndUnitForm, FoundUnitForm
from vankien_web.units.models import Post, Unit, UnitState, WorkingGroup, who
from vankien_web.units.pages import crumbs, seen_unit
from vankien_web.units.permissions import can_manage_people, can_manage_unit
from vankien_web.units.titles import in_order

ROWS = 100


@require_GET
def units(request: PersonRequest) -> HttpResponse:
    """The tops of what this person sees, on the chosen day."""
    form = DayForm(request.GET or None)
    tops = Unit.objects.visible_to(request.user).filter(_top(request))
    context = _children(request, form.day(), UnitState.objects.filter(unit__in=tops)) | {
        "title": _("Units"),
        "form": form,
        "may_found": can_manage_unit(request.user, None),
        "may_people": can_manage_people(request.user),
    }
    return render(request, "units/units.html", context)


def _top(request: PersonRequest) -> Q:
    scopes = who(request.user).scopes
    if "" in scopes:
        return Q(parent__isnull=True)
    return Q(path__in=outermost(scopes))


def _children(request: PersonRequest, day: date, states: QuerySet[UnitState]) -> dict[str, Any]:
    rows = states.on(day).filter(_lives(day)).select_related("unit").order_by("unit__sort_key")  # type: ignore[attr-defined]
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return {"page": page, "day": day, "past": day != clock.today()}


def _lives(day: date) -> Q:
    founded = Q(unit__founded__isnull=True) | Q(unit__founded__lte=day)
    return founded & (Q(unit__ended__isnull=True) | Q(unit__ended__gte=day))


@require_GET
def unit(request: PersonRequest, pk: int) -> HttpResponse:
    """One unit as it was on a day: what stands below it, who holds its posts, which groups follow it."""
    shown = seen_unit(request, pk)
    form = DayForm(request.GET or None)
    day = form.day()
    states = list(shown.states.select_related("parent"))
    posts = Post.objects.held_on(day).filter(unit=shown).select_related("person", "unit")
    groups = WorkingGroup.objects.filter(
        Q(unit=shown) | Q(pk__in=shown.group_assignments.filter(holds_on(day)).values("group"))
    )
    context = _children(request, day, UnitState.objects.filter(parent=shown)) | {
        "unit": shown,
        "state": next((s for s in states if s.since <= day and (s.until is None or s.until >= day)), None),
        "states": states,
        "posts": in_order(posts),
        "groups": groups.filter(holds_on(day)),
        "form": form,
        "title": shown.name,
        "crumbs": crumbs(shown, request.user),
        "may_manage": can_manage_unit(request.user, shown),
        "may_end": shown.parent is not None and can_manage_unit(request.user, shown.parent),
        "tabs": tabs(shown),
    }
    return render(request, "units/unit.html", context)


def tabs(unit: Unit) -> list[Tab]:
    return [
        Tab(_("Unit"), reverse("unit", args=[unit.pk])),
        Tab(_("History"), reverse("unit_history", args=[unit.pk])),
    ]


@require_GET
def unit_history(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_unit(request, pk)
    events = Paginator(history.stream(shown).order_by("-number"), ROWS).get_page(request.GET.get("page"))
    context = {
        "title": shown.name,
        "tabs": tabs(shown),
        "page": events,
        "crumbs": crumbs(shown, request.user),
    }
    return render(request, "units/history.html", context)


@require_http_methods(["GET", "POST"])
def found_unit(request: PersonRequest, pk: int | None = None) -> HttpResponse:
    """A new unit below this one; without a number, a new root."""
    parent = seen_unit(request, pk) if pk else None
    if not can_manage_unit(request.user, parent):
        raise Http404
    form = FoundUnitForm(request.POST or None, user=request.user)

    def act(data: dict[str, Any]) -> str:
        what = form.description(parent)
        made = actions.found_unit(
            data["code"], what, since=data["on"], reason=data["reason"], by=request.user
        )
        return reverse("unit", args=[made.pk])

    back = reverse("unit", args=[pk]) if pk else reverse("units")
    title = _("New unit below %(unit)s") % {"unit": parent.called} if parent else _("New tree of units")
    return form_page(request, form, act, title=title, button=_("Found the unit"), cancel=back)


@require_http_methods(["GET", "POST"])
def change_unit(request: PersonRequest, pk: int) -> HttpResponse:
    """From a day on it has another name, kind, level or place."""
    shown = seen_unit(request, pk)
    if not can_manage_unit(request.user, shown):
        raise Http404
    now = {f: getattr(shown, f) for f in ("name", "short_name", "kind", "level", "parent", "revision")}
    form = ChangeUnitForm(request.POST or None, user=request.user, unit=shown, initial=now)
    back = reverse("unit", args=[pk])

    def act(data: dict[str, Any]) -> str:
        actions.change_unit(
            shown,
            form.description(shown.parent),
            on=data["on"],
            reason=data["reason"],
            revision=data["revision"],
            by=request.user,
        )
        return back

    title = _("Change %(unit)s from a day on") % {"unit": shown.called}
    return form_page(
        request, form, act, title=title, button=_("Save"), cancel=back, done=_("The change is recorded.")
    )


@require_http_methods(["GET", "POST"])
def end_unit(request: PersonRequest, pk: int) -> HttpResponse:
    """Its last day; perhaps it goes on in another unit."""
    shown = seen_unit(request, pk)
    if shown.parent is None or not can_manage_unit(request.user, shown.parent):
        raise Http404
    form = EndUnitForm(request.POST or None, user=request.user, initial={"revision": shown.revision})
    back = reverse("unit", args=[pk])

    def act(data: dict[str, Any]) -> str:
        actions.end_unit(shown, **data, by=request.user)
        return back

    title = _("End %(unit)s") % {"unit": shown.called}
    return form_page(request, form, act, title=title, button=_("Record the last day"), cancel=back)


@require_GET
def find_units_list(request: PersonRequest) -> HttpResponse:
    """Suggestions for a finder, as the options of a datalist."""
    text = next((str(v) for v in request.GET.values() if v), "")
    found = find_units(request.user, text)[:OFFERED] if text else []
    return render(request, "units/options.html", {"options": [told(u) for u in found]})
