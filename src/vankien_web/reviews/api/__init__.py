"""Meetings, what is said there, and what comes of it, for programs."""

from ninja import Router

from vankien_web.reviews.api.advice import router as advice
from vankien_web.reviews.api.agenda import router as agenda
from vankien_web.reviews.api.asking import router as asking
from vankien_web.reviews.api.attendance import router as attendance
from vankien_web.reviews.api.collating import router as collating
from vankien_web.reviews.api.conclusion import router as conclusion
from vankien_web.reviews.api.meetings import router as meetings
from vankien_web.reviews.api.opinions import router as opinions
from vankien_web.reviews.api.papers import router as papers
from vankien_web.reviews.api.positions import router as positions
from vankien_web.reviews.api.proving import router as proving
from vankien_web.reviews.api.requests import router as requests
from vankien_web.reviews.api.speaking import router as speaking
from vankien_web.reviews.api.trace import router as trace

_HEARD = (opinions, speaking, positions, advice)
_CONCLUDED = (conclusion, asking, requests, proving, collating, trace, papers)

router = Router()
for part in (meetings, agenda, attendance, *_HEARD, *_CONCLUDED):
    router.add_router("", part)

__all__ = ["router"]
