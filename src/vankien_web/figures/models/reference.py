"""Reference data: the values that a department stands behind, from its own workbooks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from vankien_web.common import clock
from vankien_web.common.fields import BytewiseField, ExactField, under_any
from vankien_web.common.storage import FileHashField
from vankien_web.units.models import COMMITTEE, WRITERS, Role, Unit, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User


class Mapping(models.Model):
    """How a department's workbook of one shape is read; confirmed once, found again by its shape.

    `shape` is the hash of the folded headings; `columns` is what the library takes (vankien.reference): what
    names and units mean, `lines` that a person overruled, `seen` the marks of all that a person confirmed.
    """

    department = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    shape = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("department", "shape"), name="one_mapping_a_shape"),)

    def __str__(self) -> str:
        return f"{self.department}: {self.shape[:8]}"


class ReferenceQuerySet(models.QuerySet["Reference"]):
    def visible_to(self, user: User) -> ReferenceQuerySet:
        """Those of one's own department, and those for a committee that one works for."""
        mine = who(user)
        if mine.user_id is None:
            return self.none()
        own = Q(department__in=mine.units(*WRITERS, Role.VERIFIER))
        above = under_any(mine.paths(*COMMITTEE), "department__path") & Q(waiting=False)
        return self.filter(own | above)


class Reference(models.Model):
    """One workbook that a department brought: the file as it was, and who stands behind it.

    `source` is the document that the values come from, as the department names it; `about` the unit whose
    data it holds where a row names none; `as_of` the date of the data: of two workbooks the newer data stand.
    While it is `waiting` for a person's decisions nothing of it counts, and its cells are kept in `sheets`
    (word.books); `answers` are what a person has said of this workbook alone, by sheet: its `period` and
    `measure`, and `lines` that are read otherwise than the machine does.
    """

    streamed = True

    department = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="references")
    source = models.CharField(max_length=255)
    file_name = models.CharField(max_length=255)
    sha256 = FileHashField()
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    about = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    as_of: models.DateField[date, date] = models.DateField(default=clock.today)
    waiting = models.BooleanField(default=False)
    sheets = models.JSONField(default=list, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.department}: {self.source}"


class ValueRole(models.TextChoices):
    """An estimate is a result as far as it is known."""

    ACTUAL = "actual", gettext_lazy("result")
    TARGET = "target", gettext_lazy("plan")


class ValueQuerySet(models.QuerySet["Value"]):
    def visible_to(self, user: User) -> ValueQuerySet:
        return self.filter(reference__in=Reference.objects.visible_to(user))

    def standing(self) -> ValueQuerySet:
        """Neither replaced by a newer workbook nor withdrawn."""
        return self.filter(replaced=False, reference__withdrawn_at=None)


class Value(models.Model):
    """Indicator × unit × period = value, as a department states it; exact. `role`: reached, or planned.

    `unit_path` is where in the tree the value's unit stands; `cell` where in the workbook ("Biểu 1!C7").
    A value of the same department, indicator, unit and period from newer data replaces it; nothing is
    deleted. `indicator` is empty for what the catalogue does not name: then `name` says what it is.
    """

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="values")
    indicator = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=255, blank=True)
    about = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    unit_path = BytewiseField(max_length=100)
    period = models.CharField(max_length=64)
    unit = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=16, choices=ValueRole, default=ValueRole.ACTUAL)
    value = ExactField()
    source = models.CharField(max_length=255, blank=True)
    cell = models.CharField(max_length=120, blank=True)
    replaced = models.BooleanField(default=False)

    objects = ValueQuerySet.as_manager()

    class Meta:
        ordering = ("indicator", "unit_path", "period")
        indexes = (models.Index(fields=("indicator", "unit_path", "period")),)

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period}: {self.value}"
