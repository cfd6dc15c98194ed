"""The personnel plan of one congress, which only the secretary of that unit sees."""

from __future__ import annotations

from typing import Any

from vankien.personnel import plan_from_data
from vankien_web.congresses.models import Congress
from vankien_web.personnel.actions import candidates, plans
from vankien_web.site.demonstration.cast import Cast, on_day
from vankien_web.site.demonstration.stage import BROUGHT
from vankien_web.units import actions as units


def let_plans_exist(told: dict[str, Any], cast: Cast) -> None:
    """The administrator's signed statement, before anybody asks what there is."""
    with on_day(BROUGHT):
        units.switch_personnel_on(told["statement"], by=cast.people["quan-tri"])


def propose(told: dict[str, Any], cast: Cast) -> None:
    """Begun and filled as from a table."""
    writer = cast.people[told["writer"]]
    rows = Congress.objects.select_related("unit", "season")
    congress = rows.get(season=cast.season, unit=cast.tree[told["unit"]])
    with on_day(BROUGHT):
        plan = plans.begin(congress, by=writer)
        candidates.take_in(plan, plan_from_data(told["plan"]), by=writer)
