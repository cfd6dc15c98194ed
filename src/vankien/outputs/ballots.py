"""The minute of a counting committee (biên bản kiểm phiếu) from the results of its ballots."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from vankien.outputs.papers import Issuer, Paper, Signature, Stamp, make
from vankien.outputs.papers.counting import CountedBallot, CountedName, CountingMinute, Reason
from vankien.outputs.papers.minutes import Attendant
from vankien.sentences import sentence
from vankien.votes import BallotError, Count, Outcome, Result

_HOLDS: dict[str, tuple[type, ...]] = {
    "dated": (date,),
    "number": (int,),
    "started": (datetime,),
    "ended": (datetime,),
    "members": (list,),
}


@dataclass(frozen=True, slots=True)
class Counting:
    """What a minute says besides the counts; what is not known is left as room to write by hand.

    `format`: of the paper; `owner`: of its symbol; `congress`: whose ballots ("Đại hội đại biểu Đảng bộ …").
    """

    format: str = "dang-hd36-2018"
    superior: str = ""
    body: str = "Ban kiểm phiếu"
    owner: str = "ĐH"
    place: str = "……………"
    congress: str = "đại hội"
    hall: str = ""
    dated: date | None = None
    number: int | None = None
    started: datetime | None = None
    ended: datetime | None = None
    members: tuple[str, ...] = ()
    head: str = ""  # of the counting committee, who signs
    presidium: str = ""  # who signs for it


def counting(data: Mapping[str, Any]) -> Counting:
    """From the table [paper] of a file of ballots. Raises BallotError."""
    known = {f.name: f for f in fields(Counting)}
    for key, value in data.items():
        if key not in known:
            raise BallotError("unknown_key", key=f"paper.{key}", known=", ".join(known))
        if not isinstance(value, _HOLDS.get(key, (str,))) or isinstance(value, bool):
            raise BallotError("bad_value", key=f"paper.{key}", value=str(value)[:60])
    told = dict(data)
    if "members" in told:
        told["members"] = tuple(str(name) for name in told["members"])
    return Counting(**told)


def minute(results: Sequence[Result], about: Counting | None = None, stamp: Stamp | None = None) -> bytes:
    """The .docx. `stamp`: which record made it; without one, the counts themselves. Raises PaperError."""
    about = about or Counting()
    return make(paper(results, about, stamp))


def paper(results: Sequence[Result], about: Counting, stamp: Stamp | None = None) -> Paper:
    """The paper's data: two signatures, for the presidium on the left, the committee's head on the right."""
    state = hashlib.sha256(repr(results).encode()).hexdigest()
    bodies = ", ".join(r.ballot.body for r in results)
    return Paper(
        form="bien-ban-kiem-phieu",
        issuer=Issuer(about.format, about.superior, about.body, about.place, about.owner),
        symbol="BB",
        number=about.number,
        dated=about.dated,
        subject=f"bầu {bodies}",
        recipients=(),
        signatures=(
            Signature("", about.presidium, "T/M", "Đoàn Chủ tịch"),
            Signature("Trưởng ban", about.head, "T/M", "Ban kiểm phiếu"),
        ),
        content=CountingMinute(
            congress=about.congress,
            rule=results[0].rules.authority.text,
            ballots=tuple(map(counted, results)),
            place=about.hall,
            started=about.started,
            ended=about.ended,
            members=tuple(Attendant(name) for name in about.members),
        ),
        stamp=stamp or Stamp("ballots", state),
    )


def counted(result: Result) -> CountedBallot:
    """One ballot as the minute prints it."""
    ballot = result.ballot
    return CountedBallot(
        body=ballot.body,
        seats=ballot.seats,
        summoned=ballot.summoned,
        present=ballot.present,
        absent=ballot.summoned - ballot.present,
        issued=ballot.issued,
        collected=ballot.collected,
        valid=ballot.valid,
        invalid=ballot.collected - ballot.valid,
        denominator=result.denominator,
        counted_on=_counted_on(result),
        needed=result.needed,
        names=tuple(map(_name, result.outcomes)),
        elected=tuple(map(_name, result.elected)),
        follows=follows(result),
        excused=_reasons(ballot.excused),
        reasons=_reasons(ballot.invalid),
    )


def _counted_on(result: Result) -> str:
    """The denominator in words, with what was taken off."""
    ballot, words = result.ballot, _say(f"of_{result.rules.denominator}")
    taken_off = result.rules.denominator == "summoned" and ballot.left_out
    return f"{words} ({ballot.summoned} - {ballot.left_out})" if taken_off else words


def counted_as(result: Result, language: str = "vi") -> str:
    """For how many seats, on what it is counted, from how many votes one is elected; without a full stop."""
    said = {"seats": result.ballot.seats, "of": result.denominator, "needed": result.needed}
    of_what = sentence("ballot", f"of_{result.rules.denominator}", language)
    return sentence("ballot", "counted", language, of_what=of_what, **said)


def follows(result: Result, language: str = "vi") -> str:
    """What is to be done next, in one sentence."""
    said = {"left": result.left, "seats": result.ballot.seats, "tied": ", ".join(result.tied)}
    return sentence("ballot", f"next_{result.next}", language, **said)


def _say(key: str, **params: object) -> str:
    return sentence("ballot", key, "vi", **params)


def _name(outcome: Outcome) -> CountedName:
    return CountedName(
        outcome.name, outcome.agreed, comma(outcome.percent), _say(f"why_{outcome.why}").capitalize()
    )


def comma(value: Decimal) -> str:
    return str(value).replace(".", ",")


def _reasons(counts: tuple[Count, ...]) -> tuple[Reason, ...]:
    return tuple(Reason(c.reason, c.number) for c in counts)
