"""How an office's papers look: templates of its own, letterhead and symbol, numbers given by hand before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien.outputs import papers as library
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock, storage
from vankien_web.common.office import DOCX
from vankien_web.common.packing import safe_name
from vankien_web.common.pages import form_page
from vankien_web.reviews.actions import letterheads, numbers
from vankien_web.reviews.actions import templates as actions
from vankien_web.reviews.forms.papers import LetterheadForm, SeriesForm, TemplateForm
from vankien_web.reviews.models import Letterhead, Series, Template
from vankien_web.reviews.papers import heads
from vankien_web.reviews.permissions import can_edit_templates, can_make_papers
from vankien_web.units.models import Role, Unit, who


@require_GET
def paper_templates(request: PersonRequest, unit: int | None = None) -> HttpResponse:
    """By which template each form is made here: the unit's own, one from above, or the shipped one."""
    shown = _unit(request, unit)
    reach = [*shown.ancestor_ids, shown.pk]
    used: dict[str, Template] = {}
    found = Template.objects.filter(unit__in=reach, withdrawn_at=None).select_related("unit", "by")
    for template in sorted(found, key=lambda t: reach.index(t.unit_id)):
        used[template.form] = template
    context = {
        "title": _("Templates of official papers"),
        "sub": shown.name,
        "unit": shown,
        "rows": [(form, used.get(form.id)) for form in library.FORMS.values()],
        "head": heads.head(shown, clock.today()),
        "may_number": can_make_papers(request.user, shown),
        "crumbs": [(_("Official papers"), reverse("papers")), (_("Templates"), "")],
    }
    return render(request, "reviews/paper_templates.html", context)


@require_http_methods(["GET", "POST"])
def paper_template(request: PersonRequest, unit: int, form: str) -> HttpResponse:
    """The fields of one form, its template to take away, an edited one to bring."""
    shown, kind = _unit(request, unit), _form(form)
    upload = TemplateForm(request.POST or None, request.FILES or None)

    def act(data: dict[str, Any]) -> str:
        actions.put_template(shown, form, data["file"], by=request.user)
        return reverse("paper_template", args=[unit, form])

    context = {
        "title": kind.name("vi"),
        "sub": shown.name,
        "unit": shown,
        "kind": kind,
        "fields": library.fields(form),
        "used": actions.nearest(shown, form),
        "made": shown.papers.filter(form=form, template__isnull=False).count(),
        "done": _("The template is in use from now on."),
        "crumbs": [
            (_("Official papers"), reverse("papers")),
            (_("Templates"), reverse("unit_templates", args=[unit])),
            (kind.name("vi"), ""),
        ],
    }
    return form_page(request, upload, act, "reviews/paper_template.html", **context)


@require_GET
def template_file(request: PersonRequest, unit: int, form: str, which: str) -> HttpResponse:
    """The template in use, or ("goc") the shipped one."""
    shown, kind = _unit(request, unit), _form(form)
    used = actions.nearest(shown, form) if which != "goc" else None
    if used is not None:
        data = storage.path(used.sha256).read_bytes()
    else:
        head = heads.head(shown, clock.today())
        data = library.template(form, heads.format_on(head.family, clock.today()), head.issuer.upper())
    response = HttpResponse(data, content_type=DOCX)
    name = safe_name(f"Mẫu {kind.name('vi')}.docx")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_POST
def withdraw_template(request: PersonRequest, unit: int, form: str) -> HttpResponse:
    shown, kind = _unit(request, unit), _form(form)
    own = get_object_or_404(Template, unit=shown, form=kind.id, withdrawn_at=None)
    actions.withdraw_template(own, by=request.user)
    messages.success(request, _("The own template is no longer used."))
    return redirect("paper_template", unit, form)


@require_http_methods(["GET", "POST"])
def letterhead(request: PersonRequest, unit: int) -> HttpResponse:
    """Issuer, symbol, place, archive: derived, or as the office knows it."""
    shown = _unit(request, unit)
    if not can_make_papers(request.user, shown):
        raise PermissionDenied
    row = Letterhead.objects.filter(unit=shown).first()
    derived = heads.derive(shown, clock.today())
    form = LetterheadForm(request.POST or None, derived=derived, row=row)

    def act(data: dict[str, Any]) -> str:
        revision = data.pop("revision")
        letterheads.set_letterhead(shown, data, revision=revision, by=request.user)
        return reverse("unit_templates", args=[unit])

    context = {
        "title": _("Letterhead and symbol"),
        "sub": shown.name,
        "button": _("Save"),
        "cancel": reverse("unit_templates", args=[unit]),
        "done": _("Saved: papers made from now on are headed so."),
    }
    return form_page(request, form, act, **context)


@require_http_methods(["GET", "POST"])
def series(request: PersonRequest, unit: int) -> HttpResponse:
    """The numbers given so far in each series; where the office has counted by hand, from there on."""
    shown = _unit(request, unit)
    if not can_make_papers(request.user, shown):
        raise PermissionDenied
    form = SeriesForm(request.POST or None)
    term = heads.head(shown, clock.today()).term

    def act(data: dict[str, Any]) -> str:
        numbers.continue_series(shown, data["symbol"], term, data["last"], by=request.user)
        return reverse("paper_series", args=[unit])

    context = {
        "title": _("Numbers of papers"),
        "sub": shown.name,
        "unit": shown,
        "term": term,
        "rows": Series.objects.filter(unit=shown, personnel=False),
        "done": _("Saved: the next number follows on it."),
        "crumbs": [
            (_("Official papers"), reverse("papers")),
            (_("Templates"), reverse("unit_templates", args=[unit])),
            (_("Numbers"), ""),
        ],
    }
    return form_page(request, form, act, "reviews/paper_series.html", **context)


def _unit(request: PersonRequest, pk: int | None) -> Unit:
    """The unit asked for, else the one whose papers this person makes. Nobody else sees how it is done."""
    units = Unit.objects.visible_to(request.user).select_related("parent__parent")
    if pk is not None:
        shown: Unit = get_object_or_404(units, pk=pk)
    else:
        seats = [s for s in who(request.user).seats if s.role in (Role.OFFICE, Role.ADMINISTRATOR)]
        own = [s.unit_id for s in seats if s.unit_id]
        first = (
            units.filter(pk__in=own).first() if own else units.filter(parent=None).first() if seats else None
        )
        if first is None:
            raise Http404
        shown = first
    if not can_edit_templates(request.user, shown):
        raise Http404
    return shown


def _form(id: str) -> library.Form:
    if id not in library.FORMS:
        raise Http404
    return library.FORMS[id]
