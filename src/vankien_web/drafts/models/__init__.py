"""The records of this room."""

from vankien_web.drafts.models.comparison import StoredComparison
from vankien_web.drafts.models.draft import PERSONNEL, Draft, DraftState, Waiver, known_to
from vankien_web.drafts.models.version import UNDER_WAY, Reading, State, StoredFinding, Version

__all__ = [
    "PERSONNEL",
    "UNDER_WAY",
    "Draft",
    "DraftState",
    "Reading",
    "State",
    "StoredComparison",
    "StoredFinding",
    "Version",
    "Waiver",
    "known_to",
]
