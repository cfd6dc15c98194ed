"""One candidate: a page each; the votes of all at one step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vankien.personnel import Candidate
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.conflict import Conflict
from vankien_web.common.pages import form_page
from vankien_web.personnel import permissions
from vankien_web.personnel.actions import candidates, plans
from vankien_web.personnel.forms import CandidateForm, VotesForm
from vankien_web.personnel.models import Row, words
from vankien_web.personnel.pages import allowed, closed_to_others, page, rows_of, seen_plan, seen_row
from vankien_web.personnel.views.plans import differing


@require_http_methods(["GET", "POST"])
@closed_to_others
def add(request: PersonRequest, key: UUID) -> HttpResponse:
    shown = seen_plan(request, key)
    allowed(permissions.can_change(request.user, shown))
    form = CandidateForm(request.POST or None)

    def act(_data: dict[str, Any]) -> str:
        candidates.add(shown, form.candidate(Candidate("")), by=request.user)
        again = "and_another" in request.POST
        return reverse("add_candidate" if again else "personnel_plan", args=[key])

    title = _("Add a candidate")
    return _form(request, form, act, page(shown, request.user, title, here=title), key, new=True)


@require_http_methods(["GET", "POST"])
@closed_to_others
def candidate(request: PersonRequest, key: UUID, row: UUID) -> HttpResponse:
    """For who may change it a form, for others what it says."""
    shown = seen_row(request, key, row)
    said = shown.opened()
    context = page(shown.plan, request.user, said.name, here=said.name) | {"row": shown}
    may = permissions.can_change(request.user, shown.plan)
    allowed(may or request.method == "GET")
    if request.method == "GET":
        plans.was_read(shown.plan, "candidate_read", by=request.user, number=shown.position)
    form = CandidateForm(request.POST or None, initial=CandidateForm.of(said) | {"revision": shown.revision})
    if not may:
        filled = CandidateForm(CandidateForm.of(said) | {"revision": 0})
        filled.is_valid()
        told = [(filled[name].label, value) for name, value in filled.cleaned_data.items()]
        return render(request, "personnel/candidate_read.html", context | {"facts": told[1:]})

    def act(data: dict[str, Any]) -> str:
        try:
            candidates.change(shown, form.candidate(said), revision=data["revision"], by=request.user)
        except Conflict as conflict:
            current: Any = conflict.current
            stored = CandidateForm(CandidateForm.of(current.opened()) | {"revision": 0})
            raise differing(form, stored, current) from None
        except Row.DoesNotExist:
            raise ValidationError(
                _("Somebody else has taken this candidate out meanwhile: nothing was saved.")
            ) from None
        return reverse("personnel_plan", args=[key])

    return _form(request, form, act, context, key, new=False)


def _form(
    request: PersonRequest, form: CandidateForm, act: Any, context: dict[str, Any], key: UUID, *, new: bool
) -> HttpResponse:
    return form_page(
        request,
        form,
        act,
        "personnel/candidate.html",
        **context,
        new=new,
        cancel=reverse("personnel_plan", args=[key]),
        done=_("The candidate is saved."),
    )


@require_POST
@closed_to_others
def take_out(request: PersonRequest, key: UUID, row: UUID) -> HttpResponse:
    candidates.take_out(seen_row(request, key, row), by=request.user)
    messages.success(request, _("The candidate is taken out of the plan."))
    return redirect("personnel_plan", key=key)


@require_http_methods(["GET", "POST"])
@closed_to_others
def votes(request: PersonRequest, key: UUID, step: int) -> HttpResponse:
    """The votes that each candidate got at one step, on one page."""
    shown = seen_plan(request, key)
    allowed(permissions.can_change(request.user, shown) and step in words.STEPS)
    form = VotesForm(rows_of(shown), step, request.POST or None)

    def act(_data: dict[str, Any]) -> str:
        candidates.set_votes(shown, step, form.changes(), by=request.user)
        return reverse("personnel_plan", args=[key])

    context = page(shown, request.user, str(words.STEPS[step]), here=_("Step %(n)s") % {"n": step})
    if request.method == "GET":
        plans.was_read(shown, "personnel_read", by=request.user, what="votes")
    return form_page(
        request,
        form,
        act,
        "personnel/votes.html",
        **context,
        cancel=reverse("personnel_plan", args=[key]),
        done=_("The votes are saved."),
    )
