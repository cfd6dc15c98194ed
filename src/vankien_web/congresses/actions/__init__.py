"""What can be done here: each verb checks, writes and records in one transaction."""

from vankien_web.congresses.actions.deadlines import lift_override, override_deadline
from vankien_web.congresses.actions.follow import follow_change, follow_move, follow_unit, rebuild
from vankien_web.congresses.actions.plans import Plan, plan_congress
from vankien_web.congresses.actions.preparation import (
    Paper,
    Tick,
    add_report,
    fill_paper,
    set_paper,
    set_step,
)
from vankien_web.congresses.actions.seasons import close_season, open_congresses, open_season, switch_pack
from vankien_web.congresses.actions.stages import (
    approve,
    count_blocking,
    hold_official,
    hold_preparatory,
    report,
    review,
    send_back,
    take,
)

__all__ = [
    "Paper",
    "Plan",
    "Tick",
    "add_report",
    "approve",
    "close_season",
    "count_blocking",
    "fill_paper",
    "follow_change",
    "follow_move",
    "follow_unit",
    "hold_official",
    "hold_preparatory",
    "lift_override",
    "open_congresses",
    "open_season",
    "override_deadline",
    "plan_congress",
    "rebuild",
    "report",
    "review",
    "send_back",
    "set_paper",
    "set_step",
    "switch_pack",
    "take",
]
