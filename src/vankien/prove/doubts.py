"""What makes a passage no plain statement: it waits for more words, denies its figure, or tells a plan."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

from vankien.checks.reading.contents import is_promise, sentences
from vankien.model import Block
from vankien.text import fold

_FEW = 8  # words: "Chương trình số 1: ..." is no content
_LETTER = re.compile(r"[^\W_]")


@cache
def table(name: str) -> dict[str, Any]:
    text = resources.files("vankien.prove").joinpath("words.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)[name]
    return found


@cache
def doubt(name: str) -> re.Pattern[str]:
    """A pattern of folded text, whole words only."""
    return re.compile(rf"(?<!\w)(?:{table('doubt')[name]})(?!\w)")


def doubt_at_end(name: str, before: str) -> bool:
    """Whether folded words end so."""
    return bool(re.search(rf"(?<!\w)(?:{table('doubt')[name]})\s*$", before))


def waits(sentence: str) -> bool:
    """Whether a sentence says that the text is still to come, or how it is to be written."""
    key = fold(sentence)
    return (
        not _LETTER.search(key)
        or (key.rstrip(" )]").endswith(("...", "…")) and len(key.split()) < _FEW)
        or is_promise(sentence)
        or bool(doubt("order").match(key.lstrip(" -+*([")))
        or bool(doubt("waiting").search(key) and doubt("itself").search(key.rstrip(" .)]")))
    )


def settled(blocks: Iterable[tuple[Block, int]]) -> int:
    """How many words of these blocks stand in sentences that do not wait for more, each counted once."""
    told = {fold(sentence) for sentence in _sentences(blocks) if not waits(sentence)}
    return sum(len(set(sentence.split())) for sentence in told)


def waiting(blocks: Iterable[tuple[Block, int]]) -> str:
    """The first sentence that waits for more; empty where there is none."""
    return next((sentence for sentence in _sentences(blocks) if waits(sentence)), "")


def _sentences(blocks: Iterable[tuple[Block, int]]) -> Iterator[str]:
    for block, offset in blocks:
        text = block.text[offset:]
        yield from (text[start:end] for start, end in sentences(text))


def denies(before: str) -> bool:
    """Whether the words before a figure, up to it, deny it: "không phải 54,8"."""
    return doubt_at_end("denied", fold(before))


def plans(before: str) -> bool:
    """Whether the words before a figure tell what was planned, and not what is."""
    key = fold(before)
    plan = max((m.end() for m in doubt("planned").finditer(key)), default=-1)
    return plan > max((m.end() for m in doubt("real").finditer(key)), default=-1)


def is_unsettled(sentence: str) -> bool:
    """Whether a sentence says that its figures are not certain yet."""
    return bool(doubt("unsettled").search(fold(sentence)) or fold(sentence).rstrip().endswith("?"))
