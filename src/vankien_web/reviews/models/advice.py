"""Formal advice that another service is asked for, with a deadline and a visible delay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vankien_web.common import clock
from vankien_web.common.fields import under_any
from vankien_web.drafts.models import Draft, Version, known_to
from vankien_web.reviews.models.opinion import Scope
from vankien_web.units.models import COMMITTEE, Role, Unit, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User

_ASKS = (*COMMITTEE, Role.WORKING_GROUP_MEMBER)
_GIVES = (Role.VERIFIER, Role.UNIT_SECRETARY)


class AdviceOutcome(models.TextChoices):
    """How a service answers; empty: not yet."""

    WAITING = "", _("not given yet")
    FAVOURABLE = "favourable", _("favourable")
    WITH_REMARKS = "with_remarks", _("favourable, with remarks")
    UNFAVOURABLE = "unfavourable", _("unfavourable")
    RETURNED = "returned", _("returned: not ours, or not complete")


class AdviceQuerySet(models.QuerySet["Advice"]):
    def visible_to(self, user: User) -> AdviceQuerySet:
        """Those asked of one's own department, and those on drafts that one's committee hears."""
        mine = who(user)
        if mine.user_id is None:
            return self.none()
        heard = Q(draft__shared_at__isnull=False) & under_any(mine.paths(*_ASKS), "draft__unit_path")
        return self.filter(Q(asked_of__in=mine.units(*_GIVES)) | heard, known_to(mine))

    def with_waiting(self) -> AdviceQuerySet:
        """With `waiting`: whether an answer is still to come."""
        waits = Q(answered_at=None, withdrawn_at=None)
        return self.annotate(waiting=ExpressionWrapper(waits, output_field=models.BooleanField()))


class Advice(models.Model):
    """`passage` is the text asked about as it stood in `version`: the service need not see the whole draft.

    `committee` is for whom it was asked: its office and those above follow it up.

    `again` is the enquiry of which this is a repetition, after a late, unclear or returned answer.
    """

    streamed = True

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="advice")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=16, choices=Scope.choices, default=Scope.WHOLE)
    place = models.JSONField(null=True, blank=True)
    section = models.CharField(max_length=255, blank=True)
    passage = models.TextField(blank=True)
    asked_of = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="advice")
    question = models.TextField()
    due = models.DateField()
    committee = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    reminded_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=16, choices=AdviceOutcome.choices, default=AdviceOutcome.WAITING, blank=True
    )
    text = models.TextField(blank=True)
    source = models.CharField(max_length=255, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    again = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="repeated"
    )
    revision = models.PositiveIntegerField(default=0)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        ordering = ("due", "pk")
        indexes = (models.Index(fields=("asked_of", "answered_at")),)

    def __str__(self) -> str:
        return f"{self.asked_of}: {self.draft}"

    @property
    def late(self) -> int:
        """Whole days over the deadline: of the answer where there is one, else until today."""
        until = timezone.localtime(self.answered_at).date() if self.answered_at else clock.today()
        return max((until - self.due).days, 0) if self.withdrawn_at is None else 0

    @property
    def waits(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None

    @property
    def label(self) -> str:
        """What is asked about, as a department knows it: the section or the figure, and the document."""
        return f"{self.section}: {self.draft.title}" if self.section else self.draft.title
