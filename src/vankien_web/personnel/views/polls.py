"""The results of elections: counts typed or read from a file, the result at once, the minute as a paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien.model import UnreadableFile
from vankien.personnel import BODIES
from vankien.votes import Ballot, BallotError, Rules, following, read_ballots, result
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import history, storage
from vankien_web.common.conflict import Conflict
from vankien_web.common.pages import form_page
from vankien_web.drafts.pages import refusal
from vankien_web.personnel import counting, papers, permissions
from vankien_web.personnel.actions import plans
from vankien_web.personnel.actions import polls as actions
from vankien_web.personnel.models import PersonnelPlan, Poll, words
from vankien_web.personnel.pages import allowed, closed_to_others, page, rows_of, seen_plan
from vankien_web.personnel.poll_forms import BallotFileForm, Person, PollForm, on_ballot
from vankien_web.personnel.views.files import DOCX
from vankien_web.personnel.views.plans import differing

_NEXT = ("present", "issued", "collected", "valid", "invalid")  # counted anew


@require_GET
@closed_to_others
def polls(request: PersonRequest, key: UUID) -> HttpResponse:
    """Every ballot with its result, as it was entered."""
    shown = _plan(request, key)
    rules, language = counting.rules(shown.congress), get_language() or "vi"
    found = [(poll, poll.opened()) for poll in shown.polls.all()]
    context = page(shown, request.user, _("Election results"), here=_("Election results"))
    context["polls"] = (
        [(poll, counting.judged(said, rules, language)) for poll, said in found] if rules else []
    )
    context |= {"rules": rules, "rounds": words.ROUNDS}
    context["bodies"] = [(b, words.BODIES[b]) for b in BODIES if b in _listed(shown)]
    plans.was_read(shown, "personnel_read", by=request.user, what="result")
    return render(request, "personnel/polls.html", context)


@require_GET
@closed_to_others
def poll(request: PersonRequest, key: UUID, poll: UUID) -> HttpResponse:
    """One ballot: its arithmetic, who is elected, what follows, by which clause."""
    shown, rules = _poll(request, key, poll)
    said = counting.judged(shown.opened(), rules, get_language() or "vi")
    context = page(shown.plan, request.user, said.ballot.body, here=said.ballot.body)
    context |= {"poll": shown, "said": said, "round": words.ROUNDS[said.ballot.round]}
    context["goes_on"] = following(said.result) is not None
    context["assembly"] = words.ASSEMBLIES.get(said.ballot.congress or "", "")
    plans.was_read(shown.plan, "personnel_read", by=request.user, what="result")
    return render(request, "personnel/poll.html", context)


@require_http_methods(["GET", "POST"])
@closed_to_others
def add(request: PersonRequest, key: UUID) -> HttpResponse:
    """A ballot for a body (?co-quan=) or after another one (?sau=), whose names and seats it takes over."""
    plan, rules = _changed(request, key)
    before = _before(plan, request.GET.get("sau", ""), rules)
    body = request.GET.get("co-quan", "")
    people = _people(plan, body, before, counted=False)
    initial = _first(plan, body) if before is None else PollForm.of(before)
    initial |= dict.fromkeys(_NEXT)
    form = PollForm(people, _reasons(rules, initial["congress"]), data=request.POST or None, initial=initial)

    def act(_data: dict[str, Any]) -> str:
        (made,) = actions.enter(plan, [form.ballot()], by=request.user)
        return reverse("poll", args=[key, made.key])

    title = str(words.ROUNDS[before.round]) if before else _("Counts of a ballot")
    if request.method == "GET":
        plans.was_read(plan, "personnel_read", by=request.user, what="result")
    return _form(request, form, act, plan, title, reverse("polls", args=[key]))


@require_http_methods(["GET", "POST"])
@closed_to_others
def change(request: PersonRequest, key: UUID, poll: UUID) -> HttpResponse:
    """The counts of a ballot, set right."""
    plan, rules = _changed(request, key)
    shown: Poll = get_object_or_404(Poll, plan=plan, key=poll)
    shown.plan = plan
    said = shown.opened()
    people = _people(plan, "", said)
    initial = PollForm.of(said) | {"revision": shown.revision}
    form = PollForm(people, _reasons(rules, said.congress), data=request.POST or None, initial=initial)
    there = reverse("poll", args=[key, poll])

    def act(data: dict[str, Any]) -> str:
        try:
            actions.change(shown, form.ballot(), revision=data["revision"], by=request.user)
        except Conflict as conflict:
            raise _told(form, conflict) from None
        except Poll.DoesNotExist:
            raise ValidationError(_("Somebody else has taken these counts out: nothing was saved.")) from None
        return there

    if request.method == "GET":
        plans.was_read(plan, "personnel_read", by=request.user, what="result")
    return _form(request, form, act, plan, _("Set the counts right"), there)


@require_POST
@closed_to_others
def take_out(request: PersonRequest, key: UUID, poll: UUID) -> HttpResponse:
    plan = _plan(request, key)
    shown: Poll = get_object_or_404(Poll, plan=plan, key=poll)
    shown.plan = plan
    actions.take_out(shown, by=request.user)
    messages.success(request, _("The counts of this ballot are taken out."))
    return redirect("polls", key=key)


@require_http_methods(["GET", "POST"])
@closed_to_others
def take_in(request: PersonRequest, key: UUID) -> HttpResponse:
    """The counts as a file; it is on the disk only while it is read."""
    plan, _rules = _changed(request, key)
    form = BallotFileForm(request.POST or None, request.FILES or None)

    def act(data: dict[str, Any]) -> str:
        found = _read(data["file"])
        made = actions.enter(plan, found, by=request.user)
        return reverse("poll", args=[key, made[0].key]) if len(made) == 1 else reverse("polls", args=[key])

    title = _("Counts from a file")
    context = page(plan, request.user, title, here=title) | {"cancel": reverse("polls", args=[key])}
    return form_page(
        request, form, act, "personnel/polls_import.html", done=_("The counts are read."), **context
    )


@require_GET
@closed_to_others
def minute(request: PersonRequest, key: UUID, poll: UUID | None = None) -> HttpResponse:
    """Biên bản kiểm phiếu as a Word file: of one ballot, or of all."""
    plan = _plan(request, key)
    allowed(permissions.can_take_away(request.user, plan))
    rules = counting.rules(plan.congress)
    chosen = plan.polls.filter(key=poll) if poll else plan.polls.all()
    ballots = [one.opened() for one in chosen]
    if rules is None or not ballots:
        raise Http404
    data = papers.minute(ballots, rules, plan.congress, history.name_of(plan))
    plans.was_read(plan, "personnel_exported", by=request.user, what="minute")
    response = HttpResponse(data, content_type=DOCX)
    response.headers["Content-Disposition"] = 'attachment; filename="bien-ban-kiem-phieu.docx"'
    return response


def _plan(request: PersonRequest, key: UUID) -> PersonnelPlan:
    """One whose names are not erased. Raises Http404."""
    plan = seen_plan(request, key)
    allowed(plan.erased_at is None)
    return plan


def _changed(request: PersonRequest, key: UUID) -> tuple[PersonnelPlan, Rules]:
    """Raises Http404: also where the season's rules know no elections."""
    plan = _plan(request, key)
    rules = counting.rules(plan.congress)
    if rules is None or not permissions.can_change(request.user, plan):
        raise Http404
    return plan, rules


