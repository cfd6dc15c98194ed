"""System checks: what must hold before the site may start."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from vankien_web.common.engine import wal_is_safe


@register(Tags.database)
def journal(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse write-ahead logging on an engine that can lose data under it."""
    errors: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        wanted = str(connection.settings_dict["OPTIONS"].get("init_command", "")).upper()
        engine: tuple[int, ...] = connection.Database.sqlite_version_info  # type: ignore[attr-defined]
        if "JOURNAL_MODE=WAL" in wanted.replace(" ", "") and not wal_is_safe(engine):
            number = ".".join(map(str, engine))
            errors.append(
                Error(
                    f"SQLite {number} may corrupt a database in WAL mode.",
                    hint="Install pysqlite3 0.6.1 or newer, or use journal_mode=DELETE.",
                    id="vankien.E001",
                )
            )
    return errors
