"""Remarks are answered: one text for those that are alike, changed or taken back by whoever collates."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.conflict import Conflict, save_checked
from vankien_web.common.history import record
from vankien_web.reviews.models import Collation, Remark, RemarkAnswer
from vankien_web.reviews.permissions import can_collate


def alike(remark: Remark) -> tuple[RemarkAnswer | None, list[Remark]]:
    """The answer of a remark, or that of its group where it has one; and all remarks that it goes to.

    What stands in the group with another answer keeps that.
    """
    rows = Remark.objects.filter(collation=remark.collation_id).select_related(
        "answer", "copy", "author__person"
    )
    mine = rows.filter(group=remark.group) if remark.group else rows.filter(pk=remark.pk)
    group = list(mine.defer("copy__content"))
    held = next((one.answer for one in group if one.pk == remark.pk), None)
    others = {one.answer_id: one.answer for one in group if one.answer is not None}
    answer = held or (next(iter(others.values())) if len(others) == 1 else None)
    return answer, [one for one in group if one.answer is None or one.answer == answer]


def answer_remark(remark: Remark, text: str, *, revision: int, by: User) -> int:
    """Answer it and those alike; an empty text takes the answer back. Returns to how many it goes.

    `revision` is that of the answer that was read, 0 for none. Raises PermissionDenied, ValidationError,
    Conflict.
    """
    collation = remark.collation
    if not can_collate(by, collation):
        raise PermissionDenied
    with transaction.atomic():
        Collation.objects.select_for_update(no_key=True).get(pk=collation.pk)
        remark.refresh_from_db(fields=("group", "answer"))
        answer, rows = alike(remark)
        if not text and answer is None:
            raise ValidationError({"text": _("Write the answer first.")})
        told: dict[str, Any] = {"key": remark.key, "count": len(rows)}
        if text:
            written = _write(collation, answer, rows, text, revision, by)
            record("remark_answered", written, by=by, stream=collation, **told)
        elif answer is not None:
            _take_back(answer, revision)
            record("remark_answer_withdrawn", collation, by=by, **told)
    return len(rows)


def _write(
    collation: Collation, answer: RemarkAnswer | None, rows: list[Remark], text: str, revision: int, by: User
) -> RemarkAnswer:
    if answer is None:
        answer = RemarkAnswer.objects.create(collation=collation, text=text, by=by, revision=1)
    elif answer.text != text:
        save_checked(answer, revision=revision, fields={"text": text})
        RemarkAnswer.objects.filter(pk=answer.pk).update(by=by, at=clock.now())
    Remark.objects.filter(pk__in=[one.pk for one in rows]).update(answer=answer)
    return answer


def _take_back(answer: RemarkAnswer, revision: int) -> None:
    if answer.revision != revision:
        raise Conflict(answer, ("text",))
    answer.delete()


def part_from_answer(remark: Remark) -> None:
    """What was found unlike its group loses the group's answer; one that was given to it alone stays."""
    if remark.answer_id and Remark.objects.filter(answer=remark.answer_id).count() > 1:
        Remark.objects.filter(pk=remark.pk).update(answer=None)


def forget_unused(collation: Collation) -> None:
    """Answers to remarks that are no longer there."""
    collation.answers.filter(remarks=None).delete()
