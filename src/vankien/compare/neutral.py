"""What differs without meaning, told to who asks for it: how a passage that did not change is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from vankien.compare.model import Comparison
from vankien.compare.tokens import numbered
from vankien.compare.units import shown
from vankien.model import Block, Document
from vankien.text import spelling

Kind = Literal["unicode", "tones", "quotes", "dashes", "dots", "spaces", "capitals", "number"]
_WORD, _MARK = re.compile(r"[^\W\d_]+"), re.compile(r"\s*([^\w\s])\s*")
_LEVEL: dict[Kind, Callable[[str], str]] = {
    "unicode": lambda text: text.translate(str.maketrans("²³", "23")),
    "quotes": lambda text: re.sub("''|[“”„«»″‘’‚′`´']", '"', text),
    "dashes": lambda text: re.sub("[‐‑‒–—―−]", "-", text),
    "dots": lambda text: text.replace("…", "..."),
    "tones": lambda text: _WORD.sub(lambda word: spelling(word[0]), text),
    "spaces": lambda text: _MARK.sub(r"\1", text).strip(),
}


@dataclass(frozen=True, slots=True)
class Neutral:
    """Blocks of both versions that say the same, and in what they are written otherwise.

    `unicode`: letters and their marks in one character or apart, m² or m2; `number`: typed or made by
    Word, or with another closing mark; `capitals`: typed or shown by Word.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    kinds: tuple[Kind, ...]


def neutral_changes(comparison: Comparison, old: Document, new: Document) -> tuple[Neutral, ...]:
    """In the order of the new version. Spaces and line breaks within a passage are gone once it is read."""
    apart = [{n.block for n in d.notes if n.code == "decomposed"} for d in (old, new)]
    found = []
    for pair in comparison.pairs:
        if pair.op in (None, "move"):
            couples = [(old.blocks[o], new.blocks[n]) for o, n in zip(pair.old, pair.new, strict=False)]
            kinds = {kind for couple in couples for kind in _kinds(*couple)}
            if apart[0].isdisjoint(pair.old) != apart[1].isdisjoint(pair.new):
                kinds.add("unicode")
            if kinds:
                found.append(Neutral(pair.old, pair.new, tuple(sorted(kinds))))
    return tuple(found)


def _kinds(one: Block, other: Block) -> Iterator[Kind]:
    """Each without which the two would still differ, all others levelled."""
    if one.text == other.text and one.label == other.label:
        return
    texts, starts = (one.text, other.text), [numbered(b.text, b.label)[1] for b in (one, other)]
    if texts[0][: starts[0]] != texts[1][: starts[1]] or bool(one.label) != bool(other.label):
        yield "number"
    rest = [text[start:] for text, start in zip(texts, starts, strict=True)]
    seen = [shown(b)[start:] for b, start in zip((one, other), starts, strict=True)]
    if _differ(rest) != _differ(seen):
        yield "capitals"
        seen = rest if _differ(seen) else seen
    for kind in _LEVEL:
        if _differ(seen, but=kind):
            yield kind


def _differ(texts: list[str], but: Kind | None = None) -> bool:
    for kind, level in _LEVEL.items():
        if kind != but:
            texts = [level(text) for text in texts]
    return texts[0] != texts[1]
