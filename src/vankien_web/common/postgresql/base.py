"""Django's PostgreSQL with one writer at a time, as SQLite has it with IMMEDIATE transactions.

Every write changes rows that all share (a stream's head, the roll-up rows up to the root): writers would
wait for one another anyway, and in changing order they would lock each other out. So a transaction begins
by taking its turn, waiting as long as the setting lock_timeout allows; what it then reads stays true until
it ends. Reading outside of one never waits.

A connection from the pool is asked whether it still lives, unless it has answered this moment: to ask each
time took as long as the shortest of questions itself.
"""

import time
from collections.abc import MutableMapping
from typing import Any
from weakref import WeakKeyDictionary

from django.db.backends.postgresql import base
from psycopg import OperationalError
from psycopg_pool import ConnectionPool

_TURN = 0x5645_4B49  # any number, the same in every process
_LATELY = 2.0  # seconds
_answered: MutableMapping[Any, float] = WeakKeyDictionary()


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        while True:
            connection = super().get_new_connection(conn_params)
            if self.pool is None or _lives(connection):
                return connection
            self.pool.putconn(connection)  # which throws it away and opens another

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        """Django calls this where the outermost `transaction.atomic()` begins and ends."""
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if autocommit:
            return
        try:
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_xact_lock({_TURN})")
        except BaseException:
            self.connection.rollback()
            super().set_autocommit(True)
            raise


def _lives(connection: Any) -> bool:
    if time.monotonic() < _answered.get(connection, -_LATELY) + _LATELY:
        return True
    try:
        ConnectionPool.check_connection(connection)
    except OperationalError:
        return False
    _answered[connection] = time.monotonic()
    return True
