"""The pages of requests: all that one sees, those of one document, one with its chain; files of them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vankien.outputs.workbook import XLSX
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock
from vankien_web.drafts import pages as drafts
from vankien_web.drafts.models import Version
from vankien_web.reviews import requested as pages
from vankien_web.reviews.coverage import coverage
from vankien_web.reviews.forms.requests import (
    BindingForm,
    CheckForm,
    CloseForm,
    ReopenForm,
    RequestFilter,
    TakeBackForm,
)
from vankien_web.reviews.models import Meeting
from vankien_web.reviews.request_files import as_toml, request_sheet

SIZE = 50
MOST = 5000  # rows of a sheet


@require_GET
def requests(request: PersonRequest) -> HttpResponse:
    """Every request that one sees, late ones first."""
    form = _filter(request)
    found = pages.chosen(request.user, form.chosen())
    page = Paginator(found, SIZE).get_page(request.GET.get("page"))
    context = {
        "title": _("Requests"),
        "form": form,
        "filtered": any(form.chosen().values()),
        "counts": pages.counts(found),
        "page": page,
        "rows": pages.rows(request.user, page.object_list),
        "query": request.GET.urlencode(),
    }
    return render(request, "reviews/requests.html", context)


@require_GET
def requests_sheet(request: PersonRequest) -> HttpResponse:
    """The same rows, all pages, for Excel."""
    found = pages.chosen(request.user, _filter(request).chosen())[:MOST]
    answer = HttpResponse(request_sheet(pages.rows(request.user, found)), content_type=XLSX)
    return _named(answer, f"{_('Requests')} {clock.today():%d-%m-%Y}.xlsx")


@require_GET
def of_draft(request: PersonRequest, draft: int) -> HttpResponse:
    """The requests on one document beside its text; `?yc=` chooses one."""
    found, version = drafts.find(request.user, draft)
    if found.congress is None:
        raise Http404
    rows = pages.rows(request.user, pages.chosen(request.user, {}).filter(draft=found), version)
    wanted = request.GET.get("kq", "")
    left = [row for row in rows if row.standing and row.standing.value == wanted] or rows
    shown = _shown(left, request.GET.get("yc", ""))
    context = drafts.brief_head(found, version, request.user) | {
        "rows": left,
        "counts": pages.sums(rows),
        "coverage": coverage([row.standing for row in rows if row.standing], version) if version else None,
        "wanted": wanted if left is not rows else "",
        "shown": shown,
        "unanswered": [r.request.label for r in rows if r.request.blocking and r.request.state == "open"],
    }
    if shown is not None:
        shown.request.draft = found
        context |= _beside(request, shown, version)
    context["first"] = _first(context, shown)
    return render(request, "reviews/requests_draft.html", context)


@require_GET
def draft_toml(request: PersonRequest, draft: int) -> HttpResponse:
    """The requests on one document as REQUESTS.toml, for `vankien prove`."""
    found, _version = drafts.find(request.user, draft)
    text = as_toml(pages.seen_requests(request.user).filter(draft=found))
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    return _named(answer, "REQUESTS.toml")


@require_GET
def one(request: PersonRequest, pk: int) -> HttpResponse:
    """A request with its chain, and the next step for this person."""
    return show(request, pk)


def show(request: PersonRequest, pk: int, **forms: Any) -> HttpResponse:
    """The page; `forms` are those that were sent and not taken."""
    found = pages.find(request.user, pk)
    context = pages.one(request.user, found)
    seen = {"seen": context["seen"]}
    fresh: dict[str, Any] = {"check_form": CheckForm(initial=seen), "close_form": CloseForm(initial=seen)}
    bound = {"blocking": found.blocking, "due": found.due}
    fresh |= {"reopen_form": ReopenForm(), "binding_form": BindingForm(initial=bound)}
    context |= fresh | {"back_form": TakeBackForm()} | forms
    context |= {
        "crumbs": [(_("Requests"), reverse("requests")), (found.label, "")],
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "reviews/request.html", context, status=status)


def _filter(request: PersonRequest) -> RequestFilter:
    asked = pages.seen_requests(request.user).order_by().values("sentence__conclusion__meeting")
    meetings = Meeting.objects.filter(pk__in=asked).order_by("-starts_at", "-pk")
    return RequestFilter(request.GET, meetings=meetings[:100])


def _shown(rows: list[pages.Row], wanted: str) -> pages.Row | None:
    """The one that was chosen, else the first that is not met."""
    chosen = next((row for row in rows if str(row.request.pk) == wanted), None)
    return chosen or next((row for row in rows if not row.done), rows[0] if rows else None)


def _beside(request: PersonRequest, shown: pages.Row, version: Version | None) -> dict[str, Any]:
    found = pages.with_answers(shown.request)
    return {
        "target": pages.target_words(found),
        "chain": pages.chain(request.user, found),
        "may_here": pages.may(request.user, found),
    } | pages.passages(request.user, found, version)


def _first(context: dict[str, Any], shown: pages.Row | None) -> str:
    """The one primary button: bring the version, answer what is shown, send it all up."""
    may, draft = context["may"], context["draft"]
    fresh = draft.latest_id is not None and draft.latest_id != draft.sent_id
    if may["submit"] and not fresh:
        return "submit"
    if shown is not None and context["may_here"]["first"] and not shown.done:
        return "request"
    return "share" if may["share"] else ""


def _named(answer: HttpResponse, name: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
