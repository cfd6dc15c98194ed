"""How a congress is told to programs."""

from __future__ import annotations

from typing import Any

from vankien.packs import DossierRule, StepRule
from vankien.packs import season as campaign
from vankien_web.accounts.requests import PersonRequest
from vankien_web.congresses import permissions
from vankien_web.congresses.api.schemas import CongressRow
from vankien_web.congresses.bounds import Bound, bound_of
from vankien_web.congresses.guards import NEXT, guards, warnings
from vankien_web.congresses.models import Congress, DossierItem, Step
from vankien_web.congresses.pages import following, seen_congress

_SPOKEN = ("said_by", "note", "at", "file_name", "sha256", "revision")
_UNSPOKEN = {"said_by": "", "note": "", "at": None, "file_name": "", "sha256": "", "revision": 0}


def one(request: PersonRequest, pk: int) -> dict[str, Any]:
    """A congress with all that its page shows."""
    congress, user = seen_congress(request, pk), request.user
    pack, kind = congress.season.rules, congress.kind
    bound = bound_of(congress.season, congress.unit.path, kind)
    steps = {step.item: step for step in congress.steps.all()}
    papers = {paper.item: paper for paper in congress.dossier.all()}
    sees = permissions.sees_personnel(user, congress)
    asked = [rule for rule in campaign.dossier(pack, kind) if sees or not rule.personnel]
    plain = [name for name in CongressRow.model_fields if name not in ("id", "season")]
    return {name: getattr(congress, name) for name in plain} | {
        "id": congress.pk,
        "season_id": congress.season_id,
        "steps": [_step(rule, steps.get(rule.id)) for rule in campaign.steps(pack, kind)],
        "dossier": [_paper(rule, papers.get(rule.id)) for rule in asked],
        "next": _next(request, congress, bound),
        "warnings": [guard.sentence for guard in warnings(congress, bound)],
        "groups": [
            {"id": row.group_id, "name": row.group.name, "head": getattr(row, "head", None) or ""}
            for row in following(congress)
        ],
        "may": {
            "plan": permissions.can_plan(user, congress),
            "choose_pilot": permissions.can_choose_pilot(user, congress),
            "tick": permissions.can_tick(user, congress),
            "set_paper": permissions.can_set_paper(user, congress),
            "report": permissions.can_report(user, congress),
        },
    }


def _next(request: PersonRequest, congress: Congress, bound: Bound) -> list[dict[str, Any]]:
    return [
        {"verb": verb, "guards": [guard.sentence for guard in guards(congress, verb, bound)]}
        for verb in NEXT[congress.stage]
        if permissions.verb_permission(request.user, congress, verb)
    ]


def _step(rule: StepRule, step: Step | None) -> dict[str, Any]:
    said = {name: getattr(step, name) for name in ("done", "count", "total", "on")} if step else {}
    unsaid = {"done": False, "count": 0, "total": 0, "on": None}
    return _spoken(rule, step) | unsaid | said | {"counted": rule.counted}


def _paper(rule: DossierRule, paper: DossierItem | None) -> dict[str, Any]:
    return _spoken(rule, paper) | {
        "required": rule.required,
        "document": rule.kind,
        "present": paper.present if paper else False,
        "not_needed": paper.not_needed if paper else False,
    }


def _spoken(rule: StepRule | DossierRule, row: Step | DossierItem | None) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in _SPOKEN} if row else _UNSPOKEN
    return {"item": rule.id, "name": rule.name} | said
