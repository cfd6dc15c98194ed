"""What a process remembers of the room, so that hundreds who ask "anything new?" cost one number each.

Two memories: as whom somebody sees a meeting, until the history tells that rights may have changed (`rights`:
a person who loses the right sees no more than ten seconds longer; a sign-out ends it at once, for the session
is looked at every time); and until the meeting's beat goes on, the pieces that all of one audience see.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Generic, NamedTuple, TypeVar

KEPT = 60.0  # seconds that a grant is remembered although no right has changed: a day begins at midnight
STALE = 30.0  # seconds after which pieces are made anew although no beat was counted
V = TypeVar("V")


class Piece(NamedTuple):
    """A live part of a page; `mark` tells whether a browser has it already."""

    html: str
    mark: str

    @classmethod
    def of(cls, html: str) -> Piece:
        return cls(html, hashlib.blake2b(html.encode(), digest_size=6).hexdigest())


Pieces = Mapping[str, Piece]


class Memory(Generic[V]):
    """Values of this process alone, each for `seconds`; the oldest go when there are more than `size`."""

    def __init__(self, seconds: float, size: int) -> None:
        self._seconds, self._size = seconds, size
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, tuple[float, V]] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        with self._lock:
            made, value = self._held.get(key, (0.0, None))
        return value if time.monotonic() < made + self._seconds else None

    def put(self, key: Hashable, value: V) -> V:
        with self._lock:
            self._held[key] = time.monotonic(), value
            self._held.move_to_end(key)
            while len(self._held) > self._size:
                self._held.popitem(last=False)
        return value

    def clear(self) -> None:
        with self._lock:
            self._held.clear()


_pieces: Memory[tuple[int, Pieces]] = Memory(STALE, 200)
_making = [threading.Lock() for _ in range(64)]


def pieces(key: Hashable, beat: int, make: Callable[[], Pieces]) -> Pieces:
    """Those remembered under `key` if they are of this beat or a later one, else made: by one thread, once.

    Who asks while another makes them gets the last ones at once, and the new ones with the next question.
    `beat` must have been read before `make` reads: what is made may then be newer than said, never older.
    """
    known = _pieces.get(key)
    if known and known[0] >= beat:
        return known[1]
    lock = _making[hash(key) % len(_making)]
    if not lock.acquire(blocking=known is None) and known:
        return known[1]
    try:
        newer = _pieces.get(key)
        return newer[1] if newer and newer[0] >= beat else _pieces.put(key, (beat, make()))[1]
    finally:
        lock.release()


def forget() -> None:
    """No piece is remembered any more."""
    _pieces.clear()


def etag(made: Pieces) -> str:
    """The marks of all pieces, in order, as a browser sends them back."""
    return '"' + ".".join(piece.mark for piece in made.values()) + '"'


def known(tag: str) -> set[str]:
    """The marks in such a tag, also where a server in between has made it weak."""
    return set(tag.removeprefix("W/").strip('"').split("."))
