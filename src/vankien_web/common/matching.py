"""The full-text index of each database, asked step by step. The only module that knows how they differ.

Where a person may see few things (a unit's drafter), the index is asked for the numbers of those things and
need not go through what everybody wrote; where many, what it gives is filtered, up to the wanted number.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from vankien.text import bare
from vankien_web.common.entries import Entry
from vankien_web.common.queries import Step, Term

_FEW = 300
_ADD = {
    "sqlite": "INSERT INTO common_entry_words (rowid, folded, bare, scope) VALUES (%s, %s, %s, %s)",
    "postgresql": """
        INSERT INTO common_entry_words (id, folded, bare, kind, owner)
        VALUES (%s, to_tsvector('simple', %s) || array_to_tsvector(ARRAY[%s]),
                to_tsvector('simple', %s) || array_to_tsvector(ARRAY[%s]), %s, %s)""",
}
# The "+" keeps SQLite from trying every visible owner for every row.
_SQLITE = """
    SELECT e.id FROM common_entry_words w
    CROSS JOIN common_entry e INDEXED BY entry_and_owner ON e.id = w.rowid
    WHERE common_entry_words MATCH %s AND +e.owner IN ({visible}) ORDER BY w.rowid DESC LIMIT %s"""
_POSTGRESQL = """
    SELECT w.id FROM common_entry_words w WHERE w.kind = %s AND {words} AND w.owner IN ({visible}) LIMIT %s"""


class Visible(NamedTuple):
    """The owners that a person may see: a subquery, and their numbers when they are few."""

    sql: str
    values: tuple[Any, ...]
    few: tuple[int, ...] | None = None


def add(entries: Iterable[tuple[Entry, str]]) -> None:
    """Make entries that are stored be found by their folded words."""
    statement = _ADD[connection.vendor]
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_row(entry, words) for entry, words in entries])


def _row(entry: Entry, words: str) -> list[Any]:
    if connection.vendor == "sqlite":
        return [entry.pk, words, bare(words), f"{entry.kind} o{entry.owner}"]
    mark = f"={entry.kind}"
    return [entry.pk, words, mark, bare(words), mark, entry.kind, entry.owner]


def narrowed(subjects: Mapping[str, QuerySet[Any, Any]]) -> dict[str, Visible]:
    """For each kind the things that may be seen; kinds of which none may be seen are left out."""
    asked: dict[str, Visible] = {}
    for kind, visible in subjects.items():
        try:
            sql, values = visible.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        asked[kind] = Visible(sql, tuple(values))
    if not asked:
        return {}
    kinds = list(asked)
    parts = [f"SELECT {n} AS kind, v.* FROM ({asked[k].sql} LIMIT {_FEW + 1}) v" for n, k in enumerate(kinds)]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [value for v in asked.values() for value in v.values])
        owners: dict[str, list[int]] = {kind: [] for kind in kinds}
        for number, owner in cursor.fetchall():
            owners[kinds[number]].append(owner)
    return {
        kind: asked[kind]._replace(few=tuple(found) if len(found) <= _FEW else None)
        for kind, found in owners.items()
        if found
    }


def ranked(steps: list[Step], asked: Mapping[str, Visible], most: int) -> dict[str, list[tuple[int, bool]]]:
    """Of each kind (entry number, exact) of at most `most` entries: step by step, no entry twice."""
    parts: list[str] = []
    values: list[Any] = []
    for kind, visible in asked.items():
        sql, more = _of_kind(steps, kind, visible, most)
        parts.append(f"SELECT * FROM ({sql}) k{len(parts)}")  # noqa: S608 - our own words
        values += more
    found: dict[str, list[tuple[int, bool]]] = {kind: [] for kind in asked}
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for kind, step, entry in sorted(cursor.fetchall(), key=lambda row: (row[1], -row[2])):
                found[kind].append((entry, steps[step].exact))
    return found


def _of_kind(steps: list[Step], kind: str, visible: Visible, most: int) -> tuple[str, list[Any]]:
    """The steps one after the other: a database stops at the one that fills the wanted number."""
    build = _sqlite if connection.vendor == "sqlite" else _postgresql
    parts, values = [], []
    for number in range(len(steps)):
        sql, more = build(steps, number, kind, visible, most)
        parts.append(f"SELECT '{kind}' AS kind, {number} AS step, id FROM ({sql}) s{number}")  # noqa: S608
        values += more
    return " UNION ALL ".join(parts) + " LIMIT %s", [*values, most]


def _sqlite(steps: list[Step], number: int, kind: str, visible: Visible, most: int) -> tuple[str, list[Any]]:
    scope = f'scope : "{kind}"'
    if visible.few is not None:
        scope += f" AND scope : ({' OR '.join(f'o{owner}' for owner in visible.few)})"
    match = f"{_fts5(steps[number])} AND {scope}"
    if number:
        match = f"({match}) NOT ({_fts5(steps[number - 1])})"
    return _SQLITE.replace("{visible}", visible.sql), [match, *visible.values, most]


def _fts5(step: Step) -> str:
    return " AND ".join(
        f'{term.column} : "{" ".join(term.words)}"{" *" if term.prefix else ""}' for term in step.terms
    )


def _postgresql(
    steps: list[Step], number: int, kind: str, visible: Visible, most: int
) -> tuple[str, list[Any]]:
    words, values = _vectors(steps[number], kind)
    if number:
        before, more = _vectors(steps[number - 1], kind)
        words, values = f"{words} AND NOT ({before})", values + more
    sql, numbers = visible.sql, visible.values
    if visible.few is not None:
        sql, numbers = ", ".join(["%s"] * len(visible.few)), visible.few
    return (
        _POSTGRESQL.replace("{words}", words).replace("{visible}", sql),
        [kind, *values, *numbers, most],
    )


def _vectors(step: Step, kind: str) -> tuple[str, list[Any]]:
    sql = " AND ".join(f"w.{term.column} @@ %s::tsquery" for term in step.terms)
    return sql, [f"({_tsquery(term)}) & '={kind}'" for term in step.terms]


def _tsquery(term: Term) -> str:
    *others, last = (f"'{word}'" for word in term.words)
    return " <-> ".join([*others, last + (":*" if term.prefix else "")])
