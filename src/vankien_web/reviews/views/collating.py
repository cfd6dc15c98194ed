"""Reviewers' copies of a draft: brought all at once, read in the background, shown as one table."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien import titles
from vankien.outputs import opinions as tables
from vankien.outputs.workbook import XLSX
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import sealed, storage
from vankien_web.common.errors import from_keeper, too_large_sentence
from vankien_web.common.packing import safe_name
from vankien_web.drafts import pages
from vankien_web.drafts.models import PERSONNEL, Draft, Version
from vankien_web.drafts.naming import full_title
from vankien_web.reviews import collected
from vankien_web.reviews.actions import collating as actions
from vankien_web.reviews.actions import mastering
from vankien_web.reviews.actions.taking_up import waiting
from vankien_web.reviews.forms.collating import CopiesForm, NamesForm, RemarkFilter
from vankien_web.reviews.models import Collation, CopyState, Remark, ReviewerCopy
from vankien_web.reviews.permissions import can_collate, can_seal, can_take_up, collects_for
from vankien_web.reviews.replied import every
from vankien_web.reviews.reviewers import candidates
from vankien_web.reviews.tasks import collating as tasks

SIZE = 50
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
def collation(request: PersonRequest, draft: int) -> HttpResponse:
    """The copies of one version: what became of each, who wrote; POST brings more."""
    found, bases = _draft(request, draft)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    wanted = request.POST.get("version", "") if sent else request.GET.get("lan", "")
    base = collected.base_of(bases, wanted)
    form = CopiesForm(*sent, bases=bases, initial={"version": str(base.number)})
    if sent and collects_for(request.user, found) is None:
        raise PermissionDenied
    if form.is_valid():
        return _brought(request, found, base, form.cleaned_data["copies"])
    if sent and from_keeper(request):
        return JsonResponse({"sentence": " ".join(str(e) for e in form.errors.get("copies", []))}, status=422)
    context = _page(request, found, base) | {"form": form, "bases": bases}
    return render(request, "reviews/collation.html", context, status=422 if form.errors else 200)


@require_GET
def progress(request: PersonRequest, pk: int) -> HttpResponse:
    """How far the copies are, polled; 304 while nothing has changed, a full reload at the end."""
    shown = collected.find(request.user, pk)
    said = every(shown)
    lines = collected.copy_lines(shown, get_language() or "vi", said)
    states = (f"{line.copy.pk}{line.copy.state[0]}" for line in lines)
    etag = '"' + "-".join((*states, shown.making[:8])) + '"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    sums = collected.sums([line.copy for line in lines]) | {"answered": len(said)}
    context = {"collation": shown, "copies": lines, "etag": etag, "sums": sums}
    response = render(request, "reviews/collation_copies.html", context)
    response.headers["ETag"] = etag
    if not sums["waiting"] and not shown.making:
        response.headers["HX-Refresh"] = "true"
    return response


@require_GET
def remarks(request: PersonRequest, pk: int) -> HttpResponse:
    """Every remark of every copy, by the headings of the draft."""
    shown, language = collected.find(request.user, pk), get_language() or "vi"
    reviewers = list(shown.reviewers.select_related("person"))
    form = RemarkFilter(
        request.GET, reviewers=reviewers, headings=collected.headings(shown), language=language
    )
    asked = form.chosen()
    rows = collected.chosen(shown, asked).select_related("copy", "author__person", "opinion", "answer")
    page = Paginator(rows.defer("copy__content"), SIZE).get_page(request.GET.get("page"))
    context = {
        "title": _("What the reviewers wrote"),
        "collation": shown,
        "mark": titles.version_mark(shown.version.number),
        "form": form,
        "filtered": any(asked.values()),
        "page": page,
        "parts": collected.parts(shown, list(page.object_list), language),
        "unknown": collected.unknown(reviewers),
        "may": can_collate(request.user, shown),
        "takes_up": can_take_up(request.user, shown),
        "waiting": waiting(shown).count(),
        "crumbs": _crumbs(shown.draft, _address(shown), _("What the reviewers wrote")),
    }
    return render(request, "reviews/collation_remarks.html", context)


@require_GET
def table(request: PersonRequest, pk: int, ending: str) -> HttpResponse:
    """The opinion table for Word or Excel."""
    shown, language = collected.find(request.user, pk), get_language() or "vi"
    if ending not in ("docx", "xlsx"):
        raise Http404
    base = shown.version.reading.document
    write = tables.write_docx if ending == "docx" else tables.write_xlsx
    with tempfile.TemporaryDirectory(prefix="vankien-") as folder:
        target = Path(folder) / f"bang.{ending}"
        write(base, collected.collated(shown, language), target, language=language)
        data = target.read_bytes()
    name = f"{_('Opinion table')} - {full_title(shown.draft)}, {titles.version_mark(shown.version.number)}"
    answer = HttpResponse(data, content_type=DOCX if ending == "docx" else XLSX)
    named = content_disposition_header(True, safe_name(f"{name[:150]}.{ending}"))
    answer.headers["Content-Disposition"] = named or "attachment"
    return answer


@require_POST
def order_master(request: PersonRequest, pk: int) -> HttpResponse:
    """One Word file with everybody's comments and tracked changes, made in the background."""
    shown = collected.find(request.user, pk)
    try:
        tasks.order_master(shown, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(_address(shown))


@require_GET
def master_file(request: PersonRequest, pk: int) -> HttpResponse | FileResponse:
    shown = collected.find(request.user, pk)
    if not shown.master:
        return redirect(_address(shown))
    name = f"{_('All remarks')} - {full_title(shown.draft)}, {titles.version_mark(shown.version.number)}"
    file = sealed.opened(storage.path(shown.master))
    return FileResponse(file, as_attachment=True, filename=safe_name(f"{name[:150]}.docx"), content_type=DOCX)


@require_GET
def copy_file(request: PersonRequest, pk: int, copy: int) -> FileResponse:
    """A copy as it was brought."""
    found = _copy(request, pk, copy)
    if not found.sha256:
        raise Http404
    return FileResponse(
        sealed.opened(storage.path(found.sha256)), as_attachment=True, filename=safe_name(found.file_name)
    )


@require_POST
def drop_copy(request: PersonRequest, pk: int, copy: int) -> HttpResponse:
    """One that was brought by mistake."""
    found = _copy(request, pk, copy)
    try:
        actions.drop_copy(found, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(_address(found.collation))


@require_http_methods(["GET", "HEAD", "POST"])
def names(request: PersonRequest, pk: int) -> HttpResponse:
    """Who the names in the copies are; all of them, those that nobody has first."""
    shown = collected.find(request.user, pk)
    if not can_collate(request.user, shown):
        raise PermissionDenied
    reviewers = sorted(shown.reviewers.all(), key=lambda one: one.person_id is not None or one.outside)
    form = NamesForm(request.POST or None, reviewers=reviewers, people=candidates(shown))
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.name_reviewers(shown, form.said(), by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            messages.success(request, _("Kept for %(count)s names.") % {"count": count})
            return redirect(_address(shown))
    context = {
        "title": _("Whose names are these?"),
        "collation": shown,
        "form": form,
        "unknown": collected.unknown(reviewers),
        "cancel": _address(shown),
        "crumbs": _crumbs(shown.draft, _address(shown), _("Whose names are these?")),
    }
    return render(request, "reviews/collation_names.html", context, status=422 if form.errors else 200)


@require_POST
def set_apart(request: PersonRequest, pk: int, remark: int) -> HttpResponse:
    """Out of a group that the machine proposed, or back."""
    shown = collected.find(request.user, pk)
    found = get_object_or_404(Remark.objects.filter(collation=shown), pk=remark)
    found.collation = shown
    actions.set_apart(found, not found.apart, by=request.user)
    return redirect(f"{reverse('collation_remarks', args=[pk])}?{request.POST.get('back', '')}#g{remark}")


def _draft(request: PersonRequest, pk: int) -> tuple[Draft, list[Version]]:
    """The draft and its versions, for who collects copies of it or sees what was collected."""
    found, _version = pages.find(request.user, pk)
    seen = Collation.objects.visible_to(request.user).filter(draft=found)
    if collects_for(request.user, found) is None and not seen.exists():
        raise Http404
    bases = collected.bases(request.user, found)
    if not bases:
        raise Http404
    return found, bases


def _page(request: PersonRequest, draft: Draft, base: Version) -> dict[str, Any]:
    context = pages.brief_head(draft, base, request.user)
    shown = collected.of_version(request.user, draft, base)
    context |= {"collation": shown, "base": base, "base_mark": titles.version_mark(base.number)}
    context["collects"] = collects_for(request.user, draft) is not None
    if shown is not None:
        shown.draft = draft
        said = every(shown)
        lines = collected.copy_lines(shown, get_language() or "vi", said)
        shown.version = base
        done = [line.copy for line in lines if line.copy.state == CopyState.DONE]
        reviewers = list(shown.reviewers.select_related("person"))
        context |= {
            "copies": lines,
            "sums": collected.sums([line.copy for line in lines]) | {"answered": len(said)},
            "rows": shown.written,  # type: ignore[attr-defined]
            "reviewers": reviewers,
            "unknown": collected.unknown(reviewers),
            "may_drop": can_collate(request.user, shown),
            "seals": draft.kind != PERSONNEL and can_seal(request.user, shown.unit),
            "stale": shown.master_of != mastering.key_of(shown, done, said),
        }
    return context


def _brought(request: PersonRequest, draft: Draft, base: Version, files: list[Any]) -> HttpResponse:
    """Take what can be taken and say of the others why not."""
    shown = actions.begin(draft, base, by=request.user)
    said = [_one(request, shown, file) for file in files]
    if from_keeper(request):
        return JsonResponse({"taken": said[0][0], "sentence": said[0][1]})
    taken = sum(taken for taken, _sentence in said)
    if taken:
        messages.success(request, _("%(count)s copies were received.") % {"count": taken})
    for _taken, sentence in said:
        if sentence:
            messages.warning(request, sentence)
    return redirect(_address(shown))


def _one(request: PersonRequest, shown: Collation, file: Any) -> tuple[bool, str]:
    """Whether a file was taken, and the sentence where not."""
    try:
        copy = tasks.bring_copy(shown, file.chunks(), file.name, by=request.user)
    except storage.TooLarge:
        return False, f"{file.name}: {too_large_sentence()}"
    except actions.Known as known:
        words = _("“%(file)s” is there already, as “%(known)s”: it is counted once.")
        return False, words % {"file": file.name, "known": known.copy.file_name}
    except ValidationError as error:
        return False, error.messages[0]
    said = collected.told(copy, get_language() or "vi")
    return not said, said if not said or file.name in said else f"{file.name}: {said}"


def _copy(request: PersonRequest, pk: int, copy: int) -> ReviewerCopy:
    shown = collected.find(request.user, pk)
    found: ReviewerCopy = get_object_or_404(ReviewerCopy.objects.defer("content"), pk=copy, collation=shown)
    found.collation = shown
    return found


def _address(shown: Collation) -> str:
    return f"{reverse('collation', args=[shown.draft_id])}?lan={shown.version.number}"


def _crumbs(draft: Draft, home: str, here: str) -> list[tuple[str, str]]:
    return [
        (_("Documents"), reverse("drafts")),
        (draft.title, reverse("draft", args=[draft.pk])),
        (_("Reviewers' copies"), home),
        (here, ""),
    ]
