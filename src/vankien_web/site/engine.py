"""The embedded database engine: the bundled SQLite in place of the system's, which may lose data."""

import importlib
import sys

from vankien_web.common.engine import wal_is_safe


def swap() -> None:
    """Make `import sqlite3` give pysqlite3 where it is installed. Call before Django loads its backends."""
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:
        return
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def journal_mode() -> str:
    """WAL where the engine is sound, else the slower classic journal."""
    return "WAL" if wal_is_safe(importlib.import_module("sqlite3").sqlite_version_info) else "DELETE"
