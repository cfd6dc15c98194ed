"""How far a unit and everything below it is: one row per unit and season, changed with what it counts."""

from __future__ import annotations

from datetime import date

from django.db import models

from vankien_web.congresses.models.season import Season
from vankien_web.units.models import Unit


class Rollup(models.Model):
    """Sums over the unit's own congress and all below it.

    `stages` is {stage: congresses}; `open_until` is {ISO day: congresses not yet held whose deadline it is};
    `kinds` is {unit kind: {stage: congresses}}. Personnel papers are in no count.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="rollups")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="rollups")
    congresses = models.PositiveIntegerField(default=0)
    pilots = models.PositiveIntegerField(default=0)
    stages = models.JSONField(default=dict)
    kinds = models.JSONField(default=dict)
    open_until = models.JSONField(default=dict)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    counted_done = models.PositiveIntegerField(default=0)
    counted_total = models.PositiveIntegerField(default=0)
    dossier_missing = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("season", "unit"), name="one_rollup_a_unit"),)

    def __str__(self) -> str:
        return f"{self.unit}: {self.congresses}"

    def late(self, today: date) -> int:
        """Congresses not held although their deadline is past. ISO days compare as text."""
        return sum(n for day, n in self.open_until.items() if day < today.isoformat())
