"""Whether the history is as it was written: altered, removed, reordered and inserted events are found.

Reads each stream from its first link to its head, a few thousand rows at a time, while people go on working.
Against somebody who rewrites a whole stream and its head with new hashes only a copy kept elsewhere helps.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models, transaction

from vankien_web.common import chain
from vankien_web.common.models import Stream

_ROWS = 5_000
_FIRST = (-1, -1)
_LAST = (2**31 - 1, 2**63 - 1)  # before and after every number and key of a stream
_HEADS = 500
_COLUMNS = "stream, number, {at}, {on}, actor, actor_name, verb, subject, details, previous, hash, id"
_SENTENCES = {
    "changed": "nội dung đã bị sửa sau khi ghi",
    "unlinked": "không nối tiếp sự kiện đứng trước (bị chèn vào, đổi chỗ, hoặc sự kiện trước bị thay)",
    "moved": "đứng sai thứ tự đã ghi",
    "repeated": "số thứ tự bị trùng hoặc không hợp lệ",
    "missing": "đã bị xóa",
    "beyond": "bị chèn vào sau sự kiện cuối cùng đã ghi",
    "headless": "chuỗi có sự kiện nhưng không có dòng đầu chuỗi (dòng đó bị xóa, hoặc sự kiện bị chèn)",
    "head": "dòng đầu chuỗi không khớp với sự kiện cuối cùng (dòng đó bị sửa)",
    "lost": "hồ sơ vẫn còn nhưng cả chuỗi lịch sử đã bị xóa",
}


class Problem(NamedTuple):
    """What is wrong with one event (`number`), a run of them (`until`), or a whole stream (`number` None)."""

    stream: str
    number: int | None
    what: str
    until: int | None = None

    def __str__(self) -> str:
        numbers = "" if self.number is None else f", sự kiện số {self.number}"
        if self.until not in (None, self.number):
            numbers += f" đến {self.until}"
        return f"Lịch sử {self.stream}{numbers}: {_SENTENCES[self.what]}."


class _Row(NamedTuple):
    stream: str
    number: Any
    at: Any
    on: Any
    actor: str
    actor_name: str
    verb: str
    subject: str
    details: Any
    previous: str
    hash: str
    id: int


class _Head(NamedTuple):
    length: int
    hash: str


def verify(*, streams: Iterable[str] | None = None) -> list[Problem]:
    """Everything wrong with `streams` (names), else with the whole history; empty when nothing is."""
    return list(problems(streams))


def problems(streams: Iterable[str] | None = None) -> Iterator[Problem]:
    """`verify`, one by one."""
    if streams is not None:
        for name in streams:
            yield from _confirmed(name)
        return
    for name in _suspects():
        yield from _confirmed(name)
    for name in _without_stream():
        yield Problem(name, None, "lost")


def _confirmed(name: str) -> Iterator[Problem]:
    """Look at one stream while nobody can add to it: a stream that grew under our eyes is sound."""
    with transaction.atomic():
        stored = Stream.objects.select_for_update().filter(name=name).first()
        head = _Head(stored.count, stored.hash) if stored else None
        found = list(_check(name, _events((name, *_FIRST), name), head))
    yield from found
    if head is None and name in _lost([name]):
        yield Problem(name, None, "lost")


def _suspects() -> Iterator[str]:
    """The streams that look wrong."""
    below, after = "", ("", *_FIRST)
    while True:
        heads = list(Stream.objects.filter(name__gt=below).order_by("name")[:_HEADS])
        upto = heads[-1].name if heads else None
        waiting = {head.name: _Head(head.count, head.hash) for head in heads}
        for name, events in groupby(_events(after, upto), key=lambda row: row.stream):
            if any(_check(name, events, waiting.pop(name, None))):
                yield name
        yield from (name for name, head in waiting.items() if head != _Head(0, ""))
        if upto is None:
            return
        below, after = upto, (upto, *_LAST)


def _check(name: str, events: Iterable[_Row], head: _Head | None) -> Iterator[Problem]:
    """Follow the chain of one stream, `events` by their numbers, to its head."""
    number, previous, last_id = 0, "", -1
    for row in events:
        if not isinstance(row.number, int) or row.number == number:
            yield Problem(name, row.number, "repeated")
            continue
        if row.number != number + 1:
            yield Problem(name, number + 1, "missing", row.number - 1)
        if row.hash != _hash(row):
            yield Problem(name, row.number, "changed")
        elif row.previous != previous and row.number == number + 1:
            yield Problem(name, row.number, "unlinked")
        if row.id < last_id:
            yield Problem(name, row.number, "moved")
        if head and row.number > head.length:
            yield Problem(name, row.number, "beyond")
        number, previous, last_id = row.number, row.hash, row.id
    yield from _end(name, head, number, previous)


def _end(name: str, head: _Head | None, number: int, last: str) -> Iterator[Problem]:
    if head is None:
        if number:
            yield Problem(name, None, "headless")
    elif number < head.length:
        yield Problem(name, number + 1, "missing", head.length)
    elif number == head.length and last != head.hash:
        yield Problem(name, None, "head")


def _hash(row: _Row) -> str:
    """The hash that a stored event must have; empty for what no event can hold."""
    try:
        details = json.loads(row.details)
        at, on = _moment(row.at), str(row.on)
        done = (row.actor, row.actor_name, row.verb, row.subject, details)
        return chain.digest(row.stream, row.number, at, on, *done, row.previous)
    except (TypeError, ValueError):
        return ""


def _moment(stored: Any) -> str:
    """SQLite keeps text in UTC."""
    if isinstance(stored, datetime):
        return chain.moment(stored)
    day, _, time = str(stored).partition(" ")
    return f"{day}T{time if '.' in time else f'{time}.000000'}+00:00"


def _events(after: tuple[str, int, int], upto: str | None) -> Iterator[_Row]:
    """Stored events in the order of streams and numbers, as the database gives them, in pages."""
    # SQLite's text is not read as a day: not a letter of it may change unseen.
    days = ("CAST(at AS TEXT)", 'CAST("on" AS TEXT)') if connection.vendor == "sqlite" else ("at", '"on"')
    columns = _COLUMNS.format(at=days[0], on=days[1])
    end, ends = ("AND stream <= %s", [upto]) if upto is not None else ("", [])
    query = f"""SELECT {columns} FROM common_event WHERE (stream, number, id) > (%s, %s, %s) {end}
        ORDER BY stream, number, id LIMIT {_ROWS}"""  # noqa: S608 - no value is part of the text
    while True:
        with connection.cursor() as cursor:
            cursor.execute(query, [*after, *ends])
            rows = [_Row._make(row) for row in cursor.fetchall()]
        yield from rows
        if len(rows) < _ROWS:
            return
        after = (rows[-1].stream, rows[-1].number, rows[-1].id)


def _without_stream() -> Iterator[str]:
    """Records of models that declare `streamed = True` and have no stream."""
    for model in _streamed():
        keys = model._base_manager.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=_ROWS)
        names = (f"{model._meta.model_name}:{key}" for key in keys)
        while chunk := list(islice(names, _HEADS)):
            present = Stream.objects.filter(name__in=chunk).values_list("name", flat=True)
            yield from sorted(set(chunk).difference(present))


def _lost(names: Iterable[str]) -> Iterator[str]:
    """Those of `names` whose record still exists."""
    streamed = {model._meta.model_name: model for model in _streamed()}
    for name in names:
        kind, _, key = name.partition(":")
        if kind in streamed and key.isdigit() and streamed[kind]._base_manager.filter(pk=key).exists():
            yield name


def _streamed() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if getattr(model, "streamed", False)]
