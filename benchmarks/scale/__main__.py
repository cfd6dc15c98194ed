"""`make bench-scale`: builds the season of a whole country, asks its pages, writes docs/scale.md.

    python -m benchmarks.scale [--short] [--data FOLDER] [--requests 60]

What was built in FOLDER before is used again, unless the tables have changed since. Takes some 6 GB of
disk and, on two quiet cores, half an hour.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from benchmarks.scale.report import report

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
PROCESSES = 2  # at once, as the site's threads on two cores would


def _inside(data: Path, database: str, *command: str) -> subprocess.Popen[str]:
    own = os.environ | {"VANKIEN_DATA": str(data), "VANKIEN_DATABASE": database}
    return subprocess.Popen(
        [sys.executable, "-m", *command], env=own, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def _answer(process: subprocess.Popen[str]) -> Any:
    out, _ = process.communicate()
    if process.returncode:
        raise SystemExit(process.returncode)
    return json.loads(out.splitlines()[-1])


def _built(data: Path, *command: str, database: str = "") -> dict[str, float]:
    """What building took: now, or in an earlier run with the same tables and the same makers of data."""
    told, made_by = data / "built.json", _makers()
    known = json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}
    if known.get("made_by") != made_by:
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
        known = {"made_by": made_by, "took": _answer(_inside(data, database, *command))}
        told.write_text(json.dumps(known), encoding="utf-8")
    took: dict[str, float] = known["took"]
    return took


def _makers() -> str:
    """A fingerprint of what decides the data: the migrations and the modules that fill the tables."""
    files = [*ROOT.glob("src/vankien_web/*/migrations/*.py"), *ROOT.glob("benchmarks/scale/*.py")]
    asking = {"__main__.py", "measure.py", "pages.py", "report.py"}
    made = hashlib.sha256()
    for file in sorted(file for file in files if file.name not in asking):
        made.update(file.read_bytes())
    return made.hexdigest()


def _measured(data: Path, database: str, requests: int) -> dict[str, Any]:
    """Both processes ask at the same time; their figures are put together."""
    asked = ["benchmarks.scale.inside", "measure"]
    running = [_inside(data, database, *asked, str(n), str(requests)) for n in range(PROCESSES)]
    first, *others = [_answer(process) for process in running]
    for other in others:
        for name, figures in other.items():
            first[name]["times"] += figures["times"]
            first[name]["own"] += figures["own"]
            first[name]["queries"] = max(first[name]["queries"], figures["queries"])
    return dict(first)


@click.command()
@click.option("--short", is_flag=True, help="1/50 of the size; docs/scale.md is left alone.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Where to build.")
@click.option("--requests", default=60, show_default=True, help="Requests a page and process.")
def main(short: bool, data: Path | None, requests: int) -> None:
    """Build, measure, print."""
    from cluster import cluster

    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vankien-scale-")))
        size = "short" if short else "full"
        lite, post = folder / size / "sqlite", folder / size / "postgresql"
        built = _built(lite, "benchmarks.scale.inside", "build", size)
        figures = {"SQLite": (built, _measured(lite, "", requests))}
        address = stack.enter_context(cluster(durable=True))
        (post / "built.json").unlink(missing_ok=True)  # the cluster is a new one every time
        source = str(lite / "vankien.sqlite3")
        built = _built(post, "benchmarks.scale.copy", source, database=address)
        figures["PostgreSQL"] = (built, _measured(post, address, requests))
    text = report(figures, size)
    print(text)
    if not short:
        (ROOT / "docs/scale.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
