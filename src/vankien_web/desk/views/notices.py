"""The inbox of notices, and how one wants to be told."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.delivery import NoticeSetting
from vankien_web.common.forms import numeral
from vankien_web.common.frame import Tab
from vankien_web.desk.actions import calendar
from vankien_web.desk.actions import notices as actions
from vankien_web.desk.forms import NoticeForm
from vankien_web.desk.inbox import KINDS, inbox, of_kind

ROWS = 50


@require_GET
def notices(request: PersonRequest) -> HttpResponse:
    """What this person was told, new ones on top."""
    kind, new = request.GET.get("loai", ""), request.GET.get("moi") == "1"
    found = inbox(request.user).filter(of_kind(kind))
    page = Paginator(found.filter(read_at=None) if new else found, ROWS).get_page(request.GET.get("page"))
    context = {
        "title": _("Notices"),
        "tabs": _tabs(),
        "page": page,
        "kinds": KINDS,
        "kind": kind if kind in KINDS else "",
        "new": new,
        "newest": max((notice.pk for notice in page), default=0),
        "any_new": any(notice.read_at is None for notice in page),
    }
    return render(request, "desk/notices.html", context)


@require_GET
def open_notice(request: PersonRequest, pk: int) -> HttpResponse:
    """To the thing itself: the notice is read then."""
    notice = get_object_or_404(inbox(request.user), pk=pk)
    actions.read(notice, by=request.user)
    return redirect(notice.url)


@require_POST
def read_notices(request: PersonRequest) -> HttpResponse:
    """All that stood in the list as it was shown are read."""
    newest = request.POST.get("newest", "")
    count = actions.read_all(numeral(newest), by=request.user)
    messages.success(request, _("Marked as read: %(count)d.") % {"count": count})
    return redirect("notices")


@require_http_methods(["GET", "POST"])
def notice_settings(request: PersonRequest) -> HttpResponse:
    """How often, of what, and the calendar's address."""
    user = request.user
    wish = NoticeSetting.objects.filter(user=user).first() or NoticeSetting()
    form = NoticeForm(request.POST or None, initial=NoticeForm.stored(wish))
    if request.method == "POST" and form.is_valid():
        actions.change_setting(**form.cleaned_data, by=user)
        messages.success(request, _("Your wishes are kept."))
        return redirect("notice_settings")
    return shown_settings(request, form, wish)


def shown_settings(
    request: PersonRequest, form: NoticeForm, wish: NoticeSetting, link: str = ""
) -> HttpResponse:
    """The page of settings; `link` is the calendar's address, shown where it was just made."""
    context = {
        "title": _("How you are told"),
        "crumbs": [(_("Notices"), reverse("notices")), (_("How you are told"), "")],
        "tabs": _tabs(),
        "form": form,
        "wish": wish,
        "mails": settings.VANKIEN_MAILS,
        "isolated": settings.VANKIEN_PROFILE == "isolated",
        "link": link,
        "key": calendar.live_key(request.user),
    }
    return render(request, "desk/notice_settings.html", context)


def _tabs() -> list[Tab]:
    return [Tab(_("Inbox"), reverse("notices")), Tab(_("How you are told"), reverse("notice_settings"))]
