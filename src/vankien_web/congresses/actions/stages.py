"""The stages of a congress, one verb each; the guards are asked first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django_fsm import can_proceed

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.conflict import Conflict, save_checked
from vankien_web.common.history import record
from vankien_web.congresses.actions.changing import changing
from vankien_web.congresses.bounds import bound_of
from vankien_web.congresses.guards import guards
from vankien_web.congresses.models import Congress
from vankien_web.congresses.permissions import verb_permission
from vankien_web.congresses.telling import tell_unit

EVENTS = {
    "review": "congress_reviewed",
    "approve": "congress_approved",
    "hold_preparatory": "preparatory_held",
    "hold_official": "congress_held",
    "report": "congress_reported",
    "send_back": "congress_sent_back",
}


def review(congress: Congress, *, by: User, **said: Any) -> Congress:
    """The committee above has given its opinion. `said`: on, note, revision; raises as `take`."""
    return take(congress, "review", by=by, **said)


def approve(congress: Congress, *, by: User, **said: Any) -> Congress:
    """The congress may be held: the dossier is complete and no request that must be met is open."""
    return take(congress, "approve", by=by, **said)


def hold_preparatory(congress: Congress, *, by: User, **said: Any) -> Congress:
    """The preparatory session was held on that day."""
    return take(congress, "hold_preparatory", by=by, **said)


def hold_official(congress: Congress, *, by: User, **said: Any) -> Congress:
    """The congress was held; `on` is its opening day."""
    return take(congress, "hold_official", by=by, **said)


def report(congress: Congress, *, by: User, **said: Any) -> Congress:
    """The result was reported to the committee above."""
    return take(congress, "report", by=by, **said)


def send_back(congress: Congress, *, by: User, **said: Any) -> Congress:
    """The papers go back to preparation, for the reason in `note`."""
    return take(congress, "send_back", by=by, **said)


def take(
    congress: Congress,
    verb: str,
    *,
    by: User,
    on: date | None = None,
    note: str = "",
    revision: int | None = None,
) -> Congress:
    """One step of the stages. Raises PermissionDenied, ValidationError (what stands in the way), Conflict."""
    if not verb_permission(by, congress, verb):
        raise PermissionDenied
    day = on or clock.today()
    with changing(congress) as row:
        before = row.stage
        fields = {"stage_since": day} | _days(verb, day)
        if revision is not None and revision != row.revision:
            raise Conflict(row, ("stage",))
        save_checked(row, revision=row.revision, fields=fields)
        step = getattr(row, verb)
        if not can_proceed(step):
            text = _("The congress is “%(stage)s” now: this step does not follow from there.")
            raise ValidationError(text % {"stage": row.get_stage_display()})
        bound = bound_of(row.season, row.unit.path, row.kind)
        problems = [g.sentence for g in guards(row, verb, bound, day)] + _sane(row, verb, day, note)
        if problems:
            raise ValidationError(problems)
        step()
        row.save()
        event = record(EVENTS[verb], row, by=by, on=day, note=note.strip(), before=before, stage=row.stage)
        if verb in ("approve", "send_back"):
            tell_unit(row, event)
    return row


def count_blocking(congress: Congress, count: Callable[[], int]) -> None:
    """Rooms above have the open requests that must be met counted anew; call inside their verbs.

    `count` is asked while the row is held: of two writers the second sees what the first has done.
    """
    with changing(congress) as row:
        row.blocking = count()
        row.save(update_fields=("blocking",))


def _days(verb: str, day: date) -> dict[str, date]:
    """The planned day becomes the actual one."""
    if verb == "hold_preparatory":
        return {"preparatory_on": day}
    return {"opens_on": day} if verb == "hold_official" else {}


def _sane(congress: Congress, verb: str, day: date, note: str) -> list[str]:
    found = []
    if day > clock.today():
        found.append(_("The day has not come yet."))
    if verb == "hold_official" and congress.preparatory_on and day < congress.preparatory_on:
        found.append(_("The congress cannot be held before its preparatory session."))
    if verb == "report" and congress.opens_on and day < congress.opens_on:
        found.append(_("The report cannot be made before the congress was held."))
    if verb == "send_back" and not note.strip():
        found.append(_("Say why the papers go back."))
    return found
