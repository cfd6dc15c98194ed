"""The documents of a congress: drafts in versions, most of them light, some with a whole sample."""

from __future__ import annotations

from typing import Any

from benchmarks.scale.batch import Batch, ago
from benchmarks.scale.congresses import Held, paper
from benchmarks.scale.texts import PACK, Text
from vankien.packs import season as campaign
from vankien_web.common.entries import Entry
from vankien_web.common.history import happened, name_of
from vankien_web.congresses.models import Stage
from vankien_web.drafts.models import Draft, DraftState, State, Version, Waiver
from vankien_web.drafts.naming import full_title
from vankien_web.units.models import Role

TITLES = {
    "political_report": "Báo cáo chính trị",
    "self_review": "Báo cáo kiểm điểm của ban chấp hành",
    "resolution": "Nghị quyết đại hội",
    "outline": "Đề cương báo cáo chính trị",
}
_STATES = (DraftState.DRAFTING, DraftState.SHARED, DraftState.RETURNED, DraftState.READY)


def draft(batch: Batch, made: Held, kind: str, text: Text, *, whole: bool) -> Draft:
    """One document with one or two versions. `whole`: all its findings and passages are stored."""
    random, congress = batch.random, made.congress
    state = random.choices(_STATES, (35, 35, 10, 20))[0] if congress.stage == Stage.PREPARING else _STATES[3]
    writer = made.accounts[Role.UNIT_DRAFTER]
    found: Draft = Draft(
        pk=batch.key(Draft),
        congress=congress,
        owner=writer,
        kind=kind,
        title=TITLES[kind],
        state=state,
        created_at=ago(35),
        since=ago(random.randint(0, 300) / 10),
    )
    batch.drafts_made += 1
    batch.events.append(happened("draft_created", found, by=writer, at=ago(35), kind=kind))
    versions = [_version(batch, found, n, text, whole) for n in range(1, random.randint(1, 2) + 1)]
    found.latest = versions[-1]
    if state != DraftState.DRAFTING:
        found.sent, found.shared_at = versions[-1], ago(9)
    _moves(batch, made, found, state, len(versions))
    batch.add(found)
    _remember(batch, made, found, versions[-1], text if whole else None)
    return found


def _version(batch: Batch, draft: Draft, number: int, text: Text, whole: bool) -> Version:
    congress = draft.congress
    stored = whole or (number == 1 and batch.random.random() < 0.05)
    version = Version(
        pk=batch.key(Version),
        draft_id=draft.pk,
        number=number,
        pack=PACK,
        unit=congress.kind if congress else "",
        kind=draft.kind,
        file_name=text.file_name,
        sha256=text.sha256,
        size=text.size,
        submitted_by=draft.owner,
        submitted_at=ago(30 - 5 * number),
        state=State.DONE,
        attempts=1,
        finished_at=ago(30 - 5 * number),
        open=text.open if stored else {},
    )
    batch.add(version, text.reading(version.pk))
    told: dict[str, Any] = {
        "number": number,
        "file": text.file_name,
        "size": text.size,
        "sha256": text.sha256,
    }
    at = version.submitted_at
    batch.events.append(happened("version_submitted", draft, by=draft.owner, at=at, **told))
    found: dict[str, Any] = {"number": number, "findings": sum(version.open.values())}
    batch.events.append(happened("version_checked", draft, by=None, at=at, **found))
    if stored:
        rows = text.rows(version.pk)
        batch.add(*rows)
        if whole and number == 1:
            _waive(batch, draft, version, rows[0].code, rows[0].fingerprint)
    return version


def _waive(batch: Batch, draft: Draft, version: Version, code: str, fingerprint: str) -> None:
    reason = "Đã xin ý kiến cấp trên (dữ liệu thử tải)."
    told: dict[str, Any] = {"code": code, "number": version.number, "reason": reason}
    batch.add(Waiver(draft_id=draft.pk, code=code, fingerprint=fingerprint, reason=reason, by=draft.owner))
    batch.events.append(happened("finding_waived", draft, by=draft.owner, at=ago(15), **told))


def _moves(batch: Batch, made: Held, draft: Draft, state: DraftState, number: int) -> None:
    if state == DraftState.DRAFTING:
        return
    secretary, office = made.accounts[Role.UNIT_SECRETARY], made.above.accounts[Role.OFFICE]
    batch.events.append(happened("draft_shared", draft, by=secretary, at=ago(9), number=number))
    if state == DraftState.RETURNED:
        draft.return_reason = "Bổ sung số liệu (dữ liệu thử tải)."
        batch.events.append(
            happened("draft_returned", draft, by=office, at=ago(7), reason=draft.return_reason)
        )
    if state == DraftState.READY:
        batch.events.append(happened("draft_ready", draft, by=office, at=ago(7), number=number))


def _remember(batch: Batch, made: Held, draft: Draft, version: Version, whole: Text | None) -> None:
    """The paper that it answers, and what the search finds of it."""
    congress = made.congress
    for rule in campaign.dossier(congress.season.rules, congress.kind):
        if rule.kind == draft.kind:
            paper(made, rule.id, rule.name, name_of(draft))
    subject = name_of(draft)
    batch.index(subject, "draft", [Entry(title=draft.title, text=full_title(draft))])
    if whole is not None:
        batch.index(subject, "passage", whole.entries(version.number, draft.title))
