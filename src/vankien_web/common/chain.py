"""How events are chained: what both databases give back unchanged, and the hash of a link.

The hash is the SHA-256 of the UTF-8 bytes of a JSON array, without spaces, letters as they are, keys sorted:
[stream, number, at (UTC, ISO, microseconds), on (ISO), actor, actor_name, verb, subject, details, previous].
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Protocol


class Link(Protocol):
    """What is hashed of an event."""

    stream: str
    number: int
    at: datetime
    on: date
    actor: str
    actor_name: str
    verb: str
    subject: str
    details: Any
    previous: str


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def fingerprint(link: Link) -> str:
    """The hash that `link` must have."""
    at, on = moment(link.at), link.on.isoformat()
    done = (link.actor, link.actor_name, link.verb, link.subject, link.details)
    return digest(link.stream, link.number, at, on, *done, link.previous)


def digest(*fields: Any) -> str:
    """The hash of a link given by its fields, in the order of the module's docstring, as JSON writes them."""
    return hashlib.sha256(_encode(fields).encode()).hexdigest()


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def plain(value: Any) -> Any:
    """`value` as JSON that every database keeps as it is: fractions, days as text. Raises TypeError."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str | float | Decimal):
        return text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {text(key): plain(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    raise TypeError(f"an event cannot hold {value!r}: give its number or its name")


def text(value: object) -> str:
    """Without NUL and half letters, which PostgreSQL refuses."""
    return str(value).replace("\0", "").encode("utf-8", "replace").decode()
