"""The counts of a ballot: entered, changed, taken out. What no ballot can have is refused."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vankien.text import clean, fold
from vankien.votes import Ballot, BallotError, check
from vankien_web.accounts.models import User
from vankien_web.common.conflict import save_checked
from vankien_web.common.history import record
from vankien_web.personnel import permissions
from vankien_web.personnel.actions.candidates import held
from vankien_web.personnel.counting import people
from vankien_web.personnel.models import PersonnelPlan, Poll

MOST = 200  # ballots of one plan


def enter(plan: PersonnelPlan, ballots: Sequence[Ballot], *, by: User) -> list[Poll]:
    """After those that are there, all or none. Raises PermissionDenied, ValidationError, keyring.Lost."""
    _may(by, plan)
    _looked_at(plan, ballots)
    with transaction.atomic():
        held(plan)
        last = plan.polls.aggregate(last=Max("position"))["last"] or 0
        if last + len(ballots) > MOST:
            raise ValidationError(_("A plan holds %(most)s ballots at most.") % {"most": MOST})
        made = []
        for position, ballot in enumerate(ballots, last + 1):
            poll = Poll(plan=plan, position=position)
            poll.sealed = poll.seal(ballot)
            poll.save()
            made.append(poll)
        record("poll_entered", plan, by=by, count=len(made))
    return made


def change(poll: Poll, ballot: Ballot, *, revision: int, by: User) -> None:
    """Raises PermissionDenied, ValidationError, Conflict, Poll.DoesNotExist, keyring.Lost."""
    _may(by, poll.plan)
    _looked_at(poll.plan, [ballot], known={_key(n.name) for n in poll.opened().names})
    with transaction.atomic():
        held(poll.plan)
        save_checked(poll, revision=revision, fields={})
        Poll.objects.filter(pk=poll.pk).update(sealed=poll.seal(ballot))
        record("poll_changed", poll.plan, by=by)


def take_out(poll: Poll, *, by: User) -> None:
    """Raises PermissionDenied."""
    _may(by, poll.plan)
    with transaction.atomic():
        held(poll.plan)
        poll.delete()
        record("poll_taken_out", poll.plan, by=by)


def _looked_at(plan: PersonnelPlan, ballots: Sequence[Ballot], known: set[str] | None = None) -> None:
    """Raises ValidationError with the first thing that is wrong; `known`: names that were on it before."""
    known = {_key(name) for name, _c in people(plan.whole.candidates)} | (known or set())
    for ballot in ballots:
        try:
            check(ballot)
        except BallotError as error:
            raise ValidationError(error.sentence(get_language() or "vi")) from None
        if strange := [n.name for n in ballot.names if _key(n.name) not in known]:
            raise ValidationError(
                _(
                    "Not on the plan's list of candidates: %(names)s. Write the names as they stand there, "
                    "or add them to the list first."
                )
                % {"names": ", ".join(strange)}
            )


def _key(name: str) -> str:
    return fold(clean(name))


def _may(by: User, plan: PersonnelPlan) -> None:
    if not permissions.can_change(by, plan):
        raise PermissionDenied
