"""An opinion follows its passage into the next version, or it is said that the text has changed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from vankien.model import Place
from vankien_web.drafts.models import Reading, State, Version
from vankien_web.reviews.aligning import Text, Trail
from vankien_web.reviews.models import Followed, Opinion


def follow(version: Version) -> int:
    """Store where the passages of opinions on earlier versions stand in this one; returns how many do.

    What drafts call (AFTER_READING) in the transaction of the reading. Twice leaves one result.
    """
    spoken = Opinion.objects.filter(draft=version.draft_id, version__number__lt=version.number)
    waiting = list(spoken.exclude(place=None).order_by("version", "pk"))
    with transaction.atomic():
        Followed.objects.filter(version=version).delete()
        rows = _rows(version, waiting) if waiting else []
        Followed.objects.bulk_create(rows)
    return sum(row.place is not None for row in rows)


def catch_up(opinion: Opinion) -> None:
    """The same for one opinion on a version that is not the newest any more, written just now."""
    opinion.followed.all().delete()
    if opinion.place is None or opinion.version is None:
        return
    later = Version.objects.filter(
        draft=opinion.draft_id, number__gt=opinion.version.number, state=State.DONE
    )
    for version in later:
        Followed.objects.bulk_create(_rows(version, [opinion]))


def _rows(version: Version, opinions: list[Opinion]) -> list[Followed]:
    wanted = {version.pk, *(o.version_id for o in opinions)}
    readings = {r.version_id: r for r in Reading.objects.filter(version__in=wanted)}
    texts = {pk: Text(reading.document, reading.sections) for pk, reading in readings.items()}
    trails = {pk: Trail(text, texts[version.pk]) for pk, text in texts.items() if pk != version.pk}
    return [
        Followed(
            opinion=opinion, version=version, place=_data(trails[opinion.version_id].follow(_place(opinion)))
        )
        for opinion in opinions
        if opinion.version_id in trails
    ]


def _place(opinion: Opinion) -> Place:
    data: dict[str, Any] = opinion.place or {}
    return Place(**data)


def _data(place: Place | None) -> dict[str, object] | None:
    return {name: getattr(place, name) for name in Place.__dataclass_fields__} if place else None
