"""A file becomes a version, or is refused before anything of it is stored."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from vankien.model import Document, UnreadableFile
from vankien.serial import to_data
from vankien_web.accounts.models import User
from vankien_web.common import intake, sealed, storage
from vankien_web.common.history import record
from vankien_web.common.storage import Staged
from vankien_web.drafts.actions.road import enter, moved
from vankien_web.drafts.models import PERSONNEL, Draft, Reading, Version
from vankien_web.drafts.permissions import has_part


@dataclass(frozen=True)
class Rules:
    """By which rules a version is checked: ids of a pack, a unit kind, a document kind and a phase."""

    pack: str
    unit: str
    kind: str
    phase: str = "draft"


@dataclass(frozen=True)
class _Received:
    """A file that was read: `noted` and `size` as it was brought, `kept` as it is to be stored."""

    document: Document
    noted: str
    size: int
    kept: Staged


def rules_of(draft: Draft, phase: str = "draft") -> Rules:
    """The rules of the season as they are today; those of its newest version for a quick check."""
    if draft.congress is not None:
        return Rules(draft.congress.season.pack, draft.congress.kind, draft.kind, phase)
    if draft.latest is None:
        raise ValueError("a quick check is made with its version")
    return Rules(draft.latest.pack, draft.latest.unit, draft.kind, phase)


Then = Callable[[Version], object]


def submit_version(
    draft: Draft,
    chunks: Iterable[bytes],
    name: str,
    *,
    note: str = "",
    phase: str = "draft",
    by: User,
    then: Then,
) -> Version:
    """Keep the file as "Dự thảo lần n"; `then` is done in the same transaction.

    Pages and programs call `tasks.submit_version`, which orders the checks then. Two people at
    once get n and n + 1. Raises PermissionDenied, Moved, storage.TooLarge, and UnreadableFile
    (reason "secret" for a stamp) with nothing stored but the hash.
    """
    if not has_part(by, draft, "submit"):
        raise PermissionDenied
    with _received(chunks, name, draft, draft.kind, by=by) as file, transaction.atomic():
        locked = enter(draft, "submit", by=by)
        version = _add(locked, file, name, rules_of(locked, phase), note=note, by=by)
        then(version)
    return version


def check_file(chunks: Iterable[bytes], name: str, rules: Rules, *, by: User, then: Then) -> Version:
    """A quick check: a draft of no congress, its owner's alone. Raises as `submit_version` does."""
    if not by.is_authenticated:
        raise PermissionDenied
    with _received(chunks, name, by, rules.kind, by=by) as file, transaction.atomic():
        draft = Draft.objects.create(kind=rules.kind, title=name, owner=by)
        record("draft_created", draft, by=by, kind=rules.kind)
        version = _add(draft, file, name, rules, note="", by=by)
        then(version)
    return version


@contextmanager
def _received(
    chunks: Iterable[bytes], name: str, subject: models.Model, kind: str, *, by: User
) -> Iterator[_Received]:
    """The file in the temporary folder, read. A refusal leaves its hash in the history of `subject`."""
    with storage.staged(chunks, settings.VANKIEN_UPLOAD_BYTES) as file:
        try:
            document = intake.read(file, name)
        except UnreadableFile as error:
            with transaction.atomic():
                record("version_refused", subject, by=by, sha256=file.sha256, reason=error.reason)
            raise
        with sealed.staged(file, kind == PERSONNEL) as kept:
            yield _Received(document, file.sha256, file.size, kept)


def _add(draft: Draft, file: _Received, name: str, rules: Rules, *, note: str, by: User) -> Version:
    """Write the row, its reading and the event; the caller holds the draft."""
    last = draft.versions.aggregate(last=models.Max("number"))["last"] or 0
    file.kept.place()
    version = Version.objects.create(
        draft=draft,
        number=last + 1,
        pack=rules.pack,
        unit=rules.unit,
        kind=rules.kind,
        phase=rules.phase,
        note=note,
        file_name=name,
        noted=file.noted,
        sha256=file.kept.sha256,
        size=file.size,
        submitted_by=by,
    )
    Reading.objects.create(version=version, content=to_data(file.document))
    draft.latest = version
    draft.save()
    moved(draft)
    record(
        "version_submitted",
        draft,
        by=by,
        number=version.number,
        file=name,
        size=file.size,
        sha256=file.noted,
    )
    return version
