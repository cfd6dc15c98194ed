"""Seasons, the board and congresses for programs."""

from ninja import Router

from vankien_web.congresses.api import congresses, seasons

router = Router()
for part in (seasons, congresses):
    router.add_router("", part.router)

__all__ = ["router"]
