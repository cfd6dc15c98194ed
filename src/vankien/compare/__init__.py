"""What changed between two versions of a draft."""

from vankien.compare.comparison import compare
from vankien.compare.figures import figure_changes
from vankien.compare.model import Change, Comparison, FigureChange, Op, Pair, Piece, Range, Words
from vankien.compare.neutral import Neutral, neutral_changes

__all__ = [
    "Change",
    "Comparison",
    "FigureChange",
    "Neutral",
    "Op",
    "Pair",
    "Piece",
    "Range",
    "Words",
    "compare",
    "figure_changes",
    "neutral_changes",
]
