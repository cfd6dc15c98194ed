"""From blocks to sections, and where the parts that an outline expects stand."""

from vankien.outline.parts import PartMatch, match_parts
from vankien.outline.tree import outline, section_at, section_named

__all__ = ["PartMatch", "match_parts", "outline", "section_at", "section_named"]
