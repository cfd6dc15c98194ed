"""`vankien restore`: an archive of `vankien backup` laid down again, all of it or nothing."""

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from vankien_web.common.keyring import FILE
from vankien_web.site import snapshot
from vankien_web.site.backup import FORMAT, MANIFEST, PROGRAM, Unfit

_MEMBER = re.compile(r"database/[\w.]+|files/[0-9a-f]{2}/[0-9a-f]{64}")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, TypeError, ValueError, RuntimeError)
_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def restore(source: Path, folder: Path) -> dict[str, Any]:
    """Lay the archive down in an empty data folder and an empty database; returns its manifest.

    Everything is checked before anything is written. Raises Unfit, OSError.
    """
    with opened(source) as archive:
        with damage_told(source):
            manifest = manifest_of(archive, _MEMBER)
        _refuse_foreign(manifest)
        refuse_full(folder)
        with damage_told(source):
            check_all(archive, manifest)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        room = folder / "restoring"
        room.mkdir()
        try:
            _lay(archive, manifest, room, folder)
        finally:
            shutil.rmtree(room, ignore_errors=True)
    return manifest


def _lay(archive: zipfile.ZipFile, manifest: dict[str, Any], room: Path, folder: Path) -> None:
    members: dict[str, Callable[[], Iterable[bytes]]] = {}
    for name in manifest["members"]:
        if name.startswith("database/"):
            members[name] = partial(checked, archive, manifest, name)
        else:
            unpack(archive, manifest, name, room)
    if connection.vendor == "sqlite":
        snapshot.lay(members, {}, room)
        _move(room, folder)
        return
    with transaction.atomic():
        snapshot.migrate_to(manifest["migrations"])
        snapshot.lay(members, manifest["sequences"], room)
        _move(room, folder)


def _move(room: Path, folder: Path) -> None:
    for child in room.iterdir():
        child.rename(folder / child.name)


def opened(source: Path) -> zipfile.ZipFile:
    with damage_told(source):
        return zipfile.ZipFile(source)


@contextmanager
def damage_told(source: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise Unfit(f"Không tìm thấy {source}; hãy kiểm tra lại tên tệp.") from None
    except _DAMAGE as error:
        raise Unfit(
            f"{source} không phải bản sao lưu của Văn kiện hoặc đã hỏng ({error}); hãy dùng bản sao lưu khác."
        ) from error


def manifest_of(archive: zipfile.ZipFile, member: re.Pattern[str]) -> dict[str, Any]:
    """What the archive says of itself, which must be what it holds: members of such names and no others."""
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    members = manifest["members"]
    if sorted(archive.namelist()) != sorted([MANIFEST, *members]) or not all(map(member.fullmatch, members)):
        raise zipfile.BadZipFile(MANIFEST)
    return manifest


def check_all(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Read everything once before anything is written. Raises zipfile.BadZipFile."""
    for name in manifest["members"]:
        for _ in checked(archive, manifest, name):
            pass


def unpack(archive: zipfile.ZipFile, manifest: dict[str, Any], name: str, room: Path) -> None:
    """One member as a file below `room`, safely on the disk."""
    file = room / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as out:
        out.writelines(checked(archive, manifest, name))
        out.flush()
        os.fsync(out.fileno())


def checked(archive: zipfile.ZipFile, manifest: dict[str, Any], name: str) -> Iterator[bytes]:
    digest = hashlib.sha256()
    with archive.open(name) as member:
        while chunk := member.read(snapshot.CHUNK):
            digest.update(chunk)
            yield chunk
    if digest.hexdigest() != manifest["members"][name]:
        raise zipfile.BadZipFile(name)


def _refuse_foreign(manifest: dict[str, Any]) -> None:
    if manifest["format"] != FORMAT or snapshot.unknown(manifest["migrations"]):
        raise Unfit(
            f"Bản sao lưu do {manifest['program']} làm, bản cài trên máy này ({PROGRAM}) "
            "không đọc được; hãy cài đúng phiên bản đó hoặc mới hơn."
        )
    if manifest["database"] != connection.vendor:
        there, here = (_NAMES.get(vendor, vendor) for vendor in (manifest["database"], connection.vendor))
        raise Unfit(
            f"Bản sao lưu này của cơ sở dữ liệu {there}, còn cấu hình đang dùng {here}; "
            "hãy sửa mục database trong vankien.toml hoặc biến VANKIEN_DATABASE."
        )


def refuse_full(folder: Path) -> None:
    own = {"vankien.toml", FILE}  # the settings and the keys of personnel plans may be there before
    if folder.exists() and (not folder.is_dir() or {p.name for p in folder.iterdir()} - own):
        raise Unfit(f"{folder} không trống; hãy phục hồi vào một thư mục mới bằng --data.")
    if connection.vendor != "sqlite" and connection.introspection.table_names():
        raise Unfit(
            "Cơ sở dữ liệu trong cấu hình không trống; hãy tạo một cơ sở dữ liệu mới để phục hồi vào đó."
        )
