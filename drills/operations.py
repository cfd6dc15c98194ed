"""What people do in a drill. An operation is one function: it sends one write and, where that was
acknowledged, returns the check that it is still there; the check gives a sentence where it is not.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction

from drills.site import Client
from vankien_web.common import clock, history, storage
from vankien_web.congresses import actions as congresses
from vankien_web.congresses.models import Congress, Rollup
from vankien_web.drafts.models import Reading, Version
from vankien_web.site import verification
from vankien_web.units.models import Person

Check = Callable[[], str | None]
DONE = 302  # a form that was saved leads on; one that was refused comes back


@dataclass(frozen=True)
class Somebody:
    """Who writes, and the person and the congress that only this one changes."""

    client: Client
    person: int
    congress: int


def upload(who: Somebody) -> Check | None:
    """A draft for a quick check."""
    data = f"ĐẢNG BỘ XÃ DIỄN TẬP\nBÁO CÁO CHÍNH TRỊ\nI. KẾT QUẢ\n1. {uuid.uuid4()}\n".encode() * 20
    sha256 = hashlib.sha256(data).hexdigest()
    rules = {"pack": "dang-2019", "unit": "xa-phuong", "kind": "political_report", "phase": "draft"}
    if who.client.post("/ra-soat/", ("du-thao.txt", data), **rules) != DONE:
        return None

    def kept() -> str | None:
        if not Version.objects.filter(sha256=sha256).exists():
            return f"upload {sha256} was acknowledged and is lost"
        if storage.path(sha256).read_bytes() != data:
            return f"upload {sha256} is not what was sent"
        return None

    return kept


def save(who: Somebody) -> Check | None:
    """A person's name."""
    person = Person.objects.get(pk=who.person)
    name, revision = f"Cán bộ {uuid.uuid4()}", person.revision + 1
    if who.client.post(f"/nguoi/{person.pk}/sua/", name=name, revision=person.revision) != DONE:
        return None

    def kept() -> str | None:
        now = Person.objects.get(pk=who.person)
        if now.revision < revision or (now.revision == revision and now.name != name):
            return f"the name {name} was acknowledged and is lost"
        return None

    return kept


def change_stage(who: Somebody) -> Check | None:
    """The committee reviews the papers, and sends them back."""
    congress = Congress.objects.get(pk=who.congress)
    verb = "review" if congress.stage == "preparing" else "send_back"
    fields = {"on": f"{clock.today():%d/%m/%Y}", "note": "diễn tập", "revision": congress.revision}
    if who.client.post(f"/dai-hoi/{congress.pk}/giai-doan/{verb}/", **fields) != DONE:
        return None
    revision = congress.revision + 1

    def kept() -> str | None:
        if Congress.objects.get(pk=who.congress).revision < revision:
            return f"{verb} of congress {who.congress} was acknowledged and is lost"
        return None

    return kept


OPERATIONS = (upload, save, change_stage)


def problems(people: list[Somebody]) -> Iterator[str]:
    """What must hold whatever happened: no half of a transaction, no stray, an unbroken history."""
    yield from verification.problems()
    for version in Version.objects.all():
        events = [e.verb for e in history.of(version.draft)]
        if not Reading.objects.filter(version=version).exists() or "version_submitted" not in events:
            yield f"version {version.pk} is there by half: {events}"
    for who in people:
        person, congress = Person.objects.get(pk=who.person), Congress.objects.get(pk=who.congress)
        if history.of(person).filter(verb="person_renamed").count() != person.revision:
            yield f"person {person.pk} has revision {person.revision}, and another number of events"
        steps = history.of(congress).filter(verb__in=("congress_reviewed", "congress_sent_back")).count()
        if (congress.stage == "reviewed") != steps % 2:
            yield f"congress {congress.pk} is {congress.stage} after {steps} steps"
    if _rollups() != _recounted():
        yield "the roll-up rows are not what a count gives"


def _rollups() -> list[tuple[object, ...]]:
    columns = [field.name for field in Rollup._meta.fields if field.name != "id"]
    return list(Rollup.objects.order_by("season", "unit").values_list(*columns))


def _recounted() -> list[tuple[object, ...]]:
    with transaction.atomic():
        for season in {congress.season for congress in Congress.objects.select_related("season")}:
            congresses.rebuild(season)
        counted = _rollups()
        transaction.set_rollback(True)
    return counted
