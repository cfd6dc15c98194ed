"""Numbers of papers: given one after another within a committee's series, never twice, never again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common.history import record
from vankien_web.reviews.models import Series
from vankien_web.reviews.permissions import can_make_papers
from vankien_web.units.models import Unit


def next_number(
    unit: Unit, symbol: str, term: str, *, issuer: str = "", personnel: bool = False
) -> tuple[Series, int]:
    """Take the next number, in the transaction of the paper that bears it: both stay, or neither."""
    series = _held(unit, symbol, term, issuer=issuer, personnel=personnel)
    series.last += 1
    series.save(update_fields=("last",))
    return series, series.last


def continue_series(unit: Unit, symbol: str, term: str, last: int, *, by: User) -> Series:
    """Say which number was given last by hand, before the site gave any. Never back.

    Raises PermissionDenied, ValidationError.
    """
    if not can_make_papers(by, unit):
        raise PermissionDenied
    if not term:
        raise ValidationError({"term": _("Write the committee's term first: numbers run within it.")})
    with transaction.atomic():
        series = _held(unit, symbol, term)
        if last < series.last:
            told = _("Number %(last)d has been given already: a series never goes back.")
            raise ValidationError({"last": told % {"last": series.last}})
        series.last = last
        series.save(update_fields=("last",))
        record("series_continued", series, by=by, stream=unit, symbol=symbol, term=term, last=last)
    return series


def _held(unit: Unit, symbol: str, term: str, *, issuer: str = "", personnel: bool = False) -> Series:
    """The series' row, locked: whoever wants a number waits until this transaction has ended."""
    named: dict[str, Any] = {"unit": unit, "issuer": issuer, "symbol": symbol, "term": term}
    made, _new = Series.objects.get_or_create(**named, personnel=personnel)
    return Series.objects.select_for_update().get(pk=made.pk)
