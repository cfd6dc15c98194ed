"""From the counts of a ballot to who is elected, by a pack's rules; nothing is rounded before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

from vankien.packs.model import Pack
from vankien.text import clean, fold
from vankien.votes.model import Ballot, BallotError, Name, Next, OnTie, Outcome, Result, Round, Rules, Why


def rules_of(pack: Pack) -> Rules:
    """A pack's rule `election`. Raises KeyError where it has none."""
    rule = pack.rules["election"]
    return Rules(
        above=Fraction(str(rule.value["majority_above"])),
        denominator=rule.value["denominator"],
        on_a_tie=rule.value["on_a_tie"],
        further_rounds=int(rule.value.get("further_rounds", 0)),
        authority=rule.authority,
        excused={
            assembly: {reason: tuple(words) for reason, words in reasons.items()}
            for assembly, reasons in rule.value.get("excused", {}).items()
        },
    )


def result(ballot: Ballot, rules: Rules) -> Result:
    """Who is elected, what is left, what follows. Raises BallotError for counts that no ballot has."""
    check(ballot)
    of = {
        "summoned": ballot.summoned - ballot.left_out,
        "collected": ballot.collected,
        "valid": ballot.valid,
    }[rules.denominator]
    if of <= 0:
        raise BallotError("nobody", body=ballot.body)
    limit = rules.above * of
    # Among the tied the higher wins and need not be above half: one above half has been, in the first ballot.
    able = [n for n in ballot.names if ballot.round == "tie" or n.agreed > limit]
    chosen, tied, by_age = _chosen(able, ballot.seats, rules.on_a_tie)
    left = ballot.seats - len(chosen)
    outcomes = tuple(
        Outcome(
            name=n.name,
            agreed=n.agreed,
            percent=percent(n.agreed, of),
            over_half=n.agreed > limit,
            elected=n in chosen,
            rank=1 + sum(other.agreed > n.agreed for other in ballot.names),
            why=_why(n, chosen, tied, by_age, able, ballot),
        )
        for n in ballot.names
    )
    names = tuple(n.name for n in tied)
    return Result(ballot, rules, of, int(limit) + 1, outcomes, left, names, _next(ballot, rules, left, names))


def following(result: Result) -> Ballot | None:
    """The ballot that follows, its counts still to come (0): among those tied, or for the seats left.

    None where nobody is left to elect, and where it is the congress that decides.
    """
    if result.next not in ("second_ballot", "further_round"):
        return None
    again = result.next == "second_ballot"
    on_it = result.tied if again else tuple(o.name for o in result.outcomes if not o.elected)
    names = tuple(replace(n, agreed=0, uncounted=0) for n in result.ballot.names if n.name in on_it)
    if not names:
        return None
    counts = {"present": 0, "issued": 0, "collected": 0, "valid": 0, "invalid": ()}
    kind: Round = "tie" if again else "further"
    return replace(result.ballot, seats=result.left, names=names, round=kind, **counts)  # type: ignore[arg-type]


