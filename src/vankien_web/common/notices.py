"""Telling people of an event: a notice for each of them, in the transaction of the event itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, Protocol

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models, transaction

from vankien_web.common.delivery import Mailed, Notice, NoticeSetting, Rhythm, Why
from vankien_web.common.models import Event

_BATCH = 500


class Addressed(Protocol):
    """Whoever can be told: a person of `units`, or an `Addressee`."""

    @property
    def name(self) -> str: ...
    @property
    def account(self) -> AbstractBaseUser | None: ...


class Addressee(NamedTuple):
    name: str
    account: AbstractBaseUser | None


def tell(
    event: Event, to: Iterable[Addressed], url: str, *, about: str = "", personnel_path: str = ""
) -> list[Notice]:
    """Tell each of `to` of `event` once; `url` is where it is seen, `about` what it is about in words.

    On drafts use `drafts.telling.tell_of`, which keeps personnel plans from who has no right to them.
    Returns what was tried, without keys. Raises TransactionManagementError outside of a transaction: a
    notice stands or falls with its event.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("tell inside the transaction of the event")
    told: list[Notice] = []
    fixed = {"event": event, "url": url, "about": about[:255], "personnel_path": personnel_path}
    for people in _batches(_each_once(to)):
        wishes = _wishes(people)
        rows = [_notice(person, wishes, Notice(at=event.at, **fixed)) for person in people]
        Notice.objects.bulk_create(rows, ignore_conflicts=True)
        told += rows
    return told


def _each_once(people: Iterable[Addressed]) -> Iterator[Addressed]:
    seen: set[object] = set()
    for person in people:
        key = getattr(person, "pk", person)
        if key not in seen:
            seen.add(key)
            yield person


def _batches(people: Iterable[Addressed]) -> Iterator[list[Addressed]]:
    waiting = iter(people)
    while some := list(islice(waiting, _BATCH)):
        yield some


def _wishes(people: list[Addressed]) -> dict[int, NoticeSetting]:
    accounts = [person.account.pk for person in people if person.account]
    return {wish.user_id: wish for wish in NoticeSetting.objects.filter(user__in=accounts)}


def _notice(person: Addressed, wishes: dict[int, NoticeSetting], notice: Notice) -> Notice:
    account = person.account
    notice.recipient_name = person.name[:120]
    if account is None:
        notice.reason = Why.NO_ACCOUNT
        return notice
    wish = wishes.get(account.pk) or NoticeSetting()
    notice.recipient_id = account.pk
    notice.reason = _reason(account, wish, notice.event)
    notice.mailed = "" if notice.reason else mailed(account, wish, personnel=bool(notice.personnel_path))
    return notice


def _reason(account: AbstractBaseUser, wish: NoticeSetting, event: Event) -> str:
    if not account.is_active:
        return Why.SUSPENDED
    if event.actor == f"user:{account.pk}":
        return Why.OWN_DOING
    kind = event.subject.partition(":")[0]
    return Why.SWITCHED_OFF if kind in wish.muted else ""


def mailed(account: AbstractBaseUser, wish: NoticeSetting, *, personnel: bool) -> Mailed:
    """Whether a new notice waits for an e-mail, or why it will never be in one."""
    if personnel:
        return Mailed.PERSONNEL
    if settings.VANKIEN_PROFILE == "isolated":
        return Mailed.ISOLATED
    if not settings.VANKIEN_MAILS:
        return Mailed.NO_SERVER
    if not getattr(account, "email", ""):
        return Mailed.NO_ADDRESS
    return Mailed.OFF if wish.mail == Rhythm.OFF else Mailed.WAITING


def told_of(*subjects: models.Model) -> dict[str, list[Notice]]:
    """What became of the notices about these records, by their names ("draft:12"), the newest first."""
    found: dict[str, list[Notice]] = {f"{subject._meta.model_name}:{subject.pk}": [] for subject in subjects}
    rows = Notice.objects.filter(event__subject__in=found).select_related("event")
    for notice in rows.order_by("-event", "recipient_name"):
        found[notice.event.subject].append(notice)
    return found
