"""What the site knows of a form beyond the library: of what it is made, when, and to whom it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vankien.outputs.papers.model import Content, Signature
from vankien_web.reviews.papers.heads import Head
from vankien_web.reviews.papers.source import Source
from vankien_web.units.models import Post, Unit, WorkingGroup

About = Literal["meeting", "draft", "report"]


@dataclass(frozen=True)
class Recipients:
    """`lines` as printed, the units and groups among them are told on the site."""

    lines: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    groups: tuple[WorkingGroup, ...] = ()


def nobody(source: Source) -> Recipients:
    return Recipients()


@dataclass(frozen=True)
class Signing:
    """What a signature block is made from: who signs, for which body, on which day."""

    post: Post | None
    head: Head
    day: date


@dataclass(frozen=True)
class Rule:
    """`words`: the trích yếu. `records`: the streams in which the subject is recorded."""

    form: str
    about: About
    content: Callable[[Source], Content]
    words: Callable[[Source], str]
    signatures: Callable[[Source, Signing], tuple[Signature, ...]]
    recipients: Callable[[Source], Recipients] = nobody
    record: Callable[[Source], str] = field(default=lambda source: f"meeting:{source.meeting.pk}")
    issuer: Callable[[Source], Unit] = field(default=lambda source: source.meeting.unit)
