"""A person's account, as an administrator keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from vankien_web.accounts import mail
from vankien_web.accounts.models import Invitation
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.pages import form_page
from vankien_web.units import actions
from vankien_web.units.forms import AccountForm
from vankien_web.units.models import Person
from vankien_web.units.pages import seen_person
from vankien_web.units.permissions import can_manage_account

# What one button does to an account, and what is said afterwards.
VERBS: dict[str, tuple[Callable[..., Any], Any]] = {
    "dinh-chi": (actions.suspend_account, gettext_lazy("The account is suspended.")),
    "khoi-phuc": (actions.restore_account, gettext_lazy("The account works again.")),
    "mo-khoa": (actions.unlock_account, gettext_lazy("The account is unlocked.")),
    "bo-xac-thuc": (actions.forget_second_factor, gettext_lazy("The second factor is forgotten.")),
}


def _managed(request: PersonRequest, pk: int) -> Person:
    person = seen_person(request, pk)
    if not can_manage_account(request.user, person):
        raise Http404
    return person


def _link_page(request: PersonRequest, person: Person, invitation: Invitation) -> HttpResponse:
    """The link is on this page alone, and in a letter where the mail server took one: it is not kept."""
    link = request.build_absolute_uri(invitation.get_absolute_url())
    context = {
        "title": _("Link for %(name)s") % {"name": person.name},
        "person_shown": person,
        "invitation": invitation,
        "link": link,
        "sent_to": invitation.user.email if mail.send_link(invitation, link) else "",
    }
    return render(request, "units/link.html", context)


@require_http_methods(["GET", "POST"])
def open_account(request: PersonRequest, pk: int) -> HttpResponse:
    """Make an account and show its link once."""
    person = _managed(request, pk)
    form = AccountForm(request.POST or None)

    def act(data: dict[str, Any]) -> HttpResponse:
        return _link_page(request, person, actions.open_account(person, **data, by=request.user))

    title = _("Account for %(name)s") % {"name": person.name}
    cancel = reverse("person", args=[pk])
    return form_page(request, form, act, title=title, button=_("Make the account"), cancel=cancel)


@require_POST
def new_link(request: PersonRequest, pk: int) -> HttpResponse:
    """A link for a new password, shown once."""
    person = _managed(request, pk)
    if person.account is None:
        raise Http404
    try:
        return _link_page(request, person, actions.new_link(person, by=request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("person", pk=pk)


@require_POST
def change_account(request: PersonRequest, pk: int, verb: str) -> HttpResponse:
    """One of the verbs above."""
    person = _managed(request, pk)
    if person.account is None or verb not in VERBS:
        raise Http404
    act, done = VERBS[verb]
    try:
        act(person, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("person", pk=pk)
