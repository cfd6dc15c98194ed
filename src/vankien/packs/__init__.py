"""Rule packs: what a campaign, an organisation and a format ask for, as data with sources."""

from vankien.packs.errors import PackError
from vankien.packs.lint import lint
from vankien.packs.loader import available, load, load_format
from vankien.packs.model import (
    Basis,
    DossierRule,
    Format,
    Indicator,
    Outline,
    Pack,
    PartRule,
    Rule,
    StepRule,
    Topic,
    Workstream,
)
from vankien.packs.naming import name

__all__ = [
    "Basis",
    "DossierRule",
    "Format",
    "Indicator",
    "Outline",
    "Pack",
    "PackError",
    "PartRule",
    "Rule",
    "StepRule",
    "Topic",
    "Workstream",
    "available",
    "lint",
    "load",
    "load_format",
    "name",
]
