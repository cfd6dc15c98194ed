"""What must not stand in a log: the secret of a link."""

import logging
import re

_SECRET = re.compile(r"(/loi-moi/)[^/\s]+|(vankien_)[\w-]{20,}")


class Redact(logging.Filter):
    """Put dots in the place of secrets."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "/loi-moi/" in message or "vankien_" in message:
            record.msg, record.args = _SECRET.sub(lambda m: f"{m[1] or m[2]}…", message), ()
        return True
