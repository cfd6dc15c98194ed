"""A season of congresses under a directive, whose pack may be replaced on a recorded day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from vankien import packs
from vankien.packs import Pack
from vankien_web.common import clock
from vankien_web.common.fields import ancestors, under
from vankien_web.units.models import Unit, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User


class SeasonQuerySet(models.QuerySet["Season"]):
    def visible_to(self, user: User) -> SeasonQuerySet:
        """Seasons of the tree in which this person sees anything: held above, at, or below what is seen."""
        paths = who(user).campaign_scopes
        if not paths:
            return self.none()
        found = models.Q()
        for path in paths:
            above = models.Q(root__path__in=ancestors(path))
            below = under(path, "root__path") if path else models.Q(pk__isnull=False)
            found |= above | below
        return self.filter(found)

    def newest(self) -> Season | None:
        """An open season before a closed one, then the latest term."""
        order = (models.F("closed_on").asc(nulls_first=True), "-term_from", "-pk")
        return self.order_by(*order).first()


class Season(models.Model):
    """The congresses of `root` and all below it for one term. `pack` is the one in force today."""

    streamed = True

    name = models.CharField(max_length=160)
    root = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seasons")
    pack = models.CharField(max_length=64)
    term_from = models.PositiveSmallIntegerField()
    term_until = models.PositiveSmallIntegerField()
    opened_on = models.DateField(default=clock.today)
    closed_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = SeasonQuerySet.as_manager()

    class Meta:
        ordering = ("-term_from", "name")

    def __str__(self) -> str:
        return self.name

    @property
    def rules(self) -> Pack:
        """The pack in force today. Raises packs.PackError where it is no longer installed."""
        return packs.load(self.pack)

    @property
    def last_term(self) -> tuple[int, int]:
        """The years of the term that ends: 2020–2025 follows 2015–2020."""
        years = self.term_until - self.term_from
        return self.term_from - years, self.term_from


class SeasonPack(models.Model):
    """Which pack a season followed from which day on, and why it changed."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="packs")
    pack = models.CharField(max_length=64)
    since = models.DateField()
    reason = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ("since",)
        constraints = (models.UniqueConstraint(fields=("season", "since"), name="one_pack_a_day"),)

    def __str__(self) -> str:
        return f"{self.pack} ({self.since:%d/%m/%Y})"


class DeadlineOverride(models.Model):
    """A stricter deadline for a unit and all of this kind below it, with the paper that sets it."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="overrides")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    until: models.DateField[date, date] = models.DateField()
    max_days = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    source = models.CharField(max_length=255)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("season", "unit", "kind"), name="one_override_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.unit}: {self.until:%d/%m/%Y}"
