"""Two versions of a draft compared: once for each pair, apart from the page where the texts are long."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django_tasks import task

from vankien import packs
from vankien.compare import Comparison, Words
from vankien.outputs.redline import redline
from vankien.packs import PackError
from vankien.packs.model import Indicator
from vankien_web.accounts.models import User
from vankien_web.common import clock, sealed, storage
from vankien_web.drafts import pages
from vankien_web.drafts.comparison.page import Side
from vankien_web.drafts.comparison.stored import compared, comparison_of
from vankien_web.drafts.models import Draft, Reading, State, StoredComparison, Version

SHORT = 600  # passages of both versions together that are compared while the page waits: about 0.3 s
logger = logging.getLogger("vankien")


@dataclass(frozen=True)
class Couple:
    """The versions that were chosen; `old` is None where there is only one."""

    draft: Draft
    versions: list[Version]  # all that the person sees, the newest first
    new: Version | None = None
    old: Version | None = None

    @property
    def newest(self) -> Version | None:
        return next(iter(self.versions), None)

    @property
    def unread(self) -> Version | None:
        """The one that cannot be compared."""
        return next((v for v in (self.old, self.new) if v and v.state != State.DONE), None)


def chosen(user: User, draft_id: int, old: str, new: str) -> Couple:
    """By numbers as they stand in an address: the newest against the one before unless told.

    Raises Http404 for what is hidden from the person.
    """
    draft, newest = pages.find(user, draft_id)
    if newest is None:
        return Couple(draft, [])
    try:
        return _couple(draft, newest, old, new)
    except LookupError:
        raise Http404 from None


def _couple(draft: Draft, newest: Version, old: str, new: str) -> Couple:
    seen = draft.versions.filter(number__lte=newest.number).order_by("-number")
    versions = list(seen.select_related("submitted_by"))
    for version in versions:
        version.draft = draft
    numbers = {version.number: version for version in versions}
    later = numbers[_number(new) or newest.number]
    if len(versions) == 1:
        return Couple(draft, versions, later)
    at = versions.index(later)
    neighbour = versions[at + 1] if at + 1 < len(versions) else versions[at - 1]
    earlier = numbers[_number(old) or neighbour.number]
    couple = sorted((later, neighbour if earlier == later else earlier), key=lambda v: v.number)
    return Couple(draft, versions, new=couple[1], old=couple[0])


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def of(old: Version, new: Version) -> StoredComparison:
    """As it is remembered, made now, or ordered: `content` is empty while the worker has it."""
    stored = StoredComparison.objects.filter(old=old, new=new, made_by=_made_by()).first()
    if stored is not None and (stored.content or stored.failed):
        return stored
    _load(old, new)
    if sum(len(v.reading.content.get("blocks", ())) for v in (old, new)) <= SHORT:
        return _make(old, new)
    return stored or order(old, new)


def comparison(old: Version, new: Version) -> Comparison:
    """As it is remembered, else made now; empty where it could not be made. Fetches both texts, too."""
    kept = StoredComparison.objects.filter(old=old, new=new, made_by=_made_by())
    stored = kept.select_related("old__reading", "new__reading").first()
    if stored is not None:
        old.reading, new.reading = stored.old.reading, stored.new.reading
    if stored is None or not (stored.content or stored.failed):
        _load(old, new)
        stored = _make(old, new)
    return comparison_of(stored.content) if stored.content else Comparison(Words(), (), ())


def order(old: Version, new: Version) -> StoredComparison:
    """Have the worker compare them."""
    with transaction.atomic():
        stored = _store(old, new)
        transaction.on_commit(partial(compare_versions.enqueue, old.pk, new.pk))
    return stored


def order_neighbours(version: Version) -> None:
    """Once a version has been read: what everybody asks first is there when they come."""
    before = Version.objects.filter(draft=version.draft_id, number=version.number - 1, state=State.DONE)
    for old in before:
        order(old, version)


@task(priority=-5)
def compare_versions(old_id: int, new_id: int) -> None:
    """May be killed at any point and run again."""
    waiting = _waiting().filter(old=old_id, new=new_id).select_related("old__reading", "new__reading")
    for stored in waiting:
        _make(stored.old, stored.new)


def recover() -> int:
    """Order again what a killed worker left; after drafts.tasks.recover, which empties the queue."""
    left = list(_waiting().values_list("old", "new"))
    for pair in left:
        compare_versions.enqueue(*pair)
    return len(left)


def redline_of(old: Version, new: Version, stored: StoredComparison) -> bytes:
    """The newer file with tracked changes. Raises UnreadableFile."""
    with (
        tempfile.TemporaryDirectory(prefix="vankien-") as folder,
        sealed.readable(storage.path(new.sha256)) as file,
    ):
        target = Path(folder) / "redline.docx"
        redline(
            file,
            old.reading.document,
            new.reading.document,
            comparison_of(stored.content),
            target,
            date=clock.now().isoformat(timespec="seconds"),
        )
        return target.read_bytes()


def sides(old: Version, new: Version) -> tuple[Side, Side]:
    _load(old, new)
    first, second = (Side(v.reading.document, v.reading.sections) for v in (old, new))
    return first, second


def indicators(version: Version) -> dict[str, Indicator]:
    """The figures that the version's rules know by name; none where the rules are no longer installed."""
    try:
        return packs.load(version.pack).indicators
    except PackError:
        return {}


def _load(*versions: Version) -> None:
    """Their texts, in one query."""
    missing = {v.pk: v for v in versions if not Version.reading.is_cached(v)}
    for reading in Reading.objects.filter(version__in=missing):
        missing[reading.version_id].reading = reading


def _make(old: Version, new: Version) -> StoredComparison:
    try:
        before, after = old.reading, new.reading
        outlines = before.sections, after.sections
        content = compared(before.document, after.document, indicators(new), outlines)
    except Exception:
        logger.exception("versions %s and %s could not be compared", old.pk, new.pk)
        return _store(old, new, failed=True)
    return _store(old, new, content=content)


def _store(
    old: Version, new: Version, *, content: dict[str, Any] | None = None, failed: bool = False
) -> StoredComparison:
    """One row for a pair, whoever is first."""
    row = StoredComparison(old=old, new=new, made_by=_made_by(), content=content, failed=failed)
    StoredComparison.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["old", "new"],
        update_fields=["made_by", "content", "failed"],
    )
    return row


def _waiting() -> QuerySet[StoredComparison]:
    return StoredComparison.objects.filter(content__isnull=True, failed=False)


def _made_by() -> str:
    return installed("vankien")
