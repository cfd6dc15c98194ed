"""The comments that a file brought with it, as a person reads them: each with its replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from vankien.model import Comment, Document, Place
from vankien.outputs.comments import AUTHOR


@dataclass(frozen=True)
class Said:
    """What one person wrote; `at` is the date as the file has it, empty where it has none."""

    author: str
    at: str
    text: str


@dataclass(frozen=True)
class Thread:
    """A comment and the replies to it; `place` is None where its anchor is lost."""

    said: tuple[Said, ...]
    place: Place | None = None
    done: bool = False


def threads(document: Document) -> tuple[Thread, ...]:
    """Every comment of a person once, in the order of the file; a reply to nobody stands by itself.

    Remarks that the machine wrote into an earlier copy are left out unless somebody answered them.
    """
    by_id = {c.id: c for c in document.comments}
    grouped: dict[str, list[Comment]] = {}
    for comment in document.comments:
        grouped.setdefault(_root(comment, by_id), []).append(comment)
    said = (comments for comments in grouped.values() if any(c.author != AUTHOR for c in comments))
    return tuple(map(_thread, said))


def _root(comment: Comment, by_id: Mapping[str, Comment]) -> str:
    seen: set[str] = set()
    while comment.parent in by_id and comment.id not in seen:
        seen.add(comment.id)
        comment = by_id[comment.parent or ""]
    return comment.id


def _thread(comments: list[Comment]) -> Thread:
    said = tuple(Said(c.author, _at(c.date), c.text) for c in comments)
    place = next((c.place for c in comments if c.place is not None), None)
    return Thread(said, place, comments[0].done)


def _at(date: str | None) -> str:
    """Word writes local time and calls it UTC: shown as it is written."""
    try:
        return f"{datetime.fromisoformat(date or ''):%d/%m/%Y %H:%M}"
    except ValueError:
        return ""
