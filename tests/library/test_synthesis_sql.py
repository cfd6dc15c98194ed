"""The statements of docs/synthesis.md give the lines of the program."""

import re
import sqlite3
from collections import Counter
from pathlib import Path

from library.test_synthesis import HEADINGS, KEY, SAID, contribution, remark
from vankien.collate.grouping import meaning
from vankien.synthesis import seal, synthesis
from vankien.synthesis.likeness import leaders

DOC = Path(__file__).parents[2] / "docs/synthesis.md"
TABLES = """
CREATE TABLE contribution (id TEXT, unit TEXT, number INT);
CREATE TABLE remark (
  contribution TEXT, heading TEXT, meaning TEXT, conference TEXT, people INT, opinions INT
);
CREATE TABLE led (heading TEXT, meaning TEXT, leader TEXT);
"""


def sent():
    """Three units about three headings; the second has sent twice."""
    parts = []
    for unit, number in ((1, 1), (2, 1), (2, 2), (3, 1)):
        said = [remark(SAID[(unit + n) % len(SAID)], HEADINGS[n % 2], people=unit, opinions=n + 1)
                for n in range(4 + number)]  # fmt: skip
        parts.append(seal(contribution(f"Xã {unit}", said, number=number), KEY))
    return parts


def test_the_statements_give_the_lines_of_the_program():
    sealed, base = sent(), sqlite3.connect(":memory:")
    base.executescript(TABLES)
    for one in sealed:
        said = one.contribution
        base.execute("INSERT INTO contribution VALUES (?, ?, ?)", (one.id, "/".join(said.unit), said.number))
        rows = [
            (one.id, r.heading, meaning(r.text), r.conference, r.people, r.opinions) for r in said.remarks
        ]
        base.executemany("INSERT INTO remark VALUES (?, ?, ?, ?, ?, ?)", rows)
    for statement in re.findall(r"```sql\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL):
        base.executescript(statement)
    for heading in HEADINGS:
        rows = base.execute(
            "SELECT meaning, opinions FROM statement WHERE heading = ?", (heading,)
        ).fetchall()
        keys = [key for key, _opinions in rows]
        led = leaders(keys, [opinions for _key, opinions in rows])
        pairs = [(heading, key, keys[at]) for key, at in zip(keys, led, strict=True)]
        base.executemany("INSERT INTO led VALUES (?, ?, ?)", pairs)
    found = base.execute("SELECT heading, opinions, people, conferences FROM line").fetchall()
    lines = synthesis(sealed).lines
    assert Counter(found) == Counter((x.heading, x.opinions, x.people, x.conferences) for x in lines)
    assert len(found) > len(HEADINGS[:2])
