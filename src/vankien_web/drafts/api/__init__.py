"""Drafts and quick checks for programs."""

from vankien_web.drafts.api import writing  # which puts its addresses beside those of reading
from vankien_web.drafts.api.comparing import router as _comparing
from vankien_web.drafts.api.reading import router

router.add_router("", _comparing)
__all__ = ["router", "writing"]
