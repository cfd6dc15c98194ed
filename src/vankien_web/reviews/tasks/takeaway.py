"""Binding the papers of a meeting: one paper a task, so that other work gets its turn in between."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import asdict
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django_tasks import task

from vankien_web.common import office
from vankien_web.reviews import binding, takeaway
from vankien_web.reviews.models import Bundle, Meeting, Progress
from vankien_web.reviews.takeaway import Contents

_ATTEMPTS = 3
logger = logging.getLogger("vankien")


def order(meeting: Meeting, told: Contents) -> Bundle:
    """The bundle of these papers: bound already, on its way, or begun now."""
    with transaction.atomic():
        made, new = Bundle.objects.select_for_update().get_or_create(
            key=told.key,
            defaults={"meeting": meeting, "content": asdict(told), "total": len(told.sheets) + 1},
        )
        if new or made.state == Progress.FAILED or (not made.under_way and not ready(made)):
            Bundle.objects.filter(pk=made.pk).update(state=Progress.QUEUED, done=0, attempts=0, left_out=[])
            made.refresh_from_db()
            bind.enqueue(made.pk)
    return made


def ready(bundle: Bundle | None) -> bool:
    return bundle is not None and bundle.state == Progress.DONE and binding.bundle_path(bundle.key).is_file()


@task()
def bind(bundle_id: int) -> None:
    """Convert the next paper, or bind all of them. May be killed at any point and run again."""
    bundle = Bundle.objects.filter(pk=bundle_id).first()
    if bundle is None or not bundle.under_way:
        return
    Bundle.objects.filter(pk=bundle_id).update(state=Progress.BINDING, attempts=F("attempts") + 1)
    if bundle.attempts >= _ATTEMPTS:
        Bundle.objects.filter(pk=bundle_id).update(state=Progress.FAILED)
        return
    try:
        _next(bundle)
    except Exception:
        logger.exception("bundle %s could not be bound", bundle_id)
        Bundle.objects.filter(pk=bundle_id).update(state=Progress.FAILED)


def _next(bundle: Bundle) -> None:
    told = takeaway.from_data(bundle.content)
    sheets = told.sheets
    if bundle.done < len(sheets):
        sheet, left_out = sheets[bundle.done], bundle.left_out
        try:
            binding.convert(sheet.sha256)
        except binding.Unbound:
            left_out = [*left_out, sheet.title]
        with transaction.atomic():
            _advance(bundle, left_out=left_out)
            bind.enqueue(bundle.pk)
        return
    _bind(bundle, told)
    _advance(bundle, state=Progress.DONE)


def _bind(bundle: Bundle, told: Contents) -> None:
    parts = [
        (
            f"{chapter.number}. {chapter.title}",
            [(s.title, path) for s in chapter.sheets if (path := binding.converted(s.sha256))],
        )
        for chapter in told.chapters
    ]
    cover = _cover(told, bundle.left_out)
    broken = binding.bind(cover, parts, bundle.key)
    if broken:
        bundle.left_out = [*bundle.left_out, *broken]
        binding.bind(_cover(told, bundle.left_out), parts, bundle.key)
        Bundle.objects.filter(pk=bundle.pk).update(left_out=bundle.left_out)


def _cover(told: Contents, left_out: list[str]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="vankien-") as folder:
        page = Path(folder) / "00.fodt"
        page.write_text(takeaway.cover(told, left_out), encoding="utf-8")
        return office.to_pdf(page, suffix=".fodt", seconds=binding.SECONDS)


def _advance(bundle: Bundle, **told: object) -> None:
    Bundle.objects.filter(pk=bundle.pk).update(done=F("done") + 1, attempts=0, **told)


def recover() -> int:
    """Order again what a killed worker left unfinished; the queue was emptied by drafts.tasks.recover."""
    left = list(Bundle.objects.filter(state__in=(Progress.QUEUED, Progress.BINDING)).order_by("pk"))
    with transaction.atomic():
        for bundle in left:
            bind.enqueue(bundle.pk)
    return len(left)
