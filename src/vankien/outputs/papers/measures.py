"""The measures of a format, read from its pack once: sizes in points, lengths in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from vankien import packs
from vankien.packs import Format

_ITEM_END = {"dang": ",", "nha-nuoc": ";"}


@dataclass(frozen=True, slots=True)
class Measures:
    """A format and the way the page lies."""

    format: Format
    wide: bool = False

    def rule(self, id: str) -> dict[str, Any]:
        """A rule's values; empty where the format has none."""
        found = self.format.rules.get(id)
        return found.value if found else {}

    def size(self, id: str, key: str = "size") -> float:
        """The smallest size that the rule allows: what fits best. The body's where it says none."""
        found = self.rule(id).get(key) or self.rule("body")["size"]
        return float(found[0])

    def flag(self, id: str, key: str) -> bool:
        return bool(self.rule(id).get(key))

    @property
    def party(self) -> bool:
        return self.format.family == "dang"

    @property
    def font(self) -> str:
        return str(self.rule("font")["family"][0])

    @property
    def margins(self) -> dict[str, float]:
        """A page that lies is the upright one turned by a quarter."""
        top, right, bottom, left = (
            float(self.rule("margins")[s][0]) for s in ("top", "right", "bottom", "left")
        )
        if self.wide:
            top, right, bottom, left = left, top, right, bottom
        return {"top": top, "right": right, "bottom": bottom, "left": left}

    @property
    def page(self) -> tuple[float, float]:
        width, height = (float(self.rule("page")[key]) for key in ("width", "height"))
        return (height, width) if self.wide else (width, height)

    @property
    def text_width(self) -> float:
        return self.page[0] - self.margins["left"] - self.margins["right"]

    @property
    def item_end(self) -> str:
        """What ends each recipient but the last."""
        return _ITEM_END[self.format.family]

    @property
    def end_mark(self) -> str:
        return str(self.rule("end_mark").get("text", "."))


@cache
def measures(format: str, wide: bool = False) -> Measures:
    """Raises packs.PackError for a format that does not exist."""
    return Measures(packs.load_format(format), wide)
