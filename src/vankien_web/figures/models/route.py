"""To whom a committee sends what a pack says that a department verifies, where the names do not tell."""

from __future__ import annotations

from django.db import models

from vankien_web.units.models import Unit


class Route(models.Model):
    """A person's choice, remembered: `name` is the pack's own name of the department, folded."""

    committee = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    department = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("committee", "name"), name="one_route_a_name"),)

    def __str__(self) -> str:
        return f"{self.name}: {self.department}"
