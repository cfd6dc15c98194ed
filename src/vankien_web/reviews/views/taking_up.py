"""From what reviewers wrote to opinions of theirs, and to requests."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.forms import numeral
from vankien_web.reviews import collected
from vankien_web.reviews.actions import conclusion, requests
from vankien_web.reviews.actions import taking_up as actions
from vankien_web.reviews.models import AgendaItem, Collation, Remark, Sentence
from vankien_web.reviews.permissions import can_take_up
from vankien_web.reviews.wishes import as_fields, read, rules_for


@require_POST
def take_up(request: PersonRequest, pk: int) -> HttpResponse:
    """One remark, or all that people of the system wrote."""
    shown = collected.find(request.user, pk)
    one = request.POST.get("remark", "")
    count = actions.take_up(shown, [numeral(one)] if one else None, by=request.user)
    if count:
        messages.success(
            request, _("%(count)s remarks are opinions of their authors now.") % {"count": count}
        )
    else:
        messages.warning(
            request, _("Nothing is left to take up: it was done before, or nobody knows whose it is.")
        )
    return redirect(_back(request, shown, one))


@require_POST
def ask(request: PersonRequest, pk: int, remark: int) -> HttpResponse:
    """A sentence of the conclusion with its request, drawn from a remark and those that are alike."""
    shown = collected.find(request.user, pk)
    row = get_object_or_404(Remark.objects.select_related("author"), collation=shown, pk=remark)
    if not can_take_up(request.user, shown):
        raise PermissionDenied
    item = collected.concluding(request.user, shown.draft)
    if item is None:
        messages.warning(
            request,
            _("No meeting on this draft is writing its conclusion: open the meeting first, then ask."),
        )
        return redirect(_back(request, shown, str(remark)))
    try:
        sentence = _drawn(request, shown, row, item)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_back(request, shown, str(remark)))
    return redirect(f"{reverse('conclusion', args=[item.meeting_id])}?muc={item.pk}#c-{sentence.key}")


def _drawn(request: PersonRequest, shown: Collation, row: Remark, item: AgendaItem) -> Sentence:
    """Once: the same remark, or one alike, leads to the sentence that is there."""
    alike = list(shown.remarks.filter(group=row.group).order_by("pk")) if row.group else [row]
    keys = [actions.key_of(one, f"sentence:{item.meeting_id}") for one in alike]
    there = Sentence.objects.visible_to(request.user).filter(key__in=keys).first()
    if there is not None:
        return there
    with transaction.atomic():
        actions.take_up(shown, [one.pk for one in alike], by=request.user)
        text = actions.in_words(row)[1]
        said = [
            one.opinion
            for one in shown.remarks.filter(pk__in=[o.pk for o in alike]).select_related("opinion")
        ]
        opinions = tuple(opinion for opinion in said if opinion is not None)
        key = keys[alike.index(row)]
        sentence = conclusion.draw(item.meeting, item, text, key=key, opinions=opinions, by=request.user)
        wishes = read(text, rules_for(sentence))
        fields = [one for wish in wishes for one in as_fields(wish, sentence, item.meeting)]
        for one in fields or [{"kind": "free", "text": text}]:
            requests.add_request(sentence, one, by=request.user)
    return sentence


def _back(request: PersonRequest, shown: Collation, remark: str) -> str:
    query = request.POST.get("back", "")
    return f"{reverse('collation_remarks', args=[shown.pk])}?{query}" + (
        f"#g{numeral(remark)}" if remark else ""
    )
