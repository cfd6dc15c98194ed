"""Acts of two people at the same moment: real threads, each with its own connection."""

import threading

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from vankien_web.common.conflict import Moved

REFUSED = (PermissionDenied, ValidationError, Moved)


def together(*acts):
    """Do all of it at once; what each came to: "done", "refused", or the error that nobody expects."""
    gate, told = threading.Barrier(len(acts)), {}

    def go(number, act):
        try:
            gate.wait()
            act()
            told[number] = "done"
        except REFUSED:
            told[number] = "refused"
        except Exception as error:  # the thread must tell
            told[number] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [told[number] for number in range(len(acts))]


def meanwhile(first, second):
    """`second` begins while the transaction of `first` is not ended; returns what `second` came to."""
    told = []

    def go():
        told.append(together(second)[0])

    waiting = threading.Thread(target=go)
    with transaction.atomic():
        first()
        waiting.start()
        waiting.join(0.4)
    waiting.join()
    return told[0]
