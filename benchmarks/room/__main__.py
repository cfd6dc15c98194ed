"""`python -m benchmarks.room`: so many people follow one meeting on a real site, on both databases.

    python -m benchmarks.room [--people 500] [--seconds 40] [--every 4.5] [--database sqlite|postgresql]

Three runs on each database: nobody does anything; opinions are sent and the chair moves on; and, to compare,
everyone loads the whole page again instead. The key figure on a busy machine is the server's own time.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from benchmarks.room.run import Row, run

ROOT = Path(__file__).resolve().parents[2]
_HEAD = ("database", "run", "asked", "304", "p50 ms", "p95 ms", "max ms", "errors", "own ms", "KB", "sent")


def _rows(databases: list[str], people: int, seconds: float, every: float) -> Iterator[Row]:
    from cluster import cluster

    for database in databases:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vankien-room-")))
            address = stack.enter_context(cluster(durable=True)) if database == "postgresql" else ""
            yield from asyncio.run(run(folder, address, people=people, seconds=seconds, every=every))


@click.command()
@click.option("--people", default=500, show_default=True)
@click.option("--seconds", default=40.0, show_default=True, help="Of each run.")
@click.option("--every", default=4.5, show_default=True, help="Seconds between two questions of a page.")
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), multiple=True, help="Default: both.")
def main(people: int, seconds: float, every: float, database: tuple[str, ...]) -> None:
    """Build, drive, print."""
    print("load average:", " ".join(f"{load:.2f}" for load in os.getloadavg()), f"· {os.cpu_count()} cores")
    print(" | ".join(_HEAD))
    for row in _rows(list(database) or ["sqlite", "postgresql"], people, seconds, every):
        print(" | ".join(row.cells()), flush=True)
    print("load average:", " ".join(f"{load:.2f}" for load in os.getloadavg()))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    main()
