"""Taking the archive of a season."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common.history import record
from vankien_web.congresses.models import Season
from vankien_web.congresses.permissions import can_archive
from vankien_web.desk import archive
from vankien_web.units.models import Unit


def take_archive(season: Season, unit: Unit, *, by: User) -> Iterator[bytes]:
    """The archive as a ZIP, piece by piece. Raises PermissionDenied, ValidationError."""
    if not can_archive(by, unit):
        raise PermissionDenied
    count = archive.congresses_of(season, unit).count()
    if not count:
        raise ValidationError(_("This unit holds no congress in the season: there is nothing to archive."))
    if count > archive.MOST:
        text = _("More than %(most)d congresses at once: take the archive of each unit below.")
        raise ValidationError(text % {"most": archive.MOST})
    with transaction.atomic():
        record("archive_taken", season, by=by, unit=unit.name, congresses=count)
    return archive.stream(season, unit, by)
