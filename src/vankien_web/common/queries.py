"""What a person typed into the search box, as words, and the steps from the best match to the widest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vankien.text import bare, clean, fold

# The index knows words of letters and digits only, so nothing typed can be taken for its own syntax.
WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORDS = 12
_UNFINISHED = 3  # up to so many words the last may be unfinished


@dataclass(frozen=True)
class Term:
    """Words that stand together, in `column` "folded" (accents as typed) or "bare"."""

    column: str
    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True)
class Step:
    """Entries that hold every term. `exact`: with the accents that were typed."""

    terms: tuple[Term, ...]
    exact: bool = True


@dataclass(frozen=True)
class Query:
    """`terms` are lists of folded words; `open_end` when the last word may be unfinished."""

    terms: tuple[tuple[str, ...], ...] = ()
    open_end: bool = False
    words: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", tuple(word for term in self.terms for word in term))

    @property
    def accented(self) -> bool:
        return any(_has_accents(word) for word in self.words)

    def steps(self) -> list[Step]:
        """From the best match on; every step holds all that the step before holds."""
        together = (self.words,)
        if not self.accented:
            found = [Step(_terms("bare", together)), Step(_terms("bare", self.terms))]
        else:
            found = [
                Step(_terms("folded", together)),
                Step(tuple(_as_typed(self.terms))),
                Step(_terms("bare", self.terms), exact=False),
            ]
        return list(dict.fromkeys(found))

    def unfinished(self) -> Step | None:
        """The widest step: the last word is only begun."""
        if not self.open_end:
            return None
        *others, last = _terms("bare", self.terms)
        return Step((*others, Term("bare", last.words, prefix=True)), exact=not self.accented)


def parse(text: str) -> Query:
    """Never raises: signs are spaces, an open quotation ends with the text; only the first 12 words count."""
    terms: list[tuple[str, ...]] = []
    room, open_end = _WORDS, False
    for quoted, plain in _TERM.findall(fold(clean(text[:1000]))):
        words = tuple(WORD.findall(quoted or plain))[:room]
        room -= len(words)
        terms += [words] if words else []
        open_end = len(words) == 1 and not quoted and len(words[0]) > 1 and room >= 0
    return Query(tuple(terms), open_end and sum(map(len, terms)) <= _UNFINISHED)


def _has_accents(word: str) -> bool:
    return bare(word) != word


def _terms(column: str, terms: tuple[tuple[str, ...], ...]) -> tuple[Term, ...]:
    kept = terms if column == "folded" else tuple(tuple(map(bare, term)) for term in terms)
    return tuple(Term(column, term) for term in kept)


def _as_typed(terms: tuple[tuple[str, ...], ...]) -> Iterator[Term]:
    """A term with accents as it was typed, one without as bare words."""
    for term in terms:
        yield Term("folded" if any(map(_has_accents, term)) else "bare", term)
