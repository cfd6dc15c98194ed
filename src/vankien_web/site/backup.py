"""`vankien backup`: the database and every file in one archive, while people write.

The archive is a ZIP: `database/…` (see `snapshot`), `files/ab/<sha256>`, and `manifest.json` with the SHA-256
of each member. Files never change and are not removed while a backup lasts (`storage.hold`), so those copied
after the database's snapshot are exactly those that it names.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterable
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.utils import timezone

from vankien_web.common import clock, storage
from vankien_web.site import snapshot

T = TypeVar("T")
FORMAT = 1
PROGRAM = f"vankien {version('vankien')}"
MANIFEST = "manifest.json"


class Unfit(Exception):  # noqa: N818 - reads as what happened
    """It cannot be done; the message says why and how to mend it."""


def back_up(target: Path) -> tuple[int, list[str]]:
    """Write the archive, whole or not at all. Returns the number of files and what was already damaged.

    Raises Unfit, OSError.
    """
    return written(target, _write)


def written(target: Path, write: Callable[[Any, Path], T]) -> T:
    """What `write` returns once its archive stands under `target`; else none does. Raises Unfit, OSError."""
    if target.exists():
        raise Unfit(f"Đã có {target}; hãy chọn tên khác.")
    if not target.parent.is_dir():
        raise Unfit(f"Không có thư mục {target.parent}; hãy tạo thư mục đó trước.")
    partial_ = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with partial_.open("xb") as out:
            told = write(out, target.parent)
            out.flush()
            os.fsync(out.fileno())
        partial_.chmod(0o600)
        partial_.rename(target)
    finally:
        partial_.unlink(missing_ok=True)
    return told


def _write(out: Any, folder: Path) -> tuple[int, list[str]]:
    hashes: dict[str, str] = {}
    damaged = []
    with (
        storage.hold() as mark,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        snapshot.taken(folder) as taken,
    ):
        for name, data in taken.members:
            hashes[name] = add(archive, name, data)
            mark.touch()
        for sha256 in sorted(taken.files):
            name = f"files/{sha256[:2]}/{sha256}"
            try:
                hashes[name] = add(archive, name, snapshot.read(storage.path(sha256)), zipfile.ZIP_STORED)
            except FileNotFoundError:
                damaged.append(sha256)
                continue
            if hashes[name] != sha256:
                damaged.append(sha256)
            mark.touch()
        archive.writestr(MANIFEST, json.dumps(_manifest(taken, hashes, damaged), indent=1))
    return len(taken.files), damaged


def _manifest(taken: snapshot.Snapshot, hashes: dict[str, str], damaged: list[str]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "program": PROGRAM,
        "made_at": clock.real_now().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": taken.migrations,
        "sequences": taken.sequences,
        "members": hashes,
        "damaged": damaged,
    }


def add(archive: zipfile.ZipFile, name: str, data: Iterable[bytes], how: int | None = None) -> str:
    digest = hashlib.sha256()
    chunks = iter(data)
    first = next(chunks, b"")  # so that a file that is not there leaves no member behind
    info = zipfile.ZipInfo(name, timezone.localtime(clock.real_now()).timetuple()[:6])
    info.compress_type = archive.compression if how is None else how
    with archive.open(info, "w", force_zip64=True) as member:
        for chunk in chain((first,), chunks):
            digest.update(chunk)
            member.write(chunk)
    return digest.hexdigest()


def has_site() -> bool:
    """Is there a site in the data folder that is set?"""
    name = connection.settings_dict["NAME"]
    if not Path(settings.DATA).is_dir() or (connection.vendor == "sqlite" and not Path(name).is_file()):
        return False
    return "django_migrations" in connection.introspection.table_names()
