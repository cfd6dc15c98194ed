"""Seasons: opened from a pack, their pack over time, stricter deadlines, which units take part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien import packs
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import history
from vankien_web.common.fields import under_any
from vankien_web.common.pages import form_page
from vankien_web.congresses import actions, overview, permissions
from vankien_web.congresses.board import directive
from vankien_web.congresses.forms import OpenForm, OverrideForm, SeasonForm, SwitchForm, pack_choices
from vankien_web.congresses.models import Congress, Season
from vankien_web.congresses.pages import kinds, seen_season
from vankien_web.units.models import Unit, who


@require_GET
def seasons(request: PersonRequest) -> HttpResponse:
    found = Season.objects.visible_to(request.user).select_related("root")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {
        "title": _("Congress seasons"),
        "page": page,
        "rows": [(season, directive(season.rules)) for season in page],
        "may_open": permissions.is_office(request.user),
    }
    return render(request, "congresses/seasons.html", context)


@require_http_methods(["GET", "POST"])
def new_season(request: PersonRequest) -> HttpResponse:
    """Choose the rules and see what they ask before anything is opened."""
    if not permissions.is_office(request.user):
        raise PermissionDenied
    known = {pack.id: pack for pack in packs.available()}
    chosen = request.POST.get("pack") or request.GET.get("pack") or ""
    pack = known.get(chosen) or overview.in_force(known.values())
    form = SeasonForm(request.POST or None, user=request.user, initial=overview.proposal(pack))

    def act(data: dict[str, Any]) -> str:
        years = (data["term_from"], data["term_until"])
        made = actions.open_season(data["root"], data["pack"], data["name"], years, by=request.user)
        return reverse("open_congresses", args=[made.pk])

    context = {
        "title": _("Open a season"),
        "crumbs": [(_("Congress seasons"), reverse("seasons")), (_("Open a season"), "")],
        "packs": pack_choices(),
        "pack": pack,
        "directive": directive(pack),
        "kinds": overview.of_pack(pack),
        "button": _("Open the season"),
        "cancel": reverse("seasons"),
        "done": _("The season is open. Now choose the units that hold a congress."),
    }
    return form_page(request, form, act, "congresses/new_season.html", **context)


@require_GET
def season(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_season(request, pk)
    mine = who(request.user).campaign_scopes
    overrides = shown.overrides.filter(under_any(mine, "unit__path")).select_related("unit")
    context = _head(shown) | {
        "history_of_packs": shown.packs.all(),
        "titles": dict(pack_choices()),
        "replacements": overview.replacements(shown.rules),
        "overrides": overrides.order_by("unit__path", "kind"),
        "kinds": overview.of_pack(shown.rules),
        "kind_names": dict(kinds(shown.rules)),
        "may_run": permissions.can_run_season(request.user, shown),
        "may_override": permissions.is_office(request.user),
        "events": history.stream(shown).order_by("-number")[:20] if _whole(request, shown) else [],
    }
    return render(request, "congresses/season.html", context)


@require_http_methods(["GET", "POST"])
def switch_pack(request: PersonRequest, pk: int, pack: str) -> HttpResponse:
    """What another pack would change; then the switch itself, with its day and paper."""
    shown = seen_season(request, pk)
    if not permissions.can_run_season(request.user, shown):
        raise PermissionDenied
    known = overview.replacements(shown.rules)
    if pack not in known:
        raise Http404
    form = SwitchForm(request.POST or None, initial={"revision": shown.revision})

    def act(data: dict[str, Any]) -> str:
        changed = actions.switch_pack(shown, pack, by=request.user, **data)
        text = _("The pack is switched; congresses that follow: %(n)s.")
        messages.success(request, text % {"n": changed})
        return reverse("season", args=[pk])

    context = _head(shown, (_("Another pack"), "")) | {
        "title": _("Follow another pack"),
        "new": known[pack],
        "changes": overview.changes(shown.rules, known[pack]),
        "button": _("Switch the pack"),
        "cancel": reverse("season", args=[pk]),
    }
    return form_page(request, form, act, "congresses/switch.html", **context)


@require_http_methods(["GET", "POST"])
def override(request: PersonRequest, pk: int) -> HttpResponse:
    """A stricter deadline for a unit and all of a kind below it."""
    shown = seen_season(request, pk)
    if not permissions.is_office(request.user):
        raise PermissionDenied
    form = OverrideForm(request.POST or None, user=request.user, kinds=kinds(shown.rules))

    def act(data: dict[str, Any]) -> str:
        unit, kind = data.pop("unit"), data.pop("kind")
        revision = data.pop("revision") or None
        actions.override_deadline(shown, unit, kind, by=request.user, revision=revision, **data)
        return reverse("season", args=[pk]) + "#han-rieng"

    context = _head(shown, (_("A stricter deadline"), "")) | {
        "title": _("A stricter deadline"),
        "button": _("Set the deadline"),
        "cancel": reverse("season", args=[pk]),
        "done": _("The deadline is set."),
    }
    return form_page(request, form, act, **context)


@require_POST
def lift(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    shown = seen_season(request, pk)
    mine = who(request.user).campaign_scopes
    found = shown.overrides.filter(under_any(mine, "unit__path")).select_related("unit", "season__root")
    actions.lift_override(get_object_or_404(found, pk=number), by=request.user)
    messages.success(request, _("The own deadline is lifted."))
    return redirect(reverse("season", args=[pk]) + "#han-rieng")


@require_http_methods(["GET", "POST"])
def open_congresses(request: PersonRequest, pk: int) -> HttpResponse:
    """Units of the chosen kinds below a unit hold a congress in the season."""
    shown = seen_season(request, pk)
    if not permissions.is_office(request.user):
        raise PermissionDenied
    names = kinds(shown.rules)
    top = permissions.first_of_office(request.user, shown)
    initial = {"unit": top, "kinds": [kind for kind, _name in names if kind != "chi-bo"]}
    form = OpenForm(request.POST or None, user=request.user, kinds=names, initial=initial)

    def act(data: dict[str, Any]) -> str:
        units = Unit.objects.below(data["unit"]).filter(kind__in=data["kinds"], ended=None)
        made = actions.open_congresses(shown, units, by=request.user)
        text = _("Congresses opened: %(n)s.")
        messages.success(request, text % {"n": len(made)})
        return reverse("season_board", args=[pk])

    context = _head(shown, (_("Units that take part"), "")) | {
        "title": _("Units that take part"),
        "button": _("Open their congresses"),
        "cancel": reverse("season", args=[pk]),
    }
    return form_page(request, form, act, **context)


@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_season(request, pk)
    actions.close_season(shown, by=request.user)
    messages.success(request, _("The season is closed."))
    return redirect("season", pk=pk)


def _whole(request: PersonRequest, season: Season) -> bool:
    """Whether the season's own history, which names units anywhere in it, is this person's to read."""
    return who(request.user).sees(season.root.path or "")


def _head(season: Season, *more: tuple[str, str]) -> dict[str, Any]:
    own = (season.name, reverse("season", args=[season.pk]) if more else "")
    return {
        "season": season,
        "title": season.name,
        "directive": directive(season.rules),
        "crumbs": [(_("Congress seasons"), reverse("seasons")), own, *more],
        "congresses": Congress,
    }
