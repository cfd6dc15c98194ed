"""A quantity with the words before and after it: in its clause, its sentence, its list."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from vankien.figures.cues import Cue, Governed, fits, of_unit
from vankien.figures.lexicon import Hit
from vankien.figures.quantities import Quantity
from vankien.figures.scope import Scopes

Span = tuple[int, int]

_NOUNS_ONLY = re.compile(r"(?: (?:số )?[^\W\d]+){1,3},$")
_ACTS = frozenset(("ky_luat", "thoat_ngheo"))  # "đảng viên bị kỷ luật": the act, not who it is done to
_BRACKET = r"(?:\s[^\W\d]+){0,4}\s?\((?:đạt |chiếm |tỷ lệ |bằng )*"
_IN_BRACKETS = re.compile(_BRACKET)
_SHARES = re.compile(rf"{_BRACKET}|\)?\s(?:và|cùng|với|thuộc|của)\s(?:trên |hơn |gần |khoảng )?")
_GOES_ON = re.compile(r"\s*(?:đạt|tăng|giảm|vượt|bằng|so với|trong đó|riêng|bao gồm|gồm)\b")


@dataclass(frozen=True, slots=True)
class Around:
    """Offsets are those of the block's folded text `key`."""

    q: Quantity
    key: str
    hits: list[Hit[Cue]]  # the topic words of its sentence
    sentence: Span
    item: Span  # the stretch between semicolons
    head: Span  # its clause before it, from the quantity before on
    tail: Span  # its clause from it on, up to the next quantity
    rest: Span  # what follows up to the clause of the next quantity
    lead: str  # the text since the quantity before, or the sentence's beginning
    before: Quantity | None  # the quantity before it, of its sentence or of the one that it goes on with
    previous: Governed | None  # that quantity's topic
    bracket: Span | None

    @property
    def words(self) -> str:
        """The text of `head`."""
        return self.key[slice(*self.head)]

    @property
    def next(self) -> str:
        """What follows at once."""
        return self.key[self.q.end : self.q.end + 24]

    def strong(self, span: Span, how: str) -> Governed | None:
        """The words in a span that name a topic which the quantity can state: an act, else the first."""
        named = [
            hit
            for hit in self.hits
            if hit.payload.strong and span[0] <= hit.start < span[1] and fits(hit.payload.topic, self.q)
        ]
        acts = [hit for hit in named if hit.payload.topic in _ACTS]
        return next((Governed(hit.payload.topic, how, hit) for hit in acts or named), None)

    def inherit(self) -> Governed | None:
        """The topic of the quantity before."""
        return Governed(self.previous.topic, "carried", self.previous.cue) if self.previous else None


def around(
    i: int, found: list[Quantity], hits: list[Hit[Cue]], key: str, where: Scopes, done: list[Governed]
) -> Around:
    """The i-th quantity of a block; `done`: the topics of those before it."""
    q = found[i]
    sentence = where.sentence(q.start)
    lo, hi = (bisect_left(hits, at, key=lambda h: h.start) for at in sentence)
    before = found[i - 1] if i and found[i - 1].start >= sentence[0] else None
    after = found[i + 1] if i + 1 < len(found) and found[i + 1].start < sentence[1] else None
    lead = key[before.end if before else sentence[0] : q.start]
    if before is None and i and _GOES_ON.match(lead):
        before = found[i - 1]
    item, clause = where.item(q.start), where.clause(q.start)
    tail = _tail(i, found, sentence[1], key, where)
    stop = where.clause(after.start)[0] if after else sentence[1]
    return Around(
        q=q,
        key=key,
        hits=[h for h in hits[lo:hi] if not (_of_another(h, i, found) or _is_the_whole(h, q))],
        sentence=sentence,
        item=item,
        head=(max(clause[0], before.end if before else 0), q.start),
        tail=tail,
        rest=(tail[1], min(stop, item[1])),
        lead=lead,
        before=before,
        previous=done[i - 1] if before else None,
        bracket=where.bracket(q.start),
    )


def _is_the_whole(hit: Hit[Cue], q: Quantity) -> bool:
    """ "85% dân số có tài khoản": of whom the share is, not what it is about."""
    return (
        q.unit == "%" and hit.start == q.end + 1 and hit.payload.topic == "dan_so" and not hit.payload.strong
    )


def _of_another(hit: Hit[Cue], i: int, found: list[Quantity]) -> bool:
    """Whether the words are the unit of another quantity: "10 bản, 5.348 nhân khẩu"."""
    j = bisect_left(found, hit.end, key=lambda q: q.end)
    return j < len(found) and j != i and found[j].start <= hit.start


def _tail(i: int, found: list[Quantity], stop: int, key: str, where: Scopes) -> Span:
    """Up to the clause's end; past a comma that only parts nouns, past "(92%)" and "và 58 thôn"."""
    q, last = found[i], i
    joins = _SHARES if of_unit(q.unit) is None else _IN_BRACKETS
    while last + 1 < min(len(found), i + 5) and joins.fullmatch(key[found[last].end : found[last + 1].start]):
        last += 1
    inside = where.bracket(found[last].start)
    after = next((f.start for f in found[last + 1 : last + 2] if f.start < stop), len(key))
    end = where.clause(inside[1] if inside and inside[1] < stop and last > i else found[last].start)[1]
    if end < after and _NOUNS_ONLY.match(key[q.end : end]):
        end = where.clause(end)[1]
    return q.start, min(end, after)
