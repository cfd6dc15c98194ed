"""Writing what a workbook's rows plan: all of them or none."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.units.actions.people import PostData, add_person, give_post
from vankien_web.units.actions.tree import Description, found_unit
from vankien_web.units.models import Person, Unit
from vankien_web.units.sheets import Planned


def import_units(rows: Sequence[Planned], *, by: User) -> int:
    """Found every unit that is not there yet. Returns how many. Raises ValidationError, PermissionDenied."""
    _refuse_problems(rows)
    founded = 0
    with transaction.atomic():
        for row in (r for r in rows if not r.same):
            v = row.values
            parent = Unit.objects.get(code=v["parent"])
            what = Description(v["name"], v["kind"], v["level"], parent, v.get("short_name") or "")
            found_unit(v["code"], what, since=v.get("since"), by=by)
            founded += 1
    return founded


def import_people(rows: Sequence[Planned], *, by: User) -> int:
    """Give every post that is not held yet, to people known or new. Returns how many posts."""
    _refuse_problems(rows)
    given = 0
    new: dict[str, Person] = {}
    with transaction.atomic():
        for row in (r for r in rows if not r.same):
            v = row.values
            known = Person.objects.get(pk=v["person"]) if v["person"] else new.get(v["name"])
            person = known or new.setdefault(v["name"], add_person(v["name"], by=by))
            unit = Unit.objects.get(code=v["unit"])
            give_post(
                person,
                PostData(unit, v["body"], v["title"], v["since"], v["role"], until=v.get("until")),
                by=by,
            )
            given += 1
    return given


def _refuse_problems(rows: Sequence[Planned]) -> None:
    if any(row.problems for row in rows):
        raise ValidationError(_("Some rows cannot be written; mend the file and send it again."))
