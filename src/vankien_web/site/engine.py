"""Which database, and how it is spoken to: SQLite in the data folder, or PostgreSQL by one address."""

import importlib
import sys
from pathlib import Path
from typing import Any

from vankien_web.common.engine import wal_is_safe

_HERE = ("", "localhost", "127.0.0.1", "::1")
WAIT = 20  # seconds that a write waits for another's end


def swap() -> None:
    """Make `import sqlite3` give pysqlite3 where it is installed. Call before Django loads its backends."""
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:
        return
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def database(address: str, folder: Path, threads: int, *, isolated: bool = False) -> dict[str, Any]:
    """Django's settings for the database at `address`; `isolated`: on this machine. Raises ValueError."""
    if not address:
        return _sqlite(folder)
    made = _postgresql(address, threads)
    if isolated and not (made["HOST"] in _HERE or made["HOST"].startswith("/")):
        raise ValueError("database: profile “isolated” opens no connection to another machine")
    return made


def _sqlite(folder: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "vankien.sqlite3",
        "CONN_MAX_AGE": None,  # to open it anew for every answer took as long as the answer itself
        "TEST": {"NAME": str(folder / "test.sqlite3")},  # in memory, writers would not wait for one another
        "OPTIONS": {
            "timeout": WAIT,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                f"PRAGMA journal_mode={journal_mode()};PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            ),
        },
    }


def _postgresql(address: str, threads: int) -> dict[str, Any]:
    parts = _parts(address)
    own = f"-c synchronous_commit=on -c lock_timeout={WAIT}s"
    return {
        "ENGINE": "vankien_web.common.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts
        | {
            "options": f"{parts.pop('options', '')} {own}".strip(),
            # A connection for each thread that answers, and one to spare for a command in the same process.
            "pool": {"min_size": 1, "max_size": threads + 1, "timeout": WAIT},
        },
    }


def _parts(address: str) -> dict[str, Any]:
    try:
        conninfo = importlib.import_module("psycopg.conninfo")
    except ImportError as error:
        raise ValueError(f"database: {error}") from error
    if not address.startswith(("postgresql://", "postgres://")):
        raise ValueError("database: postgresql://user:password@host:5432/name")
    try:
        parts = dict(conninfo.conninfo_to_dict(address))
    except importlib.import_module("psycopg").ProgrammingError as error:
        raise ValueError(f"database: {str(error).strip()}") from None
    if not parts.get("dbname"):
        raise ValueError("database: postgresql://user:password@host:5432/name")
    return parts


def journal_mode() -> str:
    """WAL where the engine is sound, else the slower classic journal."""
    return "WAL" if wal_is_safe(importlib.import_module("sqlite3").sqlite_version_info) else "DELETE"
