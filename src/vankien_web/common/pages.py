"""The one road of every form: shown, done, or shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vankien_web.common.conflict import Conflict, conflict_page


def form_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str | HttpResponse],
    template: str = "common/form.html",
    **context: Any,
) -> HttpResponse:
    """Show the form, or do what it asks: `act` gets the clean data and returns where to go then, or a page.

    What the action refuses stands beside its field; what somebody else has saved meanwhile is shown.
    `context` gives `title`, `button`, `cancel`, and `done`, the notice afterwards.
    """
    if request.method == "POST" and form.is_valid():
        try:
            there = act(form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, leave=context.get("cancel", ""))
        else:
            if context.get("done"):
                messages.success(request, context["done"])
            return redirect(there) if isinstance(there, str) else there
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def blame(form: forms.Form, error: ValidationError) -> None:
    """What an action refused, beside its field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.message_dict.items():
        for sentence in errors:
            form.add_error(name if name in form.fields else None, sentence)
