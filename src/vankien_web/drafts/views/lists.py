"""Lists of drafts: all that one sees, and those of one congress."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vankien_web.accounts.requests import PersonRequest
from vankien_web.congresses.models import Season
from vankien_web.congresses.pages import congress_page, seen_congress
from vankien_web.drafts import actions, shelf
from vankien_web.drafts.forms import FilterForm
from vankien_web.drafts.permissions import kinds_known

SIZE = 50


@require_GET
def drafts(request: PersonRequest) -> HttpResponse:
    """Every draft of a congress that one sees, unit by unit."""
    seasons = list(Season.objects.visible_to(request.user).select_related("root"))
    kinds = kinds_known(request.user, seasons)
    form = FilterForm(request.GET, seasons=seasons, kinds=kinds)
    rows = shelf.chosen(request.user, form.chosen())
    page = shelf.Shelf(rows, SIZE).get_page(request.GET.get("page"))
    context = {
        "title": _("Documents"),
        "form": form,
        "page": page,
        "rows": shelf.rows(request.user, page.object_list),
        "filtered": any(form.chosen().values()),
    }
    return render(request, "drafts/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def of_congress(request: PersonRequest, congress: int) -> HttpResponse:
    """The documents of one congress: those the dossier asks for, those there are; POST begins one."""
    found = seen_congress(request, congress)
    if request.method == "POST":
        try:
            draft = actions.create_draft(found, request.POST.get("kind", ""), by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("congress_drafts", congress)
        return redirect("draft", draft.pk)
    rows = shelf.of_congress(request.user, found)
    context = congress_page(request, found) | {"rows": rows}
    return render(request, "drafts/congress.html", context)
