"""Numbers in Vietnamese prose and tables, as figures: value, unit, period, topic, role (docs/figures.md)."""

from vankien.figures.extraction import extract
from vankien.figures.naming import words_before

__all__ = ["extract", "words_before"]
