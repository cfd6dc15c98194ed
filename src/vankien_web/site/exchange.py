"""`vankien export` and `vankien import`: the whole site in an open form, from either database into either.

The archive is a ZIP: `data/<app>.<model>.jsonl`, a row of JSON a line as Django writes it;
`files/ab/<sha256>`; `manifest.json` with the SHA-256 of each member. `vankien backup` is quicker and exact to
the byte; this one outlives the kind of database and can be read without this program. Sessions stay behind.
"""

import json
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from vankien_web.common import clock, sealed, search, storage
from vankien_web.site import snapshot
from vankien_web.site.backup import MANIFEST, PROGRAM, Unfit, add, written
from vankien_web.site.restore import check_all, checked, damage_told, manifest_of, opened, refuse_full, unpack

FORMAT = 1
KIND = "vankien-export"
_BATCH = 500
_OWN = ("common", "accounts", "units", "congresses", "drafts", "figures", "personnel", "reviews", "desk")
_ALSO = ("mfa.authenticator",)
_MEMBER_NAME = re.compile(r"data/[a-z]+\.[a-z_]+\.jsonl|files/[0-9a-f]{2}/[0-9a-f]{64}")


def exported() -> list[type[models.Model]]:
    """Every table whose rows belong to the site, also those between two others: the lower rooms first."""
    found = (apps.get_app_config(app).get_models(include_auto_created=True) for app in _OWN)
    rooms = (sorted(room, key=lambda model: model._meta.label_lower) for room in found)
    return [*(model for room in rooms for model in room), *map(apps.get_model, _ALSO)]


def export(target: Path) -> tuple[int, int]:
    """Write the archive, whole or not at all. Returns how many rows and files. Raises Unfit, OSError."""
    return written(target, _write)


def _write(out: Any, _folder: Path) -> tuple[int, int]:
    hashes: dict[str, str] = {}
    rows = files = 0
    with storage.hold() as mark, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, _one_moment():
        for model in exported():
            counted = _Counted(_lines(model))
            hashes[_member(model)] = add(archive, _member(model), counted)
            rows += counted.count
            mark.touch()
        with connection.cursor() as cursor:
            named = storage.used(cursor)
        for sha256 in sorted(named):
            name = f"files/{sha256[:2]}/{sha256}"
            hashes[name] = add(archive, name, snapshot.read(storage.path(sha256)), zipfile.ZIP_STORED)
            files += 1
            mark.touch()
        manifest = {"kind": KIND, "format": FORMAT, "program": PROGRAM, "members": hashes}
        manifest["made_at"] = clock.real_now().isoformat(timespec="seconds")
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return rows, files


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything inside reads the database as it stood at one moment, and keeps nobody from writing."""
    how = "ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"BEGIN {how}")
        try:
            yield
        finally:
            cursor.execute("COMMIT")


class _Counted:
    """Lines, counted while they pass."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.lines, self.count = lines, 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self.lines:
            self.count += 1
            yield line


def _member(model: type[models.Model]) -> str:
    return f"data/{model._meta.label_lower}.jsonl"


class _Exact(DjangoJSONEncoder):
    """Moments to the microsecond: the history is sealed over them."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _lines(model: type[models.Model]) -> Iterator[bytes]:
    rows = model._base_manager.order_by("pk").iterator(_BATCH)
    while batch := _next(rows):
        text = serializers.serialize("jsonl", batch, ensure_ascii=False, cls=_Exact)
        yield from (f"{line}\n".encode() for line in text.split("\n") if line)


def _next(rows: Iterator[models.Model]) -> list[models.Model]:
    with sealed.as_stored():  # a personnel plan leaves as it lies here, and its key goes another way
        return list(islice(rows, _BATCH))


def import_(source: Path, folder: Path) -> dict[str, Any]:
    """Fill an empty data folder and an empty database; all of it or nothing. Raises Unfit, OSError."""
    with opened(source) as archive:
        with damage_told(source):
            manifest = manifest_of(archive, _MEMBER_NAME)
        if manifest.get("kind") != KIND or manifest.get("format") != FORMAT:
            raise Unfit(f"{source} không phải tệp do vankien export của phiên bản này làm ra.")
        refuse_full(folder)
        with damage_told(source):
            check_all(archive, manifest)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "incoming").mkdir(mode=0o700, exist_ok=True)
        room = folder / "restoring"
        try:
            with damage_told(source):
                _files(archive, manifest, room)
            _migrate()
            with damage_told(source), transaction.atomic():
                _rows(archive, manifest)
                for child in room.iterdir():
                    child.rename(folder / child.name)
        finally:
            shutil.rmtree(room, ignore_errors=True)
    return manifest


def _files(archive: zipfile.ZipFile, manifest: dict[str, Any], room: Path) -> None:
    room.mkdir()
    for name in (n for n in manifest["members"] if n.startswith("files/")):
        unpack(archive, manifest, name, room)


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _rows(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    found = exported()
    for model in found:
        if _member(model) in manifest["members"]:
            _load(model, checked(archive, manifest, _member(model)))
    search.rebuild()
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(sql)


def _load(model: type[models.Model], chunks: Iterable[bytes]) -> None:
    """As they were written: no save() of a model runs, so no path, hash or revision is made anew."""
    rows = (row.object for row in serializers.deserialize("jsonl", _by_line(chunks)))
    while batch := list(islice(rows, _BATCH)):
        with sealed.as_stored():
            model._base_manager.bulk_create(batch)


def _by_line(chunks: Iterable[bytes]) -> Iterator[str]:
    """A line break inside a text is written as \\n, so each line is a row."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        yield from (line.decode() for line in lines)
    if rest:
        yield rest.decode()
