"""Telling people of an event: a notice for each of them, in the transaction of the event itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models, transaction
from django.db.models import Case, F, Q, QuerySet, Value, When

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


def tell_all(event: Event, people: QuerySet[Any], url: str, *, about: str = "") -> int:
    """`tell` for the people of a query, in one statement however many they are; returns how many.

    Each has `name` and `account`. For what is no secret: decisions that concern a whole season.
    """
    named = {
        "event": Value(event.pk),
        "recipient": F("account"),
        "recipient_name": F("name"),
        "about": Value(about[:255]),
        "url": Value(url),
        "at": Value(event.at, output_field=models.DateTimeField()),
        "reason": _reason_of_all(event),
        "mailed": _mailed_of_all(),
        "failure": Value(""),
        "personnel_path": Value(""),
    }
    fields = [field for field in Notice._meta.fields if field.name in named]
    given = {f"told_{field.name}": named[field.name] for field in fields}
    sql, params = people.order_by().annotate(**given).values_list(*given).query.sql_with_params()
    columns = ", ".join(str(field.column) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Notice._meta.db_table} ({columns}) {sql} ON CONFLICT DO NOTHING",
            params,
        )
        return int(cursor.rowcount)


def _reason_of_all(event: Event) -> Case:
    """`_reason`, asked of the database."""
    kind, actor = event.subject.partition(":")[0], event.actor.partition(":")
    whens = [
        When(account=None, then=Value(str(Why.NO_ACCOUNT))),
        When(account__is_active=False, then=Value(str(Why.SUSPENDED))),
        When(account__notice_setting__muted__contains=f" {kind} ", then=Value(str(Why.SWITCHED_OFF))),
    ]
    if actor[2].isdecimal():
        whens.insert(2, When(account=int(actor[2]), then=Value(str(Why.OWN_DOING))))
    return Case(*whens, default=Value(""))


def _mailed_of_all() -> Case:
    """`mailed`, asked of the database; nothing where the notice reaches no inbox (`told_reason`)."""
    site = mailed_by_site()
    return Case(
        When(~Q(told_reason=""), then=Value("")),
        *([When(Q(pk__isnull=False), then=Value(str(site)))] if site else []),
        When(account__email="", then=Value(str(Mailed.NO_ADDRESS))),
        When(account__notice_setting__mail=Rhythm.OFF, then=Value(str(Mailed.OFF))),
        default=Value(str(Mailed.WAITING)),
    )


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
    return Why.SWITCHED_OFF if wish.mutes(kind) else ""


def mailed(account: AbstractBaseUser, wish: NoticeSetting, *, personnel: bool) -> Mailed:
    """Whether a new notice waits for an e-mail, or why it will never be in one."""
    if personnel:
        return Mailed.PERSONNEL
    if site := mailed_by_site():
        return site
    if not getattr(account, "email", ""):
        return Mailed.NO_ADDRESS
    return Mailed.OFF if wish.mail == Rhythm.OFF else Mailed.WAITING


def mailed_by_site() -> Mailed | None:
    """Why this site sends nobody an e-mail, if it sends none."""
    if settings.VANKIEN_PROFILE == "isolated":
        return Mailed.ISOLATED
    return None if settings.VANKIEN_MAILS else Mailed.NO_SERVER


def told_of(*subjects: models.Model) -> dict[str, list[Notice]]:
    """What became of the notices about these records, by their names ("draft:12"), the newest first."""
    found: dict[str, list[Notice]] = {f"{subject._meta.model_name}:{subject.pk}": [] for subject in subjects}
    rows = Notice.objects.filter(event__subject__in=found).select_related("event")
    for notice in rows.order_by("-event", "recipient_name"):
        found[notice.event.subject].append(notice)
    return found
