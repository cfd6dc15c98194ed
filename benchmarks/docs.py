"""`make docs`: writes docs/checks.md from the checks and their examples, docs/permissions.md from its tables,
docs/data-inventory.md from the marks of the models, docs/openapi.json from the site."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.inventory import INVENTORY, inventory_page  # noqa: E402
from benchmarks.permissions import PERMISSIONS, cells, permissions_page  # noqa: E402
from library.draft_factory import draft_of, examples  # noqa: E402
from vankien import packs  # noqa: E402
from vankien.checks import Check, all_checks, render  # noqa: E402
from vankien.sentences import LANGUAGES  # noqa: E402

PAGE = ROOT / "docs/checks.md"
OPENAPI = ROOT / "docs/openapi.json"
_PACK = "dang-2019"
_HEAD = """# What the checks find

Written by `make docs` from the check files, their sentences and their examples; not edited by hand. The
severities are those of the pack `dang-2019` in the phases outline, draft and submitted. A rule marked
*chưa thẩm định* rests on an unconfirmed source.
"""


def checks_page() -> str:
    """docs/checks.md as it should be."""
    return "\n".join([_HEAD, *(line for check in all_checks() for line in _entry(check))])


def _entry(check: Check) -> Iterator[str]:
    first, _, rest = check.doc.partition("\n\n")
    yield f"## {check.code} · {' '.join(first.split()).rstrip('.')}\n"
    if rest:
        yield " ".join(rest.split()) + "\n"
    yield f"*Severity:* {_severities(check.code)}.\n"
    fails = examples(check.code)["fails"]
    yield f"For example ({fails[0].get('base', fails[0].get('unit', 'xa-phuong'))}):\n"
    yield f"```text\n{_shown(fails[0])}\n```\n"
    for finding in check.check(draft_of(fails[0])):
        yield from (f"> {text.message} *{text.hint}*\n" for text in map(partial(render, finding), LANGUAGES))


def _severities(code: str) -> str:
    pack = packs.load(_PACK)
    return ", ".join(pack.severity(code, phase) or "silent" for phase in ("outline", "draft", "submitted"))


def _shown(example: dict[str, Any]) -> str:
    """What an example changes in its base, or the beginning of its own text."""
    if "base" in example:
        return "\n".join(_change(old, new) for old, new in example.get("edit", [])) or "(the faultless draft)"
    lines = [line for line in example["draft"].splitlines() if line.strip()]
    return "\n".join([*lines[:8], *(["…"] if len(lines) > 8 else [])])


def _change(old: str, new: str) -> str:
    removed = [f"- {line}" for line in old.strip().splitlines()]
    added = [f"+ {line}" for line in new.strip().splitlines()]
    return "\n".join([*removed, *added])


def openapi_page() -> str:
    """docs/openapi.json as it should be: what /api/v1/openapi.json answers."""
    os.environ.setdefault("VANKIEN_DATA", tempfile.mkdtemp(prefix="vankien-docs-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankien_web.site.settings")
    import django

    django.setup()
    from vankien_web.site.api import api

    return json.dumps(api.document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    PAGE.write_text(checks_page(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(all_checks())} checks")
    PERMISSIONS.write_text(permissions_page(), encoding="utf-8")
    print(f"{PERMISSIONS.relative_to(ROOT)}: {cells()} cells")
    INVENTORY.write_text(inventory_page(), encoding="utf-8")
    print(INVENTORY.relative_to(ROOT))
    OPENAPI.write_text(openapi_page(), encoding="utf-8")
    print(OPENAPI.relative_to(ROOT))


if __name__ == "__main__":
    main()
