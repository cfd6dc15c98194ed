"""docs/data-inventory.md: what every column of the database holds of people, from the models' marks."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

INVENTORY = Path(__file__).resolve().parent.parent / "docs/data-inventory.md"
_HEAD = """# What the database holds of people

Written by `make docs` from the models and each app's `inventory.toml`; not edited by hand. A column that is
in no `inventory.toml` fails `tests/web/test_inventory.py`.

- **none**: tells nothing of anybody.
- **personal**: who somebody is, what somebody did in office and when; text and files in which people write.
- **sensitive**: what opens an account or a session; what somebody thinks of a matter (opinions, positions);
  particulars of candidates.

Secrets of accounts are stored as hashes. What is said of candidates is sealed under a key outside the
database ([operations.md](operations.md)). Opinions are told to nobody but those who may hear them
([permissions.md](permissions.md)). The words of the search are a second copy of `common.Entry.text`. The
files that these columns name by their hashes stand in the data folder as they were brought, those of
personnel plans sealed.
"""


def inventory_page() -> str:
    """docs/data-inventory.md as it should be."""
    os.environ.setdefault("VANKIEN_DATA", tempfile.mkdtemp(prefix="vankien-docs-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankien_web.site.settings")
    import django

    django.setup()
    from vankien_web.common.inventory import KINDS, marks

    found = marks()
    total = ", ".join(f"{sum(m.kind == kind for m in found)} {kind}" for kind in KINDS)
    rooms = (_room(name, list(rows)) for name, rows in groupby(found, key=lambda m: m.room))
    return "\n".join([_HEAD, f"{len(found)} columns: {total}.\n", *(line for room in rooms for line in room)])


def _room(name: str, rows: list[tuple[str, str, str, str]]) -> Iterator[str]:
    yield f"## {name}\n"
    yield "| table | none | personal | sensitive |\n|---|---|---|---|"
    for model, marked in groupby(rows, key=lambda m: m[1]):
        fields: dict[str, list[str]] = {kind: [] for kind in ("none", "personal", "sensitive")}
        for _room, _model, field, kind in marked:
            fields[kind].append(field)
        yield f"| {model} | " + " | ".join(" ".join(names) for names in fields.values()) + " |"
    yield ""
