"""Workbooks as grids: the same cells whatever the format, exact, with what is shown and what is hidden."""

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from vankien.word.books import grid_from_data, grid_to_data, grids, grids_apart
from vankien.word.books.formats import read_format, typed

BOOKS = Path(__file__).parent / "data" / "books"
KINDS = ("xlsx", "xls", "ods")


@pytest.fixture(params=KINDS)
def book(request):
    return BOOKS / f"bieu.{request.param}"


def test_every_format_gives_the_same_cells(book):
    sheet, away = grids(book)
    numbers = {at: cell.number for at, cell in sheet.cells.items() if cell.kind == "number"}
    assert numbers == {
        (1, 1): 2019,
        (2, 1): Decimal("5.3"),
        (2, 2): Decimal("12.3"),
        (3, 2): 2,
        (4, 3): 9,
        (5, 1): 7,
    }
    assert (sheet.cells[3, 1].kind, sheet.cells[1, 2].kind) == ("error", "day")
    assert sheet.cells[1, 2].day is not None and sheet.cells[1, 2].day.isoformat() == "2020-06-30"
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({5}, {3})
    assert [tuple(m) for m in sheet.merges] == [(0, 0, 0, 3)]
    assert (away.name, away.hidden, len(away.cells)) == ("Nháp", True, 1)


def test_percent_is_told_by_the_format_and_both_numbers_are_kept(book):
    cell = grids(book)[0].cells[2, 1]
    assert (cell.number, cell.raw, cell.percent) == (Decimal("5.3"), Decimal("0.053"), True)


def test_text_in_an_old_font_is_read(book):
    assert grids(book)[0].text(4, 0) == "Sản lượng"


def test_no_float_leaves_a_grid(book):
    for grid in grids(book):
        for cell in grid.cells.values():
            assert not isinstance(cell.number, float) and not isinstance(cell.raw, float)


def test_apart_and_as_data_it_is_the_same(book):
    here = grids(book)
    assert grids_apart(book, name="bieu") == here
    assert [grid_from_data(grid_to_data(g)) for g in here] == here


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("12.3", "12.3"),
        ("12.300000000000001", "12.3"),
        ("0.30000000000000004", "0.3"),
        ("1.5E3", "1500"),
        ("33.333333333333336", "33.3333333333333"),
        ("-0.05", "-0.05"),
    ],
)
def test_the_digits_that_a_person_typed(stored, meant):
    assert typed(stored) == Decimal(meant)


@pytest.mark.parametrize(
    ("code", "percent", "places", "scale", "day"),
    [
        ("General", False, None, 0, False),
        ("0.0%", True, 1, 0, False),
        ('0.0"%"', False, 1, 0, False),
        ("#,##0", False, 0, 0, False),
        ("#,##0.00_);[Red](#,##0.00)", False, 2, 0, False),
        ("#,##0,", False, 0, 1, False),
        ("dd/mm/yyyy", False, None, 0, True),
        ('"Năm" yyyy', False, None, 0, True),
    ],
)
def test_number_formats(code, percent, places, scale, day):
    look = read_format(code)
    assert (look.percent, look.places, look.scale, look.day) == (percent, places, scale, day)


def test_a_format_that_leaves_thousands_out_is_odd(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet().write(0, 0, 16434000, made.add_format({"num_format": "#,##0,"}))
    cell = grids(path)[0].cells[0, 0]
    assert (cell.text, cell.number, cell.odd) == ("16.434", 16434000, True)
