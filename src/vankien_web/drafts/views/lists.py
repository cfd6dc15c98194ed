"""Lists of drafts: all that one sees, and those of one congress."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from vankien_web.accounts.requests import PersonRequest
from vankien_web.congresses.models import Congress
from vankien_web.drafts import actions
from vankien_web.drafts.models import Draft
from vankien_web.drafts.permissions import can_create_draft, kinds_for

SIZE = 50


@require_GET
def drafts(request: PersonRequest) -> HttpResponse:
    """Every draft of a congress that one sees."""
    seen = Draft.objects.visible_to(request.user).exclude(congress=None)
    page = Paginator(seen.select_related("congress__unit", "latest", "sent"), SIZE).get_page(
        request.GET.get("page")
    )
    return render(request, "drafts/list.html", {"title": "Văn bản", "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def of_congress(request: PersonRequest, congress: int) -> HttpResponse:
    """The documents of one congress; POST begins one."""
    held = Congress.objects.visible_to(request.user).select_related("unit", "season")
    found = get_object_or_404(held, pk=congress)
    if request.method == "POST":
        try:
            draft = actions.create_draft(found, request.POST.get("kind", ""), by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("congress_drafts", congress)
        return redirect("draft", draft.pk)
    seen = Draft.objects.visible_to(request.user).filter(congress=found).select_related("latest", "sent")
    there = {draft.kind: draft for draft in seen}
    rows = [
        (kind, name, there.get(kind), can_create_draft(request.user, found, kind))
        for kind, name in kinds_for(request.user, found).items()
    ]
    return render(request, "drafts/congress.html", {"title": "Văn bản", "congress": found, "rows": rows})
