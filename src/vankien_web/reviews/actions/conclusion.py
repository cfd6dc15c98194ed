"""The chair's conclusion: its sentences while they are written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import history
from vankien_web.common.conflict import save_checked
from vankien_web.reviews.actions import rows
from vankien_web.reviews.models import AgendaItem, Conclusion, Meeting, Opinion, Sentence, SentenceKind
from vankien_web.reviews.permissions import can_write_conclusion

_DONE = {"written": "sentence_written", "changed": "sentence_changed"}


def save_sentence(
    meeting: Meeting,
    key: UUID,
    *,
    text: str,
    kind: str = SentenceKind.REQUEST,
    item: AgendaItem | None = None,
    revision: int = 0,
    by: User,
) -> Sentence:
    """Write a sentence, or change it. Raises PermissionDenied, Conflict, DoesNotExist (removed)."""
    fields = {"text": text.strip(), "kind": kind, "item": item}
    with transaction.atomic():
        return _write(_entered(meeting, by), key, fields, revision=revision, by=by)


def draw(
    meeting: Meeting,
    item: AgendaItem | None,
    text: str,
    *,
    key: UUID,
    kind: str = SentenceKind.REQUEST,
    opinions: tuple[Opinion, ...] = (),
    findings: tuple[dict[str, Any], ...] = (),
    by: User,
) -> Sentence:
    """A sentence from what was said or found, tied to it. Raises as `save_sentence`."""
    with transaction.atomic():
        locked = _entered(meeting, by)
        fields = {"text": text.strip(), "kind": kind, "item": item}
        sentence = _write(locked, key, fields, revision=0, by=by)
        _tie(sentence, opinions, findings)
    return sentence


def tie(
    sentence: Sentence,
    *,
    opinions: tuple[Opinion, ...] = (),
    findings: tuple[dict[str, Any], ...] = (),
    by: User,
) -> None:
    """Say that the sentence takes these up. Raises PermissionDenied, ValidationError."""
    with transaction.atomic():
        locked = _entered(sentence.conclusion.meeting, by)
        _tie(rows.still(sentence), opinions, findings)
        rows.record("sentence_tied", sentence, locked, by=by)


def untie(sentence: Sentence, *, opinion: Opinion | None = None, fingerprint: str = "", by: User) -> None:
    """The sentence does not take it up. Raises PermissionDenied, ValidationError."""
    with transaction.atomic():
        locked = _entered(sentence.conclusion.meeting, by)
        rows.still(sentence)
        if opinion is not None:
            sentence.opinions.remove(opinion)
        left = [f for f in sentence.findings if f["fingerprint"] != fingerprint]
        Sentence.objects.filter(pk=sentence.pk).update(findings=left)
        rows.record("sentence_tied", sentence, locked, by=by)


def note_opinion(opinion: Opinion, why: str, *, by: User) -> None:
    """Why the conclusion does not take an opinion up; empty: it is open again.

    Raises PermissionDenied, Conflict.
    """
    if opinion.meeting is None or opinion.sent_at is None:
        raise PermissionDenied
    with transaction.atomic():
        locked = _entered(opinion.meeting, by)
        save_checked(opinion, revision=opinion.revision, fields={"noted": why.strip()[:500]})
        history.record("opinion_noted", opinion, by=by, stream=rows.stream_of(opinion.draft, locked))


def move_sentence(sentence: Sentence, steps: int, *, by: User) -> None:
    """Up (negative) or down among the sentences of its item. Raises PermissionDenied, ValidationError."""
    with transaction.atomic():
        locked = _entered(sentence.conclusion.meeting, by)
        rows.shift(Sentence.objects.filter(conclusion=sentence.conclusion_id), rows.still(sentence), steps)
        rows.record("sentence_moved", sentence, locked, by=by)


def drop_sentence(sentence: Sentence, *, by: User) -> None:
    """Raises PermissionDenied, ValidationError."""
    with transaction.atomic():
        locked = _entered(sentence.conclusion.meeting, by)
        if rows.still(sentence).requests.exists():
            raise ValidationError(_("This sentence has requests: drop them first."))
        rows.record("sentence_dropped", sentence, locked, by=by)
        sentence.delete()


def _entered(meeting: Meeting, by: User) -> Meeting:
    """The meeting held, if this person may write its conclusion and it is not out."""
    locked = rows.held(meeting)
    if not can_write_conclusion(by, locked):
        raise PermissionDenied
    return locked


def _write(meeting: Meeting, key: UUID, fields: dict[str, Any], *, revision: int, by: User) -> Sentence:
    conclusion, _made = Conclusion.objects.get_or_create(meeting=meeting)
    first = {"conclusion": conclusion}
    seen = Sentence.objects.visible_to(by)
    sentence, done = rows.write(seen, key, fields, revision=revision, first=first, by=by)
    if done:
        rows.record(_DONE[done], sentence, meeting, by=by)
    if sentence.pk == meeting.reading_id:  # it stands on the hall's screen
        Meeting.objects.filter(pk=meeting.pk).update(beat=F("beat") + 1)
    return sentence


def _tie(sentence: Sentence, opinions: tuple[Opinion, ...], findings: tuple[dict[str, Any], ...]) -> None:
    sentence.opinions.add(*opinions)
    known = {f["fingerprint"] for f in sentence.findings}
    fresh = [f for f in findings if f["fingerprint"] not in known]
    if fresh:
        sentence.findings = [*sentence.findings, *fresh]
        Sentence.objects.filter(pk=sentence.pk).update(findings=sentence.findings)
