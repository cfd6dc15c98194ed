"""Figures and what departments say of them, for programs."""

from ninja import Router

from vankien_web.figures.api.indicators import router as indicators
from vankien_web.figures.api.ledger import router as ledger
from vankien_web.figures.api.reference import router as reference
from vankien_web.figures.api.verification import router as verification

router = Router()
for part in (ledger, verification, reference, indicators):
    router.add_router("", part)

__all__ = ["router"]
