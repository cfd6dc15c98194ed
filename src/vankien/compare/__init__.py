"""What changed between two versions of a draft."""

from vankien.compare.comparison import compare
from vankien.compare.figures import figure_changes
from vankien.compare.model import Change, Comparison, FigureChange, Op, Pair, Piece, Range, Words

__all__ = [
    "Change",
    "Comparison",
    "FigureChange",
    "Op",
    "Pair",
    "Piece",
    "Range",
    "Words",
    "compare",
    "figure_changes",
]
