"""Reading reviewers' copies, one a task, apart from the page that brought them."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django_tasks import task

from vankien import word
from vankien.collate import Copy, collate
from vankien.model import Document
from vankien.outputs.master import master, replies
from vankien.serial import document_from_data
from vankien.text import fold
from vankien_web.accounts.models import User
from vankien_web.common import sealed, storage
from vankien_web.drafts.models import Reading
from vankien_web.reviews import replied
from vankien_web.reviews.actions import collating as actions
from vankien_web.reviews.actions import mastering
from vankien_web.reviews.models import COPY_UNDER_WAY, Collation, ReviewerCopy
from vankien_web.reviews.replied import Reply

_ATTEMPTS = 3
_LIKE = 0.3  # share of the base's passages below which a copy is hardly one
logger = logging.getLogger("vankien")


def bring_copy(collation: Collation, chunks: Iterable[bytes], name: str, *, by: User) -> ReviewerCopy:
    """`actions.collating.bring_copy`, and its reading ordered in the same transaction."""
    return actions.bring_copy(collation, chunks, name, by=by, then=_order)


def _order(copy: ReviewerCopy) -> None:
    read_copy.enqueue(copy.pk)


@task()
def read_copy(copy_id: int) -> None:
    """Find every remark of a copy. May be killed at any point and run again."""
    found = ReviewerCopy.objects.select_related("collation__draft__congress", "collation__version")
    copy = found.filter(pk=copy_id, state__in=COPY_UNDER_WAY).first()
    if copy is None:
        return
    if actions.start_reading(copy) > _ATTEMPTS:
        actions.fail_copy(copy, "interrupted")
        return
    try:
        _read(copy)
    except Exception:
        logger.exception("copy %s could not be read", copy_id)
        actions.fail_copy(copy, "defect")


def _read(copy: ReviewerCopy) -> None:
    base = Reading.objects.get(version=copy.collation.version_id)
    document = document_from_data(copy.content or {})
    found = collate(base.document, [Copy(copy.file_name, document)])
    strange = bool(base.document.blocks) and _likeness(base.document, document) < _LIKE
    actions.finish_copy(copy, base, found.copies[0], found.rows, strange=strange)


def _likeness(base: Document, copy: Document) -> float:
    """The share of the base's passages that stand in the copy word for word."""
    there = {fold(block.text) for block in copy.blocks}
    return sum(fold(block.text) in there for block in base.blocks) / len(base.blocks)


def order_master(collation: Collation, *, by: User) -> None:
    """`actions.mastering.order_master`, and the work ordered in the same transaction."""
    mastering.order_master(collation, by=by, then=lambda key: make_master.enqueue(collation.pk, key))


@task()
def make_master(collation_id: int, key: str) -> None:
    """One Word file of all copies. May be killed at any point and run again."""
    found = Collation.objects.select_related("version", "draft__congress", "unit__parent")
    collation = found.filter(pk=collation_id, making=key).first()
    if collation is None:
        return
    try:
        _make(collation, key)
    except Exception:
        logger.exception("the master of collation %s could not be made", collation_id)
        mastering.spoil_master(collation, key)


def _make(collation: Collation, key: str) -> None:
    copies = mastering.counted(collation)
    with ExitStack() as files:
        documents = word.read_many(
            [str(files.enter_context(sealed.readable(storage.path(copy.sha256)))) for copy in copies],
            seconds=settings.VANKIEN_READ_SECONDS,
            megabytes=settings.VANKIEN_READ_MEGABYTES,
        )
    read = [
        Copy(copy.file_name, document) if isinstance(document, Document) else Copy(copy.file_name, error="!")
        for copy, document in zip(copies, documents, strict=True)
    ]
    base = Reading.objects.get(version=collation.version_id).document
    with (
        tempfile.TemporaryDirectory(prefix="vankien-") as folder,
        sealed.readable(storage.path(collation.version.sha256)) as file,
    ):
        target = Path(folder) / "master.docx"
        found = collate(base, read)
        master(file, base, found, target)
        said = replied.for_word(found.rows, _by_row(copies, replied.every(collation)))
        mastering.keep_master(collation, key, [replies(target, said) if said else target.read_bytes()])


def _by_row(copies: Sequence[ReviewerCopy], said: Mapping[str, list[Reply]]) -> dict[str, list[Reply]]:
    """Answers by the ids of rows: copies are counted from 1 there, whatever their numbers."""
    places = {str(copy.number): at for at, copy in enumerate(copies, 1)}
    parted = ((key.partition("-"), given) for key, given in said.items())
    return {f"{places[number]}-{id}": given for (number, _, id), given in parted if number in places}


def recover() -> int:
    """Order again what a killed worker left unfinished; the queue was emptied by drafts.tasks.recover."""
    unmade = list(Collation.objects.exclude(making="").values_list("pk", "making"))
    left = list(
        ReviewerCopy.objects.filter(state__in=COPY_UNDER_WAY).order_by("pk").values_list("pk", flat=True)
    )
    with transaction.atomic():
        for copy_id in left:
            read_copy.enqueue(copy_id)
        for collation_id, key in unmade:
            make_master.enqueue(collation_id, key)
    return len(left) + len(unmade)
