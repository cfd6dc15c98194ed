"""The machine's worker: a process that takes up ordered work until the site that started it ends."""

import faulthandler
import os
import signal
import sys
import threading

import django
from django.core.management import call_command
from django_tasks.signals import task_finished, task_started

HANG = 240  # seconds for reading and checking one draft; 97 pages take about five


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankien_web.site.settings")
    django.setup()
    from vankien_web.drafts import comparing
    from vankien_web.drafts import tasks as drafts
    from vankien_web.figures.tasks import ledger
    from vankien_web.reviews.tasks import collating, papers, proving, takeaway
    from vankien_web.site import daily

    task_started.connect(stop_a_hang)
    task_finished.connect(all_is_well)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for room in (drafts, comparing, papers, takeaway, proving, collating, ledger):
        room.recover()
    threading.Thread(target=daily.keep, daemon=True).start()
    call_command("db_worker", queue_name="*", interval=0.25, startup_delay=False, reload=False, verbosity=0)


def stop_a_hang(seconds: float = HANG, **_: object) -> None:
    """End this process when one task takes far too long: even code that never lets go of the interpreter.

    The site starts another worker, which tries again and gives the draft up at last (`tasks.examine`).
    """
    faulthandler.dump_traceback_later(seconds, exit=True)


def all_is_well(**_: object) -> None:
    faulthandler.cancel_dump_traceback_later()


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
