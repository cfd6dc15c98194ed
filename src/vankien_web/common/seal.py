"""The database itself refuses to change the history: events stay as they are, a stream's head only grows.

`lift` is for tests that empty the tables between them. Whoever may drop triggers can still change rows:
that is what `audit.verify` finds.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

# SQLite lets INSERT OR REPLACE remove a row without asking the triggers on DELETE: the INSERT is refused.
_SQLITE = {
    "event_unchanged": "BEFORE UPDATE ON common_event",
    "event_kept": "BEFORE DELETE ON common_event",
    "event_not_replaced": """BEFORE INSERT ON common_event WHEN EXISTS (
        SELECT 1 FROM common_event WHERE stream = new.stream AND number = new.number)
        OR EXISTS (SELECT 1 FROM common_event WHERE id = new.id)""",
    "stream_grows": """BEFORE UPDATE ON common_stream
        WHEN new.count < old.count OR new.name <> old.name""",
    "stream_kept": "BEFORE DELETE ON common_stream",
    "stream_not_replaced": """BEFORE INSERT ON common_stream WHEN EXISTS (
        SELECT 1 FROM common_stream WHERE name = new.name AND count > new.count)""",
}
_POSTGRESQL = {
    "event_unchanged": "BEFORE UPDATE OR DELETE ON common_event FOR EACH ROW",
    "event_kept": "BEFORE TRUNCATE ON common_event FOR EACH STATEMENT",
    "stream_grows": """BEFORE UPDATE ON common_stream FOR EACH ROW
        WHEN (new.count < old.count OR new.name <> old.name)""",
    "stream_unremoved": "BEFORE DELETE ON common_stream FOR EACH ROW",
    "stream_kept": "BEFORE TRUNCATE ON common_stream FOR EACH STATEMENT",
}
_REFUSE = """CREATE OR REPLACE FUNCTION common_refuse() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the history is never changed'; END $$"""


def protect(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_REFUSE)
        for name, when in _triggers(connection).items():
            cursor.execute(f"CREATE TRIGGER {name} {when} {_refusal(connection)}")


def lift(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for name, when in _triggers(connection).items():
            table = "common_event" if "ON common_event" in when else "common_stream"
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE


def _refusal(connection: BaseDatabaseWrapper) -> str:
    if connection.vendor == "postgresql":
        return "EXECUTE FUNCTION common_refuse()"
    return "BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END"
