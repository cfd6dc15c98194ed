"""Units, people and working groups for programs."""

from ninja import Router

from vankien_web.units.api import groups, people, tree

router = Router()
for part in (tree, people, groups):
    router.add_router("", part.router)

__all__ = ["router"]
