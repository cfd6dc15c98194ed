"""The same data in PostgreSQL: every table of the SQLite file that was built, copied row by row.

python -m benchmarks.scale.copy FILE.sqlite3            # VANKIEN_DATABASE says where to; it must be empty
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from typing import Any

from benchmarks.scale.inside import start

_WORDS = """INSERT INTO common_entry_words (id, folded, bare, kind, owner)
    SELECT w.id, to_tsvector('simple', w.folded) || array_to_tsvector(ARRAY['=' || e.kind]),
           to_tsvector('simple', w.bare) || array_to_tsvector(ARRAY['=' || e.kind]), e.kind, e.owner
    FROM words w JOIN common_entry e USING (id)"""


def copy(file: str) -> None:
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection, transaction

    source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    models = [m for m in apps.get_models() if m._meta.managed and not m._meta.proxy]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in models:
            table, names = model._meta.db_table, [f.column for f in model._meta.concrete_fields]
            if table in ("django_content_type", "auth_permission", "django_site"):
                continue
            quoted = ", ".join(f'"{name}"' for name in names)
            _pour(cursor, f"{table} ({quoted})", source.execute(f"SELECT {quoted} FROM {table}"))  # noqa: S608
        cursor.execute("CREATE TEMPORARY TABLE words (id bigint, folded text, bare text) ON COMMIT DROP")
        rows = source.execute("SELECT rowid, folded, bare FROM common_entry_words")
        _pour(cursor, "words (id, folded, bare)", rows)
        cursor.execute(_WORDS)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _pour(cursor: Any, into: str, rows: Any) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN") as pipe:
        for row in rows:
            pipe.write_row(row)


def main() -> None:
    start()
    from django.core.management import call_command
    from django.db import connection

    from vankien_web.common import audit

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    began = time.perf_counter()
    copy(sys.argv[1])
    copied = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    analysed = time.perf_counter()
    if problems := audit.verify():
        raise SystemExit(f"{len(problems)} problems, the first: {problems[0]}")
    print(
        json.dumps(
            {"build": copied - began, "analyse": analysed - copied, "verify": time.perf_counter() - analysed}
        )
    )


if __name__ == "__main__":
    main()
