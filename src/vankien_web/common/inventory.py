"""What every column of the database holds of people, as each app's `inventory.toml` says.

    [Person]
    none = "id revision"
    personal = "name account"

A model of another package stands under its label in the app that brings it: ["axes.AccessLog"].
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.apps import AppConfig, apps
from django.db import models

KINDS = ("none", "personal", "sensitive")


class Marked(NamedTuple):
    """One mark: `room` is the app whose file says it, `model` a label ("units.Person"), `field` a column."""

    room: str
    model: str
    field: str
    kind: str


def marks() -> list[Marked]:
    """Every mark, as written. Raises ValueError for a kind that there is not."""
    return [mark for app in _rooms() for mark in _marks_of(app)]


def columns() -> dict[tuple[str, str], models.Field]:  # type: ignore[type-arg]
    """Every column of every table that this installation has, also of those between two others."""
    found = apps.get_models(include_auto_created=True)
    return {(m._meta.label, field.name): field for m in found for field in m._meta.local_fields}


def problems() -> list[str]:
    """A sentence for each column without a mark, with two, and for each mark of what is not there."""
    said, there = marks(), columns()
    seen = [(mark.model, mark.field) for mark in said]
    installed = {app.label for app in apps.get_app_configs()}
    lost = {pair for pair in seen if pair not in there and pair[0].partition(".")[0] in installed}
    return [
        *(
            f"{model}.{field} is not marked in inventory.toml"
            for model, field in there
            if (model, field) not in seen
        ),
        *(
            f"{model}.{field} is marked twice"
            for model, field in sorted(set(seen))
            if seen.count((model, field)) > 1
        ),
        *(f"{model}.{field} is marked and is not there" for model, field in sorted(lost)),
    ]


def _rooms() -> list[AppConfig]:
    return [app for app in apps.get_app_configs() if app.name.startswith("vankien_web.")]


def _marks_of(app: AppConfig) -> Iterator[Marked]:
    path = Path(app.path) / "inventory.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    for name, kinds in table.items():
        label = name if "." in name else f"{app.label}.{name}"
        for kind, fields in kinds.items():
            if kind not in KINDS:
                raise ValueError(f"{path}: {kind}")
            yield from (Marked(app.label, label, field, kind) for field in fields.split())
