"""A database as it stands at one moment, while others write: taken for `backup`, laid down by `restore`.

SQLite gives one file, made by its backup interface. PostgreSQL gives each table as COPY writes it, all read
in one REPEATABLE READ transaction, and where each sequence stands: none of its programs is needed.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from vankien_web.common import storage

CHUNK = 1 << 20
SQLITE = "database/vankien.sqlite3"
Member = tuple[str, Iterable[bytes]]


@dataclass(frozen=True)
class Snapshot:
    """`members`: what the archive gets; `files`: hashes of the files that its rows name."""

    members: Iterable[Member]
    files: set[str]
    migrations: list[list[str]]
    sequences: dict[str, int] = field(default_factory=dict)


@contextmanager
def taken(folder: Path) -> Iterator[Snapshot]:
    """The database now; `folder` has room for a copy of it. Lasts as long as the context."""
    with (_postgresql if connection.vendor == "postgresql" else _sqlite)(folder) as snapshot:
        yield snapshot


@contextmanager
def _sqlite(folder: Path) -> Iterator[Snapshot]:
    engine: Any = connection.Database  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory(dir=folder, prefix=".vankien-") as room:
        copy = Path(room) / "vankien.sqlite3"
        with closing(engine.connect(copy)) as target:
            connection.ensure_connection()
            connection.connection.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        with closing(engine.connect(copy)) as target, closing(target.cursor()) as cursor:
            files, applied = storage.used(cursor), _applied(cursor)
        yield Snapshot([(SQLITE, read(copy))], files, applied)


@contextmanager
def _postgresql(folder: Path) -> Iterator[Snapshot]:
    with connection.cursor() as cursor:
        # Not `atomic`, which would take the turn to write from everybody else (see common.postgresql).
        cursor.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        files, applied = storage.used(cursor), _applied(cursor)
        members = [(f"database/{table}", _table(table)) for table in _tables()]
        yield Snapshot(members, files, applied, _sequences())
        cursor.execute("COMMIT")


def _table(table: str) -> Iterator[bytes]:
    with connection.cursor() as cursor, cursor.copy(f"COPY {_columns(table)} TO STDOUT") as copy:
        yield from map(bytes, copy)


def lay(members: dict[str, Callable[[], Iterable[bytes]]], sequences: dict[str, int], folder: Path) -> None:
    """Put what a snapshot gave into an empty database: SQLite's file into `folder`, tables into the rest."""
    if connection.vendor == "sqlite":
        with (folder / "vankien.sqlite3").open("xb") as out:
            out.writelines(members[SQLITE]())
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        _empty(cursor)
        for table in _tables():
            with cursor.copy(f"COPY {_columns(table)} FROM STDIN") as copy:
                for data in members[f"database/{table}"]():
                    copy.write(data)
        for sequence, last in sequences.items():
            cursor.execute("SELECT setval(%s, %s)", [sequence, last])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _empty(cursor: Any) -> None:
    """Remove what the making of the tables left in them; never from the history, which may not shrink."""
    for name in map(_quoted, reversed(_tables())):
        if _column(f"SELECT EXISTS (SELECT FROM {name})") == [True]:  # noqa: S608 - our own names
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608


def migrate_to(migrations: list[list[str]]) -> None:
    """Make the tables as they were where the snapshot was taken."""
    MigrationExecutor(connection).migrate([(app, name) for app, name in migrations])


def unknown(migrations: list[list[str]]) -> list[str]:
    """Steps of the tables' making that this version of the program does not know."""
    known = MigrationLoader(None).disk_migrations or {}
    return [f"{app}.{name}" for app, name in migrations if (app, name) not in known]


def read(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while data := opened.read(CHUNK):
            yield data


def _applied(cursor: storage.Cursor) -> list[list[str]]:
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
    return [list(row) for row in cursor.fetchall()]


def _tables() -> list[str]:
    """Each after those that it must not come before: most references are only looked at in the end."""
    names = _column(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    )
    graph: dict[str, set[str]] = {name: set() for name in sorted(names)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.relname, t.relname FROM pg_constraint c JOIN pg_class f ON f.oid = c.conrelid "
            "JOIN pg_class t ON t.oid = c.confrelid WHERE contype = 'f' AND NOT condeferrable "
            "AND f.oid <> t.oid AND f.relnamespace = current_schema()::regnamespace"
        )
        for table, wanted in cursor.fetchall():
            graph[table].add(wanted)
    return list(TopologicalSorter(graph).static_order())


def _columns(table: str) -> str:
    """The table with the columns that hold data of their own: not those that PostgreSQL computes."""
    names = _column(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attgenerated = '' ORDER BY attnum",
        _quoted(table),
    )
    return f"{_quoted(table)} ({', '.join(map(_quoted, names))})"


def _sequences() -> dict[str, int]:
    names = _column("SELECT quote_ident(sequencename) FROM pg_sequences WHERE schemaname = current_schema()")
    found = {}
    for name in names:
        (last,) = _column(f"SELECT CASE WHEN is_called THEN last_value END FROM {name}")  # noqa: S608
        if last is not None:
            found[name] = last
    return found


def _column(sql: str, *parameters: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))
        return [value for (value,) in cursor.fetchall()]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
