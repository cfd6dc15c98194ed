"""All papers of a meeting bound into one PDF, made once for all who see the same papers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from vankien_web.common import clock
from vankien_web.reviews.models.meeting import Meeting


class Progress(models.TextChoices):
    """How far the machine is with a bundle."""

    QUEUED = "queued", _("waiting for its turn")
    BINDING = "binding", _("being made")
    DONE = "done", _("done")
    FAILED = "failed", _("not made")


class Bundle(models.Model):
    """`key` is the hash of `content`, what is bound (see takeaway): whoever sees the same gets the same file.

    `left_out` names the papers that could not be converted. The file lies in the folder of what can be
    made again (see binding), not in the store: it is in no backup.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="bundles")
    key = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    state = models.CharField(max_length=16, choices=Progress.choices, default=Progress.QUEUED)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    left_out = models.JSONField(default=list, blank=True)
    asked_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.meeting}: {self.key[:8]}"

    @property
    def under_way(self) -> bool:
        return self.state in (Progress.QUEUED, Progress.BINDING)
