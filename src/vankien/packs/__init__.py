"""Rule packs: what a campaign, an organisation and a format ask for, as data with sources."""

from vankien.packs.errors import PackError
from vankien.packs.lint import lint
from vankien.packs.loader import available, load
from vankien.packs.model import (
    Basis,
    Format,
    Indicator,
    Outline,
    Pack,
    PartRule,
    Rule,
    Topic,
)
from vankien.packs.naming import name

__all__ = [
    "Basis",
    "Format",
    "Indicator",
    "Outline",
    "Pack",
    "PackError",
    "PartRule",
    "Rule",
    "Topic",
    "available",
    "lint",
    "load",
    "name",
]
