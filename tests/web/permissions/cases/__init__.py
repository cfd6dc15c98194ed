"""What is asked at every address: its arguments, and a body with which a POST is really done.

A POST that is not named here must be refused (405) by its address; a GET needs no more than the arguments.
"""

from web.permissions.cases import (
    base,
    collating,
    indicators,
    meetings,
    notices,
    pages,
    personnel,
    programs,
    programs_reviews,
    reference,
    reviews,
    verification,
)
from web.permissions.cases.base import Case

__all__ = ["ARGUMENTS", "DELETES", "GETS", "POSTS", "Case"]
ARGUMENTS = base.ARGUMENTS | meetings.ARGUMENTS | reviews.ARGUMENTS | collating.ARGUMENTS
ARGUMENTS |= programs_reviews.ARGUMENTS
ARGUMENTS |= verification.ARGUMENTS
POSTS = pages.POSTS | programs.POSTS | meetings.POSTS | reviews.POSTS | notices.POSTS | programs_reviews.POSTS
POSTS |= collating.POSTS | personnel.POSTS
GETS = pages.GETS | programs.GETS | meetings.GETS | reviews.GETS | notices.GETS | programs_reviews.GETS
GETS |= collating.GETS | personnel.GETS
POSTS |= verification.POSTS
GETS |= verification.GETS
DELETES = programs.DELETES | programs_reviews.DELETES
ARGUMENTS |= reference.ARGUMENTS
POSTS |= reference.POSTS
GETS |= reference.GETS
ARGUMENTS |= indicators.ARGUMENTS
POSTS |= indicators.POSTS
GETS |= indicators.GETS