def _poll(request: PersonRequest, key: UUID, poll: UUID) -> tuple[Poll, Rules]:
    plan = _plan(request, key)
    found: Poll = get_object_or_404(Poll, plan=plan, key=poll)
    found.plan = plan
    rules = counting.rules(plan.congress)
    if rules is None:
        raise Http404
    return found, rules


def _read(file: Any) -> tuple[Ballot, ...]:
    """Raises ValidationError for the field."""
    language = get_language() or "vi"
    try:
        with storage.staged(file.chunks(), settings.VANKIEN_UPLOAD_BYTES) as staged:
            return read_ballots(staged.path, file.name)
    except UnreadableFile as error:
        raise ValidationError({"file": refusal(error, file.name, language)}) from None
    except BallotError as error:
        raise ValidationError({"file": error.sentence(language)}) from None


def _listed(plan: PersonnelPlan) -> set[str]:
    """The bodies that somebody is proposed for."""
    return {body for c in plan.whole.candidates for body in c.proposed}


def _people(plan: PersonnelPlan, body: str, ballot: Ballot | None, *, counted: bool = True) -> list[Person]:
    rows = rows_of(plan)
    named = counting.people(c for _row, c in rows)
    proposed = [
        (str(r.key), n, c.birth, body in c.proposed) for (r, _c), (n, c) in zip(rows, named, strict=True)
    ]
    return on_ballot(proposed, ballot, counted=counted)


def _first(plan: PersonnelPlan, body: str) -> dict[str, Any]:
    """What is known of a body's first ballot before it is counted."""
    sizes = next((b for b in plan.frame.bodies if b.body == body), None)
    return {
        "body": counting.title(plan.congress, body),
        "congress": counting.assembly(plan.congress, body),
        "round": "first",
        "seats": (sizes.seats or sizes.size) if sizes else None,
    }


def _before(plan: PersonnelPlan, key: str, rules: Rules) -> Ballot | None:
    """The ballot that follows the one of this key. Raises Http404."""
    if not key:
        return None
    try:
        made = following(result(get_object_or_404(Poll, plan=plan, key=UUID(key)).opened(), rules))
    except ValueError:
        raise Http404 from None
    if made is None:
        raise Http404
    return made


def _reasons(rules: Rules, assembly: str | None) -> list[str]:
    return list(rules.excused.get(assembly or "", {}))


def _form(
    request: PersonRequest, form: PollForm, act: Any, plan: PersonnelPlan, title: str, cancel: str
) -> HttpResponse:
    context = page(plan, request.user, title, here=title)
    return form_page(
        request,
        form,
        act,
        "personnel/poll_form.html",
        **context,
        cancel=cancel,
        done=_("The counts are saved."),
    )


def _told(form: PollForm, conflict: Conflict) -> Conflict:
    """The same, by the fields that differ from what is stored now."""
    current: Any = conflict.current
    said = current.opened()
    stored: Any = PollForm(form.people, data=_sent(form, said))
    return differing(form, stored, current)


def _sent(form: PollForm, said: Ballot) -> dict[str, Any]:
    """What this form would send for another ballot."""
    votes = {n.name: n for n in said.names}
    sent = PollForm.of(said) | {"revision": 0}
    for one in form.people:
        if one.name in votes:
            sent[f"on_{one.id}"] = "on"
            sent[f"agreed_{one.id}"] = votes[one.name].agreed
            sent[f"uncounted_{one.id}"] = votes[one.name].uncounted or ""
    return {name: value for name, value in sent.items() if value is not None}
