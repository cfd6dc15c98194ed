"""`make bench-ledger`: a ledger of two million figures on both databases, asked for its contradictions.

    python -m benchmarks.ledger [--short] [--data FOLDER] [--only sqlite|postgresql] [--requests 60]

What was built in FOLDER is used again (SQLite; a PostgreSQL cluster is made anew each time). Bars: one
congress within 100 ms, a province's sums within 1 s.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
BARS = {
    "contradictions of a congress": 0.1,
    "the wide province's sums": 1.0,
    "a province's sums": 1.0,
    "what changed since the last version": 0.1,
}


@click.command()
@click.option("--short", is_flag=True, help="A small ledger.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Where to build.")
@click.option("--only", type=click.Choice(["sqlite", "postgresql"]), help="One database alone.")
@click.option("--requests", default=60, show_default=True, help="Congresses that are asked.")
@click.option("--inside", is_flag=True, hidden=True)
def main(short: bool, data: Path | None, only: str | None, requests: int, inside: bool) -> None:
    """Build, measure, print."""
    if inside:
        return print(json.dumps(_inside(short, requests)))
    from cluster import cluster

    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vankien-ledger-")))
        command = [*(["--short"] if short else []), "--requests", str(requests)]
        if only != "postgresql":
            _tell("SQLite", _run(folder / ("short" if short else "full"), "", command))
        if only != "sqlite":
            address = stack.enter_context(cluster(durable=True))
            with tempfile.TemporaryDirectory(prefix="vankien-ledger-") as own:
                _tell("PostgreSQL", _run(Path(own), address, command))
    return None


def _run(data: Path, database: str, command: list[str]) -> dict[str, Any]:
    data.mkdir(parents=True, exist_ok=True)
    own = os.environ | {"VANKIEN_DATA": str(data), "VANKIEN_DATABASE": database}
    asked = [sys.executable, "-m", "benchmarks.ledger", "--inside", *command]
    told = subprocess.run(asked, env=own, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return found


def _inside(short: bool, requests: int) -> dict[str, Any]:
    """In a process of the site, whose data folder and database the environment names."""
    from benchmarks.scale.inside import start

    start()
    from django.core.management import call_command

    from benchmarks.ledger.build import FULL, SHORT, build
    from benchmarks.ledger.measure import measure
    from vankien_web.figures.models import Figure

    call_command("migrate", interactive=False, verbosity=0)
    began = time.perf_counter()
    if not Figure.objects.exists():
        build(SHORT if short else FULL)
    return {"built": time.perf_counter() - began} | measure(requests)


def _tell(database: str, found: dict[str, Any]) -> None:
    rows, told = found.pop("rows"), found.pop("found")
    print(f"{database}: {rows['number']:,} figures, built or opened in {found.pop('built'):.0f} s")
    for name, one in found.items():
        share = f"; bar {BARS[name] * 1000:.0f} ms, {one['median'] / BARS[name]:.0%} of it"
        median, own, p95 = (one[which] * 1000 for which in ("median", "own", "p95"))
        times = (
            f"{median:.1f} ms median ({own:.1f} ms of its own), {p95:.1f} ms p95, {one['queries']} queries"
        )
        print(f"  {name}: {times}{share}")
    print(f"  communes of the wide province: {rows['wide']}; sums by standing: {told['sums']}")
    print(f"  {told['wrong']} of {told['congresses']} congresses with another finding than was planted")


if __name__ == "__main__":
    main()
