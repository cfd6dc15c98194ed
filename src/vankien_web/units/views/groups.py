"""Working groups: members and the units that they follow."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock, history
from vankien_web.common.pages import form_page
from vankien_web.units import actions
from vankien_web.units.forms import AssignForm, ChangeGroupForm, GroupForm, LastDayForm, MemberForm
from vankien_web.units.models import GroupMember, GroupUnit, Person, Unit, WorkingGroup, who
from vankien_web.units.pages import crumbs, seen_unit
from vankien_web.units.permissions import can_manage_group


def _seen(request: PersonRequest, pk: int) -> WorkingGroup:
    groups = WorkingGroup.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(groups, pk=pk)


def _kept(request: PersonRequest, pk: int) -> WorkingGroup:
    group = _seen(request, pk)
    if not can_manage_group(request.user, group, group.unit):
        raise Http404
    return group


@require_GET
def group(request: PersonRequest, pk: int) -> HttpResponse:
    shown = _seen(request, pk)
    today = clock.today()
    members = list(shown.members.select_related("person"))
    # A unit that the group follows may not be told of another that it follows.
    seen = Unit.objects.visible_to(request.user)
    assigned = shown.assignments.filter(unit__in=seen).select_related("unit")
    followed = list(assigned.order_by("unit__sort_key"))
    people = Person.objects.visible_to(request.user).filter(group_seats__group=shown)
    inside = pk in who(request.user).group_ids or shown.unit in seen
    context = {
        "group": shown,
        "title": shown.name,
        "members": [m for m in members if m.until is None or m.until >= today],
        "left": [m for m in members if m.until is not None and m.until < today],
        "followed": [a for a in followed if a.until is None or a.until >= today],
        "released": [a for a in followed if a.until is not None and a.until < today],
        "may_manage": can_manage_group(request.user, shown, shown.unit),
        "known": set(people.values_list("pk", flat=True)),
        "events": history.stream(shown).order_by("-number")[:50] if inside else [],
        "crumbs": crumbs(shown.unit, request.user, (shown.name, "")),
    }
    return render(request, "units/group.html", context)


@require_http_methods(["GET", "POST"])
def add_group(request: PersonRequest, pk: int) -> HttpResponse:
    unit = seen_unit(request, pk)
    if not can_manage_group(request.user, None, unit):
        raise Http404
    form = GroupForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        return reverse("group", args=[actions.add_group(unit, **data, by=request.user).pk])

    title = _("New working group of %(unit)s") % {"unit": unit.called}
    cancel = reverse("unit", args=[pk])
    return form_page(request, form, act, title=title, button=_("Set up the group"), cancel=cancel)


@require_http_methods(["GET", "POST"])
def change_group(request: PersonRequest, pk: int) -> HttpResponse:
    kept = _kept(request, pk)
    now = {"name": kept.name, "until": kept.until, "revision": kept.revision}
    form = ChangeGroupForm(request.POST or None, initial=now)
    back = reverse("group", args=[pk])

    def act(data: dict[str, Any]) -> str:
        actions.change_group(kept, **data, by=request.user)
        return back

    return form_page(request, form, act, title=_("Change the group"), button=_("Save"), cancel=back)


@require_http_methods(["GET", "POST"])
def join_group(request: PersonRequest, pk: int) -> HttpResponse:
    kept = _kept(request, pk)
    form = MemberForm(request.POST or None, user=request.user)
    back = reverse("group", args=[pk])

    def act(data: dict[str, Any]) -> str:
        actions.join_group(kept, **data, by=request.user)
        return back

    title = _("New member of %(group)s") % {"group": kept.name}
    return form_page(request, form, act, title=title, button=_("Save"), cancel=back)


@require_http_methods(["GET", "POST"])
def leave_group(request: PersonRequest, pk: int, seat: int) -> HttpResponse:
    kept = _kept(request, pk)
    left = get_object_or_404(GroupMember.objects.select_related("person", "group__unit"), pk=seat, group=kept)
    form = LastDayForm(request.POST or None)
    back = reverse("group", args=[pk])

    def act(data: dict[str, Any]) -> str:
        actions.leave_group(left, **data, by=request.user)
        return back

    title = _("%(name)s leaves the group") % {"name": left.person.name}
    return form_page(request, form, act, title=title, button=_("Record the last day"), cancel=back)


@require_http_methods(["GET", "POST"])
def assign_unit(request: PersonRequest, pk: int) -> HttpResponse:
    kept = _kept(request, pk)
    form = AssignForm(request.POST or None, user=request.user)
    back = reverse("group", args=[pk])

    def act(data: dict[str, Any]) -> str:
        actions.assign_unit(kept, **data, by=request.user)
        return back

    title = _("A unit for %(group)s") % {"group": kept.name}
    return form_page(request, form, act, title=title, button=_("Assign"), cancel=back)


@require_http_methods(["GET", "POST"])
def release_unit(request: PersonRequest, pk: int, assignment: int) -> HttpResponse:
    kept = _kept(request, pk)
    rows = GroupUnit.objects.select_related("unit", "group__unit")
    released = get_object_or_404(rows, pk=assignment, group=kept)
    form = LastDayForm(request.POST or None)
    back = reverse("group", args=[pk])

    def act(data: dict[str, Any]) -> str:
        actions.release_unit(released, **data, by=request.user)
        return back

    title = _("The group leaves %(unit)s") % {"unit": released.unit.called}
    return form_page(request, form, act, title=title, button=_("Record the last day"), cancel=back)
