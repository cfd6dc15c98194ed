"""The address of one's own calendar, and what it answers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vankien_web.accounts.addresses import client_address
from vankien_web.accounts.models import Use, digest
from vankien_web.accounts.requests import PersonRequest
from vankien_web.accounts.tokens import owner
from vankien_web.common import errors
from vankien_web.common.delivery import NoticeSetting
from vankien_web.desk.actions import calendar as actions
from vankien_web.desk.feed import calendar
from vankien_web.desk.forms import NoticeForm
from vankien_web.desk.views.notices import shown_settings

_MINUTE = 60
_GUESSES, _READINGS = 20, 30  # a minute: of one network address, of one calendar


@require_POST
def make_calendar(request: PersonRequest) -> HttpResponse:
    """A new address, shown in the answer alone."""
    secret = actions.make_key(by=request.user)
    wish = NoticeSetting.objects.filter(user=request.user).first() or NoticeSetting()
    link = request.build_absolute_uri(reverse("calendar", args=[secret]))
    return shown_settings(request, NoticeForm(initial=NoticeForm.stored(wish)), wish, link)


@require_POST
def withdraw_calendar(request: PersonRequest) -> HttpResponse:
    actions.withdraw_key(by=request.user)
    messages.success(request, _("The calendar's address no longer works."))
    return redirect("notice_settings")


@login_not_required
@require_GET
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whose address this is; no session is opened or asked for."""
    guesses, readings = f"calendar:{client_address(request)}", f"calendar:{digest(secret)}"
    if cache.get(guesses, 0) >= _GUESSES or _counted(readings) > _READINGS:
        text = _("The calendar was asked for too often. It answers again in a minute.")
        return errors.page(request, 429, _("Too many requests"), text)
    user = owner(secret, Use.CALENDAR)
    if user is None:
        _counted(guesses)
        raise Http404
    with translation.override(user.language):
        data = calendar(user, request.build_absolute_uri)
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="van-kien.ics"'
    return response


def _counted(key: str) -> int:
    """How often within this minute, with this time."""
    cache.add(key, 0, _MINUTE)
    try:
        return cache.incr(key)
    except ValueError:  # the minute ended just now
        return 1
