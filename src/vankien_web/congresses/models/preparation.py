"""What a congress has done so far: steps, papers of its dossier, and the working group's reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from vankien.packs import season as campaign
from vankien_web.common import clock
from vankien_web.common.fields import under_any
from vankien_web.common.storage import FileHashField
from vankien_web.congresses.models.congress import Congress
from vankien_web.units.models import WorkingGroup, who

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vankien.packs import DossierRule, Pack, StepRule
    from vankien_web.accounts.models import User


def _called(
    rules: Callable[[Pack, str], Iterable[StepRule | DossierRule]], congress: Congress, item: str
) -> str:
    """The name that the pack gives to a step or a paper."""
    names = {rule.id: rule.name for rule in rules(congress.season.rules, congress.kind)}
    return f"{names.get(item, item)} – {congress}"


class Attached(models.Model):
    """A file kept by content with a record; empty where there is none."""

    file_name = models.CharField(max_length=255, blank=True)
    sha256 = FileHashField()
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        abstract = True


class Step(Attached):
    """A preparation step somebody has spoken of; `item` is its id in the pack. n of m for a counted one."""

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="steps")
    item = models.CharField(max_length=48)
    done = models.BooleanField(default=False)
    count = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    on = models.DateField(null=True, blank=True)
    said_by = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("congress", "item"), name="one_row_a_step"),)

    def __str__(self) -> str:
        return _called(campaign.steps, self.congress, self.item)


class DossierItem(Attached):
    """A paper of the dossier that is there, or is not needed for the reason in `note`.

    `subject` names the draft ("draft:12") that fills it; else a file does, or somebody's word.
    """

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="dossier")
    item = models.CharField(max_length=48)
    present = models.BooleanField(default=False)
    not_needed = models.BooleanField(default=False)
    subject = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=500, blank=True)
    said_by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("congress", "item"), name="one_row_a_paper"),)

    def __str__(self) -> str:
        return _called(campaign.dossier, self.congress, self.item)


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    def visible_to(self, user: User) -> ProgressReportQuerySet:
        return self.filter(under_any(who(user).campaign_scopes, "congress__unit__path"))


class ProgressReport(Attached):
    """What a working group reports on a day: {workstream id: {"percent": 80, "note": "…"}}, never changed."""

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="reports")
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    on = models.DateField(default=clock.today)
    summary = models.TextField()
    difficulties = models.TextField(blank=True)
    workstreams = models.JSONField(default=dict)
    said_by = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-number")
        constraints = (models.UniqueConstraint(fields=("congress", "number"), name="one_report_a_number"),)

    def __str__(self) -> str:
        return f"{self.congress}: {self.number}"
