"""Django's PostgreSQL with one writer at a time, as SQLite has it with IMMEDIATE transactions.

Every write changes rows that all share (a stream's head, the roll-up rows up to the root): writers would
wait for one another anyway, and in changing order they would lock each other out. So a transaction begins
by taking its turn, waiting as long as the setting lock_timeout allows; what it then reads stays true until
it ends. Reading outside of one never waits.
"""

from django.db.backends.postgresql import base

_TURN = 0x5645_4B49  # any number, the same in every process


class DatabaseWrapper(base.DatabaseWrapper):
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
