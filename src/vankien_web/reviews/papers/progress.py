"""Báo cáo tiến độ của tổ công tác: what a working group reported on one congress on one day."""

from __future__ import annotations

import re

from vankien.outputs.papers.model import Signature
from vankien.outputs.papers.progress import CountedStep, ProgressReport, UnitProgress, WorkstreamRow
from vankien.packs import season as campaign
from vankien_web.common.history import name_of
from vankien_web.congresses import models
from vankien_web.congresses.models import Congress
from vankien_web.reviews.papers.people import small
from vankien_web.reviews.papers.rule import Recipients, Rule, Signing
from vankien_web.reviews.papers.signing import group_head
from vankien_web.reviews.papers.source import Source
from vankien_web.units.models import WorkingGroup

FORM = "tien-do-to-cong-tac"


def report_of(source: Source) -> models.ProgressReport:
    if source.report is None:
        raise ValueError("a progress paper is made from a report")
    return source.report


def content(source: Source) -> ProgressReport:
    report = report_of(source)
    return ProgressReport(group=report.group.name, until=report.on, units=(_unit(report),))


def _unit(report: models.ProgressReport) -> UnitProgress:
    congress, rules = report.congress, report.congress.season.rules
    said = report.workstreams
    return UnitProgress(
        unit=congress.unit.name,
        stage=congress.get_stage_display(),
        summary=report.summary,
        workstreams=tuple(
            WorkstreamRow(stream.name, said[stream.id].get("percent"), said[stream.id].get("note", ""))
            for stream in campaign.workstreams(rules)
            if stream.id in said
        ),
        steps=_steps(congress),
        difficulties=report.difficulties,
        congress_day=congress.opens_on,
    )


def _steps(congress: Congress) -> tuple[CountedStep, ...]:
    """Those that are counted: 11 of 11 chi bộ."""
    said = {step.item: step for step in congress.steps.filter(total__gt=0)}
    return tuple(
        CountedStep(rule.name, said[rule.id].count, said[rule.id].total)
        for rule in campaign.steps(congress.season.rules, congress.kind)
        if rule.id in said and rule.counted
    )


def abbreviation(group: WorkingGroup) -> str:
    """Of the symbol: "Tổ công tác số 1" → "TCT1"."""
    words = re.findall(r"[^\W\d_]+|\d+", group.name)
    return "".join(w if w.isdigit() else w[0].upper() for w in words if w.lower() != "số")


def words(source: Source) -> str:
    congress = report_of(source).congress
    return f"tiến độ chuẩn bị {small(congress.title)}"


def recipients(source: Source) -> Recipients:
    return Recipients((source.body,), (source.meeting.unit,))


def signatures(source: Source, signing: Signing) -> tuple[Signature, ...]:
    """The group's head on the day of the report."""
    report = report_of(source)
    seats = report.group.members.filter(is_head=True, since__lte=report.on).select_related("person")
    head = next((s for s in seats if s.until is None or s.until >= report.on), None)
    return (group_head(head.person.name if head else ""),)


RULE = Rule(
    FORM,
    "report",
    content,
    words,
    signatures,
    recipients,
    record=lambda source: name_of(report_of(source).congress),
)
