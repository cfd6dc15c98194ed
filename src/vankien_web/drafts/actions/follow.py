"""What drafts do when their unit moves; called in the unit's transaction."""

from django.db.models import Value
from django.db.models.functions import Concat, Substr

from vankien_web.common.delivery import Notice
from vankien_web.common.fields import under
from vankien_web.drafts.models import Draft
from vankien_web.units.models import Unit


def follow_unit(unit: Unit, old_path: str | None) -> None:
    """What units call (AFTER_CHANGE): the drafts of the moved subtree are found at its new place."""
    if old_path:
        rest = Substr("unit_path", len(old_path) + 1)
        Draft.objects.filter(under(old_path, "unit_path")).update(
            unit_path=Concat(Value(unit.path or ""), rest)
        )
        Notice.objects.follow_move(old_path, unit.path or "")
