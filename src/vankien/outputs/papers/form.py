"""A form: one kind of official paper, with the symbol it usually bears and what it is filled from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vankien.sentences import sentence

if TYPE_CHECKING:
    from vankien.outputs.papers.model import Content
    from vankien.outputs.papers.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Form:
    """`title`: the kind's name as it is printed; `symbol`: empty where the paper bears no number.

    `draw` writes the form's own text and fields on a sheet; `wide`: on a page that lies; `letterhead`:
    whether it has one, and a signature; `annex`: what follows the signature, on pages that lie.
    """

    id: str
    title: str
    symbol: str
    content: type[Content]
    draw: Callable[[Sheet], None]
    wide: bool = False
    letterhead: bool = True
    annex: Callable[[Sheet], None] | None = None

    def name(self, language: str = "vi") -> str:
        """As people call it: "Biên bản hội nghị"."""
        return sentence("paper_form", self.id, language)
