"""One Word file of all copies: ordered, made apart from the page, kept until the copies change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import sealed, storage
from vankien_web.common.history import record
from vankien_web.reviews import replied
from vankien_web.reviews.models import COPY_UNDER_WAY, Collation, CopyState, ReviewerCopy
from vankien_web.reviews.permissions import can_collate
from vankien_web.reviews.replied import Reply


def counted(collation: Collation) -> list[ReviewerCopy]:
    """The copies that were read, in their order."""
    return list(collation.copies.filter(state=CopyState.DONE).defer("content"))


def key_of(collation: Collation, copies: Iterable[ReviewerCopy], said: Mapping[str, Sequence[Reply]]) -> str:
    """Names of which base, copies and answers (see replied.every) a master is made."""
    names = [collation.version.sha256, *(f"{copy.number}:{copy.sha256}" for copy in copies)]
    for key, given in sorted(said.items()):
        names += [f"{key} {reply.author}: {reply.text}" for reply in given]
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def order_master(collation: Collation, *, by: User, then: Callable[[str], object]) -> None:
    """Have it made, where it is not there or on its way; `then` is done in the same transaction.

    Raises PermissionDenied, ValidationError while copies are being read.
    """
    if not can_collate(by, collation):
        raise PermissionDenied
    with transaction.atomic():
        held = Collation.objects.select_for_update(no_key=True, of=("self",)).get(pk=collation.pk)
        held.version, held.draft, held.unit = collation.version, collation.draft, collation.unit
        if held.copies.filter(state__in=COPY_UNDER_WAY).exists():
            raise ValidationError(_("Wait until all copies are read."))
        copies = counted(held)
        key = key_of(held, copies, replied.every(held))
        if not copies or key in (held.master_of, held.making):
            return
        Collation.objects.filter(pk=held.pk).update(making=key, spoilt="")
        record("master_ordered", collation, by=by, copies=len(copies))
        then(key)


def keep_master(collation: Collation, key: str, chunks: Iterable[bytes]) -> None:
    """Store what was made, unless the copies have changed meanwhile."""
    with (
        storage.staged(chunks, 10 * settings.VANKIEN_UPLOAD_BYTES) as made,
        sealed.staged(made, sealed.is_due(collation)) as file,
        transaction.atomic(),
    ):
        held = Collation.objects.select_for_update(no_key=True).filter(pk=collation.pk, making=key).first()
        if held is None:
            return
        file.place()
        Collation.objects.filter(pk=held.pk).update(master=file.sha256, master_of=key, making="")
        storage.drop_unused(held.master)


def spoil_master(collation: Collation, key: str) -> None:
    """It could not be made."""
    Collation.objects.filter(pk=collation.pk, making=key).update(making="", spoilt=key)
