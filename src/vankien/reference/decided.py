"""What a person has decided of the columns and rows of a sheet, over what was read of them."""

from __future__ import annotations

from collections.abc import Mapping as Table_
from typing import Any

from vankien.reference.label import Row
from vankien.reference.model import Mapping
from vankien.reference.sheet import shape_key

LEFT = "left"
"""The role of a line that is left out."""

Decision = Table_[str, str]
"""Any of `role`, `period`, `measure`, `indicator` ("" for none of the catalogue)."""

_SETTLED = {
    "role": ("plan_or_result",),
    "period": ("two_periods", "sum_of_columns"),
    "measure": ("two_measures", "unusual_measure"),
    "indicator": (
        "which_indicator", "part_of_indicator", "not_in_catalogue", "no_name", "code_and_name",
        "index_or_growth", "words_over",
    ),
}  # fmt: skip


def settled(decision: Decision) -> frozenset[str]:
    """The doubts to which a decision is the answer."""
    return frozenset(why for part in decision for why in _SETTLED.get(part, ()))


def column_line(table: int, column: int) -> str:
    """The name of a column: the same in every workbook of the shape."""
    return f"c{table}:{column}"


def row_line(row: Row) -> str:
    """The name of a row: by what it is called, without years; "" for one that is called nothing."""
    parts = [shape_key(part) for part in (row.within, row.name or row.unit or "") if part]
    return "r" + " / ".join([*parts, *([row.role] if row.role else [])]) if parts else ""


def decide(mapping: Mapping, lines: Table_[str, Decision]) -> None:
    """`lines`: decisions by the name of a column or row."""
    mapping["rows"] = {key: dict(said) for key, said in lines.items() if key.startswith("r")}
    for number, table in enumerate(mapping["tables"]):
        for column, facts in table["columns"].items():
            said = lines.get(column_line(number, int(column)))
            if said and facts["is"] == "value":
                facts["decided"] = dict(said)


def of_cell(mapping: Mapping, row: Row, facts: Table_[str, Any]) -> dict[str, str]:
    """What is decided of one cell: of its column, and nearer of its row."""
    of_row = mapping.get("rows", {}).get(row_line(row), {}) if mapping.get("rows") else {}
    said = {**facts.get("decided", {}), **of_row}
    if LEFT in (facts.get("decided", {}).get("role"), of_row.get("role")):
        said["role"] = LEFT
    return said
