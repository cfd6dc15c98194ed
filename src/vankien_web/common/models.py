"""The history: what was done, by whom, when. Rows are added, never changed."""

from typing import Any, NoReturn

from django.db import models


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("an event is never changed")

    def delete(self) -> NoReturn:
        raise TypeError("an event is never deleted")


class Event(models.Model):
    """One thing done to one record. `subject` is "draft:12"; `details` never holds the text of a draft."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=64)
    verb = models.CharField(max_length=64)
    subject = models.CharField(max_length=64, db_index=True)
    details = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor} {self.verb} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("an event is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("an event is never deleted")


def record(verb: str, subject: models.Model, *, by: str, **details: Any) -> Event:
    """Add an event. Call inside the transaction of the change itself."""
    name = f"{subject._meta.model_name}:{subject.pk}"
    return Event.objects.create(verb=verb, subject=name, actor=by, details=details)
