"""Requests that are still open: what a unit must answer before it presents again, what a meeting left."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.drafts.models import Draft, Version
from vankien_web.figures.changes import Asked
from vankien_web.reviews.models import ChangeRequest, Meeting, RequestState
from vankien_web.reviews.models.request import ChangeRequestQuerySet

_WITH = ("owner_unit", "owner_group", "draft", "congress__unit", "sentence__conclusion__meeting")


def open_requests(draft: Draft) -> ChangeRequestQuerySet:
    """Of a draft, from every meeting: asked and not closed. The caller may see the draft."""
    found: ChangeRequestQuerySet = ChangeRequest.objects.open().filter(draft=draft).select_related(*_WITH)
    return found


def still_open(meeting: Meeting) -> ChangeRequestQuerySet:
    """What the rounds before this meeting left open; whoever shows it asks for `visible_to` as well."""
    earlier, seen = meeting.earlier_id, set[int]()
    while earlier and earlier not in seen:
        seen.add(earlier)
        earlier = Meeting.objects.filter(pk=earlier).values_list("earlier", flat=True).first()
    found: ChangeRequestQuerySet = ChangeRequest.objects.open().select_related(*_WITH)
    return found.filter(sentence__conclusion__meeting__in=seen)


def unanswered(draft: Draft) -> Iterator[str]:
    """What drafts ask (gate.MORE): the requests that must be met and that the unit has not answered."""
    if draft.congress is None or not draft.congress.blocking:
        return
    waiting = open_requests(draft).filter(blocking=True, state=RequestState.OPEN)
    if labels := [request.label for request in waiting]:
        yield _("Requests that must be met and have no answer yet: %(requests)s.") % {
            "requests": ", ".join(labels)
        }


def asked_about(user: User, draft: Draft, version: Version) -> Iterator[Asked]:
    """What figures ask (changes.ASKED): requests on earlier versions that name an indicator or a section."""
    asked = ChangeRequest.objects.visible_to(user).filter(draft=draft, issued_at__isnull=False)
    for request in asked.filter(Q(version=None) | Q(version__number__lt=version.number)):
        indicator, section = (str(request.target.get(name, "")) for name in ("indicator", "section"))
        if indicator or section:
            yield Asked(request.label, reverse("request", args=(request.pk,)), indicator, section)
