"""Packages of opinions: sealed by a unit, brought to the level above, their keys confirmed by people."""

from __future__ import annotations

import tempfile
import textwrap
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vankien import synthesis
from vankien.model import UnreadableFile
from vankien.synthesis import Conference, Contribution, Package, Remark, Sealed
from vankien.text import fold
from vankien_web.accounts.models import User
from vankien_web.common import clock, storage
from vankien_web.common.fields import ancestors
from vankien_web.common.history import record
from vankien_web.common.packing import safe_name
from vankien_web.common.storage import Staged
from vankien_web.reviews.actions.taking_up import in_words
from vankien_web.reviews.anchors import heading
from vankien_web.reviews.models import COPY_UNDER_WAY, Collation, KnownKey, OpinionPackage
from vankien_web.reviews.permissions import can_seal
from vankien_web.reviews.sealkeys import key_of
from vankien_web.reviews.synthesized import contents, counted
from vankien_web.units.models import Unit

_ID = "h1"  # of the one conference that a collation speaks of
_UNFOLDED = 200_000_000  # bytes that a package may unfold to on a site; the command line reads larger ones


@dataclass(frozen=True)
class Held:
    """The conference at which the opinions were given; without a name there was none."""

    name: str = ""
    day: date | None = None
    people: int = 0


class Known(Exception):  # noqa: N818 - reads as what happened
    """The package is there already."""


def bring_package(unit: Unit, chunks: Iterable[bytes], name: str, *, by: User) -> OpinionPackage:
    """Keep a package that came from below. Raises PermissionDenied, UnreadableFile, ValidationError,
    storage.TooLarge, Known."""
    if not can_seal(by, unit):
        raise PermissionDenied
    with storage.staged(chunks, settings.VANKIEN_UPLOAD_BYTES) as file:
        package = _read(file, name)
        with transaction.atomic():
            Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
            if OpinionPackage.objects.filter(holder=unit, top=package.top).exists():
                raise Known
            made = _row(unit, package.sealed[package.top], package.sealed.values(), file, name, by)
            file.place()
            made.save()
            told: dict[str, Any] = {"sender": made.sender, "about": made.consultation, "number": made.number}
            record("package_brought", made, by=by, **told)
    return made


def confirm_key(package: OpinionPackage, *, by: User) -> None:
    """Its key is the sender's: somebody asked. Another one that was confirmed before holds no more."""
    if not can_seal(by, package.holder):
        raise PermissionDenied
    with transaction.atomic():
        KnownKey.objects.update_or_create(
            holder=package.holder,
            signer=package.signer,
            defaults={"key": package.key, "by": by, "at": clock.now()},
        )
        record("package_key_confirmed", package, by=by, sender=package.sender, mark=package.mark)


def seal_package(
    unit: Unit, consultation: str, collation: Collation | None, held: Held, *, by: User
) -> OpinionPackage:
    """Seal what was collected and what came from below on this consultation, under the unit's own key.

    Raises PermissionDenied, ValidationError where there is nothing, UnreadableFile.
    """
    if not can_seal(by, unit) or (collation is not None and collation.unit_id != unit.pk):
        raise PermissionDenied
    with transaction.atomic():
        Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
        if collation and collation.copies.filter(state__in=COPY_UNDER_WAY).exists():
            raise ValidationError(_("Wait until all copies are read."))
        below = counted(unit, consultation)
        remarks = _remarks(collation, held) if collation else ()
        if not below and not remarks:
            raise ValidationError(
                _("Nothing was collected, and nothing came from below: there is nothing to seal.")
            )
        sealed = contents(below)
        own = Contribution(
            consultation=consultation,
            unit=names_of(unit),
            number=_next(unit, consultation),
            made=clock.now().isoformat(timespec="seconds"),
            headings=_headings(collation, sealed, below),
            conferences=_conferences(held) if remarks else (),
            remarks=remarks,
            below=tuple(sorted({one.top for one in below})),
        )
        top = synthesis.seal(own, key_of(unit.pk))
        made = _written(unit, top, sealed | {top.id: top}, by)
        record("package_sealed", made, by=by, about=consultation, number=made.number, opinions=made.opinions)
    return made


