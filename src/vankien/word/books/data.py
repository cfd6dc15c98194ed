"""Grids as plain data and back: numbers as strings, days in ISO."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from vankien.word.books.grid import Cell, Grid, Merge


def grid_to_data(grid: Grid) -> dict[str, Any]:
    """Plain data: numbers as strings, days in ISO."""
    return {
        "name": grid.name,
        "hidden": grid.hidden,
        "looks_known": grid.looks_known,
        "rows": sorted(grid.hidden_rows),
        "columns": sorted(grid.hidden_columns),
        "merges": [list(m) for m in grid.merges],
        "cells": [[r, c, *_cell_to_data(cell)] for (r, c), cell in grid.cells.items()],
    }


def _cell_to_data(cell: Cell) -> list[Any]:
    return [
        cell.kind, cell.text, None if cell.number is None else str(cell.number),
        None if cell.raw is None else str(cell.raw), cell.percent, cell.places,
        cell.day.isoformat() if cell.day else None, cell.odd,
    ]  # fmt: skip


def grid_from_data(data: dict[str, Any]) -> Grid:
    grid = Grid(data["name"], {}, [Merge(*m) for m in data["merges"]], data["hidden"])
    grid.hidden_rows, grid.hidden_columns = set(data["rows"]), set(data["columns"])
    grid.looks_known = data["looks_known"]
    for r, c, kind, text, number, raw, percent, places, day, odd in data["cells"]:
        cell = Cell(kind, text, percent=percent, places=places, odd=odd)
        grid.cells[r, c] = replace(
            cell,
            number=None if number is None else Decimal(number),
            raw=None if raw is None else Decimal(raw),
            day=date.fromisoformat(day) if day else None,
        )
    return grid
