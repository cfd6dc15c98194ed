"""The history of what was done: who, when, to what, in chains that cannot be changed unseen.

`record` adds an event inside the transaction of the change. Each stream ("draft:12") is a chain:
an event's hash is the SHA-256 of the UTF-8 bytes of a JSON array, without spaces and with sorted keys, of
[stream, number, at (UTC, ISO, microseconds), on (ISO), actor, actor_name, verb, subject, details, previous].
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models, transaction

from vankien_web.common import clock
from vankien_web.common.models import Event, EventQuerySet, Stream

MACHINE = "machine"


def record(
    verb: str,
    subject: models.Model,
    *,
    by: AbstractBaseUser | str | None,
    stream: models.Model | None = None,
    on: date | None = None,
    **details: Any,
) -> Event:
    """Add an event to the stream of `stream`, else of `subject`. `by=None` is the machine.

    Raises TransactionManagementError outside of a transaction: an event stands or falls with its change.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("record an event inside the transaction of its change")
    at = clock.now()
    event = Event(
        at=at,
        on=on or at.date(),
        actor=_actor(by),
        actor_name=_actor_name(by),
        verb=verb,
        subject=name_of(subject),
        stream=name_of(stream or subject),
        details=_plain(details),
    )
    while not _linked(event):
        pass  # somebody opened the same stream at the same moment: now it is there to be locked
    event.save(force_insert=True)
    return event


def of(subject: models.Model) -> EventQuerySet:
    """What was done to `subject`, oldest first."""
    return Event.objects.filter(subject=name_of(subject)).order_by("pk")


def stream(name: models.Model | str) -> EventQuerySet:
    """One stream, oldest first: a model's own or by its name."""
    return Event.objects.filter(stream=name if isinstance(name, str) else name_of(name)).order_by("number")


def name_of(subject: models.Model) -> str:
    """How the history names a record: "draft:12"."""
    return f"{subject._meta.model_name}:{subject.pk}"


def fingerprint(event: Event) -> str:
    """The hash that `event` must have (see the module's docstring)."""
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = [event.stream, event.number, at, event.on.isoformat(), event.actor, event.actor_name]
    text = json.dumps(
        [*fields, event.verb, event.subject, event.details, event.previous],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _linked(event: Event) -> bool:
    """Give `event` its place at the end of its stream; False where the stream was just opened by another."""
    head = Stream.objects.select_for_update().filter(name=event.stream).first()
    event.number, event.previous = (head.count + 1, head.hash) if head else (1, "")
    event.hash = fingerprint(event)
    if head is None:
        return _opened(event)
    Stream.objects.filter(name=head.name).update(count=event.number, hash=event.hash)
    return True


def _opened(event: Event) -> bool:
    # Django's ignore_conflicts does not tell whether the row was written.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO common_stream (name, count, hash) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [event.stream, event.number, event.hash],
        )
        return cursor.rowcount == 1


def _actor(by: AbstractBaseUser | str | None) -> str:
    if by is None or isinstance(by, str):
        return by or MACHINE
    return name_of(by)


def _actor_name(by: AbstractBaseUser | str | None) -> str:
    if by is None or isinstance(by, str):
        return ""
    full_name = getattr(by, "get_full_name", str)
    return _text(full_name() if full_name is not str else str(by)) or by.get_username()


def _plain(value: Any) -> Any:
    """What both databases give back as it was: fractions and days as text, no NUL, no half letters."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {_text(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(item) for item in value]
    if isinstance(value, str | float | Decimal):
        return _text(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"an event cannot hold {value!r}: give its number or its name")


def _text(value: object) -> str:
    return str(value).replace("\0", "").encode("utf-8", "replace").decode()
