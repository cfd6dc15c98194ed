"""Numbers in Vietnamese prose and tables, as figures: value, unit, period, topic, role (docs/figures.md)."""

from vankien.figures.extraction import extract

__all__ = ["extract"]
