"""The chain of a meeting: what was said and found, the conclusion's sentences, requests, answers, verdicts.

`trace` lays it out and says where it is broken; `missing` says what must be mended before the issue.
"""

from __future__ import annotations

from vankien_web.accounts.models import User
from vankien_web.reviews.models import Meeting
from vankien_web.reviews.permissions import hears
from vankien_web.reviews.trace.chain import Asked, Line, Part, Trace, of_committee, of_owner, parts_of
from vankien_web.reviews.trace.gaps import Gap, after_issue, before_issue
from vankien_web.reviews.trace.veil import veil

__all__ = ["Asked", "Gap", "Line", "Part", "Trace", "missing", "parts_of", "trace"]


def trace(meeting: Meeting, user: User) -> Trace:
    """The whole for the committee; for others their own requests alone, without opinions or gaps.

    At most seven queries, those of `who` apart.
    """
    if not hears(user, meeting):
        return veil(Trace(of_owner(meeting, user)), user)
    chain = of_committee(meeting, user)
    chain.gaps = [*before_issue(meeting, chain), *after_issue(chain)]
    return veil(chain, user)


def missing(meeting: Meeting, user: User) -> list[Gap]:
    """What stands in the way of issuing the conclusion, as far as this person may know of it."""
    return before_issue(meeting, of_committee(meeting, user))
