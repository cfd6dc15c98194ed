"""What the pages of this room share: who is let in, the head, and that every look is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien.personnel import Candidate
from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import errors, keyring
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import PERSONNEL, Draft, Version
from vankien_web.drafts.pages import Further
from vankien_web.personnel import permissions
from vankien_web.personnel.models import PersonnelPlan, Row, words

P = ParamSpec("P")


def closed_to_others(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[PersonRequest, P], HttpResponse]:
    """Whoever may not is told nothing (404); a key that is gone is told in one sentence."""

    @wraps(view)
    def answer(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except PermissionDenied:
            raise Http404 from None
        except keyring.Lost as lost:
            return errors.page(request, 503, _("The personnel plan cannot be opened"), str(lost))
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer  # type: ignore[return-value]  # wraps() names the first argument


def seen_plan(request: PersonRequest, key: UUID) -> PersonnelPlan:
    """Raises Http404."""
    found = PersonnelPlan.objects.visible_to(request.user)
    whole = found.select_related("congress__unit__parent", "congress__season")
    plan: PersonnelPlan = get_object_or_404(whole, key=key)
    return plan


def seen_row(request: PersonRequest, key: UUID, row: UUID) -> Row:
    plan = seen_plan(request, key)
    found: Row = get_object_or_404(Row, plan=plan, key=row)
    found.plan = plan
    return found


def allowed(may: bool) -> None:
    if not may:
        raise Http404


def page(plan: PersonnelPlan, user: User, title: str, *, here: str = "") -> dict[str, Any]:
    """The head of every page of a plan; `here` names the page below the plan's own."""
    congress = plan.congress
    own = (_("Personnel plan"), reverse("personnel_plan", args=[plan.key]) if here else "")
    crumbs = [(congress.unit.called, reverse("congress", args=[congress.pk])), own]
    return {
        "title": title,
        "plan": plan,
        "congress": congress,
        "crumbs": [*crumbs, (here, "")] if here else crumbs,
        "may_change": permissions.can_change(user, plan),
        "may_take_away": permissions.can_take_away(user, plan),
        "may_erase": permissions.can_erase(user, plan),
    }


def rows_of(plan: PersonnelPlan) -> list[tuple[Row, Candidate]]:
    """Every row with what it says, in order. Raises keyring.Lost."""
    known = keyring.keys()
    return [(row, row.opened(known)) for row in plan.rows.all()]


@dataclass(frozen=True)
class Line:
    """A candidate in the list: `key` where it has a page, what stands in each column, votes by step."""

    name: str
    cells: tuple[object, ...]
    votes: tuple[int | None, ...]
    key: UUID | None = None


def line(candidate: Candidate, key: UUID | None = None) -> Line:
    agreed = {v.step: v.agreed for v in candidate.votes}
    bodies = ", ".join(str(words.BODIES[b]) for b in candidate.bodies_proposed)
    cells = (
        candidate.birth.shown if candidate.birth else "",
        words.SEXES.get(candidate.sex or "", ""),
        candidate.ethnicity,
        candidate.posts,
        candidate.professional,
        candidate.theory,
        party.shown if (party := candidate.party_probationary or candidate.party_official) else "",
        candidate.post or bodies,
        words.TRACKS.get(candidate.track or "", ""),
    )
    return Line(candidate.name, cells, tuple(agreed.get(step) for step in words.STEPS), key)


def of_congress(user: User, congress: Congress) -> Sequence[tuple[str, str]]:
    """Beside a congress's personnel papers, which are shown to whoever sees its plan."""
    return [(_("Personnel plan as data"), reverse("congress_personnel", args=[congress.pk]))]


def further(user: User, draft: Draft, version: Version | None) -> Further:
    """Beside the document of the same plan."""
    if draft.kind != PERSONNEL or draft.congress_id is None:
        return Further()
    there = reverse("congress_personnel", args=[draft.congress_id])
    return Further(elsewhere=[(_("Personnel plan as data"), there)])
