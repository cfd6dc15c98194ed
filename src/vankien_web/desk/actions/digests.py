"""E-mails that say how many notices are new, and nothing of what they say.

At least once: an attempt is noted before the letter leaves, its success after the mail server took it. A
site killed in between sends the letter again, never loses it, and attempts stand ever further apart.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Min, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vankien_web.accounts.mail import NotSent, send
from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.delivery import Failure, Mailed, Notice, NoticeSetting, Rhythm
from vankien_web.common.notices import mailed
from vankien_web.common.written import vi_date
from vankien_web.desk.feed import nearest

_AT_ONCE = 200  # letters in one round: the other work of the day must not wait for them
_GATHERS = timedelta(minutes=3)  # how long a batch waits for more
_FIRST, _LAST = timedelta(minutes=5), timedelta(hours=4)  # between two attempts


def send_digests() -> int:
    """Send what is due; returns how many letters the mail server took. For the machine's worker alone."""
    if not settings.VANKIEN_MAILS or settings.VANKIEN_PROFILE == "isolated":
        return 0
    sent = 0
    waiting = Notice.objects.filter(_may_be_due(), mailed=Mailed.WAITING).order_by("recipient")
    counted = waiting.values("recipient").annotate(first=Min("at"), last=Max("pk"))
    for user_id, first, last in counted.values_list("recipient", "first", "last")[:_AT_ONCE]:
        user = User.objects.get(pk=user_id)
        wish, _made = NoticeSetting.objects.get_or_create(user=user)
        if not _wanted(user, wish) or not _is_due(wish, first):
            continue
        failure = _attempt(user, wish, last)
        sent += not failure
        if failure in (Failure.TIMEOUT, Failure.UNREACHABLE, Failure.SIGN_IN):
            break  # the others would wait for the same server
    return sent


def _may_be_due() -> Q:
    """Whoever may get a letter now: not the thousands who get theirs tomorrow morning."""
    now = timezone.localtime(clock.real_now())
    wish, default = "recipient__notice_setting", NoticeSetting().hour
    daily = Q(**{f"{wish}__mail": Rhythm.DAILY, f"{wish}__hour__lte": now.hour, f"{wish}__failures": 0})
    daily &= Q(**{f"{wish}__sent_at": None}) | Q(**{f"{wish}__sent_at__lt": now.replace(hour=0, minute=0)})
    failed = Q(**{f"{wish}__failures__gt": 0, f"{wish}__tried_at__lte": now - _FIRST})
    batched = Q(**{f"{wish}__mail": Rhythm.BATCHED, f"{wish}__failures": 0})
    first = Q(**{f"{wish}__isnull": True}) if now.hour >= default else Q(pk__in=())
    return daily | failed | batched | first


def _wanted(user: User, wish: NoticeSetting) -> bool:
    """Whether the person may still be written to; else the notices say why not."""
    now = mailed(user, wish, personnel=False) if user.is_active else Mailed.SUSPENDED
    if now != Mailed.WAITING:
        Notice.objects.filter(recipient=user, mailed=Mailed.WAITING).update(mailed=now)
    return now == Mailed.WAITING


def _is_due(wish: NoticeSetting, first: datetime) -> bool:
    now = timezone.localtime(clock.real_now())
    if wish.failures:
        pause = min(_FIRST * 3 ** (wish.failures - 1), _LAST)
        return wish.tried_at is None or wish.tried_at + pause <= now
    if wish.mail == Rhythm.BATCHED:
        return first + _GATHERS <= clock.now() or first > clock.now()
    last = timezone.localtime(wish.sent_at).date() if wish.sent_at else None
    return now.hour >= wish.hour and last != now.date()


def _attempt(user: User, wish: NoticeSetting, last: int) -> str:
    """One letter for all that wait up to the notice `last`; returns why it failed, or nothing."""
    mine = NoticeSetting.objects.filter(pk=wish.pk, tried_at=wish.tried_at, failures=wish.failures)
    if not mine.update(tried_at=clock.real_now(), failures=F("failures") + 1):
        return ""  # another worker writes to this person at this moment
    told = Notice.objects.filter(recipient=user, mailed=Mailed.WAITING, pk__lte=last)
    with translation.override(user.language):
        subject, text = letter(user, told.count())
    try:
        send(user, subject, text)
    except NotSent as error:
        told.update(failure=error.failure)
        NoticeSetting.objects.filter(pk=wish.pk).update(failure=error.failure)
        return error.failure
    with transaction.atomic():
        now = clock.real_now()
        told.update(mailed=Mailed.SENT, digested_at=clock.now(), failure="")
        NoticeSetting.objects.filter(pk=wish.pk).update(sent_at=now, failures=0, failure="")
    return ""


def letter(user: User, count: int) -> tuple[str, str]:
    """Subject and text: a number, a day, a link; no name, no title."""
    subject = _("Văn kiện: new notices: %(n)d") % {"n": count}
    lines = [_("Comrade, your new notices: %(n)d.") % {"n": count}]
    if day := nearest(user):
        lines.append(_("The nearest deadline of your work is %(day)s.") % {"day": vi_date(day)})
    lines.append(_("Read them here: %(link)s") % {"link": _address("notices")})
    lines.append(
        _("How often you are written to is set here: %(link)s") % {"link": _address("notice_settings")}
    )
    return subject, "\n\n".join(lines)


def _address(name: str) -> str:
    return f"{settings.VANKIEN_ADDRESS}{reverse(name)}"
