"""A number in an ambiguous format: "99.3%", "1,234.5", "49,368 tỷ đồng" can each be read in two ways.

Vietnamese texts write a decimal comma and a thousands dot; a comma before exactly three digits is
ambiguous all the same. A table is reported once. Authority: the habit of Vietnamese official texts; the
agreement on figures.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from vankien.checks.draft import Draft
from vankien.checks.reading.mentions import indicator_at
from vankien.checks.reading.quantities import plain
from vankien.model import Figure, Finding

CODE = "VK405"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)+")
_DOT_DECIMAL = re.compile(r"(\d+)\.(\d{1,2}|\d{4,})")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
_THREE = re.compile(r"([1-9]\d{0,2})([.,])(\d{3})")


def check(draft: Draft) -> Iterator[Finding]:
    tables: dict[int, list[Finding]] = {}
    for figure in draft.figures:
        finding = _ambiguous(draft, figure)
        if finding is None:
            continue
        cell = draft.document.blocks[figure.block].cell
        if cell is None:
            yield finding
        else:
            tables.setdefault(cell.table, []).append(finding)
    for found in tables.values():
        first = found[0]
        yield Finding(CODE, first.params | {"count": len(found), "variant": "table"}, first.place)


def _ambiguous(draft: Draft, figure: Figure) -> Finding | None:
    for token in _NUMBER.findall(figure.surface):
        readings = _readings(token, figure.unit)
        if readings:
            params = {
                "indicator": indicator_at(draft, figure.block, figure.start, figure.end),
                "number": token,
                "readings": [plain(r) for r in readings],
                "unit": figure.unit or "",
            }
            return Finding(CODE, params, draft.place_of(figure))
    return None


def _readings(token: str, unit: str | None) -> tuple[Decimal, ...]:
    """The two values that a number may mean; none where it is written as Vietnamese texts write it."""
    if _ENGLISH.fullmatch(token):
        return Decimal(token.replace(",", "")), Decimal(
            token.replace(".", "").replace(",", ".", 1).replace(",", "")
        )
    if match := _DOT_DECIMAL.fullmatch(token):
        return Decimal(f"{match[1]}.{match[2]}"), Decimal(match[1] + match[2])
    share = bool(unit) and str(unit).startswith("%")
    match = _THREE.fullmatch(token)
    if match and (match[2] == ".") == share:
        return Decimal(f"{match[1]}.{match[3]}"), Decimal(match[1] + match[3])
    return ()
