"""The result of a ballot from its counts: arithmetic and nothing else; nobody votes here."""

from vankien.votes.counting import check, following, percent, result, rules_of
from vankien.votes.data import ballot_from_data, ballot_to_data
from vankien.votes.excused import notes
from vankien.votes.model import Ballot, BallotError, Count, Name, Note, Outcome, Result, Rules
from vankien.votes.reading import read_ballots

__all__ = [
    "Ballot",
    "BallotError",
    "Count",
    "Name",
    "Note",
    "Outcome",
    "Result",
    "Rules",
    "ballot_from_data",
    "ballot_to_data",
    "check",
    "following",
    "notes",
    "percent",
    "read_ballots",
    "result",
    "rules_of",
]
