"""In which state a record is: where its streams of the history end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from vankien_web.common.models import Stream

JOIN = "+"


def state(record: str) -> str:
    return states([record])[record]


def states(records: Iterable[str]) -> dict[str, str]:
    """By record ("meeting:3", "meeting:3+draft:12"): the hash at its end, one over several. One query."""
    asked = {record: record.split(JOIN) for record in records}
    names = {name for parts in asked.values() for name in parts}
    ends = dict(Stream.objects.filter(name__in=names).values_list("name", "hash"))
    return {record: _one([ends.get(name, "") for name in parts]) for record, parts in asked.items()}


def _one(ends: list[str]) -> str:
    if len(ends) == 1 and ends[0]:
        return ends[0]
    return hashlib.sha256("\n".join(ends).encode()).hexdigest()
