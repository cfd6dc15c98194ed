"""Reading reviewers' copies, one a task, apart from the page that brought them."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import transaction
from django_tasks import task

from vankien.collate import Copy, collate
from vankien.model import Document
from vankien.serial import document_from_data
from vankien.text import fold
from vankien_web.accounts.models import User
from vankien_web.drafts.models import Reading
from vankien_web.reviews.actions import collating as actions
from vankien_web.reviews.models import COPY_UNDER_WAY, Collation, ReviewerCopy

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


def recover() -> int:
    """Order again what a killed worker left unfinished; the queue was emptied by drafts.tasks.recover."""
    left = list(
        ReviewerCopy.objects.filter(state__in=COPY_UNDER_WAY).order_by("pk").values_list("pk", flat=True)
    )
    with transaction.atomic():
        for copy_id in left:
            read_copy.enqueue(copy_id)
    return len(left)
