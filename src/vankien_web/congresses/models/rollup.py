"""How far a unit and everything below it is: one row per unit and season, changed with what it counts."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from vankien_web.common.fields import under_any
from vankien_web.congresses.models.congress import HELD
from vankien_web.congresses.models.season import Season
from vankien_web.units.models import Unit, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User


class RollupQuerySet(models.QuerySet["Rollup"]):
    def visible_to(self, user: User) -> RollupQuerySet:
        return self.filter(under_any(who(user).campaign_scopes, "unit__path"))


class Rollup(models.Model):
    """Sums over the unit's own congress and all below it in the season. Personnel papers are in no count.

    `stages` is {stage: congresses}; `kinds` is {unit kind: {stage: {deadline, ISO or "": congresses}}};
    `next_deadline` is the earliest of a congress not yet held. There is no row where nothing is counted.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="rollups")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="rollups")
    congresses = models.PositiveIntegerField(default=0)
    pilots = models.PositiveIntegerField(default=0)
    stages = models.JSONField(default=dict)
    kinds = models.JSONField(default=dict)
    next_deadline = models.DateField(null=True, blank=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    counted_done = models.PositiveIntegerField(default=0)
    counted_total = models.PositiveIntegerField(default=0)
    dossier_missing = models.PositiveIntegerField(default=0)

    objects = RollupQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("season", "unit"), name="one_rollup_a_unit"),)

    def __str__(self) -> str:
        return f"{self.unit}: {self.congresses}"

    def late(self, today: date, kind: str | None = None) -> int:
        """Congresses, of one kind or all, not held although their deadline is past."""
        counted = [self.kinds.get(kind, {})] if kind else self.kinds.values()
        return sum(
            n
            for stages in counted
            for stage, days in stages.items()
            if stage not in HELD
            for day, n in days.items()
            if day and day < today.isoformat()  # ISO days compare as text
        )

    def by_stage(self, kind: str) -> Counter[str]:
        """Congresses of one kind of unit by stage."""
        return Counter({stage: sum(days.values()) for stage, days in self.kinds.get(kind, {}).items()})
