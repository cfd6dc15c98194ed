"""The demonstration: the season of 13/02/2020, made by the same verbs that its people would use."""

from __future__ import annotations

from django.db import transaction

from vankien_web.site.demonstration.cast import read_told
from vankien_web.site.demonstration.conclusion import conclude
from vankien_web.site.demonstration.meeting import hold, prepare_further
from vankien_web.site.demonstration.personnel import let_plans_exist, propose
from vankien_web.site.demonstration.stage import prepare, set_stage
from vankien_web.site.demonstration.verification import have_verified


def build() -> None:
    """Fill an empty site, all or nothing."""
    told, proposed = read_told("season.toml"), read_told("personnel.toml")
    with transaction.atomic():
        cast = set_stage(told)
        let_plans_exist(proposed, cast)
        for entry in told["congresses"]:
            prepare(entry, cast)
        propose(proposed, cast)
        sitting = hold(cast)
        conclude(sitting, cast)
        have_verified(sitting, cast)
        prepare_further(sitting, cast)
