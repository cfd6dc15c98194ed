"""The command line of the drills; see the package's docstring."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from drills.site import environment, new_database


def main() -> int:
    parser = argparse.ArgumentParser(prog="drills")
    parser.add_argument("drill", choices=("kill", "backup"))
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=None, help="for the same moments of killing again")
    asked = parser.parse_args()
    database = new_database(os.environ.get("VANKIEN_DATABASE", ""))
    with tempfile.TemporaryDirectory(prefix="vankien-drill-") as room:
        os.environ |= environment(Path(room, "site"), database)
        os.environ["DJANGO_SETTINGS_MODULE"] = "vankien_web.site.settings"
        import django

        django.setup()
        from drills import drill

        began = time.monotonic()
        wrong = getattr(drill, asked.drill)(Path(room), database, asked.times, asked.seed)
    where = "PostgreSQL" if database else "SQLite"
    print(
        f"{asked.drill} x {asked.times} on {where}: {len(wrong)} problems, {time.monotonic() - began:.0f} s"
    )
    for sentence in wrong:
        print(sentence)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
