"""What the machine writes: how far it is with a version, and what it found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from django.db import transaction

from vankien.model import Finding, Section
from vankien.serial import to_data
from vankien_web.common import clock
from vankien_web.common.history import record
from vankien_web.drafts.actions.waivers import count_open
from vankien_web.drafts.fingerprint import fingerprint
from vankien_web.drafts.indexing import index
from vankien_web.drafts.models import Draft, State, StoredFinding, Version
from vankien_web.drafts.telling import tell_of
from vankien_web.units.models import Person

# What rooms above do in the same transaction once a version has been read and checked.
AFTER_READING: list[Callable[[Version], object]] = []


def advance(version: Version, state: State) -> None:
    """Say how far the machine is."""
    version.state = state
    Version.objects.filter(pk=version.pk).update(state=state)


def begin(version: Version) -> int:
    """Count an attempt; returns how many there were with this one."""
    version.attempts += 1
    Version.objects.filter(pk=version.pk).update(attempts=version.attempts)
    return version.attempts


def finish(
    version: Version, sections: Sequence[Section], found: Mapping[str, Sequence[Finding]], reason: str = ""
) -> None:
    """Store all that was found in each phase, or nothing. Running it twice leaves one result.

    `reason` says why there were no rules to check by.
    """
    with transaction.atomic():
        held = Version.objects.select_for_update(of=("self",)).select_related("reading")
        stored = held.filter(pk=version.pk).first()
        if stored is None:
            return  # deleted while it was checked
        draft = Draft.objects.select_related("congress__unit", "congress__season").get(pk=stored.draft_id)
        rows = _rows(stored, found)
        StoredFinding.objects.filter(version=stored).delete()
        StoredFinding.objects.bulk_create(rows)
        stored.reading.outline = to_data(tuple(sections))
        stored.reading.save(update_fields=["outline"])
        stored.state, stored.finished_at = State.DONE, clock.now()
        stored.failure = {"reason": reason} if reason else {}
        stored.save(update_fields=["state", "finished_at", "failure"])
        count_open(draft, stored)
        if draft.latest_id == stored.pk and draft.sent_id is None:
            index(draft, stored)
        number = sum(1 for row in rows if row.severity)
        record("version_checked", draft, by=None, number=stored.number, findings=number)
        for then in AFTER_READING:
            then(stored)


def fail(version: Version, reason: str) -> None:
    """Say why the file could not be checked. The file stays: it was accepted."""
    with transaction.atomic():
        held = Version.objects.select_for_update(of=("self",)).select_related("draft").filter(pk=version.pk)
        stored = held.first()
        if stored is None:
            return
        stored.state, stored.finished_at, stored.failure = State.FAILED, clock.now(), {"reason": reason}
        stored.save(update_fields=["state", "finished_at", "failure"])
        event = record("version_failed", stored.draft, by=None, number=stored.number, reason=reason)
        tell_of(stored.draft, event, Person.objects.filter(account=stored.submitted_by))


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Findings on the whole text first, then as one meets them when reading."""
    return sorted(findings, key=lambda f: (f.place.block, f.place.start) if f.place else (-1, 0))


def _rows(version: Version, found: Mapping[str, Sequence[Finding]]) -> list[StoredFinding]:
    """One row for what is the same finding in several phases."""
    merged: dict[str, tuple[Finding, dict[str, str]]] = {}
    for phase, findings in found.items():
        for finding in findings:
            place = astuple(finding.place) if finding.place else None
            key = repr((finding.code, to_data(finding.params), place))
            merged.setdefault(key, (finding, {}))[1][phase] = finding.severity
    severities = {id(finding): by_phase for finding, by_phase in merged.values()}
    document = version.reading.document
    return [
        StoredFinding(
            version=version,
            number=number,
            code=finding.code,
            severity=severities[id(finding)].get(version.phase, ""),
            severities=severities[id(finding)],
            params=to_data(finding.params),
            place=_data(finding.place),
            authority=_data(finding.authority),
            fingerprint=fingerprint(finding, document),
        )
        for number, finding in enumerate(in_order([f for f, _ in merged.values()]), start=1)
    ]


def _data(value: object) -> dict[str, Any] | None:
    """Every field kept: a place at block 0 must not lose its zeros."""
    if value is None:
        return None
    return {name: getattr(value, name) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]
