"""What can be done to a draft: each verb checks, writes and records in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from vankien.model import Document, Finding, Section
from vankien.serial import to_data
from vankien_web.common import storage
from vankien_web.common.history import record
from vankien_web.common.visitor import Visitor
from vankien_web.drafts.models import Draft, Reading, State, StoredFinding, Version
from vankien_web.drafts.permissions import can_delete_draft

MACHINE = "machine"


@dataclass(frozen=True)
class Rules:
    """By which rules a draft is read: ids of a pack, a unit kind, a document kind and a phase."""

    pack: str
    unit: str
    kind: str
    phase: str = "draft"


def submit_draft(chunks: Iterable[bytes], name: str, rules: Rules, *, by: Visitor) -> Version:
    """Keep the file and open a draft with it as version 1. Raises storage.TooLarge."""
    with storage.staged(chunks, settings.VANKIEN_UPLOAD_BYTES) as file, transaction.atomic():
        file.place()
        sha256, size = file.sha256, file.size
        draft = Draft.objects.create(
            title=name, pack=rules.pack, unit=rules.unit, kind=rules.kind, phase=rules.phase, owner=by.id
        )
        version = Version.objects.create(draft=draft, number=1, file_name=name, sha256=sha256, size=size)
        record("version_submitted", version, by=by.actor, sha256=sha256, size=size)
    return version


def delete_draft(draft: Draft, *, by: Visitor) -> None:
    """Remove the draft, its versions and files. The history keeps that it was done, not what it said."""
    if not can_delete_draft(by, draft):
        raise PermissionDenied
    hashes = [v.sha256 for v in draft.versions.all()]
    with transaction.atomic():
        record("draft_deleted", draft, by=by.actor)
        draft.delete()
        for sha256 in hashes:
            storage.drop_unused(sha256)


def advance(version: Version, state: State) -> None:
    """Say how far the machine is."""
    version.state = state
    Version.objects.filter(pk=version.pk).update(state=state)


def begin(version: Version) -> int:
    """Count an attempt; returns how many there were with this one."""
    version.attempts += 1
    Version.objects.filter(pk=version.pk).update(attempts=version.attempts, state=State.READING)
    return version.attempts


def finish(
    version: Version, document: Document, sections: Sequence[Section], findings: Sequence[Finding]
) -> None:
    """Store all that was read and found, or nothing. Running it twice leaves one result."""
    with transaction.atomic():
        if not Version.objects.filter(pk=version.pk).exists():
            return  # deleted while it was read
        StoredFinding.objects.filter(version=version).delete()
        StoredFinding.objects.bulk_create(
            _stored(version, number, finding) for number, finding in enumerate(in_order(findings), start=1)
        )
        Reading.objects.update_or_create(
            version=version, defaults={"content": to_data(document), "outline": to_data(tuple(sections))}
        )
        Version.objects.filter(pk=version.pk).update(state=State.DONE, finished_at=timezone.now(), failure={})
        record("version_checked", version, by=MACHINE, findings=len(findings))


def fail(version: Version, reason: str, params: dict[str, Any]) -> None:
    """Say why the file cannot be used, and drop its bytes: nothing stays half-stored."""
    with transaction.atomic():
        Version.objects.filter(pk=version.pk).update(
            state=State.FAILED,
            finished_at=timezone.now(),
            failure={"reason": reason, "params": params},
            sha256="",
        )
        record("version_refused", version, by=MACHINE, reason=reason)
        storage.drop_unused(version.sha256)


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Findings on the whole text first, then as one meets them when reading."""
    return sorted(findings, key=lambda f: (f.place.block, f.place.start) if f.place else (-1, 0))


def _stored(version: Version, number: int, finding: Finding) -> StoredFinding:
    return StoredFinding(
        version=version,
        number=number,
        code=finding.code,
        severity=finding.severity,
        params=to_data(finding.params),
        place=_data(finding.place),
        authority=_data(finding.authority),
    )


def _data(value: object) -> dict[str, Any] | None:
    """Every field kept: a place at block 0 must not lose its zeros."""
    if value is None:
        return None
    return {name: getattr(value, name) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]
