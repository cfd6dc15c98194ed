"""Steps, papers of the dossier and progress reports: who said what is done, when, on which paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from vankien.packs import DossierRule, StepRule
from vankien.packs import season as campaign
from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.conflict import save_checked
from vankien_web.common.history import name_of, record
from vankien_web.congresses.actions.attachments import Upload, received
from vankien_web.congresses.actions.changing import changing
from vankien_web.congresses.bounds import count_papers, count_steps
from vankien_web.congresses.models import Congress, DossierItem, ProgressReport, Step
from vankien_web.congresses.permissions import can_report, can_set_paper, can_tick, sees_personnel
from vankien_web.units.models import WorkingGroup

R = TypeVar("R", StepRule, DossierRule)


@dataclass(frozen=True)
class Tick:
    """What is said of a step: done or not; for a counted one, `count` of `total`."""

    done: bool = False
    count: int = 0
    total: int = 0
    on: date | None = None
    said_by: str = ""
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """What is said of a paper: it is there, or is not needed for the reason in `note`."""

    present: bool = False
    not_needed: bool = False
    said_by: str = ""
    note: str = ""


def set_step(
    congress: Congress, item: str, tick: Tick, *, by: User, file: Upload | None = None, revision: int = 0
) -> Step:
    """Tick or count a step. `revision` is the row's, 0 where nobody spoke of it yet.

    Raises PermissionDenied, ValidationError, conflict.Conflict.
    """
    if not can_tick(by, congress):
        raise PermissionDenied
    rule = _rule(campaign.steps(congress.season.rules, congress.kind), item)
    fields = _ticked(rule, tick, by)
    with received(file, congress, by=by) as kept, changing(congress) as row:
        step = row.steps.filter(item=item).first() or Step.objects.create(congress=row, item=item)
        save_checked(step, revision=revision, fields=fields)
        _stamp(step, kept())
        count_steps(row, row.season.rules, row.steps.all())
        row.save(update_fields=("steps_done", "steps_total", "counted_done", "counted_total"))
        told = {"name": rule.name, "done": fields["done"]}
        if rule.counted:
            told |= {"count": tick.count, "total": tick.total, "of": rule.of}
        verb = "step_counted" if rule.counted else "step_done" if fields["done"] else "step_reopened"
        record(verb, step, by=by, stream=row, on=tick.on, said_by=fields["said_by"], item=item, **told)
    return step


def set_paper(
    congress: Congress, item: str, paper: Paper, *, by: User, file: Upload | None = None, revision: int = 0
) -> DossierItem:
    """Say that a paper of the dossier is there, missing or not needed. Raises as `set_step`."""
    if not can_set_paper(by, congress):
        raise PermissionDenied
    rule = _rule(campaign.dossier(congress.season.rules, congress.kind), item)
    if rule.personnel and not sees_personnel(by, congress):
        raise _unknown(item)
    if paper.not_needed and not paper.note.strip():
        raise ValidationError({"note": _("Say why the paper is not needed.")})
    if paper.present and paper.not_needed:
        raise ValidationError(_("A paper is either there or not needed."))
    fields = vars(paper) | {"said_by": paper.said_by.strip() or by.name}
    told_of = by if rule.personnel else congress  # a refusal must not betray a personnel paper
    with received(file, told_of, by=by) as kept, changing(congress) as row:
        _write_paper(row, rule, fields, revision, by, kept())
    return row.dossier.get(item=item)


def fill_paper(
    congress: Congress, kind: str, subject: models.Model, *, by: User, present: bool = True
) -> None:
    """A document of this kind is there (or is so no longer): the papers that it answers follow.

    Called by the rooms above inside their own verbs, which have asked for permission.
    """
    rules = [r for r in campaign.dossier(congress.season.rules, congress.kind) if r.kind == kind]
    if not rules:
        return
    name = name_of(subject)
    with changing(congress) as row:
        for rule in rules:
            known = row.dossier.filter(item=rule.id).first()
            if known and known.present == present and (known.subject == name or not present):
                continue
            fields = {"present": present, "subject": name if present else "", "not_needed": False}
            fields["said_by"] = by.name
            _write_paper(row, rule, fields, known.revision if known else 0, by, {})


def add_report(
    congress: Congress,
    group: WorkingGroup,
    *,
    summary: str,
    workstreams: Mapping[str, Mapping[str, Any]],
    by: User,
    on: date | None = None,
    difficulties: str = "",
    said_by: str = "",
    file: Upload | None = None,
) -> ProgressReport:
    """A working group's dated report over the workstreams; it is never changed afterwards.

    `workstreams` is {id: {"percent": 80, "note": "…"}}. Raises as `set_step`.
    """
    if not can_report(by, congress, group):
        raise PermissionDenied
    day = on or clock.today()
    _past(day)
    if not summary.strip():
        raise ValidationError({"summary": _("Write in a few sentences how far the preparation is.")})
    streams = _streams(congress, workstreams)
    with received(file, congress, by=by) as kept, changing(congress) as row:
        number = (row.reports.aggregate(last=models.Max("number"))["last"] or 0) + 1
        made = ProgressReport.objects.create(
            congress=row,
            group=group,
            number=number,
            on=day,
            summary=summary.strip(),
            difficulties=difficulties.strip(),
            workstreams=streams,
            said_by=said_by.strip() or by.name,
            **kept(),
        )
        record("progress_reported", made, by=by, stream=row, on=day, number=number, group=group.name)
    return made


def _write_paper(
    row: Congress, rule: DossierRule, fields: dict[str, Any], revision: int, by: User, kept: dict[str, Any]
) -> None:
    paper = row.dossier.filter(item=rule.id).first() or DossierItem.objects.create(congress=row, item=rule.id)
    save_checked(paper, revision=revision, fields=fields)
    _stamp(paper, kept)
    there = fields.get("present", paper.present)
    verb = "paper_there" if there else "paper_not_needed" if fields.get("not_needed") else "paper_missing"
    # What is said of a personnel paper stays out of the congress's own stream, which many may read.
    record(verb, paper, by=by, stream=paper if rule.personnel else row, item=rule.id, name=rule.name)
    count_papers(row, row.season.rules, row.dossier.all())
    row.save(update_fields=("dossier_missing",))


def _stamp(spoken: Step | DossierItem, kept: dict[str, Any]) -> None:
    """The moment and the file: apart from what two people may disagree on."""
    for name, value in (kept | {"at": clock.now()}).items():
        setattr(spoken, name, value)
    spoken.save(update_fields=("at", *kept))


def _ticked(rule: StepRule, tick: Tick, by: User) -> dict[str, Any]:
    if tick.on:
        _past(tick.on)
    if rule.counted and not 0 <= tick.count <= tick.total:
        raise ValidationError({"count": _("More are counted than there are.")})
    done = 0 < tick.total == tick.count if rule.counted else tick.done
    told = {"on": tick.on or clock.today(), "said_by": tick.said_by.strip() or by.name}
    return vars(tick) | told | {"done": done, "note": tick.note.strip()}


def _rule(rules: Iterable[R], item: str) -> R:
    found = next((rule for rule in rules if rule.id == item), None)
    if found is None:
        raise _unknown(item)
    return found


def _unknown(item: str) -> ValidationError:
    return ValidationError(_("The rules of this congress have no “%(item)s”.") % {"item": item})


def _streams(congress: Congress, given: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """In the pack's order, those that something was said of."""
    found = {}
    for stream in campaign.workstreams(congress.season.rules):
        said = given.get(stream.id, {})
        percent, note = said.get("percent"), str(said.get("note", "")).strip()
        if percent is not None and not 0 <= int(percent) <= 100:
            raise ValidationError(_("%(name)s: give 0 to 100 %%.") % {"name": stream.name})
        if percent is not None or note:
            found[stream.id] = {"percent": None if percent is None else int(percent), "note": note}
    return found


def _past(day: date) -> None:
    if day > clock.today():
        raise ValidationError({"on": _("The day has not come yet.")})
