"""Drafts and quick checks for programs."""

from ninja import Router

from vankien_web.drafts.api import reading, writing

router = Router()
for part in (reading, writing):
    router.add_router("", part.router)

__all__ = ["router"]
