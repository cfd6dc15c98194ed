"""Drafts and quick checks for programs."""

from vankien_web.drafts.api import writing  # which puts its addresses beside those of reading
from vankien_web.drafts.api.reading import router

__all__ = ["router", "writing"]
