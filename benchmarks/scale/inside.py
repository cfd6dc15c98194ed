"""What runs inside of a site's process: `build` fills an empty one, `measure` asks its pages.

    python -m benchmarks.scale.inside build full|short      # VANKIEN_DATA, VANKIEN_DATABASE say where
    python -m benchmarks.scale.inside measure 0 60          # which of the processes, requests a page

The demonstration's clock is used, so that the same deadlines are near every time.
"""

from __future__ import annotations

import json
import os
import sys
import time


def start() -> None:
    """Django on the data folder that the environment names, its tables and static files ready."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankien_web.site.settings")
    os.environ["VANKIEN_DEMO"] = "true"
    import django

    from vankien_web.site.configuration import data_folder, make_key

    folder = data_folder()
    (folder / "incoming").mkdir(parents=True, exist_ok=True)
    make_key(folder)
    django.setup()


def _build(shape_name: str) -> dict[str, float]:
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.scale import size
    from benchmarks.scale.build import build
    from vankien_web.common import audit

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    began = time.perf_counter()
    build(size.FULL if shape_name == "full" else size.SHORT, tell=lambda line: print(line, file=sys.stderr))
    built = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    analysed = time.perf_counter()
    problems = audit.verify()
    if problems:
        raise SystemExit(f"{len(problems)} problems, the first: {problems[0]}")
    return {"build": built - began, "analyse": analysed - built, "verify": time.perf_counter() - analysed}


def main() -> None:
    command, *rest = sys.argv[1:]
    start()
    if command == "build":
        print(json.dumps(_build(rest[0])))
    else:
        from benchmarks.scale.measure import measure

        print(json.dumps(measure(part=int(rest[0]), requests=int(rest[1]), only=rest[2:])))


if __name__ == "__main__":
    main()
