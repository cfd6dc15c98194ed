"""What pages of ballots are made of: names on them, the season's rules, a result with its sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vankien.outputs.ballots import counted_as, follows
from vankien.packs import PackError
from vankien.personnel import BODIES, Body, Candidate
from vankien.sentences import sentence
from vankien.text import clean, fold
from vankien.votes import Ballot, BallotError, Result, Rules, notes, result, rules_of
from vankien_web.congresses.models import Congress


@dataclass(frozen=True)
class Said:
    """A result as its page shows it. `denominator`: how it was come by, "135 - 1 = 134"."""

    result: Result
    counted: str
    denominator: str
    rows: tuple[tuple[str, int, str, str, bool], ...]  # name, votes, per cent, what came of it, elected
    follows: str
    notes: tuple[str, ...]

    @property
    def ballot(self) -> Ballot:
        return self.result.ballot

    @property
    def invalid(self) -> int:
        return self.ballot.collected - self.ballot.valid

    @property
    def settled(self) -> bool:
        return self.result.next == "done"


def rules(congress: Congress) -> Rules | None:
    """None where the season's pack is not installed or knows no elections."""
    try:
        return rules_of(congress.season.rules)
    except (PackError, KeyError):
        return None


def judged(ballot: Ballot, by: Rules, language: str) -> Said:
    """The library's own result. Raises BallotError."""
    made = result(ballot, by)
    off = made.rules.denominator == "summoned" and ballot.left_out
    comma = "," if language == "vi" else "."
    return Said(
        result=made,
        counted=counted_as(made, language),
        denominator=f"{ballot.summoned} - {ballot.left_out} = {made.denominator}" if off else "",
        rows=tuple(
            (
                o.name,
                o.agreed,
                f"{o.percent}%".replace(".", comma),
                sentence("ballot", f"why_{o.why}", language),
                o.elected,
            )
            for o in made.outcomes
        ),
        follows=follows(made, language),
        notes=tuple(_alone(note.sentence(language), ballot.body) for note in notes(ballot, by)),
    )


def _alone(sentence: str, body: str) -> str:
    """A sentence on the page of its own ballot, which need not be named."""
    said = sentence.removeprefix(f"{body}: ")
    return said[:1].upper() + said[1:]


def people(candidates: Iterable[Candidate]) -> list[tuple[str, Candidate]]:
    """Each with the name that it has on a ballot: namesakes are told apart by their birth."""
    found = list(candidates)
    keys = [fold(clean(c.name)) for c in found]
    return [
        (f"{c.name} ({c.birth.shown})" if keys.count(key) > 1 and c.birth else c.name, c)
        for key, c in zip(keys, found, strict=True)
    ]


def title(congress: Congress, body: Body | str) -> str:
    """What is elected, as the minute writes it."""
    if body not in BODIES:
        return ""
    years = f"{congress.season.term_from}-{congress.season.term_until}"
    return f"{sentence('plan_paper', body)} {congress.unit_name}, nhiệm kỳ {years}"


def assembly(congress: Congress, body: str) -> str:
    """Who usually elects it: the congress the committee and the delegates, the new committee the others."""
    return congress.form if body in ("committee", "delegation", "") else "committee"


__all__ = ["BallotError", "Said", "assembly", "judged", "people", "rules", "title"]
