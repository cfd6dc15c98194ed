"""Whether anybody's rights in meetings may have changed, told by the history: who changes them records it."""

from __future__ import annotations

import threading
import time

from vankien_web.common.models import Event

GRANTED = 10.0  # seconds that rights are taken as unchanged without asking the history
_MANY = 500  # events at once of which not each is looked at
_STREAMS = ("person", "group", "unit", "season", "personnelstatement", "meeting")
# What is said, shown and written in a meeting: it comes every second and gives nobody a right.
_SPOKEN = ("opinion", "position", "item", "discussion", "screen", "presence", "entry", "sentence")


class _Watch:
    """Events up to `last` were looked at; `changed` is the last one that may have touched a right."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._asked: float | None = None
        self._last = self.changed = 0

    def since(self) -> int:
        with self.lock:
            if self._asked is None or time.monotonic() >= self._asked + GRANTED:
                self._look()
                self._asked = time.monotonic()
            return self.changed

    def _look(self) -> None:
        events = Event.objects.order_by("-pk").values_list("pk", "verb", "stream")
        fresh = list(events.filter(pk__gt=self._last)[:_MANY])
        whole = len(fresh) == _MANY
        touching = [pk for pk, verb, stream in fresh if whole or _touches(verb, stream)]
        self.changed = max([self.changed, *touching])
        self._last = max([self._last, *(pk for pk, _verb, _stream in fresh[:1])])


_watch = _Watch()


def since() -> int:
    """A number that grows when rights may have changed; the history is asked every GRANTED seconds."""
    return _watch.since()


def noticed() -> int:
    """The same as it was noticed last: for a page, whose grant is then too old rather than too young."""
    return _watch.changed


def forget() -> None:
    """For tests, whose events come again under the same numbers."""
    global _watch
    _watch = _Watch()


def _touches(verb: str, stream: str) -> bool:
    return stream.partition(":")[0] in _STREAMS and verb.partition("_")[0] not in _SPOKEN
