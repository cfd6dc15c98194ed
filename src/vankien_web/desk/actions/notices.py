"""What a person does with notices: read them, and say how to be told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.delivery import Mailed, Notice, NoticeSetting, Rhythm
from vankien_web.common.history import record
from vankien_web.desk.inbox import KINDS
from vankien_web.units.models import who

KEPT = timedelta(days=365)
_AT_ONCE = 500  # one short transaction each: nobody who is told something waits for the rest


def read(notice: Notice, *, by: User) -> None:
    """It was opened: no e-mail counts it any more. Opening twice changes nothing."""
    if notice.recipient_id != by.pk:
        raise PermissionDenied
    _read(Notice.objects.filter(pk=notice.pk))


def read_all(up_to: int, *, by: User) -> int:
    """Every notice that one has seen in the list, up to this one; returns how many were new."""
    return _read(Notice.objects.inbox(by.pk, who(by).personnel_paths).filter(pk__lte=up_to))


def change_setting(mail: str, hour: int, kinds: Collection[str], *, by: User) -> NoticeSetting:
    """How often an e-mail may come, and of which `kinds` (of KINDS) one wants to be told.

    What waits for an e-mail is let go of where none is wanted any more.
    """
    muted = [name for kind, (_words, names) in KINDS.items() if kind not in kinds for name in names]
    with transaction.atomic():
        fields = {"mail": mail, "hour": hour, "muted": f" {' '.join(muted)} " if muted else ""}
        wish, _made = NoticeSetting.objects.update_or_create(user=by, defaults=fields)
        if mail == Rhythm.OFF:
            Notice.objects.filter(recipient=by, mailed=Mailed.WAITING).update(mailed=Mailed.OFF)
        record("notices_set", by, by=by, mail=mail, hour=hour, muted=len(KINDS) - len(kinds))
    return wish


def forget_old() -> int:
    """For the machine, daily: notices are kept a year, events for ever. Returns how many went."""
    old = Notice.objects.filter(at__lt=clock.now() - KEPT).values_list("pk", flat=True)
    gone = 0
    while some := list(old[:_AT_ONCE]):
        gone += Notice.objects.filter(pk__in=some).delete()[0]
    return gone


def _read(seen: QuerySet[Notice]) -> int:
    with transaction.atomic():
        new = seen.filter(read_at=None)
        new.filter(mailed=Mailed.WAITING).update(mailed=Mailed.READ)
        return new.update(read_at=clock.now())
