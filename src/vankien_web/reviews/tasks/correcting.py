"""What figures call when a department has answered (AFTER_ANSWER)."""

from __future__ import annotations

from vankien_web.figures.models import Verification
from vankien_web.reviews.actions.corrections import follow_verification
from vankien_web.reviews.tasks import proving


def correct(verification: Verification) -> None:
    """The request to the unit, put to the proof where a newer version is there already."""
    if verification.answered_by is None:
        return
    made = follow_verification(verification, by=verification.answered_by)
    if made is not None:
        proving.order_one(made)
