"""Steps and papers of a congress, said in place; the files that prove them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vankien.packs import DossierRule, StepRule
from vankien.packs import season as campaign
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import storage
from vankien_web.common.pages import form_page
from vankien_web.congresses import actions, permissions
from vankien_web.congresses.actions import Paper, Tick
from vankien_web.congresses.forms import CountForm, PaperForm, SpokenForm, TickForm
from vankien_web.congresses.models import Congress, DossierItem, Step
from vankien_web.congresses.pages import attached_row, congress_page, seen_congress


@require_http_methods(["GET", "POST"])
def step(request: PersonRequest, pk: int, item: str) -> HttpResponse:
    """Tick a step, or count n of m."""
    shown = seen_congress(request, pk)
    rule = _one(campaign.steps(shown.season.rules, shown.kind), item)
    if not permissions.can_tick(request.user, shown):
        raise PermissionDenied
    row = shown.steps.filter(item=item).first()
    made = CountForm if rule.counted else TickForm
    form = made(request.POST or None, request.FILES or None, initial=_said(row, made))
    if rule.of:
        form.fields["count"].help_text = rule.of

    def act(data: dict[str, Any]) -> str:
        revision, file = data.pop("revision"), data.pop("file")
        actions.set_step(shown, item, Tick(**data), by=request.user, file=file, revision=revision)
        return reverse("congress", args=[pk]) + f"#buoc-{item}"

    return _page(request, shown, form, act, rule.name, _("Save the step"))


@require_http_methods(["GET", "POST"])
def paper(request: PersonRequest, pk: int, item: str) -> HttpResponse:
    """Say that a paper is there, missing or not needed."""
    shown = seen_congress(request, pk)
    rule = _one(campaign.dossier(shown.season.rules, shown.kind), item)
    if rule.personnel and not permissions.sees_personnel(request.user, shown):
        raise Http404
    if not permissions.can_set_paper(request.user, shown):
        raise PermissionDenied
    row = shown.dossier.filter(item=item).first()
    form = PaperForm(request.POST or None, request.FILES or None, initial=_said(row, PaperForm))

    def act(data: dict[str, Any]) -> str:
        revision, file, state = data.pop("revision"), data.pop("file"), data.pop("state")
        said = Paper(state == PaperForm.THERE, state == PaperForm.NOT_NEEDED, **data)
        actions.set_paper(shown, item, said, by=request.user, file=file, revision=revision)
        return reverse("congress", args=[pk]) + f"#ho-so-{item}"

    return _page(request, shown, form, act, rule.name, _("Save"))


@require_GET
def attached(request: PersonRequest, pk: int, what: str, item: str) -> FileResponse:
    """The file that somebody attached to a step, a paper or a report."""
    shown = seen_congress(request, pk)
    row = attached_row(request.user, shown, what, item)
    return FileResponse(
        storage.path(row.sha256).open("rb"),
        as_attachment=True,
        filename=row.file_name,
        content_type="application/octet-stream",
    )


def _page(
    request: PersonRequest, congress: Congress, form: SpokenForm, act: Any, name: str, button: str
) -> HttpResponse:
    """Alone on a page, or in its place in the list when htmx asks."""
    here = reverse("congress", args=[congress.pk])
    if request.method == "GET" and request.headers.get("HX-Request"):
        context = {"form": form, "button": button, "cancel": here, "action": request.path}
        return render(request, "congresses/in_place.html", context)
    context = congress_page(request, congress, (name, "")) | {"title": name, "tabs": None, "button": button}
    words = {"sub": congress.title, "cancel": here, "done": _("It is recorded.")}
    return form_page(request, form, act, "congresses/spoken.html", **context | words)


def _one(rules: Any, item: str) -> Any:
    found: StepRule | DossierRule | None = next((rule for rule in rules if rule.id == item), None)
    if found is None:
        raise Http404
    return found


def _said(row: Step | DossierItem | None, made: type[SpokenForm]) -> dict[str, Any]:
    if row is None:
        return {"state": PaperForm.THERE} if made is PaperForm else {"done": True}
    said = {name: getattr(row, name, None) for name in made.base_fields if name != "file"}
    if isinstance(row, DossierItem):
        missing = PaperForm.NOT_NEEDED if row.not_needed else PaperForm.MISSING
        said["state"] = PaperForm.THERE if row.present else missing
    return said
