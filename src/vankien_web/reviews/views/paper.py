"""One official paper: looked at, issued, withdrawn, taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vankien import word
from vankien.outputs import papers as library
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock, history, office, storage
from vankien_web.common.frame import Crumb
from vankien_web.common.packing import safe_name
from vankien_web.common.pages import form_page
from vankien_web.drafts.reading import lay_out
from vankien_web.reviews import binding, shelf
from vankien_web.reviews.actions import papers as actions
from vankien_web.reviews.actions.issue import Issued
from vankien_web.reviews.forms.papers import IssueForm, WithdrawForm
from vankien_web.reviews.models import Meeting, Paper
from vankien_web.reviews.permissions import can_issue_paper, can_make_again, hears, season_goes_on
from vankien_web.reviews.tasks.papers import laid_out, order

_WITH = (
    "unit__parent",
    "meeting__unit",
    "meeting__season",
    "meeting__chair",
    "signed_by__person",
    "template__unit",
    "made_by",
)


@require_GET
def paper(request: PersonRequest, pk: int) -> HttpResponse:
    """The very file as it reads, with what is known of it."""
    shown = _seen(request, pk)
    document = word.read(storage.path(shown.sha256))
    rendition = shelf.pages_of(shown)
    goes_on, may = season_goes_on(shown.meeting), can_issue_paper(request.user, shown)
    context = _head(request, shown) | {
        "sheet": lay_out(document, (), {}),
        "form": library.FORMS[shown.form],
        "late": shelf.is_late(shown),
        "may": may and goes_on,
        "over": may and not goes_on,
        "may_again": can_make_again(request.user, shown),
        "office": office.available(),
        "waits": rendition is not None and rendition.waits,
        "failed": rendition is not None and rendition.failed,
        "told": [*shown.recipients.all(), *shown.groups.all()] if shown.issued_at else [],
        "withdraw": WithdrawForm(),
        "history": history.listed(request, history.stream(shown)),
    }
    return render(request, "reviews/paper.html", context)


@require_http_methods(["GET", "POST"])
def issue_paper(request: PersonRequest, pk: int) -> HttpResponse:
    """Who signs, on which day; the number is given when this is sent."""
    shown = _seen(request, pk)
    if not can_issue_paper(request.user, shown):
        raise PermissionDenied
    if shown.issued_at:
        return _issued(request, pk)
    posts = actions.signers(shown, clock.today())
    form = IssueForm(request.POST or None, paper=shown, posts=posts)

    def act(data: dict[str, Any]) -> str | HttpResponse:
        said = {"dated": data["dated"], "also_to": data.get("also_to", "")}
        try:
            done = actions.issue_paper(shown, signed_by=form.signer(), by=request.user, then=laid_out, **said)
        except Issued:
            return _issued(request, pk)
        told = _("The paper is issued under the number %(number)s.") % {"number": done.label}
        messages.success(request, told if done.label else _("The paper is issued."))
        return reverse("paper", args=[pk])

    context = _head(request, shown, (_("Issue"), "")) | {
        "title": _("Issue the paper"),
        "sub": shown.title,
        "button": _("Issue"),
        "cancel": reverse("paper", args=[pk]),
    }
    return form_page(request, form, act, "reviews/issue_paper.html", **context)


@require_http_methods(["GET", "POST"])
def withdraw_paper(request: PersonRequest, pk: int) -> HttpResponse:
    shown = _seen(request, pk)
    if not can_issue_paper(request.user, shown):
        raise PermissionDenied

    def act(data: dict[str, Any]) -> str:
        actions.withdraw_paper(shown, data["why"], by=request.user)
        return reverse("paper", args=[pk])

    context = _head(request, shown, (_("Withdraw"), "")) | {
        "title": _("Withdraw the paper"),
        "sub": shown.title,
        "button": _("Withdraw"),
        "cancel": reverse("paper", args=[pk]),
        "done": _("The paper is withdrawn; its number is not given again."),
    }
    return form_page(request, WithdrawForm(request.POST or None), act, **context)


@require_GET
def paper_docx(request: PersonRequest, pk: int) -> FileResponse:
    shown = _seen(request, pk)
    return _file(shown, storage.path(shown.sha256).open("rb"), "docx", office.DOCX)


@require_GET
def paper_pdf(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The pages, once they are laid out; until then, they are on order."""
    shown = _seen(request, pk)
    made = binding.converted(shown.sha256)
    if made is None:
        order(shown.sha256)
        messages.info(request, _("The pages are being laid out: the PDF is here in a minute."))
        return redirect("paper", pk)
    return _file(shown, made.open("rb"), "pdf", "application/pdf")


def _issued(request: PersonRequest, pk: int) -> HttpResponse:
    """To a second click: it is done, and was done once."""
    messages.info(request, _("This paper has been issued already."))
    return redirect("paper", pk)


def _seen(request: PersonRequest, pk: int) -> Paper:
    found = Paper.objects.visible_to(request.user).select_related(*_WITH)
    shown: Paper = get_object_or_404(found, pk=pk)
    return shown


def _head(request: PersonRequest, shown: Paper, *more: Crumb) -> dict[str, Any]:
    own = (
        shown.label or library.FORMS[shown.form].name("vi"),
        reverse("paper", args=[shown.pk]) if more else "",
    )
    crumbs: list[Crumb] = [(_("Official papers"), reverse("papers"))]
    if _reads(request, shown.meeting):
        crumbs = [(_("Papers of the meeting"), reverse("meeting_papers", args=[shown.meeting_id]))]
    return {"paper": shown, "title": shown.title, "crumbs": [*crumbs, own, *more]}


def _reads(request: PersonRequest, meeting: Meeting | None) -> bool:
    return meeting is not None and hears(request.user, meeting)


def _file(shown: Paper, content: Any, kind: str, mime: str) -> FileResponse:
    name = safe_name(shown.file_name(kind))
    return FileResponse(content, as_attachment=True, filename=name, content_type=mime)
