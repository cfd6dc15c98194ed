"""Meetings, what is said there, and what comes of it, for programs."""

from ninja import Router

from vankien_web.reviews.api import (
    advice,
    agenda,
    asking,
    attendance,
    conclusion,
    meetings,
    opinions,
    papers,
    positions,
    requests,
    speaking,
    trace,
)

router = Router()
for part in (
    meetings,
    agenda,
    attendance,
    opinions,
    speaking,
    positions,
    advice,
    conclusion,
    asking,
    requests,
    trace,
    papers,
):
    router.add_router("", part.router)

__all__ = ["router"]
