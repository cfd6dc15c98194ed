"""Putting an agenda together: documents, progress, other matters, what returns from an earlier meeting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.conflict import Moved
from vankien_web.common.pages import form_page
from vankien_web.drafts.models import Draft
from vankien_web.drafts.naming import full_title
from vankien_web.drafts.shelf import rows
from vankien_web.reviews import offers, permissions, planning
from vankien_web.reviews.actions import agenda as actions
from vankien_web.reviews.actions.agenda import ItemPlan
from vankien_web.reviews.forms.agenda import ItemForm, NewItemForm, OpposedForm
from vankien_web.reviews.guards import before_agenda
from vankien_web.reviews.models import AgendaItem, Meeting, Outcome
from vankien_web.reviews.pages import meeting_page, seen_meeting
from vankien_web.reviews.tally import stands_in_the_way
from vankien_web.reviews.views.meetings import moved_on


@require_GET
def choose(request: PersonRequest, pk: int) -> HttpResponse:
    """What may go on the agenda: drafts that were sent up, items of earlier meetings, anything else."""
    shown = _arranged(request, pk)
    drafts = offers.drafts_for(shown, request.user, request.GET.get("ten", ""))
    page = Paginator(drafts, 50).get_page(request.GET.get("page"))
    context = meeting_page(request, shown, (_("Put on the agenda"), "")) | {
        "title": _("Put on the agenda"),
        "tabs": None,
        "page": page,
        "rows": rows(request.user, page),
        "wanted": request.GET.get("ten", ""),
        "returning": offers.returning(shown, request.user),
    }
    return render(request, "reviews/choose_item.html", context)


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest, pk: int) -> HttpResponse:
    """One item: on a draft (?van-ban=), on one that returns (?tu=), on the progress, on another matter."""
    shown = _arranged(request, pk)
    plan = offers.wanted(shown, request.user, request.GET)
    if plan is None:
        raise Http404
    missing = before_agenda(plan.draft) if plan.draft else []
    initial = {"title": plan.title, "presenter": plan.presenter, "minutes": plan.minutes}
    form = NewItemForm(request.POST or None, initial=initial, missing=missing)

    def act(data: dict[str, Any]) -> str | HttpResponse:
        data.pop("revision")
        told = {"over_gate": ""} | data
        item = ItemPlan(plan.subject, draft=plan.draft, earlier=plan.earlier, **told)
        try:
            made = actions.add_item(shown, item, by=request.user)
        except Moved as moved:
            return moved_on(request, moved)
        messages.success(request, _("It is on the agenda."))
        return _to(made)

    context = meeting_page(request, shown, (_("Put on the agenda"), "")) | {
        "title": _("Put on the agenda"),
        "sub": shown.title,
        "tabs": None,
        "plan": plan,
        "missing": missing,
        "button": _("Put on the agenda all the same") if missing else _("Put on the agenda"),
        "cancel": reverse("choose_item", args=[pk]),
    }
    return form_page(request, form, act, "reviews/item_form.html", **context)


@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, pk: int, item: int) -> HttpResponse:
    shown, one = _item(request, pk, item)
    if not permissions.can_arrange_agenda(request.user, shown):
        raise PermissionDenied
    names = ("title", "presenter", "minutes", "revision")
    form = ItemForm(request.POST or None, initial={name: getattr(one, name) for name in names})

    def act(data: dict[str, Any]) -> str | HttpResponse:
        try:
            actions.change_item(one, by=request.user, **data)
        except Moved as moved:
            return moved_on(request, moved)
        return _to(one)

    context = meeting_page(request, shown, (_("Change the item"), "")) | {
        "title": _("Change the item"),
        "sub": shown.title,
        "tabs": None,
        "item": one,
        "outcomes": planning.outcomes(shown, request.user),
        "button": _("Save"),
        "cancel": _to(one),
        "done": _("The item is saved."),
    }
    return form_page(request, form, act, "reviews/item_form.html", **context)


@require_POST
def move(request: PersonRequest, pk: int, item: int) -> HttpResponse:
    """One place up (buoc=-1) or down (buoc=1)."""
    _meeting, one = _item(request, pk, item)
    step = -1 if request.POST.get("buoc") == "-1" else 1
    return _done(request, one, lambda: actions.move_item(one, step, by=request.user))


@require_POST
def drop(request: PersonRequest, pk: int, item: int) -> HttpResponse:
    _meeting, one = _item(request, pk, item)
    said = _("“%(title)s” is off the agenda.") % {"title": one.title}
    return _done(request, one, lambda: actions.drop_item(one, by=request.user), said)


@require_POST
def take_version(request: PersonRequest, pk: int, item: int) -> HttpResponse:
    _meeting, one = _item(request, pk, item)
    said = _("The newer version lies on the table now.")
    return _done(request, one, lambda: actions.take_version(one, by=request.user), said)


@require_POST
def outcome(request: PersonRequest, pk: int, item: int) -> HttpResponse:
    _meeting, one = _item(request, pk, item)
    chosen = request.POST.get("outcome", "")
    said = _("It is recorded.")
    try:
        return _done(request, one, lambda: actions.set_outcome(one, chosen, by=request.user), said)
    except actions.Opposed:
        there = reverse("item_opposed", args=[pk, item])
        return HttpResponseClientRedirect(there) if request.htmx else redirect(there)


@require_http_methods(["GET", "POST"])
def opposed(request: PersonRequest, pk: int, item: int) -> HttpResponse:
    """Agree to a document though members ask for its revision first: the chair says why."""
    meeting, one = _item(request, pk, item)
    if not permissions.can_run_meeting(request.user, meeting):
        raise PermissionDenied

    def act(data: dict[str, Any]) -> str:
        actions.set_outcome(one, Outcome.AGREED, over=data["over"], by=request.user)
        return _to(one)

    who = ", ".join(str(position.person) for position in stands_in_the_way(one))
    context = {
        "title": _("Agree all the same"),
        "sub": one.title,
        "hint": _("A revision first is asked for by: %(who)s.") % {"who": who} if who else "",
        "button": _("Record that it is agreed"),
        "cancel": _to(one),
        "done": _("It is recorded."),
    }
    return form_page(request, OpposedForm(request.POST or None), act, "reviews/opposed.html", **context)


@require_GET
def schedule(request: PersonRequest, draft: int) -> HttpResponse:
    """From a document's page: at which meeting it is to be heard."""
    found = get_object_or_404(
        Draft.objects.visible_to(request.user).select_related("congress__unit", "congress__season"), pk=draft
    )
    if not permissions.can_schedule(request.user, found):
        raise PermissionDenied
    context = {
        "title": _("Put on the agenda of a meeting"),
        "sub": full_title(found),
        "draft": found,
        "crumbs": [
            (_("Documents"), reverse("drafts")),
            (found.title, reverse("draft", args=[draft])),
            (_("Put on an agenda"), ""),
        ],
        "meetings": offers.meetings_for(found, request.user),
        "missing": before_agenda(found),
    }
    return render(request, "reviews/schedule.html", context)


def _arranged(request: PersonRequest, pk: int) -> Meeting:
    shown = seen_meeting(request, pk)
    if not permissions.can_arrange_agenda(request.user, shown):
        raise PermissionDenied
    return shown


def _item(request: PersonRequest, pk: int, item: int) -> tuple[Meeting, AgendaItem]:
    shown = seen_meeting(request, pk)
    items = AgendaItem.objects.visible_to(request.user).filter(meeting=shown)
    found: AgendaItem = get_object_or_404(items.select_related("draft__sent", "version"), pk=item)
    found.meeting = shown
    return shown, found


def _to(item: AgendaItem) -> str:
    return reverse("meeting", args=[item.meeting_id]) + f"#muc-{item.pk}"


def _done(request: PersonRequest, item: AgendaItem, act: Any, said: str = "") -> HttpResponse:
    """Do it and say so, or say why not."""
    there = _to(item)
    try:
        act()
    except Moved as moved:
        return moved_on(request, moved)
    except actions.Opposed:
        raise
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        if said:
            messages.success(request, said)
    return redirect(there)
