"""What still stands in the way of a congress's next stage, in sentences."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from vankien_web.common import clock
from vankien_web.common.written import vi_number
from vankien_web.congresses.bounds import Bound
from vankien_web.congresses.models import Congress


class Guard(NamedTuple):
    """`at`: the part of the congress page where it is mended (plan, dossier, requests, unit)."""

    sentence: str
    at: str


NEXT = {
    "preparing": ("review",),
    "reviewed": ("approve", "send_back"),
    "approved": ("hold_preparatory", "hold_official", "send_back"),
    "preparatory": ("hold_official",),
    "official": ("report",),
    "reported": (),
}


def guards(congress: Congress, verb: str, bound: Bound | None = None, on: date | None = None) -> list[Guard]:
    """Empty when nothing stands in the way of `verb` on a day (today). `bound`: the limits, where known."""
    found = []
    if congress.dropped:
        found.append(Guard(_("The unit has ended: it holds no congress."), "unit"))
    if verb == "approve":
        found += _papers(congress) + _dates(congress, bound, on or clock.today())
    return found


def warnings(congress: Congress, bound: Bound) -> list[Guard]:
    """What is worth saying of the dates, and stops nothing."""
    found = []
    day = congress.opens_on
    if day and bound.until and day > bound.until:
        text = _("The opening day %(day)s is after the deadline %(until)s (%(source)s).")
        values = {"day": _date(day), "until": _date(bound.until), "source": bound.source}
        found.append(Guard(text % values, "plan"))
    if day and bound.from_ and day < bound.from_ and not congress.pilot:
        text = _("Congresses of this level begin on %(from)s; only pilot congresses are held earlier.")
        found.append(Guard(text % {"from": _date(bound.from_)}, "plan"))
    return found


def _papers(congress: Congress) -> list[Guard]:
    found = []
    if n := congress.dossier_missing:
        text = _("Required papers that the dossier still lacks: %(n)s.")
        found.append(Guard(text % {"n": n}, "dossier"))
    if n := congress.blocking:
        text = _("Requests that must be met and are still open: %(n)s.")
        found.append(Guard(text % {"n": n}, "requests"))
    return found


def _dates(congress: Congress, bound: Bound | None, on: date) -> list[Guard]:
    opens, preparatory, found = congress.opens_on, congress.preparatory_on, []
    if opens is None:
        found.append(_("The opening day is not set."))
    elif opens < on:
        found.append(_("The opening day %(day)s has passed: set a new one.") % {"day": _date(opens)})
    if opens and preparatory and preparatory > opens:
        found.append(_("The preparatory session is set after the opening day."))
    limit = bound.max_days if bound else None
    if congress.days and limit and congress.days > limit:
        text = _("The congress is planned for %(days)s days; at most %(limit)s are allowed.")
        found.append(text % {"days": vi_number(congress.days), "limit": vi_number(limit)})
    return [Guard(sentence, "plan") for sentence in found]


def _date(day: date) -> str:
    return f"{day:%d/%m/%Y}"
