"""A congress as its people would have left it: stage, plan, steps, papers, reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from benchmarks.scale.batch import Batch, ago, day
from benchmarks.scale.people import Staff
from vankien.packs import season as campaign
from vankien_web.accounts.models import User
from vankien_web.common.history import happened
from vankien_web.common.models import Event
from vankien_web.congresses.actions.stages import EVENTS
from vankien_web.congresses.bounds import Bounds, bring_up
from vankien_web.congresses.models import Congress, DossierItem, ProgressReport, Season, Stage, Step
from vankien_web.units.models import Role, Unit

_STAGES = dict(
    zip(
        (Stage.PREPARING, Stage.REVIEWED, Stage.APPROVED, Stage.PREPARATORY, Stage.OFFICIAL, Stage.REPORTED),
        (62, 12, 9, 3, 8, 6),
        strict=True,
    )
)
_VERBS = ("review", "approve", "hold_preparatory", "hold_official", "report")


@dataclass
class Held:
    """A congress being made: what was said of it, and its events before and after the steps."""

    congress: Congress
    accounts: dict[str, User]
    above: Staff
    before: list[Event] = field(default_factory=list)
    after: list[Event] = field(default_factory=list)
    papers: list[DossierItem] = field(default_factory=list)
    reports: list[ProgressReport] = field(default_factory=list)


def held(
    batch: Batch,
    season: Season,
    unit: Unit,
    accounts: dict[str, User],
    above: Staff,
    stage: Stage | None = None,
) -> Held:
    """The congress with its plan and stages; drafts and steps follow."""
    random = batch.random
    if stage is None:
        stage = random.choices(list(_STAGES), list(_STAGES.values()))[0]
    opens = day(random.randint(1, 60)) if stage in (Stage.OFFICIAL, Stage.REPORTED) else None
    opens = opens or (day(-random.randint(15, 200)) if random.random() < 0.7 else None)
    congress = Congress(
        pk=batch.key(Congress),
        season=season,
        unit=unit,
        unit_name=unit.name,
        kind=unit.kind,
        ordinal=random.randint(5, 30),
        pilot=random.random() < 0.05,
        opens_on=opens,
        preparatory_on=opens - timedelta(days=1) if opens else None,
        stage=stage,
        stage_since=day(random.randint(1, 70)),
    )
    made = Held(congress, accounts, above)
    office = above.accounts[Role.OFFICE]
    told: dict[str, Any] = {"name": unit.name, "season": season.name}
    made.before.append(happened("congress_opened", congress, by=office, at=ago(80), **told))
    if opens:
        plan: dict[str, Any] = {"changed": ["ordinal", "opens_on"], "opens_on": opens}
        made.before.append(
            happened("congress_planned", congress, by=accounts[Role.UNIT_SECRETARY], at=ago(79), **plan)
        )
    made.after = _stages(made, stage)
    return made


def _stages(made: Held, stage: Stage) -> list[Event]:
    order = list(Stage)
    events = []
    for n, verb in enumerate(_VERBS[: order.index(stage)]):
        told: dict[str, Any] = {"note": "", "before": order[n], "stage": order[n + 1]}
        by = made.above.accounts[Role.OFFICE]
        events.append(happened(EVENTS[verb], made.congress, by=by, at=ago(20 - n), on=day(20 - n), **told))
    return events


def paper(made: Held, item: str, name: str, subject: str) -> None:
    """A document of the dossier is there, as `fill_paper` writes it."""
    by = made.accounts[Role.UNIT_DRAFTER]
    row = DossierItem(
        congress=made.congress, item=item, present=True, subject=subject, said_by=by.name, at=ago(30)
    )
    made.papers.append(row)
    stream = f"congress:{made.congress.pk}"
    told: dict[str, Any] = {"item": item, "name": name}
    made.after.insert(0, happened("paper_there", stream, by=by, stream=stream, at=ago(30), **told))


def report(batch: Batch, made: Held) -> None:
    """A first progress report of the group that follows the unit."""
    if made.above.group is None:
        return
    group, by = made.above.group, made.above.head
    row = ProgressReport(
        pk=batch.key(ProgressReport),
        congress=made.congress,
        group=group,
        number=1,
        on=day(25),
        summary="Các tiểu ban đã chuẩn bị xong phần việc được giao (dữ liệu thử tải).",
        workstreams={"documents": {"percent": 80, "note": ""}},
        said_by=group.name,
        at=ago(25),
    )
    made.reports.append(row)
    told: dict[str, Any] = {"number": 1, "group": group.name}
    made.after.insert(
        0, happened("progress_reported", row, by=by, stream=made.congress, at=ago(25), on=row.on, **told)
    )


def finish(batch: Batch, made: Held, bounds: Bounds, spoken: int) -> None:
    """Steps until `spoken` events of them are told, then the counters, then all to the batch."""
    congress, by = made.congress, made.accounts[Role.UNIT_SECRETARY]
    rules = campaign.steps(bounds.pack, congress.kind)
    steps: dict[str, Step] = {}
    for n in range(spoken):
        rule = rules[n % len(rules)]
        count = min(11, 3 + n // len(rules))
        step = steps.setdefault(rule.id, Step(congress=congress, item=rule.id, said_by=by.name))
        step.count, step.total = (count, 11) if rule.counted else (0, 0)
        step.done, step.on, step.at = not rule.counted or count == 11, day(40), ago(40)
        told: dict[str, Any] = {"name": rule.name, "item": rule.id, "done": step.done, "said_by": by.name}
        if rule.counted:
            told |= {"count": count, "total": 11, "of": rule.of}
        verb = "step_counted" if rule.counted else "step_done"
        subject = f"congress:{congress.pk}"
        made.before.append(happened(verb, subject, by=by, stream=subject, at=ago(40), on=day(40), **told))
    bring_up(congress, bounds, steps.values(), made.papers)
    batch.add(congress, *steps.values(), *made.papers, *made.reports)
    batch.events += made.before + made.after
