"""The full-text index of each database, asked step by step. The only module that knows how they differ."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from vankien_web.common.queries import Query, Step, Term

_SQLITE = """
    SELECT e.id FROM common_entry_words w CROSS JOIN common_entry e ON e.id = w.rowid
    WHERE common_entry_words MATCH %s AND e.owner IN ({visible})
    ORDER BY w.rowid DESC LIMIT %s"""
_POSTGRESQL = """
    SELECT e.id FROM common_entry e WHERE e.kind = %s AND {words} AND e.owner IN ({visible})
    ORDER BY e.id DESC LIMIT %s"""


def ranked(query: Query, kind: str, visible: QuerySet[Any, Any], most: int) -> list[tuple[int, bool]]:
    """(entry number, exact) of at most `most` entries, the best first and the newest first among equals."""
    try:
        subquery = visible.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    found = _asked(query.steps(), kind, subquery, most)
    last = query.unfinished()
    return found or (_asked([last], kind, subquery, most) if last else [])


def _asked(
    steps: list[Step], kind: str, visible: tuple[str, tuple[Any, ...]], most: int
) -> list[tuple[int, bool]]:
    parts, values = [], []
    for number, step in enumerate(steps):
        sql, words = (
            _sqlite(steps, number, kind)
            if connection.vendor == "sqlite"
            else _postgresql(steps, number, kind)
        )
        parts.append(
            f"SELECT id, {number} AS step FROM ({sql.replace('{visible}', visible[0])}) AS s{number}"
        )
        values += [*words, *visible[1], most]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts) + " LIMIT %s", [*values, most])
        return [(number, steps[step].exact) for number, step in cursor.fetchall()]


def _sqlite(steps: list[Step], number: int, kind: str) -> tuple[str, list[Any]]:
    match = f'scope : "{kind}" AND ({_fts5(steps[number])})'
    if number:
        match = f"({match}) NOT ({_fts5(steps[number - 1])})"
    return _SQLITE, [match]


def _fts5(step: Step) -> str:
    return " AND ".join(
        f'{term.column} : "{" ".join(term.words)}"{" *" if term.prefix else ""}' for term in step.terms
    )


def _postgresql(steps: list[Step], number: int, kind: str) -> tuple[str, list[Any]]:
    words, values = _vectors(steps[number])
    if number:
        before, more = _vectors(steps[number - 1])
        words, values = f"{words} AND NOT ({before})", values + more
    return _POSTGRESQL.replace("{words}", words), [kind, *values]


def _vectors(step: Step) -> tuple[str, list[Any]]:
    sql = " AND ".join(f"e.{term.column}_words @@ %s::tsquery" for term in step.terms)
    return sql, [_tsquery(term) for term in step.terms]


def _tsquery(term: Term) -> str:
    *others, last = (f"'{word}'" for word in term.words)
    return " <-> ".join([*others, last + (":*" if term.prefix else "")])
