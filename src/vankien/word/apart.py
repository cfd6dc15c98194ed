"""Reading in a child process: whatever a hostile file does to the parser, it does to a process that may die.

The child prints one JSON document: {"document": …} or {"error": reason, "params": {…}}.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

from vankien.model import Document, UnreadableFile
from vankien.serial import document_from_data, to_data

_MAX_ANSWER = 96 << 20


def read_apart(path: Path, *, name: str | None = None, seconds: float = 60, megabytes: int = 600) -> Document:
    """`vankien.word.read` in a child process limited to `seconds` and `megabytes`. Raises UnreadableFile."""
    name = name or Path(path).name or str(path)
    answer = ask(__name__, Path(path), name, seconds=seconds, megabytes=megabytes, name=name)
    return document_from_data(answer["document"])


def ask(module: str, path: Path, *details: str, seconds: float, megabytes: int, name: str) -> dict[str, Any]:
    """What `answer(path, *details)` of `module` says in a child process. Raises UnreadableFile."""
    start = "from vankien.word.apart import main; main()"
    limits = [str(int(seconds)), str(megabytes), module]
    command = [sys.executable, "-P", "-c", start, *limits, str(path), *details]
    errors = None if "VANKIEN_DEBUG" in os.environ else subprocess.DEVNULL
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, start_new_session=True
    )
    try:
        output, _ = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise UnreadableFile("too_slow", file=name, seconds=f"{seconds:g}") from None
    finally:
        _end(child)
    try:
        answer: dict[str, Any] = json.loads(output)
    except ValueError:
        reason = "too_slow" if -child.returncode in _OUT_OF_TIME else "too_heavy"
        raise UnreadableFile(reason, file=name, seconds=f"{seconds:g}") from None
    if "error" in answer:
        raise UnreadableFile(answer["error"], **({"file": name} | answer["params"]))
    return answer


_OUT_OF_TIME = {getattr(signal, n) for n in ("SIGXCPU", "SIGALRM") if hasattr(signal, n)}


def _end(child: subprocess.Popen[bytes]) -> None:
    """Stop the child and all it started. It gets a second to stop a converter of its own."""
    if child.poll() is None:
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=1)
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.communicate()


def _limit(seconds: int, megabytes: int) -> None:
    """Limits of the child. Only the soft limit of memory, so that it can give a converter another."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone
        return
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, hard))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(path: str, name: str) -> str:
    """What the child prints."""
    from vankien.word import read

    return json.dumps({"document": to_data(read(Path(path), name=name))}, ensure_ascii=False)


def _answer(module: str, *details: str) -> str:
    try:
        text: str = import_module(module).answer(*details)
        if len(text) > _MAX_ANSWER:
            raise UnreadableFile("too_heavy")
    except UnreadableFile as error:
        if "VANKIEN_DEBUG" in os.environ:
            traceback.print_exc()
        return json.dumps({"error": error.reason, "params": error.params})
    except MemoryError:
        return json.dumps({"error": "too_heavy", "params": {}})
    return text


def main() -> None:
    """The child."""
    seconds, megabytes, module, *details = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    # A library that prints must not spoil the answer.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit(int(seconds), int(megabytes))
    out.write(_answer(module, *details).encode("utf-8", "surrogatepass"))
    out.close()
