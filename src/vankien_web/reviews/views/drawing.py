"""What a sentence may be drawn from: opinions, findings, positions; and why an opinion is left out."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.conflict import Conflict
from vankien_web.common.forms import numeral
from vankien_web.drafts.models import StoredFinding, Waiver
from vankien_web.drafts.remarks import Remark, remarks
from vankien_web.reviews.actions import conclusion as actions
from vankien_web.reviews.models import (
    AgendaItem,
    Meeting,
    Opinion,
    OpinionKind,
    Position,
    Sentence,
    SentenceKind,
    Stance,
)
from vankien_web.reviews.pages import heard_meeting
from vankien_web.reviews.permissions import can_write_conclusion
from vankien_web.reviews.trace.chain import agenda

SIZE = 30
_ASSESSES = (OpinionKind.PRAISE, OpinionKind.AGREE)


@require_GET
def sources(request: PersonRequest, pk: int) -> HttpResponse:
    """What was said and found on one item, each with a button that takes it into the conclusion."""
    shown = heard_meeting(request, pk)
    _may_write(request, shown)
    items = agenda(shown, request.user)
    item = next((i for i in items if str(i.pk) == request.GET.get("muc")), items[0] if items else None)
    start = numeral(request.GET.get("tu", ""))
    opinions = list(_opinions(request, shown, item)[start : start + SIZE + 1])
    seen = Sentence.objects.visible_to(request.user).filter(conclusion__meeting=shown, item=item)
    context = {
        "meeting": shown,
        "title": _("What was said and found"),
        "items": items,
        "item": item,
        "opinions": opinions[:SIZE],
        "following": start + SIZE if len(opinions) > SIZE else None,
        "findings": _findings(item),
        "positions": _positions(item),
        "sentences": list(seen.in_order()),
        "part": "sources" if request.headers.get("HX-Request") else "",
    }
    template = "reviews/conclusion_sources.html"
    return render(request, f"{template}#sources" if context["part"] else template, context)


@require_POST
def draw(request: PersonRequest, pk: int) -> HttpResponse:
    """An opinion, a finding or the positions become a new sentence, or are tied to one that is there."""
    shown = heard_meeting(request, pk)
    source, into = _source(request, shown), request.POST.get("sentence", "")
    sentence = _sentence(request, shown, numeral(into)) if into else None
    _may_write(request, shown)
    try:
        if sentence is not None:
            ties = {name: source[name] for name in ("opinions", "findings") if name in source}
            actions.tie(sentence, **ties, by=request.user)
        else:
            sentence = actions.draw(shown, key=uuid4(), by=request.user, **source)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("conclusion", pk)
    return redirect(f"{reverse('conclusion', args=[pk])}?muc={sentence.item_id or ''}#c-{sentence.key}")


@require_POST
def untie(request: PersonRequest, pk: int, sentence: int) -> HttpResponse:
    shown = heard_meeting(request, pk)
    found = _sentence(request, shown, sentence)
    _may_write(request, shown)
    opinion = found.opinions.filter(pk=numeral(request.POST.get("opinion", ""))).first()
    fingerprint = request.POST.get("fingerprint", "")
    try:
        actions.untie(found, opinion=opinion, fingerprint=fingerprint, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('conclusion', args=[pk])}#c-{found.key}")


@require_POST
def note(request: PersonRequest, pk: int, opinion: int) -> HttpResponse:
    """Why an opinion is not taken up."""
    shown = heard_meeting(request, pk)
    seen = Opinion.objects.visible_to(request.user).filter(meeting=shown, sent_at__isnull=False)
    found = get_object_or_404(seen.select_related("draft", "meeting"), pk=opinion)
    _may_write(request, shown)
    try:
        actions.note_opinion(found, request.POST.get("noted", ""), by=request.user)
    except Conflict:
        messages.error(request, _("Somebody has just noted another reason: look at it first."))
    return redirect(f"{reverse('conclusion', args=[pk])}?muc={found.item_id or ''}#o-{found.pk}")


def _may_write(request: PersonRequest, meeting: Meeting) -> None:
    """Asked once everything that the address names is known to be there for this person."""
    if not can_write_conclusion(request.user, meeting):
        raise PermissionDenied


def _sentence(request: PersonRequest, meeting: Meeting, pk: int | None) -> Sentence:
    seen = Sentence.objects.visible_to(request.user).select_related("conclusion__meeting", "item__draft")
    found: Sentence = get_object_or_404(seen, pk=pk, conclusion__meeting=meeting)
    return found


def _opinions(request: PersonRequest, meeting: Meeting, item: AgendaItem | None) -> Any:
    """Of the meeting on this item, and what was sent on its draft before; what asks for something first."""
    seen = Opinion.objects.visible_to(request.user).filter(sent_at__isnull=False)
    mine = seen.filter(meeting=meeting, item=item)
    if item is not None and item.draft_id:
        mine = mine | seen.filter(meeting=None, draft=item.draft_id)
    taken = Sentence.objects.filter(conclusion__meeting=meeting, opinions=OuterRef("pk"))
    return mine.annotate(taken=Exists(taken)).select_related("person").order_by("taken", "section", "pk")


def _findings(item: AgendaItem | None) -> list[tuple[StoredFinding, Remark]]:
    """Of the version on the table, those that nobody has set aside."""
    if item is None or item.version_id is None:
        return []
    aside = Waiver.objects.filter(draft=item.draft_id, fingerprint=OuterRef("fingerprint"), lifted_at=None)
    rows = StoredFinding.objects.filter(~Exists(aside), version=item.version_id).exclude(severity="")
    found = list(rows.order_by("number")[:100])
    return list(zip(found, remarks((f.finding for f in found), get_language() or "vi"), strict=True))


def _positions(item: AgendaItem | None) -> str:
    """The tally as a sentence; empty where nobody took a position."""
    rows = Position.objects.filter(item=item).values_list("stance").annotate(n=Count("pk")) if item else []
    counts = dict(rows)
    total = sum(counts.values())
    named = [f"{Stance(s).label.lower()} {counts[s]}/{total}" for s in Stance.values if counts.get(s)]
    text = _("Members who took a position: %(n)s (%(told)s).")
    return text % {"n": total, "told": "; ".join(named)} if total else ""


def _source(request: PersonRequest, meeting: Meeting) -> dict[str, Any]:
    """What the new sentence says and what it is tied to. Raises Http404."""
    items = {str(item.pk): item for item in agenda(meeting, request.user)}
    item = items.get(request.POST.get("muc", ""))
    what, _colon, key = request.POST.get("source", "").partition(":")
    if what == "opinion":
        opinion = get_object_or_404(_opinions(request, meeting, item), pk=numeral(key))
        kind = SentenceKind.ASSESSMENT if opinion.kind in _ASSESSES else SentenceKind.REQUEST
        return {"item": item, "text": opinion.text, "kind": kind, "opinions": (opinion,)}
    if what == "finding":
        for stored, remark in _findings(item):
            if str(stored.pk) == key:
                return {"item": item, "text": remark.words.hint or remark.words.message} | _tied(
                    stored, remark
                )
    if what == "positions" and (told := _positions(item)):
        return {"item": item, "text": told, "kind": SentenceKind.ASSESSMENT}
    raise Http404


def _tied(stored: StoredFinding, remark: Remark) -> dict[str, Any]:
    told = {"version": stored.version_id, "code": stored.code, "fingerprint": stored.fingerprint}
    return {"findings": (told | {"sentence": remark.words.message},)}
