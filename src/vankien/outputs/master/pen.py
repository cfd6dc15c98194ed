"""Tracked changes of many authors in one part, and a cutter that tells into which pieces it cut."""

from __future__ import annotations

from vankien.outputs.cutting import Cutter, Element
from vankien.outputs.redline.tracking import Kind, Signature, Tracker

_MOVES: dict[Kind, Kind] = {"ins": "moveTo", "del": "moveFrom", "moveTo": "moveTo", "moveFrom": "moveFrom"}


class Pen(Tracker):
    """Signs with the name that was last given."""

    def __init__(self, root: Element) -> None:
        super().__init__([root], Signature("", None))
        self._first = self._last
        self._moving = False

    def sign(self, author: str, date: str | None, *, moving: bool = False) -> None:
        """`moving`: what goes and comes from now on is a move."""
        self._signature = Signature(author, date)
        self._moving = moving

    def change(self, kind: Kind) -> Element:
        return super().change(_MOVES[kind] if self._moving else kind)

    def is_own(self, element: Element, kind: Kind) -> bool:
        """Whether it is a change of this kind that the same author made here."""
        mine = (element.get(f"{self.space}author"), element.get(f"{self.space}date"))
        return element.tag == self.space + kind and mine == tuple(self._signature) and self.wrote(element)

    def wrote(self, element: Element) -> bool:
        id = element.get(f"{self.space}id", "")
        return id.isdigit() and int(id) > self._first


class Pieces(Cutter):
    def pieces(self, run: int) -> list[Element]:
        """What a run was cut into so far, in order."""
        return [piece for _, piece in self._pieces.get(run, ())]
