"""What a meeting wrote down: its minutes, and the chair's conclusion in numbered sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from vankien_web.common import clock
from vankien_web.common.fields import under_any
from vankien_web.drafts.models import known_to
from vankien_web.reviews.models.meeting import AgendaItem, Meeting
from vankien_web.reviews.models.opinion import Opinion
from vankien_web.units.models import COMMITTEE, Person, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User

_BY_ITEM = (F("item__number").asc(nulls_last=True), "item", "number", "pk")


class MinuteEntryQuerySet(models.QuerySet["MinuteEntry"]):
    def visible_to(self, user: User) -> MinuteEntryQuerySet:
        """What the committee wrote down in its own meetings."""
        mine = who(user)
        heard = under_any(mine.paths(*COMMITTEE), "meeting__unit__path")
        return self.filter(heard, known_to(mine, "item__draft"))

    def in_order(self) -> MinuteEntryQuerySet:
        """By item, what belongs to none last."""
        return self.order_by(*_BY_ITEM)


class MinuteEntry(models.Model):
    """A paragraph of the minutes: who said what on which item. Each is saved alone, so nobody overwrites.

    `number` counts within the item.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minute_entries")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(default=0)
    speaker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=0)

    objects = MinuteEntryQuerySet.as_manager()

    class Meta:
        ordering = ("number", "pk")

    def __str__(self) -> str:
        return f"{self.meeting}: {self.number}"


class Conclusion(models.Model):
    """Of one meeting: written until it is issued, never changed afterwards."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="conclusion")
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.meeting)


class SentenceKind(models.TextChoices):
    """Whether a sentence asks for something."""

    ASSESSMENT = "assessment", _("assessment")
    REQUEST = "request", _("asks for something")


class SentenceQuerySet(models.QuerySet["Sentence"]):
    def visible_to(self, user: User) -> SentenceQuerySet:
        """The committee's own; others get the requests, or the notice."""
        mine = who(user)
        heard = under_any(mine.paths(*COMMITTEE), "conclusion__meeting__unit__path")
        return self.filter(heard, known_to(mine, "item__draft"))

    def in_order(self) -> SentenceQuerySet:
        """By item, what belongs to none last."""
        return self.order_by(*_BY_ITEM)


class Sentence(models.Model):
    """A sentence of the conclusion. One that asks becomes requests; an assessment need not.

    `number` counts within the item, so that what is hidden leaves no gap in what is seen.

    `opinions` are those it was drawn from; `findings` the machine's, as data: a list of
    {"version", "code", "fingerprint", "sentence"}. `key` is made by the page that typed it, so that the same
    sentence sent twice over a bad line is one sentence.
    """

    conclusion = models.ForeignKey(Conclusion, on_delete=models.CASCADE, related_name="sentences")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="sentences"
    )
    number = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=16, choices=SentenceKind.choices, default=SentenceKind.REQUEST)
    text = models.TextField()
    opinions: models.ManyToManyField[Opinion, models.Model] = models.ManyToManyField(
        Opinion, blank=True, related_name="sentences"
    )
    findings = models.JSONField(default=list, blank=True)
    key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=0)

    objects = SentenceQuerySet.as_manager()

    class Meta:
        ordering = ("number", "pk")

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:80]}"
