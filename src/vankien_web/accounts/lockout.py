"""Too many wrong passwords: locked for a while, for this user name from this address."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from vankien_web.accounts.addresses import client_address
from vankien_web.accounts.models import folded
from vankien_web.common import clock, errors


def username(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Under which name attempts are counted, whichever way it was written."""
    return folded((credentials or {}).get("username") or request.POST.get("login", ""))[:255]


def answer(request: HttpRequest, response: HttpResponse, credentials: dict[str, str]) -> HttpResponse:
    """The page of who is locked out: until when, and whom to ask. The same for names that do not exist."""
    attempt = (
        AccessAttempt.objects.filter(
            username=username(request, credentials), ip_address=client_address(request)
        )
        .order_by("-attempt_time")
        .first()
    )
    since = attempt.attempt_time if attempt else clock.real_now()
    until = timezone.localtime(since + settings.AXES_COOLOFF_TIME + timedelta(minutes=1))
    return errors.page(
        request,
        429,
        _("Too many wrong passwords"),
        _("Try again after %(time)s, or ask %(contact)s to unlock the account.")
        % {"time": f"{until:%H:%M}", "contact": errors.whom_to_ask()},
    )


def locked_out(usernames: list[str]) -> set[str]:
    """Which of these accounts are locked at this moment, from any address."""
    since = clock.real_now() - settings.AXES_COOLOFF_TIME
    return set(
        AccessAttempt.objects.filter(username__in=usernames, attempt_time__gte=since)
        .values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
        .order_by()
        .values_list("username", flat=True)
    )
