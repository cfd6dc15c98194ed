"""How a unit's papers are headed, where its office knows better than what follows from its name."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from vankien_web.accounts.models import User
from vankien_web.common.conflict import save_checked
from vankien_web.common.history import record
from vankien_web.reviews.models import Letterhead
from vankien_web.reviews.papers.heads import FIELDS
from vankien_web.reviews.permissions import can_make_papers
from vankien_web.units.models import Unit


def set_letterhead(unit: Unit, fields: Mapping[str, str], *, revision: int, by: User) -> Letterhead:
    """What is left empty is derived. Papers issued stay as they are. Raises PermissionDenied, Conflict."""
    if not can_make_papers(by, unit):
        raise PermissionDenied
    with transaction.atomic():
        row = Letterhead.objects.get_or_create(unit=unit)[0]
        given = {name: fields.get(name, "").strip() for name in FIELDS}
        saved = save_checked(row, revision=revision, fields=given)
        record("letterhead_set", saved, by=by, stream=unit, symbol=given["symbol"] or "–")
    return saved