def percent(part: int, whole: int) -> Decimal:
    """Two decimals, half up: 2/3 → 66.67."""
    return (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _chosen(able: Sequence[Name], seats: int, on_a_tie: OnTie) -> tuple[list[Name], list[Name], list[Name]]:
    """Those with a seat, those tied on the last one, and those whom age decided for."""
    ranked = sorted(able, key=lambda n: -n.agreed)
    if len(ranked) <= seats or ranked[seats - 1].agreed > ranked[seats].agreed:
        return ranked[:seats], [], []
    last = ranked[seats].agreed
    sure, tied = [n for n in ranked if n.agreed > last], [n for n in ranked if n.agreed == last]
    if on_a_tie == "older":
        older = _older(tied, seats - len(sure))
        if older is not None:
            return [*sure, *older], [], older
    return sure, tied, []


def _older(tied: Sequence[Name], seats: int) -> list[Name] | None:
    """The older of the tied; None where a birth is not said, or does not decide between two."""
    births = [(str(n.birth), n) for n in tied if n.birth]
    if len(births) < len(tied):
        return None
    births.sort(key=lambda found: found[0])
    inside, outside = births[seats - 1][0], births[seats][0]
    if inside == outside or inside.startswith(outside) or outside.startswith(inside):
        return None
    return [n for _, n in births[:seats]]


def _why(
    name: Name, chosen: list[Name], tied: list[Name], by_age: list[Name], able: list[Name], ballot: Ballot
) -> Why:
    if name in chosen:
        return "older" if name in by_age else "higher" if ballot.round == "tie" else "elected"
    return "tied" if name in tied else "no_seat" if name in able else "not_half"


def _next(ballot: Ballot, rules: Rules, left: int, tied: tuple[str, ...]) -> Next:
    if tied:
        again = ballot.round == "tie" or rules.on_a_tie != "second_ballot"
        return "congress_decides" if again else "second_ballot"
    if left == 0:
        return "done"
    return "ended" if ballot.round == "further" or not rules.further_rounds else "further_round"


def check(ballot: Ballot) -> None:
    """Raises BallotError with the first thing that no ballot can be."""
    for reason, params in _wrong(ballot):
        raise BallotError(reason, **({"body": ballot.body} | params))


def _wrong(ballot: Ballot) -> Iterator[tuple[str, dict[str, object]]]:
    counts = {n: getattr(ballot, n) for n in ("summoned", "present", "issued", "collected", "valid")}
    every = (*counts.values(), *(n.agreed for n in ballot.names), *(c.number for c in ballot.excused))
    if any(number < 0 for number in (*every, *(c.number for c in ballot.invalid))):
        yield "negative", {}
    if ballot.seats < 1 or not ballot.names:
        yield "no_seats" if ballot.seats < 1 else "no_names", {}
    yield from _twice(ballot)
    if ballot.left_out > ballot.summoned:
        yield "excused", {"excused": ballot.left_out, "summoned": ballot.summoned}
    yield from _falling(counts)
    absent = ballot.summoned - ballot.present
    if ballot.left_out > absent:  # only who is absent is left out of the denominator
        yield "excused_present", {"excused": ballot.left_out, "absent": absent}
    invalid = sum(c.number for c in ballot.invalid)
    if ballot.invalid and ballot.valid + invalid != ballot.collected:
        yield "invalid", {"valid": ballot.valid, "invalid": invalid, "collected": ballot.collected}
    yield from _votes(ballot)


def _twice(ballot: Ballot) -> Iterator[tuple[str, dict[str, object]]]:
    seen: set[str] = set()
    for name in ballot.names:
        key = fold(clean(name.name))
        if key in seen:
            yield "twice", {"name": name.name}
        seen.add(key)


def _falling(counts: dict[str, int]) -> Iterator[tuple[str, dict[str, object]]]:
    """summoned ≥ present ≥ issued ≥ collected ≥ valid."""
    for more, less in pairwise(counts):
        if counts[less] > counts[more]:
            yield f"{less}_over_{more}", {"less": counts[more], "more": counts[less]}


def _votes(ballot: Ballot) -> Iterator[tuple[str, dict[str, object]]]:
    for name in ballot.names:
        if name.agreed + name.uncounted > ballot.valid:
            said = {"name": name.name, "votes": name.agreed, "valid": ballot.valid}
            if name.uncounted:
                yield "votes_and_uncounted", said | {"uncounted": name.uncounted}
            yield "votes_over_valid", said
    total = sum(n.agreed for n in ballot.names)
    seats = min(ballot.seats, len(ballot.names))
    if total > ballot.valid * seats:
        yield "votes_over_seats", {"votes": total, "most": ballot.valid * seats, "seats": ballot.seats}
    if len(ballot.names) > ballot.seats and total < ballot.valid:
        yield "too_few_votes", {"votes": total, "valid": ballot.valid}
