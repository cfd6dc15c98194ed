"""The names of a pack, its kinds of unit and of document, in the language of the page."""

from __future__ import annotations

from typing import Literal

from vankien.packs.model import Pack
from vankien.sentences import catalogue


def name(pack: Pack, what: Literal["pack", "unit", "kind"], id: str, language: str = "vi") -> str:
    """A pack's own names are Vietnamese; other languages have theirs, "<pack>/<id>" before "<id>"."""
    own = {"pack": {pack.id: pack.title}, "unit": pack.units, "kind": pack.kinds}[what]
    other = {} if language == "vi" else catalogue(language)[f"{what}_names"]
    return str(other.get(f"{pack.id}/{id}") or other.get(id) or own.get(id, id))
