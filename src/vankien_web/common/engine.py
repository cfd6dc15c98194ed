"""Which SQLite engines may use write-ahead logging."""

# WAL-reset corruption: present from 3.7.0, fixed in 3.51.3.
FIRST_AFFECTED, FIRST_FIXED = (3, 7, 0), (3, 51, 3)


def wal_is_safe(engine: tuple[int, ...]) -> bool:
    return not FIRST_AFFECTED <= engine < FIRST_FIXED
