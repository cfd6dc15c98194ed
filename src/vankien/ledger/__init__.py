"""Statements of several documents beside each other: what contradicts what, what is missing, what changed."""

from vankien.ledger.across import across
from vankien.ledger.model import Change, Entry, Pair, Part, Sum, Term
from vankien.ledger.sums import sums
from vankien.ledger.terms import terms
from vankien.ledger.versions import changes

__all__ = ["Change", "Entry", "Pair", "Part", "Sum", "Term", "across", "changes", "sums", "terms"]
