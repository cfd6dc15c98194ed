"""From blocks to sections: a state machine that expects the next numeral, and where an outline's parts stand."""

from vankien.outline.parts import PartMatch, match_parts
from vankien.outline.tree import outline, section_at

__all__ = ["PartMatch", "match_parts", "outline", "section_at"]
