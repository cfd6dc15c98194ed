"""Drafts and quick checks for programs."""

from ninja import Router

from vankien_web.drafts.api import reading

router = Router()
for part in (reading,):
    router.add_router("", part.router)

__all__ = ["router"]