def names_of(unit: Unit) -> tuple[str, ...]:
    """From the highest level down to the unit itself."""
    above = Unit.objects.filter(path__in=ancestors(unit.path or "")).order_by("path")
    return tuple(above.values_list("name", flat=True))


def _read(file: Staged, name: str) -> Package:
    try:
        with zipfile.ZipFile(file.path) as packed:
            unfolded = sum(member.file_size for member in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        unfolded = 0
    if unfolded > _UNFOLDED:
        raise UnreadableFile("too_heavy", file=name)
    package = synthesis.read(file.path, name=name)
    top = package.sealed[package.top].contribution.unit
    for one in package.sealed.values():
        if _folded(one.contribution.unit)[: len(top)] != _folded(top):
            raise ValidationError(
                _("“%(file)s” of %(sender)s speaks in the name of %(other)s, which is not below it: refused.")
                % {"file": name, "sender": " / ".join(top), "other": " / ".join(one.contribution.unit)}
            )
    return package


def _folded(names: Sequence[str]) -> list[str]:
    return [fold(name) for name in names]


def _row(
    unit: Unit, top: Sealed, parts: Iterable[Sealed], file: Staged, name: str, by: User
) -> OpinionPackage:
    said, inside = top.contribution, [one.contribution for one in parts]
    return OpinionPackage(
        holder=unit,
        top=top.id,
        sha256=file.sha256,
        file_name=name[:255],
        sender=" / ".join(said.unit)[:500],
        signer="/".join(_folded(said.unit))[:500],
        consultation=said.consultation[:500],
        number=said.number,
        key=top.key.hex(),
        opinions=sum(remark.opinions for one in inside for remark in one.remarks),
        conferences=sum(len(one.conferences) for one in inside),
        by=by,
    )


def _written(unit: Unit, top: Sealed, sealed: Mapping[str, Sealed], by: User) -> OpinionPackage:
    """The package as a file that is kept: it can be taken away again as it was."""
    said = top.contribution
    about = textwrap.shorten(said.consultation, 100, placeholder="…")
    name = safe_name(f"{unit.called[:80]} - {about} - {said.number}.goi")
    with tempfile.TemporaryDirectory(prefix="vankien-") as folder:
        target = Path(folder) / "package.goi"
        synthesis.write(top.id, sealed, target)
        with storage.staged([target.read_bytes()], _UNFOLDED) as file:
            made = _row(unit, top, sealed.values(), file, name, by)
            made.own = True
            file.place()
            made.save()
    return made


def _next(unit: Unit, consultation: str) -> int:
    own = OpinionPackage.objects.filter(holder=unit, own=True, consultation=consultation)
    return (own.aggregate(last=Max("number"))["last"] or 0) + 1


def _remarks(collation: Collation, held: Held) -> tuple[Remark, ...]:
    """What reviewers wrote, in words and without their names."""
    rows = list(collation.remarks.order_by("position", "pk"))
    said = {row.key: row.text for row in rows}
    place = _ID if held.name else ""
    words = ((row.heading, in_words(row, said.get(row.parent, ""))[1].strip()) for row in rows)
    return tuple(Remark(heading, text, place) for heading, text in words if text)


def _conferences(held: Held) -> tuple[Conference, ...]:
    day = held.day.isoformat() if held.day else ""
    return (Conference(_ID, held.name, day, held.people),) if held.name else ()


def _headings(
    collation: Collation | None, sealed: Mapping[str, Sealed], below: Sequence[OpinionPackage]
) -> tuple[str, ...]:
    """Those of the text that was read here, else those that the level below knows."""
    if collation is not None:
        return tuple(heading(section) for section in collation.version.reading.sections)
    known = (name for one in below for name in sealed[one.top].contribution.headings)
    return tuple(dict.fromkeys(known))
