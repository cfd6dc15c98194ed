"""Whether the people left out of the denominator are those whom the rules leave out: asked, never refused."""

from __future__ import annotations

from collections.abc import Iterator

from vankien.text import clean, fold
from vankien.votes.model import Ballot, Count, Note, Rules


def notes(ballot: Ballot, rules: Rules) -> tuple[Note, ...]:
    """One note for each reason that the rules do not name for this assembly; none where they name nothing."""
    if not rules.excused or rules.denominator != "summoned":
        return ()
    return tuple(note for count in ballot.excused if count.number for note in _asked(ballot, count, rules))


def _asked(ballot: Ballot, count: Count, rules: Rules) -> Iterator[Note]:
    said = {
        "body": ballot.body,
        "reason": count.reason,
        "number": count.number,
        "authority": rules.authority.text,
        "assembly": ballot.congress or "unknown",
    }
    if not clean(count.reason):
        yield Note("no_reason", said)
        return
    key = fold(clean(count.reason)).replace("_", " ")
    known = [
        a for a, reasons in rules.excused.items() if any(w in key for ws in reasons.values() for w in ws)
    ]
    if ballot.congress in known:
        return
    if not known:
        yield Note("unknown_reason", said)
    elif ballot.congress is None:
        if len(known) < len([a for a, reasons in rules.excused.items() if reasons]):
            yield Note("which_assembly", said | {"other": known[0]})
    else:
        yield Note("other_assembly", said | {"other": known[0]})
