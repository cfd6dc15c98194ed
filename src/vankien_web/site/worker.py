"""The machine's worker: a process that takes up ordered work until the site that started it ends."""

import os
import signal
import sys
import threading

import django
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankien_web.site.settings")
    django.setup()
    from vankien_web.drafts.tasks import recover

    threading.Thread(target=_end_with_parent, daemon=True).start()
    recover()
    call_command("db_worker", queue_name="*", interval=0.25, startup_delay=False, reload=False, verbosity=0)


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
