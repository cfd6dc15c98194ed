"""The keys of personnel plans: made, changed for a new one, recovered. Only the command line changes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vankien_web.common import keyring
from vankien_web.common import sealed as common
from vankien_web.personnel.models import PersonnelPlan, Poll, Row


def before_switching_on() -> None:
    """A key is there before the first plan. Raises ValidationError."""
    try:
        ensure_key()
    except keyring.Lost as error:
        raise ValidationError(str(error)) from None
    except OSError as error:
        raise ValidationError(
            _("The key file of personnel plans could not be written (%(why)s): mend its place first.")
            % {"why": error.strerror}
        ) from None


def ensure_key() -> None:
    """Make a first key where nothing is sealed yet. Raises keyring.Lost where its key is gone, OSError."""
    if any(True for _one in sealed()) or common.count() > common.unsealed():
        keyring.keys()
    else:
        keyring.make()


def sealed() -> Iterator[PersonnelPlan | Row | Poll]:
    """Every record that has something sealed."""
    for model in (PersonnelPlan, Row, Poll):
        yield from model._base_manager.exclude(sealed=b"").order_by("pk")


def unopened() -> int:
    """How many records the keys at hand do not open."""
    try:
        known = keyring.keys()
    except keyring.Lost:
        return total() - common.unsealed()
    return sum(not _opens(one, known) for one in sealed()) + common.unopened()


def total() -> int:
    """How many records, texts and files are sealed, or should be."""
    return sum(1 for _one in sealed()) + common.count()


def rotate(*, forget: bool = False) -> int:
    """Seal all under a new key; returns how many records. Old keys stay for old backups, or are forgotten.

    The new key is in the file before anything is sealed under it; an old one leaves it only afterwards.
    Raises keyring.Lost (nothing is changed then), OSError.
    """
    known = keyring.keys()
    for one in sealed():
        keyring.unseal(one.sealed, one.name, known)
    if common.unopened():
        raise keyring.Lost(_("Some documents of personnel plans cannot be opened. Recover their key first."))
    fresh = keyring.new_key()
    keyring.write([*known.values(), fresh])
    done = 0
    while stale := [one for one in sealed() if keyring.sealed_under(one.sealed) != keyring.number(fresh)]:
        done += _sealed_again(stale, known, fresh)  # somebody may have sealed under the old key meanwhile
    done += common.seal_again()
    if forget:
        keyring.write([fresh])
    return done


def _sealed_again(stale: list[PersonnelPlan | Row | Poll], known: dict[str, bytes], fresh: bytes) -> int:
    """Of a record that was changed meanwhile nothing is overwritten: it comes again."""
    done = 0
    with transaction.atomic():
        for one in stale:
            again: Any = keyring.seal(keyring.unseal(one.sealed, one.name, known), one.name, fresh)
            done += type(one)._base_manager.filter(pk=one.pk, sealed=one.sealed).update(sealed=again)
    return done


def recover(lines: list[str]) -> int:
    """Put the keys of a printed sheet into the key file; returns how many records they do not open.

    Raises ValueError with the line that was mistyped, OSError.
    """
    found = []
    for line in lines:
        try:
            found.append(keyring.from_sheet(line))
        except ValueError:
            raise ValueError(line) from None
    try:
        there = list(keyring.keys().values())
    except keyring.Lost:
        there = []
    keyring.write(dict.fromkeys([*found, *there]) if there else dict.fromkeys(found))
    return unopened()


def _opens(one: PersonnelPlan | Row | Poll, known: dict[str, bytes]) -> bool:
    try:
        keyring.unseal(one.sealed, one.name, known)
    except keyring.Lost:
        return False
    return True
