"""The opinions of a meeting: read, chosen, taken away as a sheet; and speaking where there is no text."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien.outputs.workbook import XLSX
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock
from vankien_web.reviews import hearing, said
from vankien_web.reviews.actions import opinions as actions
from vankien_web.reviews.forms.opinions import HeardForm, MeetingOpinionForm
from vankien_web.reviews.models import AgendaItem, Meeting, Opinion
from vankien_web.reviews.permissions import can_speak, can_speak_for, hears
from vankien_web.reviews.sheet import opinion_sheet
from vankien_web.reviews.views.opinions import kept_page, sent_page
from vankien_web.units.models import Person


@require_GET
def meeting_opinions(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything that was said, by document and heading."""
    meeting, form, chapters = _heard(request, pk)
    unsent = Opinion.objects.unsent_of(request.user).filter(meeting=meeting, draft=None)
    context = {
        "title": _("Opinions of the meeting"),
        "meeting": meeting,
        "form": form,
        "filtered": any(form.chosen().values()),
        "count": sum(chapter.count for chapter in chapters),
        "contents": said.contents(chapters),
        "body": said.body(chapters),
        "hears": hears(request.user, meeting),
        "speaks": can_speak(request.user, meeting),
        "unsent": list(unsent),
        "query": request.GET.urlencode(),
        "crumbs": [(meeting.title, reverse("meeting", args=(pk,))), (_("Opinions"), "")],
    }
    return render(request, "reviews/hearing.html", context)


@require_GET
def sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """The same as an Excel sheet."""
    meeting, _form, chapters = _heard(request, pk)
    answer = HttpResponse(opinion_sheet(meeting, chapters), content_type=XLSX)
    name = f"Ý kiến - {meeting.title[:80]} - {clock.today():%d-%m-%Y}.xlsx"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def speak(request: PersonRequest, pk: int) -> HttpResponse:
    """An opinion on an item, or on the meeting as a whole."""
    meeting, form = _speaking(request, pk)
    context = _page(meeting, form)
    return kept_page(request, form, lambda data: _store(request, meeting, data), _back, context)


@require_POST
def speak_and_send(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep it and send it, both or neither."""
    meeting, form = _speaking(request, pk)

    def act(data: dict[str, Any]) -> Opinion:
        opinion = _store(request, meeting, data)
        actions.send_opinion(opinion, by=request.user)
        return opinion

    return sent_page(request, form, act, _back, _page(meeting, form))


@require_POST
def send_all(request: PersonRequest, pk: int) -> HttpResponse:
    """Send every own opinion that was written for this meeting and is still private."""
    meeting = _seen(request, pk)
    unsent = Opinion.objects.unsent_of(request.user).filter(meeting=meeting)
    try:
        count = actions.send_opinions(unsent, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("%(count)s opinions have been sent.") % {"count": count})
    return redirect("meeting_opinions", pk)


def _seen(request: PersonRequest, pk: int) -> Meeting:
    found: Meeting = get_object_or_404(
        Meeting.objects.visible_to(request.user).select_related("unit", "season"), pk=pk
    )
    return found


def _heard(request: PersonRequest, pk: int) -> tuple[Meeting, HeardForm, list[hearing.Chapter]]:
    meeting = _seen(request, pk)
    items = AgendaItem.objects.on_table(meeting, request.user)
    names = [(item.pk, f"{item.place}. {item.title}") for item in items]
    form = HeardForm(request.GET, items=names, people=hearing.speakers(request.user, meeting))
    rows = hearing.chosen(hearing.sent(request.user, meeting), form.chosen())
    return meeting, form, hearing.chapters(meeting, items, rows)


def _speaking(request: PersonRequest, pk: int) -> tuple[Meeting, MeetingOpinionForm]:
    meeting = _seen(request, pk)
    if not can_speak(request.user, meeting):
        raise PermissionDenied
    people = None
    if can_speak_for(request.user, meeting):
        people = Person.objects.filter(pk__in=meeting.attendance.values("person"))
    items = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting)
    data = (request.POST,) if request.method == "POST" else ()
    initial = {"item": request.GET.get("item", "")}
    return meeting, MeetingOpinionForm(*data, items=items, people=people, initial=initial)


def _store(request: PersonRequest, meeting: Meeting, data: dict[str, Any]) -> Opinion:
    item: AgendaItem | None = data["item"]
    about = actions.About(meeting=meeting)
    if item is not None:
        about = actions.About(draft=item.draft, version=item.version, item=item, meeting=meeting)
    return actions.write_opinion(
        about,
        data["text"],
        kind=data["kind"],
        person=data.get("person"),
        key=data["key"],
        revision=data["revision"],
        by=request.user,
    )


def _back(opinion: Opinion) -> str:
    return reverse("meeting_opinions", args=(opinion.meeting_id,)) + f"#y{opinion.pk}"


def _page(meeting: Meeting, form: MeetingOpinionForm) -> dict[str, Any]:
    home = reverse("meeting_opinions", args=(meeting.pk,))
    return {
        "title": _("Speak in the meeting"),
        "in_meeting": True,
        "action": reverse("speak", args=(meeting.pk,)),
        "sending": reverse("speak_and_send", args=(meeting.pk,)),
        "secret": any(item.secret for item in _items(form)),
        "button": _("Keep for later"),
        "cancel": home,
        "crumbs": [
            (meeting.title, reverse("meeting", args=(meeting.pk,))),
            (_("Opinions"), home),
            (_("Speak"), ""),
        ],
    }


def _items(form: MeetingOpinionForm) -> list[AgendaItem]:
    return list(form.fields["item"].queryset.select_related("draft"))  # type: ignore[attr-defined]
