"""Reviewers' copies: brought, read, put together; whose they are; dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, F, Max
from django.utils.translation import gettext as _

from vankien.collate import CopyCount, Row
from vankien.collate.grouping import grouped
from vankien.model import Document, UnreadableFile
from vankien.outline import section_at
from vankien.serial import to_data
from vankien_web.accounts.models import User
from vankien_web.common import intake, sealed, storage
from vankien_web.common.history import record
from vankien_web.common.storage import Staged
from vankien_web.drafts.models import Draft, Reading, Version
from vankien_web.reviews.actions.replying import forget_unused, part_from_answer
from vankien_web.reviews.anchors import heading
from vankien_web.reviews.models import (
    COPY_UNDER_WAY,
    Collation,
    CopyState,
    Remark,
    Reviewer,
    ReviewerCopy,
)
from vankien_web.reviews.ordering import around, standing
from vankien_web.reviews.permissions import can_collate, collects_for
from vankien_web.reviews.reviewers import candidates, matched

Then = Callable[[ReviewerCopy], object]
MOST = 500  # copies of one version


class Known(Exception):  # noqa: N818 - reads as what happened
    """The same file is among the copies already."""

    def __init__(self, copy: ReviewerCopy) -> None:
        super().__init__(copy.file_name)
        self.copy = copy


def begin(draft: Draft, version: Version, *, by: User) -> Collation:
    """The collation of this version for the unit in whose name `by` collects. Raises PermissionDenied."""
    unit = collects_for(by, draft)
    if unit is None:
        raise PermissionDenied
    with transaction.atomic():
        found, new = Collation.objects.get_or_create(
            version=version, unit_id=unit, defaults={"draft": draft, "by": by}
        )
        if new:
            record("collation_begun", found, by=by, number=version.number)
    found.draft = draft
    return found


def bring_copy(
    collation: Collation, chunks: Iterable[bytes], name: str, *, by: User, then: Then
) -> ReviewerCopy:
    """Keep a copy that can be read, note one that cannot; `then` is done in the same transaction.

    Pages call `tasks.collating.bring_copy`, which orders its reading then. Raises PermissionDenied,
    storage.TooLarge, Known.
    """
    if not can_collate(by, collation):
        raise PermissionDenied
    with storage.staged(chunks, settings.VANKIEN_UPLOAD_BYTES) as file:
        _refuse_known(collation, file)
        try:
            document: Document | None = intake.read(file, name)
            refused: dict[str, Any] = {}
        except UnreadableFile as error:
            document, refused = None, {"reason": error.reason, "params": error.params}
        with sealed.staged(file, sealed.is_due(collation)) as kept, transaction.atomic():
            held = Collation.objects.select_for_update(no_key=True).get(pk=collation.pk)
            held.version = collation.version
            _refuse_known(held, file)
            copy = _add(held, file, kept, name, document, refused, by)
            if document is not None:
                then(copy)
    return copy


def _refuse_known(collation: Collation, file: Staged) -> None:
    known = collation.copies.filter(noted=file.sha256).exclude(state=CopyState.FAILED).first()
    if known is not None:
        raise Known(known)


def _add(
    collation: Collation,
    file: Staged,
    kept: Staged,
    name: str,
    document: Document | None,
    refused: dict[str, Any],
    by: User,
) -> ReviewerCopy:
    """The row of a file; one that was not read before is tried again in its place."""
    collation.copies.filter(noted=file.sha256).delete()
    sums = collation.copies.aggregate(last=Max("number"), there=Count("pk"))
    if sums["there"] >= MOST:
        raise ValidationError(_("At most %(most)d copies of one version are put together.") % {"most": MOST})
    state = CopyState.FAILED if document is None else CopyState.QUEUED
    copy: ReviewerCopy = ReviewerCopy(
        collation=collation,
        number=(sums["last"] or 0) + 1,
        file_name=name[:255],
        noted=file.sha256,
        state=state,
        failure=refused,
        by=by,
    )
    if document is not None:
        kept.place()
        copy.sha256, copy.size, copy.content = kept.sha256, file.size, to_data(document)
    copy.save()
    told: dict[str, Any] = {"file": name, "sha256": file.sha256}
    if document is None:
        record("copy_refused", collation, by=by, reason=refused["reason"], **told)
    else:
        record("copy_brought", collation, by=by, **told)
    return copy


def start_reading(copy: ReviewerCopy) -> int:
    """The machine takes it up; returns how often it has."""
    ReviewerCopy.objects.filter(pk=copy.pk).update(state=CopyState.READING, attempts=F("attempts") + 1)
    return copy.attempts + 1


def fail_copy(copy: ReviewerCopy, reason: str) -> None:
    """It could not be put together with the others, which go on."""
    with transaction.atomic():
        failed = {"state": CopyState.FAILED, "failure": {"reason": reason, "params": {}}, "content": None}
        ReviewerCopy.objects.filter(pk=copy.pk).update(**failed)
        _settle(copy.collation)


def finish_copy(
    copy: ReviewerCopy, base: Reading, count: CopyCount, rows: Sequence[Row], *, strange: bool
) -> None:
    """Store every remark of a copy, once; the last copy on its way puts all of them in order."""
    with transaction.atomic():
        Collation.objects.select_for_update(no_key=True).get(pk=copy.collation_id)
        held = ReviewerCopy.objects.filter(pk=copy.pk, state__in=COPY_UNDER_WAY).first()
        if held is None:  # dropped meanwhile, or read by another worker
            return
        names = _reviewers(copy.collation, {row.author or count.reviewer for row in rows})
        Remark.objects.bulk_create(
            [_remark(held, base, row, names[(row.author or count.reviewer)[:255]]) for row in rows]
        )
        told = {
            name: getattr(count, name) for name in ("comments", "replies", "tracked", "untracked", "rows")
        }
        read = {"reviewer": count.reviewer[:255], "strange": strange, "content": None}
        ReviewerCopy.objects.filter(pk=copy.pk).update(state=CopyState.DONE, **told, **read)
        _settle(copy.collation)


def _reviewers(collation: Collation, names: Iterable[str]) -> dict[str, Reviewer]:
    """Whoever wrote; a name that one person has is that person."""
    known = {reviewer.name: reviewer for reviewer in collation.reviewers.all()}
    fresh = {name[:255] for name in names} - known.keys()
    if fresh:
        people = matched(fresh, candidates(collation))
        Reviewer.objects.bulk_create(
            Reviewer(collation=collation, name=name, person_id=people.get(name)) for name in sorted(fresh)
        )
        known = {reviewer.name: reviewer for reviewer in collation.reviewers.all()}
    return known


def _remark(copy: ReviewerCopy, base: Reading, row: Row, author: Reviewer) -> Remark:
    before, after = around(base.document, row)
    section = section_at(base.sections, row.place.block) if row.place else None
    return Remark(
        collation_id=copy.collation_id,
        copy=copy,
        author=author,
        key=_key(copy, row.id),
        kind=row.kind,
        date=(row.date or "")[:32],
        place=asdict(row.place) if row.place else None,
        heading=heading(section),
        before=before,
        after=after,
        text=row.text,
        old=row.old,
        new=row.new,
        parent=_key(copy, row.parent) if row.parent else "",
    )


def _key(copy: ReviewerCopy, id: str) -> str:
    """The library counts copies from 1; here each was read alone."""
    return f"{copy.number}-{id.partition('-')[2]}"


def _settle(collation: Collation) -> None:
    """Once no copy is on its way: groups, clashes and the order of reading, over all of them."""
    if collation.copies.filter(state__in=COPY_UNDER_WAY).exists():
        return
    stored = {
        r.key: r for r in collation.remarks.select_related("copy", "author__person").defer("copy__content")
    }
    rows = [remark.row() for remark in stored.values()]
    rows.sort(key=lambda row: (row.place.block, row.place.start) if row.place else (1_000_000_000, 0))
    places = standing(rows)
    alike = grouped([replace(row, group=None) for row in rows if not stored[row.id].apart])
    groups = {row.id: row.group or "" for row in alike}
    changed = []
    for key, remark in stored.items():
        now = (places[key].position, places[key].clash, groups.get(key, ""))
        if (remark.position, remark.clash, remark.group) != now:
            remark.position, remark.clash, remark.group = now
            changed.append(remark)
    Remark.objects.bulk_update(changed, ["position", "clash", "group"], batch_size=300)


def name_reviewers(collation: Collation, said: Mapping[int, tuple[int | None, bool]], *, by: User) -> int:
    """Say who some names are: {reviewer: (a person or None, not in the system)}. Returns how many changed.

    Raises PermissionDenied, ValidationError where opinions were made in the name of somebody else already.
    """
    if not can_collate(by, collation):
        raise PermissionDenied
    with transaction.atomic():
        changed = 0
        people = {person.pk for person in candidates(collation)}
        for reviewer in collation.reviewers.select_for_update(of=("self",)).filter(pk__in=said):
            person, outside = said[reviewer.pk]
            if (person, outside) == (reviewer.person_id, reviewer.outside):
                continue
            if person is not None and person not in people:
                raise ValidationError(_("Choose somebody from the list."))
            if reviewer.remarks.filter(opinion__isnull=False).exists():
                blanks = {"name": reviewer.name}
                raise ValidationError(
                    _("Opinions of “%(name)s” were made already, in the name of the person chosen then.")
                    % blanks
                )
            Reviewer.objects.filter(pk=reviewer.pk).update(person_id=person, outside=outside)
            changed += 1
        if changed:
            record("reviewers_named", collation, by=by, count=changed)
    return changed


def drop_copy(copy: ReviewerCopy, *, by: User) -> None:
    """Take out a file that was brought by mistake. Raises PermissionDenied, ValidationError."""
    collation = copy.collation
    if not can_collate(by, collation):
        raise PermissionDenied
    with transaction.atomic():
        Collation.objects.select_for_update(no_key=True).get(pk=collation.pk)
        if copy.remarks.filter(opinion__isnull=False).exists():
            raise ValidationError(_("Opinions were made from this copy: it stays."))
        record("copy_dropped", collation, by=by, file=copy.file_name, sha256=copy.noted)
        storage.drop_unused(copy.sha256)
        copy.delete()
        collation.reviewers.filter(remarks=None).delete()
        forget_unused(collation)
        _settle(collation)


def set_apart(remark: Remark, apart: bool, *, by: User) -> None:
    """It says something else than the others of its group, or the same after all. Raises PermissionDenied."""
    if not can_collate(by, remark.collation):
        raise PermissionDenied
    with transaction.atomic():
        Remark.objects.filter(pk=remark.pk).update(apart=apart)
        if apart:
            part_from_answer(remark)
        record("remark_set_apart" if apart else "remark_put_back", remark.collation, by=by, key=remark.key)
        _settle(remark.collation)
