"""A department's workbook of any usual shape as values, each with the cell it comes from, and as doubts.

`propose` finds the tables and says what each column holds; `read` takes indicator, unit, period, measure,
role and number of every cell, each from the text that states it. Then `guards` asks whether the parts
contradict the catalogue and the title, `stated` whether every word over, beside and under the value is
explained by that reading, `second` and `across` whether neighbours, totals, ratios and other sheets
agree. The first objection makes the value a doubt; nothing is guessed.
"""

from vankien.reference.decided import LEFT, decide
from vankien.reference.lines import Line, TableLines, lines_of
from vankien.reference.model import Aside, Doubt, Mapping, Reading, Value
from vankien.reference.propose import propose
from vankien.reference.read import read
from vankien.reference.second import across
from vankien.word.books import grids

__all__ = [
    "LEFT",
    "Aside",
    "Doubt",
    "Line",
    "Mapping",
    "Reading",
    "TableLines",
    "Value",
    "across",
    "decide",
    "grids",
    "lines_of",
    "propose",
    "read",
]
