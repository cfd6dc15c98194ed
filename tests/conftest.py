"""The site's data in a folder of its own; which tests run on which database, and what was left out."""

import os
import tempfile
from pathlib import Path

# Before any test imports a model: nothing of a test reaches ./var.
os.environ["VANKIEN_DATA"] = tempfile.mkdtemp(prefix="vankien-tests-")
os.environ["DJANGO_SETTINGS_MODULE"] = "vankien_web.site.settings"
for room in ("static", "incoming"):
    Path(os.environ["VANKIEN_DATA"], room).mkdir()

import django  # noqa: E402 - the settings must be named before
import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

django.setup()

# A machine that does other things meanwhile is no defect: no property has a time limit.
settings.register_profile("vankien", deadline=None)
settings.load_profile("vankien")

POSTGRESQL = bool(os.environ.get("VANKIEN_DATABASE"))


def pytest_configure(config):
    config.addinivalue_line("markers", "sqlite: holds on SQLite only")
    config.addinivalue_line("markers", "once: asks nothing of the database, so once on SQLite is enough")
    config.addinivalue_line("markers", "postgresql: holds on PostgreSQL only")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Browsers come last, for theirs and the database's loops do not agree; of them the longest first."""
    rest = [item for item in items if "browser" not in item.path.parts]
    items[:] = rest + sorted((i for i in items if "browser" in i.path.parts), key=_is_short)
    others = ("sqlite", "once") if POSTGRESQL else ("postgresql",)
    left = [item for item in items if any(map(item.get_closest_marker, others))]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _is_short(item):
    return item.path.stem not in ("test_replay_meeting", "test_every_page", "test_replay")


def pytest_terminal_summary(terminalreporter):
    if POSTGRESQL:
        terminalreporter.write_line("On PostgreSQL. Left out: what holds on SQLite only or asks no database.")
    else:
        terminalreporter.write_line(
            "On SQLite. Left out: the site's tests on PostgreSQL (make test-postgresql), "
            "and the drills and benchmarks at full length (make drill, make bench-scale)."
        )
