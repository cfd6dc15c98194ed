"""Official papers on their pages: made by the actions, laid out as PDF apart from the page that asked."""

from __future__ import annotations

import unicodedata
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django_tasks import task
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from vankien_web.common import office, sealed, storage
from vankien_web.reviews import binding
from vankien_web.reviews.models import ANSWERS, Answer, Paper, Rendition
from vankien_web.reviews.papers.pages import squeezed


def laid_out(paper: Paper) -> None:
    """What the actions do `then`: order the pages of the paper, and of the drafts whose pages it cites."""
    wanted = [paper.sha256]
    if paper.form == ANSWERS:
        wanted += _answered(int(paper.subject.partition(":")[2]))
    for sha256 in wanted:
        order(sha256)


def order(sha256: str) -> Rendition | None:
    """Have the pages laid out, once while they are there; nothing where no LibreOffice is.

    Of a sealed file nothing is either: the text of its pages would stand open in the database.
    """
    if not office.available() or sealed.is_sealed(storage.path(sha256)):
        return None
    made, new = Rendition.objects.get_or_create(source=sha256)
    if made.texts and binding.converted(sha256) is None:  # nobody had asked for it for a month
        made.texts, new = [], True
        made.save(update_fields=("texts",))
    if new:
        transaction.on_commit(partial(lay_out.enqueue, sha256))  # the file is in its place only then
    return made


@task(priority=-10)
def lay_out(source: str) -> None:
    """Make the PDF and read its pages. May be killed at any point and run again.

    A draft that somebody has just brought is read before it. Of a paper made again nothing is kept.
    """
    rendition = Rendition.objects.filter(source=source).first()
    if rendition is None or not rendition.waits:
        return
    made: dict[str, Any]
    try:
        made = {"texts": _texts(binding.convert(source))}
    except (binding.Unbound, OSError, PyPdfError, ValueError, KeyError):
        made = {"failed": True}
    Rendition.objects.filter(pk=rendition.pk).update(**made)


def recover() -> int:
    """Order again what a killed worker left; after drafts.tasks.recover, which empties the queue."""
    left = [rendition for rendition in Rendition.objects.filter(failed=False) if rendition.waits]
    for rendition in left:
        lay_out.enqueue(rendition.source)
    return len(left)


def _texts(pdf: Path) -> list[str]:
    pages = PdfReader(pdf).pages
    return [squeezed(unicodedata.normalize("NFC", page.extract_text())) or "-" for page in pages]


def _answered(draft: int) -> list[str]:
    """The versions in which the unit has shown what it changed."""
    found = Answer.objects.filter(request__draft=draft, version__isnull=False, place__isnull=False)
    return list(found.order_by().values_list("version__sha256", flat=True).distinct())
