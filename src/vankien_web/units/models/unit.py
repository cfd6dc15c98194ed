"""A unit of the organisation and what it was called, and stood under, on each day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vankien.text import bare, collation_key
from vankien_web.common.fields import BytewiseField, holds_on, numbers, segment, under, under_any
from vankien_web.units.models.who import who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User


class Kind(models.TextChoices):
    """Kinds of units: the ids of the packs, and a cell."""

    COMMUNE = "xa-phuong", _("commune, ward, township")
    OFFICE = "co-quan", _("government office")
    PARTY_OFFICE = "co-quan-dang", _("party or mass organisation office")
    DISTRICT = "huyen-tp", _("district, town, city of a province")
    PROVINCE = "tinh", _("province, city under the centre")
    UNION = "cong-doan-co-so", _("base trade union")
    CELL = "chi-bo", _("cell")
    OTHER = "khac", _("other unit")


class Level(models.TextChoices):
    """Levels of the organisation, the highest first."""

    CENTRE = "trung-uong", _("central")
    PROVINCE = "tinh", _("directly under the centre")
    UPPER = "tren-co-so", _("directly above the base")
    BASE = "co-so", _("base")
    CELL = "chi-bo", _("cell")


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, user: User) -> UnitQuerySet:
        """Everything in the subtrees where this person holds a post or serves in a working group."""
        return self.filter(under_any(who(user).scopes))

    def below(self, unit: Unit) -> UnitQuerySet:
        """The unit itself and all below it, as the tree stands today."""
        return self.filter(under(unit.path))

    def living_on(self, day: date) -> UnitQuerySet:
        return self.filter(
            Q(founded__isnull=True) | Q(founded__lte=day), Q(ended__isnull=True) | Q(ended__gte=day)
        )


class Unit(models.Model):
    """What holds today; `UnitState` has every day's. `path` is one fixed-width step per ancestor, own last.

    `ended` is the last day; `successor` is the unit into which this one was merged.
    """

    streamed = True

    code = models.CharField(max_length=64, unique=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = BytewiseField(max_length=100, unique=True, null=True, editable=False)
    name = models.CharField(max_length=255)
    short_name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=32, choices=Kind.choices)
    level = models.CharField(max_length=16, choices=Level.choices)
    founded = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        db_index=False,  # few have one: an index of all would look useless to SQLite
    )
    sort_key = BytewiseField(max_length=600, editable=False, db_index=True)
    folded = models.CharField(max_length=255, editable=False)
    revision = models.PositiveIntegerField(default=0)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key",)
        indexes = (
            models.Index(fields=("successor",), name="merged", condition=models.Q(successor__isnull=False)),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the derived columns right; a new unit gets its path from its own number."""
        self.sort_key, self.folded = collation_key(self.name), bare(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        if not self.path:
            self.path = (self.parent.path or "" if self.parent else "") + segment(self.pk)
            super().save(update_fields=["path"])

    @property
    def called(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def ancestor_ids(self) -> list[int]:
        """From the root to the parent."""
        return numbers(self.path or "")[:-1]


class UnitStateQuerySet(models.QuerySet["UnitState"]):
    def on(self, day: date) -> UnitStateQuerySet:
        return self.filter(holds_on(day))


class UnitState(models.Model):
    """How a unit stood from one day to another (both count)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="states")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=255)
    short_name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=32, choices=Kind.choices)
    level = models.CharField(max_length=16, choices=Level.choices)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=255, blank=True)

    objects = UnitStateQuerySet.as_manager()

    class Meta:
        ordering = ("unit", "since")
        constraints = (models.UniqueConstraint(fields=("unit", "since"), name="one_state_a_day"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.since:%d/%m/%Y})"
