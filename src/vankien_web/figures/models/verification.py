"""Verification: a department stands behind a figure of a draft, or says what is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vankien_web.common import clock
from vankien_web.common.fields import ExactField, under_any
from vankien_web.drafts.models import Draft, known_to
from vankien_web.figures.models.figure import Figure
from vankien_web.figures.models.reference import Value
from vankien_web.units.models import COMMITTEE, WRITERS, Role, Unit, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User

_ASKS = (*COMMITTEE, Role.WORKING_GROUP_MEMBER)


class VerificationState(models.TextChoices):
    """Who must act next."""

    WAITING = "waiting", _("waiting for the department")
    ASKED_BACK = "asked_back", _("the department asks the unit")
    DONE = "done", _("answered")
    GONE = "gone", _("no longer in the document")


class Outcome(models.TextChoices):
    """What the department says; empty: nothing yet."""

    NONE = "", _("not answered yet")
    CONFIRMED = "confirmed", _("confirmed")
    CORRECTED = "corrected", _("corrected")
    REJECTED = "rejected", _("rejected")


class VerificationQuerySet(models.QuerySet["Verification"]):
    def visible_to(self, user: User) -> VerificationQuerySet:
        """Those asked of one's own department; those of own drafts; those of drafts one's committee hears."""
        mine = who(user)
        if mine.user_id is None:
            return self.none()
        heard = Q(draft__shared_at__isnull=False) & under_any(mine.paths(*_ASKS), "draft__unit_path")
        own = tuple(s.path for s in mine.seats if s.role in WRITERS and s.path)
        asked = Q(department__in=mine.units(Role.VERIFIER, *WRITERS))
        return self.filter(asked | heard | Q(draft__unit_path__in=own), known_to(mine))

    def waiting(self) -> VerificationQuerySet:
        return self.filter(state=VerificationState.WAITING)


class Verification(models.Model):
    """One figure of a draft in the hands of a department, through all versions of the draft.

    `figure` is the figure as it stands in the newest version in which it was found again (by `key`).
    Once answered, `sealed` is the value that the department spoke of and `broken_at` is set when a newer
    version states another one: then it waits again. `value`, `unit`, `source` are the department's own.
    `before` is what was sealed before the seal broke, in words. Its history stands in the draft's stream.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="verifications")
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="verifications")
    key = models.CharField(max_length=64)
    department = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="verifications")
    committee = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    due = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=VerificationState.choices, default=VerificationState.WAITING
    )
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default="", blank=True)
    reference = models.ForeignKey(Value, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    value = ExactField(null=True, blank=True)
    unit = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=255, blank=True)
    reason = models.TextField(blank=True)
    sealed = models.CharField(max_length=255, blank=True)
    broken_at = models.DateTimeField(null=True, blank=True)
    before = models.CharField(max_length=255, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ("due", "pk")
        constraints = (models.UniqueConstraint(fields=("draft", "key"), name="one_verification_a_figure"),)
        indexes = (models.Index(fields=("department", "state", "due")),)

    def __str__(self) -> str:
        return f"{self.department}: {self.figure}"


class Remark(models.Model):
    """What was said between department and unit about one figure; never changed."""

    verification = models.ForeignKey(Verification, on_delete=models.CASCADE, related_name="remarks")
    text = models.TextField()
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:60]
