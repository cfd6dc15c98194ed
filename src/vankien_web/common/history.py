"""The history of what was done: who, when, to what, in chains that cannot be changed unseen.

`record` adds an event inside the transaction of the change; `record_many` adds many at once.
Each stream ("draft:12") is a chain (see `chain`), its head row says how long it is and where it ends.
Every app says its verbs as sentences in `events.toml` beside its apps.py (see `sentences`).
"""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.db import connection, models, transaction
from django.http import HttpRequest

from vankien_web.common import chain, clock
from vankien_web.common.models import Event, EventQuerySet, Stream
from vankien_web.common.sentences import sentence

__all__ = ["MACHINE", "happened", "listed", "name_of", "of", "record", "record_many", "sentence", "stream"]
MACHINE = "machine"
By = AbstractBaseUser | None  # None is the machine
_BATCH = 5_000


def record(
    verb: str,
    subject: models.Model,
    *,
    by: By,
    stream: models.Model | None = None,
    on: date | None = None,
    **details: Any,
) -> Event:
    """Add an event to the stream of `stream`, else of `subject`. `by=None` is the machine.

    Raises TransactionManagementError outside of a transaction: an event stands or falls with its change.
    """
    _inside_a_transaction()
    event = _event(verb, subject, by, stream, clock.now(), on, details)
    while not _linked(event):
        pass  # somebody opened the same stream at the same moment: now it is there to be locked
    event.save(force_insert=True)
    return event


def happened(
    verb: str,
    subject: models.Model | str,
    *,
    by: By,
    stream: models.Model | str | None = None,
    at: datetime | None = None,
    on: date | None = None,
    **details: Any,
) -> Event:
    """An event for `record_many`, not stored yet; subject and stream may be given by their names."""
    return _event(verb, subject, by, stream, at or clock.now(), on, details)


def record_many(events: Iterable[Event]) -> int:
    """Chain and store what `happened`, in its order, in batches; returns how many. Memory is a batch's."""
    _inside_a_transaction()
    waiting, total = iter(events), 0
    while batch := list(islice(waiting, _BATCH)):
        _store(batch)
        total += len(batch)
    return total


def of(subject: models.Model) -> EventQuerySet:
    """What was done to `subject`, oldest first."""
    return Event.objects.filter(subject=name_of(subject)).order_by("pk")


def stream(name: models.Model | str) -> EventQuerySet:
    """One stream, oldest first."""
    return Event.objects.filter(stream=_name(name)).order_by("number")


def listed(request: HttpRequest, events: models.QuerySet[Event], size: int = 50) -> Page[Event]:
    """The page of `events` that `?page=` asks for, newest first, as common/history.html shows it."""
    return Paginator(events.order_by("-at", "-pk"), size).get_page(request.GET.get("page"))


def name_of(subject: models.Model) -> str:
    """How the history names a record: "draft:12"."""
    return f"{subject._meta.model_name}:{subject.pk}"


def _inside_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("record an event inside the transaction of its change")


def _event(
    verb: str,
    subject: models.Model | str,
    by: By,
    stream: models.Model | str | None,
    at: datetime,
    on: date | None,
    details: dict[str, Any],
) -> Event:
    return Event(
        at=at,
        on=on or at.date(),
        actor=_actor(by),
        actor_name=_actor_name(by),
        verb=verb,
        subject=_name(subject),
        stream=_name(stream or subject),
        details=chain.plain(details),
    )


def _name(subject: models.Model | str) -> str:
    return subject if isinstance(subject, str) else name_of(subject)


def _actor(by: By) -> str:
    return name_of(by) if by else MACHINE


def _actor_name(by: By) -> str:
    """What the person is called today, kept as it was."""
    return chain.text(by)[:255] if by else ""


def _linked(event: Event) -> bool:
    """Put `event` at the end of its stream; False where another opened the stream at the same moment."""
    head = Stream.objects.select_for_update().filter(name=event.stream).first()
    if head is None:
        _link(event, Stream(name=event.stream))
        return _opened(event)
    _link(event, head)
    Stream.objects.filter(name=head.name).update(count=head.count, hash=head.hash)
    return True


def _link(event: Event, head: Stream) -> None:
    event.number, event.previous = head.count + 1, head.hash
    event.hash = chain.fingerprint(event)
    head.count, head.hash = event.number, event.hash


def _opened(event: Event) -> bool:
    # Django's ignore_conflicts does not tell whether the row was written.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO common_stream (name, count, hash) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [event.stream, event.number, event.hash],
        )
        return bool(cursor.rowcount == 1)


def _store(batch: list[Event]) -> None:
    heads = _locked({event.stream for event in batch})
    for event in batch:
        _link(event, heads[event.stream])
    Event.objects.bulk_create(batch)
    Stream.objects.bulk_create(
        heads.values(), update_conflicts=True, update_fields=["count", "hash"], unique_fields=["name"]
    )


def _locked(names: set[str]) -> dict[str, Stream]:
    """The heads of these streams, locked in one order; those that are missing are opened."""
    ordered = sorted(names)
    heads = _held(ordered)
    if missing := [Stream(name=name) for name in ordered if name not in heads]:
        Stream.objects.bulk_create(missing, ignore_conflicts=True)
        heads |= _held([head.name for head in missing])
    return heads


def _held(names: list[str]) -> dict[str, Stream]:
    chunks = (names[at : at + 500] for at in range(0, len(names), 500))
    return {
        head.name: head
        for chunk in chunks
        for head in Stream.objects.select_for_update().filter(name__in=chunk).order_by("name")
    }
