"""What must not stand in a log: the secret of a link."""

import logging
import re

_SECRET = re.compile(r"(/loi-moi/|/lich/)[^/\s]+|(vankien_)[\w-]{20,}")

_MARKS = ("/loi-moi/", "/lich/", "vankien_")


class Redact(logging.Filter):
    """Put dots in the place of secrets."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if any(mark in message for mark in _MARKS):
            record.msg, record.args = _SECRET.sub(lambda m: f"{m[1] or m[2]}…", message), ()
        return True
