"""docs/permissions.md: the golden tables of tests/web/permissions as a page for people."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "tests/web/permissions/golden"
PERMISSIONS = ROOT / "docs/permissions.md"
_ASIDE = ("address", "method", "case", "why")
_SHORT = {
    "administrator": "admin",
    "committee_member": "member",
    "group_head": "grp head",
    "group_member": "grp mem",
    "unit_secretary": "unit sec",
    "unit_drafter": "unit drf",
    "anonymous": "anon",
    "suspended": "susp",
    "called_member": "called",
    "called_guest": "guest",
}
_HEAD = """# Who may do what

Written by `make docs` from `tests/web/permissions/golden/*.csv`, which `tests/web/permissions/test_matrix.py`
compares with the site, cell by cell; not edited by hand. An address that is in no table fails the test.

Each row is an address, a method and a case. Each cell has a letter for every place where the one who asks may
sit, seen from the unit that the address is about, in this order: **own** unit, **ancestor** (a post above),
**descendant** (a post below it), **sibling**, **other** tree, **old** holder and **new** holder of a post
handed over yesterday (at the unit for its secretary and drafter, above it for the rest). Cells of
three letters are own, ancestor, sibling; cells of one letter concern no unit. A working group's people sit
where the unit that the group follows is. In meetings and reviews the *ancestor*'s committee meets, the
*sibling* is the service that is asked; *called* and *guest* have nothing but the invitation, as a member of
the body and as its guest. *site* administers the whole site; *susp* is a suspended account.

| letter | outcome |
|---|---|
| `v` | shown |
| `x` | done: something was written |
| `i` | refused in words (a form or a notice says why); nothing was written |
| `f` | 403: one sees it but may not do this; nothing was written |
| `.` | 404: as if it did not exist; nothing was written |
| `s` | to the sign-in |
| `k` | 401: a program without a valid token |
| `g` | 410: the link is over |
"""


def permissions_page() -> str:
    """docs/permissions.md as it should be."""
    return "\n".join([_HEAD, *(line for path in sorted(TABLES.glob("*.csv")) for line in _table(path))])


def cells() -> int:
    """How many letters all tables hold."""
    return sum(len(text) for path in TABLES.glob("*.csv") for row in _rows(path) for text in _letters(row))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _letters(row: dict[str, str]) -> list[str]:
    return [text for column, text in row.items() if column not in _ASIDE]


def _table(path: Path) -> Iterator[str]:
    rows = _rows(path)
    columns = [column for column in rows[0] if column not in _ASIDE]
    yield f"## {path.stem.replace('_', ': ')}\n"
    yield f"| | {' | '.join(_SHORT.get(c, c) for c in columns)} |"
    yield f"|---|{'---|' * len(columns)}"
    for row in rows:
        name = f"{row['method']} `/{row['address']}`" + (f" *{row['case']}*" if row["case"] else "")
        yield f"| {name} | {' | '.join(f'`{row[c]}`' for c in columns)} |"
    said = [row for row in rows if row["why"]]
    if said:
        yield "\nWhat may surprise:\n"
        yield from (f"- {r['method']} `/{r['address']}` {r['case']}: {r['why']}" for r in said)
    yield ""
