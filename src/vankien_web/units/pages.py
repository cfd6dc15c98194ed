"""What the pages of this room share: one road for every form, and the crumbs above a unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import history
from vankien_web.common.conflict import Conflict, conflict_page
from vankien_web.common.models import EventQuerySet
from vankien_web.units.models import Person, Post, Unit, who

Crumb = tuple[str, str]


def form_page(
    request: PersonRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    template: str = "units/form.html",
    **context: Any,
) -> HttpResponse:
    """Show the form, or do what it asks: `act` gets the clean data and returns where to go then.

    What the action refuses stands beside its field; what somebody else has saved meanwhile is shown.
    `context` gives `title`, `button`, `cancel`, and `done`, the notice afterwards.
    """
    if request.method == "POST" and form.is_valid():
        try:
            url = act(form.cleaned_data)
        except ValidationError as error:
            _blame(form, error)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, leave=context.get("cancel", ""))
        else:
            if context.get("done"):
                messages.success(request, context["done"])
            return redirect(url)
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def _blame(form: forms.Form, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.message_dict.items():
        for sentence in errors:
            form.add_error(name if name in form.fields else None, sentence)


def person_events(person: Person, user: User) -> EventQuerySet:
    """What was done to a person, but for the posts that this reader is not told of."""
    hidden = person.posts.exclude(pk__in=Post.objects.visible_to(user)).values_list("pk", flat=True)
    # Events that speak of no post have no such detail, and a comparison with none would leave them out.
    return history.stream(person).exclude(details__has_key="post", details__post__in=list(hidden))


def crumbs(unit: Unit, user: User, *more: Crumb) -> list[Crumb]:
    """The road from the root to a unit; what lies above what the person sees is a name without a link."""
    above = Unit.objects.in_bulk(unit.ancestor_ids)
    mine = who(user)
    road = [
        (u.called, reverse("unit", args=[u.pk]) if mine.sees(u.path or "") else "")
        for u in (above[pk] for pk in unit.ancestor_ids)
    ]
    own = (unit.called, reverse("unit", args=[unit.pk]) if more and mine.sees(unit.path or "") else "")
    return [*road, own, *more]
