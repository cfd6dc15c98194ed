"""The page of one congress: stages, what stands in the way, plan, steps, dossier, groups."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from vankien.packs import season as campaign
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock, history
from vankien_web.common.frame import Stage as Strip
from vankien_web.common.models import Event
from vankien_web.common.pages import form_page
from vankien_web.congresses import actions, board, permissions
from vankien_web.congresses.actions.plans import Plan
from vankien_web.congresses.actions.stages import EVENTS
from vankien_web.congresses.bounds import bound_of
from vankien_web.congresses.forms import PlanForm, ReasonForm, StageForm
from vankien_web.congresses.guards import NEXT, Guard, guards, warnings
from vankien_web.congresses.models import Congress, Stage
from vankien_web.congresses.pages import BESIDE, congress_page, following, seen_congress

LABELS = {
    "review": gettext_lazy("Record the committee's opinion"),
    "approve": gettext_lazy("Approve the congress"),
    "hold_preparatory": gettext_lazy("Record the preparatory session"),
    "hold_official": gettext_lazy("Record the official session"),
    "report": gettext_lazy("Record the report on the result"),
    "send_back": gettext_lazy("Return for preparation"),
}
_REACHED = dict(zip(EVENTS.values(), (*Stage.values[1:], Stage.PREPARING), strict=True))


class Next(NamedTuple):
    """A step that this person may take from here, and what stands in its way."""

    verb: str
    label: Any
    guards: list[Guard]


class Spoken(NamedTuple):
    """A rule of the pack and what was said of it."""

    rule: Any
    row: Any


@require_GET
def congress(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_congress(request, pk)
    pack, user = shown.season.rules, request.user
    bound = bound_of(shown.season, shown.unit.path, shown.kind)
    steps = {step.item: step for step in shown.steps.all()}
    papers = {paper.item: paper for paper in shown.dossier.all()}
    dossier = [Spoken(rule, papers.get(rule.id)) for rule in campaign.dossier(pack, shown.kind)]
    sees = permissions.sees_personnel(user, shown)
    context = (
        congress_page(request, shown)
        | _road_of(shown)
        | {
            "next": _next(request, shown, bound),
            "bound": bound,
            "warnings": warnings(shown, bound),
            "send_by": board.missed_lead(shown, campaign.review_lead(pack)),
            "lead": campaign.review_lead(pack),
            "steps": [Spoken(rule, steps.get(rule.id)) for rule in campaign.steps(pack, shown.kind)],
            "papers": [one for one in dossier if not one.rule.personnel],
            "personnel": [one for one in dossier if one.rule.personnel] if sees else [],
            "beside": [link for more in BESIDE for link in more(user, shown)] if sees else [],
            "groups": following(shown),
            "kind": board.kind_name(pack, shown.kind),
            "may_plan": permissions.can_plan(user, shown),
            "may_tick": permissions.can_tick(user, shown),
            "may_paper": permissions.can_set_paper(user, shown),
            "may_archive": permissions.can_archive(user, shown.unit),
            "may_report": permissions.can_report(user, shown),
        }
    )
    return render(request, "congresses/congress.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_congress(request, pk)
    _allowed(permissions.can_plan(request.user, shown))
    initial = vars(Plan.of(shown)) | {"revision": shown.revision}
    form = PlanForm(request.POST or None, initial=initial, congress=shown)
    if not permissions.can_choose_pilot(request.user, shown):
        form.fields["pilot"].disabled = True

    def act(data: dict[str, Any]) -> str:
        revision = data.pop("revision")
        actions.plan_congress(shown, Plan(**data), by=request.user, revision=revision)
        return reverse("congress", args=[pk]) + "#ke-hoach"

    context = congress_page(request, shown, (_("Plan"), "")) | {"bound": _bound(shown), "tabs": None}
    words = {"title": _("Plan of the congress"), "button": _("Save the plan"), "sub": shown.title}
    return form_page(
        request,
        form,
        act,
        "congresses/plan.html",
        **context | words,
        cancel=reverse("congress", args=[pk]),
        done=_("The plan is saved."),
    )


@require_http_methods(["GET", "POST"])
def stage(request: PersonRequest, pk: int, verb: str) -> HttpResponse:
    """Take one step of the stages, on a day."""
    shown = seen_congress(request, pk)
    if verb not in EVENTS:
        raise Http404
    _allowed(permissions.verb_permission(request.user, shown, verb))
    made = ReasonForm if verb == "send_back" else StageForm
    form = made(request.POST or None, initial={"revision": shown.revision, "on": clock.today()})

    def act(data: dict[str, Any]) -> str:
        actions.take(shown, verb, by=request.user, **data)
        return reverse("congress", args=[pk])

    label = str(LABELS[verb])
    context = congress_page(request, shown, (label, "")) | {
        "title": label,
        "sub": shown.title,
        "tabs": None,
        "button": label,
        "guards": guards(shown, verb, _bound(shown)),
        "follows": verb in NEXT[shown.stage],
    }
    return form_page(
        request,
        form,
        act,
        "congresses/stage.html",
        **context,
        cancel=reverse("congress", args=[pk]),
        done=_("It is recorded."),
    )


@require_GET
def congress_history(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_congress(request, pk)
    page = history.listed(request, history.stream(shown))
    return render(request, "congresses/history.html", congress_page(request, shown) | {"page": page})


def _allowed(may: bool) -> None:
    if not may:
        raise PermissionDenied


def _bound(congress: Congress) -> Any:
    return bound_of(congress.season, congress.unit.path, congress.kind)


def _next(request: PersonRequest, congress: Congress, bound: Any) -> list[Next]:
    return [
        Next(verb, LABELS[verb], guards(congress, verb, bound))
        for verb in NEXT[congress.stage]
        if permissions.verb_permission(request.user, congress, verb)
    ]


def _road_of(congress: Congress) -> dict[str, Any]:
    """The strip of stages, and who recorded each that was reached since the last return."""
    reached: dict[str, Event] = {}
    for event in history.stream(congress).filter(verb__in=list(EVENTS.values())):
        if event.verb == EVENTS["send_back"]:
            reached.clear()
        else:
            reached[_REACHED[event.verb]] = event
    order = list(Stage)
    here = order.index(Stage(congress.stage))
    strip = []
    for number, one in enumerate(order):
        known = reached.get(one)
        where = "past" if number < here else "now" if number == here else "next"
        if one == Stage.PREPARATORY and number < here and known is None:
            continue  # a preparatory session is not compulsory: it was not held
        strip.append(Strip(str(one.label), where, known.on if known else None))  # type: ignore[arg-type]
    told = [(str(Stage(key).label), event) for key, event in reached.items()]
    return {"stages": strip, "reached": told}
