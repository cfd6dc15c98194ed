"""Merging: from any set of contributions the lines of one synthesis, by the headings of the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from vankien.collate.grouping import meaning
from vankien.synthesis.likeness import leaders
from vankien.synthesis.model import Line, Remark, Sealed, Synthesis
from vankien.text import collation_key, fold


@dataclass(slots=True)
class _Item:
    """Remarks that say the very same, or that a person has grouped (`confirmed`) in the sentence `text`."""

    text: str
    confirmed: bool
    members: list[int] = field(default_factory=list)


def synthesis(sealed: Iterable[Sealed], consultation: str | None = None) -> Synthesis:
    """Of each unit the last contribution to `consultation`, else to the one that most are about.

    The result depends on the set alone: not on the order, and not on what comes twice.
    """
    everything = {one.id: one for one in sealed}
    about = Counter(one.contribution.consultation for one in everything.values())
    wanted = consultation or min(about, key=lambda name: (-about[name], name), default="")
    chosen, doubts = _chosen(everything.values(), wanted)
    contributions = tuple(one.contribution for one in chosen)
    remarks = tuple((at, n) for at, one in enumerate(contributions) for n in range(len(one.remarks)))
    lines = tuple(_Merging(chosen, remarks).lines())
    return Synthesis(
        wanted,
        contributions,
        remarks,
        lines,
        units=len(contributions),
        conferences=sum(len(one.conferences) for one in contributions),
        people=sum(c.people for one in contributions for c in one.conferences),
        opinions=sum(line.opinions for line in lines),
        doubts=tuple(sorted(doubts)),
    )


def _chosen(everything: Iterable[Sealed], wanted: str) -> tuple[list[Sealed], set[tuple[str, str]]]:
    """The last of each unit, by unit; and what a person should look at."""
    by_unit: dict[tuple[str, ...], list[Sealed]] = defaultdict(list)
    doubts = set()
    for one in everything:
        name = " / ".join(one.contribution.unit)
        if one.contribution.consultation == wanted:
            by_unit[tuple(fold(part) for part in one.contribution.unit)].append(one)
        else:
            doubts.add(("other_consultation", name))
    chosen = []
    for _unit, of_unit in sorted(by_unit.items()):
        last = max(of_unit, key=lambda one: (one.contribution.number, one.id))
        chosen.append(last)
        name = " / ".join(last.contribution.unit)
        if len({one.key for one in of_unit}) > 1:
            doubts.add(("two_keys", name))
        if sum(one.contribution.number == last.contribution.number for one in of_unit) > 1:
            doubts.add(("same_number", name))
    return chosen, doubts


class _Merging:
    def __init__(self, chosen: Sequence[Sealed], remarks: Sequence[tuple[int, int]]) -> None:
        self.chosen, self.remarks = chosen, remarks
        self.first: dict[str, int] = {}  # of each contribution the number of its first remark
        for number, (at, _n) in enumerate(remarks):
            self.first.setdefault(chosen[at].id, number)

    def lines(self) -> Iterator[Line]:
        """In the order of the headings, the most said first."""
        under: dict[str, list[_Item]] = defaultdict(list)
        claimed: set[int] = set()
        for heading, item in self._confirmed(claimed):
            under[heading].append(item)
        for heading, item in self._free(claimed):
            under[heading].append(item)
        titles = self._titles()
        for heading in sorted(under, key=lambda one: (titles.get(one, (len(titles), ""))[0], one)):
            items = under[heading]
            title = titles[heading][1] if heading in titles else self._title(items[0])
            made = [self._line(title, together) for together in _together(items, self._weight)]
            yield from sorted(made, key=lambda line: (-line.opinions, collation_key(line.text), line.members))

    def _titles(self) -> dict[str, tuple[int, str]]:
        """{folded heading: (place, heading)}, first as the contribution with most headings has them."""
        titles: dict[str, tuple[int, str]] = {}
        for one in sorted(self.chosen, key=lambda one: (-len(one.contribution.headings), one.id)):
            for heading in one.contribution.headings:
                titles.setdefault(fold(heading), (len(titles), heading))
        return titles

    def _title(self, item: _Item) -> str:
        return min(self._remark(member).heading for member in item.members)

    def _confirmed(self, claimed: set[int]) -> Iterator[tuple[str, _Item]]:
        """Groups that people made: a higher unit's first, whose name is shorter; a remark in one alone."""
        for one in sorted(self.chosen, key=lambda one: (len(one.contribution.unit), one.id)):
            for group in one.contribution.groups:
                members = [m for m in self._members(one, group.members) if m not in claimed]
                if members:
                    claimed.update(members)
                    yield fold(group.heading), _Item(group.text, True, members)

    def _members(self, one: Sealed, told: Sequence[tuple[str, int]]) -> Iterator[int]:
        """Those of contributions that count; what a unit has replaced since is no longer said."""
        for name, number in told:
            first = self.first.get(name or one.id)
            if first is not None and self._is(first + number, name or one.id):
                yield first + number

    def _is(self, number: int, name: str) -> bool:
        return number < len(self.remarks) and self.chosen[self.remarks[number][0]].id == name

    def _free(self, claimed: set[int]) -> Iterator[tuple[str, _Item]]:
        """What nobody has grouped: remarks on one heading that say the very same."""
        same: dict[tuple[str, str], _Item] = {}
        for number in range(len(self.remarks)):
            if number in claimed:
                continue
            remark = self._remark(number)
            item = same.setdefault((fold(remark.heading), meaning(remark.text)), _Item("", False))
            item.members.append(number)
        for (heading, _meaning), item in same.items():
            item.text = self._most_said(item.members)
            yield heading, item

    def _most_said(self, members: Sequence[int]) -> str:
        if len(members) == 1:
            return self._remark(members[0]).text
        said: Counter[str] = Counter()
        for member in members:
            remark = self._remark(member)
            said[remark.text] += remark.opinions
        return min(said, key=lambda text: (-said[text], len(text), text))

    def _remark(self, number: int) -> Remark:
        at, n = self.remarks[number]
        return self.chosen[at].contribution.remarks[n]

    def _weight(self, item: _Item) -> int:
        return sum(self._remark(member).opinions for member in item.members)

    def _line(self, heading: str, items: Sequence[_Item]) -> Line:
        members = sorted(member for item in items for member in item.members)
        remarks = [self._remark(member) for member in members]
        held = {
            (self.remarks[m][0], r.conference) for m, r in zip(members, remarks, strict=True) if r.conference
        }
        return Line(
            heading,
            items[0].text,
            conferences=len(held),
            people=sum(remark.people for remark in remarks),
            opinions=sum(remark.opinions for remark in remarks),
            members=tuple(members),
        )


def _together(items: Sequence[_Item], weight: Callable[[_Item], int]) -> Iterator[list[_Item]]:
    """Items of like content, the one whose sentence stands for all first: a person's before a machine's."""
    by_key: dict[str, list[_Item]] = defaultdict(list)
    for item in items:
        by_key[meaning(item.text)].append(item)
    keys = sorted(by_key)
    weights = [sum(weight(item) for item in by_key[key]) for key in keys]
    found: dict[int, list[_Item]] = defaultdict(list)
    for number, leader in enumerate(leaders(keys, weights)):
        found[leader] += by_key[keys[number]]
    for together in found.values():
        yield sorted(
            together, key=lambda item: (not item.confirmed, -weight(item), len(item.text), item.text)
        )
