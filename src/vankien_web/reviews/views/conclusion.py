"""The chair's conclusion: typed once as sentences, tied to what was said, turned into requests, issued."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.keeping import keep
from vankien_web.reviews.actions import conclusion as actions
from vankien_web.reviews.actions.issue import Incomplete, Issued, issue_conclusion
from vankien_web.reviews.forms.conclusion import DueForm, SentenceForm
from vankien_web.reviews.models import ChangeRequest, Meeting, Outcome, Sentence, SentenceKind
from vankien_web.reviews.pages import heard_meeting, meeting_page
from vankien_web.reviews.permissions import can_issue_conclusion, can_write_conclusion
from vankien_web.reviews.tasks import proving
from vankien_web.reviews.trace.chain import Trace, agenda, of_committee
from vankien_web.reviews.trace.gaps import before_issue
from vankien_web.reviews.views.following import unchanged
from vankien_web.reviews.wishes import in_words, rules_by_item, wishes


@require_GET
def conclusion(request: PersonRequest, pk: int) -> HttpResponse:
    """The sentences by item, each with what it was drawn from and what it asks for."""
    shown = heard_meeting(request, pk)
    mark, same = unchanged(request, shown, *_rows(request, shown))
    if same:
        return same
    chain = of_committee(shown, request.user)
    may_write = can_write_conclusion(request.user, shown)
    context = meeting_page(request, shown, (_("Conclusion"), "")) | {
        "parts": _shown(chain),
        "issued": shown.state == "concluded",
        "may_write": may_write,
        "may_issue": may_write and can_issue_conclusion(request.user, shown),
        "gaps": before_issue(shown, chain) if may_write else [],
        "without_due": sum(one.request.due is None for one in chain.asked),
        "due": DueForm(),
        "kinds": SentenceKind.choices,
        "outcomes": Outcome.choices,
        "chosen": request.GET.get("muc", ""),
        "tried": "thieu" in request.GET,
        "mark": mark,
    }
    return render(request, "reviews/conclusion.html", context)


@require_POST
def save_sentence(request: PersonRequest, pk: int) -> HttpResponse:
    shown = heard_meeting(request, pk)
    form = SentenceForm(request.POST, items=agenda(shown, request.user))

    def act(data: dict[str, Any]) -> Sentence:
        return actions.save_sentence(shown, by=request.user, **data)

    page = reverse("conclusion", args=[pk])
    context = {"title": _("Conclusion"), "button": _("Save"), "cancel": page}
    return keep(request, form, act, lambda sentence: f"{page}#c-{sentence.key}", **context)


@require_POST
def move_sentence(request: PersonRequest, pk: int, key: UUID) -> HttpResponse:
    steps = 1 if request.POST.get("steps") == "1" else -1
    return done(request, pk, key, lambda one: actions.move_sentence(one, steps, by=request.user))


@require_POST
def drop_sentence(request: PersonRequest, pk: int, key: UUID) -> HttpResponse:
    return done(request, pk, key, lambda one: actions.drop_sentence(one, by=request.user))


@require_POST
def issue(request: PersonRequest, pk: int) -> HttpResponse:
    shown = heard_meeting(request, pk)
    try:
        issue_conclusion(shown, by=request.user, then=proving.order)
    except Issued as told:
        messages.info(request, told.messages[0])
        return redirect("conclusion", pk)
    except Incomplete as error:
        text = _("The conclusion is not issued: what is still missing (%(n)d) stands below.")
        messages.error(request, text % {"n": len(error.messages)})
        return redirect(f"{reverse('conclusion', args=[pk])}?thieu=1#missing")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("conclusion", pk)
    messages.success(request, _("The conclusion is issued; its requests are with those who are to do them."))
    return redirect("trace", pk)


def written(request: PersonRequest, pk: int, key: UUID) -> Sentence:
    """A sentence that this person may change. Raises Http404, PermissionDenied."""
    shown = heard_meeting(request, pk)
    seen = Sentence.objects.visible_to(request.user)
    whole = seen.select_related("conclusion__meeting__unit", "item__draft__congress__unit", "item__version")
    sentence: Sentence = get_object_or_404(whole, conclusion__meeting=shown, key=key)
    if not can_write_conclusion(request.user, shown):
        raise PermissionDenied
    return sentence


def done(request: PersonRequest, pk: int, key: UUID, act: Callable[[Sentence], object]) -> HttpResponse:
    """Do something with a sentence, and back to it; what is refused is said on top."""
    try:
        act(written(request, pk, key))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('conclusion', args=[pk])}#c-{key}")


def _rows(request: PersonRequest, meeting: Meeting) -> tuple[Any, Any]:
    sentences = Sentence.objects.visible_to(request.user).filter(conclusion__meeting=meeting)
    requests = ChangeRequest.objects.visible_to(request.user).filter(sentence__conclusion__meeting=meeting)
    return sentences, requests


def _shown(chain: Trace) -> list[dict[str, Any]]:
    """The parts with what each sentence asks for in words, and what it may ask for besides."""
    rules = rules_by_item(chain.parts)
    return [
        {
            "part": part,
            "key": uuid4(),
            "lines": [
                {
                    "line": line,
                    "asked": [
                        (one, in_words(one.request.kind, one.request.target, rules[line.sentence.item_id]))
                        for one in line.asked
                    ],
                    "wishes": wishes(line, rules[line.sentence.item_id]),
                }
                for line in part.lines
            ],
        }
        for part in chain.parts
    ]
