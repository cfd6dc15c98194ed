"""The road of a draft: begun, sent up, sent back, ready for the meeting."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_fsm import can_proceed

from vankien_web.accounts.models import User
from vankien_web.common import clock, search, storage
from vankien_web.common.conflict import Moved
from vankien_web.common.history import name_of, record
from vankien_web.congresses.actions.preparation import fill_paper
from vankien_web.congresses.models import Congress
from vankien_web.drafts.gate import gate
from vankien_web.drafts.indexing import index
from vankien_web.drafts.models import Draft
from vankien_web.drafts.permissions import can_create_draft, can_delete_draft, has_part, is_time, kinds_for
from vankien_web.drafts.telling import office_above, tell_of, writers

# What rooms above do in the same transaction when another version became a draft's newest, or was sent up.
AFTER_MOVING: list[Callable[[Draft], object]] = []


class NotReady(Exception):  # noqa: N818 - reads as what is the matter
    """The gate is shut: `sentences` say what is still missing."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences


def create_draft(congress: Congress, kind: str, *, by: User) -> Draft:
    """Begin the one document of this kind. Raises PermissionDenied, ValidationError."""
    if not can_create_draft(by, congress, kind):
        if kind in kinds_for(by, congress):
            raise PermissionDenied
        raise ValidationError({"kind": _("The rules of this season know no such kind of document.")})
    title = capfirst(kinds_for(by, congress)[kind])
    try:
        with transaction.atomic():
            draft: Draft = Draft.objects.create(congress=congress, kind=kind, title=title, owner=by)
            record("draft_created", draft, by=by, kind=kind)
            index(draft, None)
    except IntegrityError as error:
        raise ValidationError({"kind": _("This document has been begun already.")}) from error
    return draft


def share(draft: Draft, *, by: User) -> None:
    """Send the newest version up. Raises PermissionDenied, Moved."""
    with transaction.atomic():
        locked = enter(draft, "share", by=by)
        if locked.latest is None:
            raise PermissionDenied
        locked.share()
        locked.shared_at = locked.shared_at or clock.now()
        locked.sent, locked.return_reason = locked.latest, ""
        _move(locked)
        index(locked, locked.latest)
        event = record("draft_shared", locked, by=by, number=locked.latest.number)
        tell_of(locked, event, office_above(locked))
        moved(locked)
        if locked.congress is not None:  # only now: before, nobody above knows that it is being written
            fill_paper(locked.congress, locked.kind, locked, by=by)


def send_back(draft: Draft, reason: str, *, by: User) -> None:
    """Return it to the unit. Raises PermissionDenied, Moved, ValidationError."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say what the unit should mend.")})
    with transaction.atomic():
        locked = enter(draft, "return", by=by)
        locked.send_back()
        locked.return_reason = reason
        _move(locked)
        event = record("draft_returned", locked, by=by, reason=reason[:500])
        tell_of(locked, event, writers(locked))


def make_ready(draft: Draft, *, by: User) -> None:
    """It may go to a meeting. Raises PermissionDenied, Moved, NotReady."""
    with transaction.atomic():
        locked = enter(draft, "ready", by=by)
        if missing := gate(locked):
            raise NotReady(missing)
        locked.make_ready()
        _move(locked)
        number = locked.sent.number if locked.sent else None
        tell_of(locked, record("draft_ready", locked, by=by, number=number), writers(locked))


def settle(draft: Draft, *, approved: bool, reason: str = "", by: User) -> None:
    """What a meeting's conclusion decides: agreed to, or back to the unit for the reason.

    Asks for no permission: only the verb that issues the conclusion calls it, which asks. A draft that is
    with its unit, or was agreed to before, stays as it is.
    """
    with transaction.atomic():
        locked: Draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
        if approved and can_proceed(locked.approve):
            locked.approve()
            _move(locked)
            event = record("draft_approved", locked, by=by, reason=reason[:500])
            tell_of(locked, event, writers(locked))
        elif not approved and can_proceed(locked.send_back):
            locked.send_back()
            locked.return_reason = reason
            _move(locked)
            event = record("draft_returned", locked, by=by, reason=reason[:500])
            tell_of(locked, event, writers(locked))


def delete_draft(draft: Draft, *, by: User) -> None:
    """Remove a quick check with its files. The history keeps that it was done, not what it said."""
    if not can_delete_draft(by, draft):
        raise PermissionDenied
    with transaction.atomic():
        hashes = [v.sha256 for v in draft.versions.all()]
        record("draft_deleted", draft, by=by)
        search.drop(name_of(draft))
        draft.delete()
        for sha256 in hashes:
            storage.drop_unused(sha256)


def enter(draft: Draft, verb: str, *, by: User) -> Draft:
    """The draft held until this transaction ends, if it is this person's business and its time."""
    whole = Draft.objects.select_related("congress__unit", "congress__season", "latest", "sent")
    locked: Draft = whole.select_for_update(of=("self",)).get(pk=draft.pk)
    if not has_part(by, locked, verb):
        raise PermissionDenied
    if not is_time(locked, verb):
        raise Moved(locked)
    return locked


def _move(draft: Draft) -> None:
    draft.since = clock.now()
    draft.revision += 1
    draft.save()


def moved(draft: Draft) -> None:
    """Tell the rooms above that `latest` or `sent` is another version now."""
    for then in AFTER_MOVING:
        then(draft)
