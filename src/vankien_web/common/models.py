"""The history as it is stored: events in streams. Rows are added (`history.record`), never changed."""

from typing import Any, NoReturn

from django.db import models

from vankien_web.common import clock
from vankien_web.common.delivery import Notice as Notice
from vankien_web.common.delivery import NoticeSetting as NoticeSetting
from vankien_web.common.entries import Entry as Entry


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("an event is never changed")

    def delete(self) -> NoReturn:
        raise TypeError("an event is never deleted")


class Event(models.Model):
    """One thing done to one record, a link in the chain of its stream.

    `subject` and `stream` are names, "draft:12"; `actor` is "user:12" or "machine" and `actor_name` what the
    person was called then; `on` is the day spoken of. `details` never holds the text of a draft. `hash`
    covers every field but the key (see `chain`) and `previous`, the hash of the link before.
    """

    at = models.DateTimeField(default=clock.now)
    on = models.DateField(default=clock.today)
    actor = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=255, blank=True)
    verb = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    stream = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("stream", "number"), name="one_event_a_number"),)
        indexes = (models.Index(fields=("subject", "id"), name="events_of_a_subject"),)

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor} {self.verb} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("an event is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("an event is never deleted")


class Stream(models.Model):
    """The head of a stream: how many events it has and the hash of the last."""

    name = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.count})"
