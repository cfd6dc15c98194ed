"""Several files read by children that import once: each file in a fork with limits and a clock of its own.

A child is told one path a line and prints one JSON document a line, as `apart` does for a single file.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from vankien.model import Document, UnreadableFile
from vankien.serial import document_from_data
from vankien.word import apart

_CHUNK = 1 << 16


class _Limits(NamedTuple):
    """Of each file."""

    seconds: float
    megabytes: int


def read_many(
    files: Sequence[str], *, seconds: float = 60, megabytes: int = 600
) -> list[Document | UnreadableFile]:
    """In their order; what cannot be read is the error that says why."""
    limits = _Limits(seconds, megabytes)
    lanes = min(len(files), os.cpu_count() or 1)
    if not hasattr(os, "fork") or len(files) < 2:
        return [_alone(file, limits) for file in files]
    with ThreadPoolExecutor(lanes) as pool:
        lists = list(pool.map(lambda lane: _lane(files[lane::lanes], limits), range(lanes)))
    return [lists[at % lanes][at // lanes] for at in range(len(files))]


def _lane(files: Sequence[str], limits: _Limits) -> list[Document | UnreadableFile]:
    """By one child; should it be gone, each of the rest by one of its own."""
    command = [sys.executable, "-P", "-c", "from vankien.word.many import main; main()", *map(str, limits)]
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    found: list[Document | UnreadableFile] = []
    with child, contextlib.suppress(OSError, ValueError):
        assert child.stdin is not None and child.stdout is not None  # noqa: S101 - both are pipes
        for file in files:
            child.stdin.write(json.dumps(file).encode() + b"\n")
            child.stdin.flush()
            found.append(_told(file, json.loads(child.stdout.readline()), limits))
    return found + [_alone(file, limits) for file in files[len(found) :]]


def _told(file: str, answer: dict[str, Any], limits: _Limits) -> Document | UnreadableFile:
    if "error" in answer:
        return UnreadableFile(
            answer["error"], **({"file": file, "seconds": f"{limits.seconds:g}"} | answer["params"])
        )
    return document_from_data(answer["document"])


def _alone(file: str, limits: _Limits) -> Document | UnreadableFile:
    try:
        return apart.read_apart(Path(file), name=file, **limits._asdict())
    except UnreadableFile as error:
        return error


def main() -> None:
    """The child: imports what reading needs, then forks for each path."""
    import vankien.word.docx
    import vankien.word.guard
    import vankien.word.kinds  # noqa: F401 - imported once, for all forks

    limits = _Limits(float(sys.argv[1]), int(sys.argv[2]))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        out.write(_forked(json.loads(line), limits) + b"\n")
        out.flush()


def _forked(file: str, limits: _Limits) -> bytes:
    """What a fork says of a file, or why it said nothing."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        _fork(file, writer, limits)
    os.close(writer)
    answer = _all_of(reader, time.monotonic() + limits.seconds)
    os.close(reader)
    status = _end(pid, at_once=answer is not None)
    if answer is None or -os.waitstatus_to_exitcode(status) in apart._OUT_OF_TIME:
        return b'{"error": "too_slow", "params": {}}'
    return answer or b'{"error": "too_heavy", "params": {}}'


def _fork(file: str, writer: int, limits: _Limits) -> None:
    """The fork itself: never returns."""
    try:
        os.setsid()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        apart._limit(int(limits.seconds), limits.megabytes)
        with os.fdopen(writer, "wb") as out:
            out.write(apart._answer("vankien.word.apart", file, file).encode("utf-8", "surrogatepass"))
    finally:
        os._exit(0)


def _all_of(pipe: int, until: float) -> bytes | None:
    """What comes before the pipe closes; None where it does not in time."""
    pieces: list[bytes] = []
    while True:
        ready, _, _ = select.select([pipe], [], [], max(until - time.monotonic(), 0))
        if not ready:
            return None
        piece = os.read(pipe, _CHUNK)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


def _end(pid: int, *, at_once: bool) -> int:
    """Stop the fork and all it started; it gets a second to stop a converter of its own."""
    if not at_once:
        os.kill(pid, signal.SIGTERM)
        time.sleep(1)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]
