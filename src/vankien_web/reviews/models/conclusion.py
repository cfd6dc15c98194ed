"""What a meeting wrote down: its minutes, and the chair's conclusion in numbered sentences."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vankien_web.common import clock
from vankien_web.reviews.models.meeting import AgendaItem, Meeting
from vankien_web.reviews.models.opinion import Opinion
from vankien_web.units.models import Person


class MinuteEntry(models.Model):
    """A paragraph of the minutes: who said what on which item. Each is saved alone, so nobody overwrites."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minute_entries")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(default=0)
    speaker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=0)

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
    ASSESSMENT = "assessment", _("assessment")
    REQUEST = "request", _("asks for something")


class Sentence(models.Model):
    """A numbered sentence. One that asks becomes requests; an assessment need not.

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

    class Meta:
        ordering = ("number", "pk")

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:80]}"
