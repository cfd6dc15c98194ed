"""Sealed packages of opinions: sealed here, brought from below, merged into lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien.model import UnreadableFile
from vankien.outputs import synthesis as tables
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import storage
from vankien_web.common.errors import too_large_sentence
from vankien_web.common.forms import numeral
from vankien_web.common.pages import form_page
from vankien_web.common.written import vi_date
from vankien_web.drafts.models import PERSONNEL
from vankien_web.drafts.naming import full_title
from vankien_web.drafts.pages import refusal
from vankien_web.reviews import sealkeys, synthesized
from vankien_web.reviews.actions import sealing as actions
from vankien_web.reviews.actions.sealing import Held
from vankien_web.reviews.forms.sealing import PackagesForm, SealForm
from vankien_web.reviews.models import Collation, OpinionPackage
from vankien_web.reviews.permissions import can_seal
from vankien_web.units.models import Unit

_LINES = 50
_SOURCES = 100


@require_http_methods(["GET", "HEAD", "POST"])
def packages(request: PersonRequest, unit: int) -> HttpResponse:
    """What came from below, what was sealed here, the mark of the unit's key; POST brings packages."""
    found = _unit(request, unit)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PackagesForm(*sent)
    if form.is_valid():
        for file in form.cleaned_data["packages"]:
            _bring(request, found, file)
        return redirect("opinion_packages", unit)
    rows = synthesized.brought(found)
    context = {
        "title": _("Packages of opinions"),
        "unit": found,
        "form": form,
        "rows": rows,
        "consultations": sorted({r.package.consultation for r in rows if r.state == "counted"}),
        "own": OpinionPackage.objects.filter(holder=found, own=True).order_by("-at", "-pk")[:_LINES],
        "mark": sealkeys.mark_of(unit),
    }
    return render(request, "reviews/packages.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def seal(request: PersonRequest, unit: int) -> HttpResponse:
    """Seal a package for the level above; `?tong-hop=` chooses what was collected."""
    found = _unit(request, unit)
    collations = list(_collations(request, found))
    chosen = next((c for c in collations if c.pk == numeral(request.GET.get("tong-hop", ""))), None)
    about = full_title(chosen.draft) if chosen else request.GET.get("ve", "")
    start = {"collation": str(chosen.pk) if chosen else "", "consultation": about}
    form = SealForm(request.POST or None, collations=collations, initial=start)

    def act(said: dict[str, Any]) -> str:
        collation = next((c for c in collations if str(c.pk) == said["collation"]), None)
        held = Held(said["conference"], said["held"], said["people"] or 0)
        made = actions.seal_package(found, said["consultation"], collation, held, by=request.user)
        messages.success(
            request, _("Package no. %(number)s is sealed: take it away below.") % {"number": made.number}
        )
        return reverse("opinion_packages", args=[unit])

    context = {
        "title": _("Seal a package"),
        "unit": found,
        "button": _("Seal"),
        "cancel": reverse("opinion_packages", args=[unit]),
        "crumbs": _crumbs(found, _("Seal a package")),
    }
    return form_page(request, form, act, "reviews/package_seal.html", **context)


@require_GET
def package_file(request: PersonRequest, unit: int, package: int) -> FileResponse:
    """Byte for byte, for the level above or to be looked at by the command line."""
    found = _package(request, unit, package)
    file = storage.path(found.sha256).open("rb")
    return FileResponse(
        file, as_attachment=True, filename=found.file_name, content_type="application/octet-stream"
    )


@require_POST
def confirm_key(request: PersonRequest, unit: int, package: int) -> HttpResponse:
    """The mark was read to the unit over the telephone, and it is the same."""
    found = _package(request, unit, package)
    actions.confirm_key(found, by=request.user)
    messages.success(
        request, _("Packages under this key count for %(sender)s now.") % {"sender": found.sender}
    )
    return redirect("opinion_packages", unit)


@require_GET
def lines(request: PersonRequest, unit: int) -> HttpResponse:
    """The lines of all that counts on one consultation, `?ve=`, and what stands behind each."""
    found, about, made = _merged(request, unit)
    context = {"title": _("Opinions put together"), "unit": found, "about": about, "made": made}
    context["crumbs"] = _crumbs(found, _("Opinions put together"))
    if made is not None:
        page = Paginator(list(enumerate(made.lines, 1)), _LINES).get_page(request.GET.get("page"))
        context |= {"page": page, "summary": tables.summary(made, _language())}
        context["doubts"] = tables.doubts(made, _language())
    return render(request, "reviews/package_lines.html", context)


@require_GET
def line(request: PersonRequest, unit: int, number: int) -> HttpResponse:
    """One line down to its origin: each opinion as it was given, with its unit and conference."""
    found, about, made = _merged(request, unit)
    if made is None or not 1 <= number <= len(made.lines):
        raise Http404
    shown = made.lines[number - 1]
    page = Paginator(made.sources(shown), _SOURCES).get_page(request.GET.get("page"))
    title = _("Line %(number)s") % {"number": number}
    context = {"title": title, "unit": found, "about": about, "line": shown, "page": page}
    context["rows"] = [(one, _day(one.conference.held if one.conference else "")) for one in page.object_list]
    context["crumbs"] = _crumbs(found, title)
    return render(request, "reviews/package_line.html", context)


def _merged(request: PersonRequest, unit: int) -> tuple[Unit, str, Any]:
    """None instead of a synthesis that is too large for a page."""
    found, about = _unit(request, unit), request.GET.get("ve", "")
    packages = synthesized.counted(found, about)
    if not packages:
        raise Http404
    if sum(one.opinions for one in packages) > synthesized.MOST:
        return found, about, None
    return found, about, synthesized.merged(packages, about)


def _bring(request: PersonRequest, unit: Unit, file: Any) -> None:
    """One file, with its own sentence."""
    try:
        if file.size > settings.VANKIEN_UPLOAD_BYTES:
            raise storage.TooLarge
        made = actions.bring_package(unit, file.chunks(), file.name, by=request.user)
    except storage.TooLarge:
        messages.error(request, f"{file.name}: {too_large_sentence()}")
    except UnreadableFile as error:
        messages.error(request, refusal(error, file.name, _language()))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    except actions.Known:
        messages.warning(request, _("“%(file)s” is here already: it counts once.") % {"file": file.name})
    else:
        messages.success(request, _("Received from %(sender)s.") % {"sender": made.sender})


def _unit(request: PersonRequest, pk: int) -> Unit:
    found: Unit = get_object_or_404(Unit, pk=pk)
    if not can_seal(request.user, found):
        raise Http404
    return found


def _package(request: PersonRequest, unit: int, pk: int) -> OpinionPackage:
    seen = OpinionPackage.objects.visible_to(request.user).select_related("holder")
    found: OpinionPackage = get_object_or_404(seen, pk=pk, holder=unit)
    return found


def _collations(request: PersonRequest, unit: Unit) -> Any:
    """Those of the unit; of a personnel plan nothing goes up in a package."""
    seen = Collation.objects.visible_to(request.user).filter(unit=unit).exclude(draft__kind=PERSONNEL)
    return seen.select_related("draft__congress__unit__parent", "draft__congress__season", "version__reading")


def _day(held: str) -> str:
    """As offices write it; a sender may have written anything."""
    try:
        return vi_date(date.fromisoformat(held))
    except ValueError:
        return held


def _crumbs(unit: Unit, here: str) -> list[tuple[str, str]]:
    home = reverse("opinion_packages", args=[unit.pk])
    return [(_("Packages of opinions"), home), (here, "")]


def _language() -> str:
    return get_language() or "vi"
