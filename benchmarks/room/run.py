"""One site, one meeting, its people: starts it, drives it, tells what it took."""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.room.drive import Figures, Person, follow

ROOT = Path(__file__).resolve().parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Row:
    """`own`: milliseconds of the site's processes for each question, everything that was written included."""

    database: str
    name: str
    figures: Figures
    own: float

    def cells(self) -> list[str]:
        found = self.figures
        asked = len(found.seconds)
        times = [f"{1000 * share(found.seconds, part):.0f}" for part in (0.5, 0.95, 1.0)]
        unchanged = f"{100 * found.unchanged / max(1, asked):.0f} %"
        size = f"{found.bytes / 1024 / max(1, asked):.1f}"
        told = [str(asked), unchanged, *times, str(len(found.errors)), f"{self.own:.1f}", size]
        return [self.database, self.name, *told, str(found.sent)]


def share(seconds: list[float], part: float) -> float:
    """The value that this part of all does not exceed."""
    ordered = sorted(seconds) or [0.0]
    return ordered[max(0, min(len(ordered) - 1, round(part * len(ordered)) - 1))]


async def run(folder: Path, address: str, *, people: int, seconds: float, every: float) -> list[Row]:
    """Quiet, lively and naive, one after the other, on one site."""
    environment = os.environ | {"VANKIEN_DATA": str(folder), "VANKIEN_DATABASE": address}
    built = _built(environment, people)
    database = "PostgreSQL" if address else "SQLite"
    async with _site(folder, environment) as (port, pid):
        seated = [Person(port, built["meeting"], key) for key in built["sessions"]]
        for person in seated:
            await person.enter()
        rows = []
        for name in ("quiet", "lively", "whole page"):
            figures, before = Figures(), _worked(pid)
            await _drive(seated, built, figures, seconds, every, name)
            own = 1000 * (_worked(pid) - before) / max(1, len(figures.seconds))
            rows.append(Row(database, name, figures, own))
        return rows


async def _drive(
    seated: list[Person], built: dict[str, Any], figures: Figures, seconds: float, every: float, name: str
) -> None:
    until = time.perf_counter() + seconds
    naive = name == "whole page"
    pages = [follow(person, figures, every, until, naive=naive) for person in seated]
    writing = [] if name == "quiet" else [_talk(seated, built, figures, until)]
    await asyncio.gather(*pages, *writing)


async def _talk(seated: list[Person], built: dict[str, Any], figures: Figures, until: float) -> None:
    """An opinion a second from one of the people, on connections of their own; now and then the next item."""
    number = 0
    writers = seated[:10]
    while time.perf_counter() < until:
        item = built["items"][(number // 10) % len(built["items"])]
        if number % 10 == 0:
            await writers[0].apart().send(figures, "dang-ban/", item=str(item))
        words = {
            "text": f"Bổ sung chỉ tiêu số {number}",
            "kind": "suggest",
            "item": str(item),
            "revision": "0",
        }
        writer = random.choice(writers)  # noqa: S311 - no secret
        await writer.apart().send(figures, "y-kien/viet/gui/", key=str(uuid4()), **words)
        number += 1
        await asyncio.sleep(1)


def _built(environment: dict[str, str], people: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.room.build", str(people)]
    made = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    built: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return built


@asynccontextmanager
async def _site(folder: Path, environment: dict[str, str]) -> AsyncIterator[tuple[int, int]]:
    """`vankien serve` on a free port; yields the port and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = Path(sys.executable).with_name("vankien")
    command = [str(program), "serve", "--port", str(port), "--data", str(folder)]
    own = {name: value for name, value in environment.items() if name != "DJANGO_SETTINGS_MODULE"}
    site = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, text=True)
    try:
        assert site.stdout is not None
        assert str(port) in await asyncio.to_thread(site.stdout.readline)
        yield port, site.pid
    finally:
        site.terminate()
        await asyncio.to_thread(site.wait, 30)


def _worked(pid: int) -> float:
    """Seconds that the web server has worked (Linux; elsewhere 0); the machine's own worker is left out."""
    total = 0.0
    for one in [pid, *_children(pid)]:
        stat = Path(f"/proc/{one}/stat")
        if stat.exists() and b"site.worker" not in stat.with_name("cmdline").read_bytes():
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / _TICKS
    return total


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(word) for word in listed.read_text(encoding="utf-8").split()] if listed.exists() else []
    return [*found, *(below for child in found for below in _children(child))]
