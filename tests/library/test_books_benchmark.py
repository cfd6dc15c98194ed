"""The scorer of real-shaped workbooks in short; `python -m benchmarks.books` measures the whole set."""

from dataclasses import replace

import pytest

from benchmarks.books import score, truth
from vankien import packs

SURE = (
    "tcvn3_congnghiep.xlsx",
    "vni_thunhap.xls",
    "so_sanh_tinh_tp.xlsx",
    "xa_theo_sheet.xlsx",
    "tk_sohoa.ods",
)


@pytest.fixture(scope="module")
def loaded():
    return truth.load("fourth")


def test_no_workbook_of_a_few_is_read_wrongly_in_silence(loaded):
    result = score.measure([loaded.books[name] for name in SURE], loaded.units)
    assert result.counts["silent"] == result.counts["lost"] == 0, result.lines
    assert result.counts["right"] >= 40


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("codes", ("ho_ngheo",)),
        ("unit", "%"),
        ("periods", ("2011",)),
        ("roles", ("target",)),
        ("own", "Xã Long Anh"),
        ("only_ask", True),
    ],
)
def test_each_part_of_the_truth_counts(loaded, part, other):
    book = loaded.books["tcvn3_congnghiep.xlsx"]
    cell = "Bieu 5!D4"
    wrong = {**book.cells, cell: replace(book.cells[cell], **{part: other})}
    result = score.measure([replace(book, cells=wrong)], loaded.units)
    assert result.counts["silent"] == 1 and cell in result.lines[0]


def test_a_cell_of_no_indicator_that_is_imported_is_an_error(loaded):
    book = loaded.books["tcvn3_congnghiep.xlsx"]
    result = score.measure([replace(book, cells={})], loaded.units)
    assert result.counts["silent"] == len(book.cells)


def test_the_truth_speaks_of_the_catalogue_and_of_the_units(loaded):
    catalogue = packs.load("dang-2019").indicators
    cells = [cell for book in loaded.books.values() for cell in book.cells.values()]
    assert len(loaded.books) == 62 and len(cells) > 500
    assert {code for cell in cells for code in cell.codes} <= catalogue.keys()
    assert {cell.own for cell in cells} - {""} <= set(loaded.units)
    assert {role for cell in cells for role in cell.roles} <= set(score.STORED)
