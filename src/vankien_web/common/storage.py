"""The content-addressed store: a file lies under the SHA-256 of its bytes, whole or not at all.

    with storage.staged(chunks, limit) as file, transaction.atomic():
        … file.path may be read here: nothing is stored yet …
        file.place()
        Version.objects.create(sha256=file.sha256, size=file.size)

    storage.drop_unused(sha256)     # after the row that named it is gone; waits for the commit

A model names a file by a `FileHashField` (a hash that is only noted goes elsewhere). Every such field of
every app is found by itself, so that dropping, sweeping, backup and `vankien verify` know what is in use.

A file is safe under its hash in the temporary folder before its row is committed, and moves into `files/`
right after: a crash leaves strays in the temporary folder only, and `sweep` ends a move that was cut short.
A file is dropped in a transaction, and transactions exclude one another on both databases: never under a row
that is being written.
"""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.transaction import TransactionManagementError

HOLD_SECONDS = 600  # how long a hold lasts that nobody renews: its backup was killed


class TooLarge(Exception):  # noqa: N818 - reads as what happened
    """More bytes came than the site accepts."""


class FileHashField(models.CharField):  # type: ignore[type-arg]
    """The SHA-256 of a stored file in hexadecimal digits; empty where there is none (or no more)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 64, "blank": True, "db_index": True} | kwargs)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Cursor(Protocol):
    def execute(self, sql: str) -> Any: ...
    def fetchall(self) -> Any: ...


@dataclass
class Staged:
    """A file that came whole and is safely on the disk, but in the temporary folder only."""

    sha256: str
    size: int
    path: Path
    placed: bool = False

    def place(self) -> None:
        """Keep it for the row that this transaction writes; it moves into the store after the commit."""
        if not connection.in_atomic_block:
            raise TransactionManagementError("A file is placed in the transaction that writes its row.")
        folder = _final(self.sha256).parent
        if not folder.is_dir():  # now, while a full disk can still refuse the whole
            folder.mkdir(parents=True, exist_ok=True)
            _synchronise(folder.parent)
        _synchronise(self.path.parent)
        self.placed = True
        transaction.on_commit(partial(_move, self.path, self.sha256))

    def clear(self) -> None:
        """Remove what no row will need."""
        if not self.placed or not (connection.in_atomic_block or is_used(self.sha256)):
            self.path.unlink(missing_ok=True)


def _move(temporary: Path, sha256: str) -> None:
    target = _final(sha256)
    try:
        temporary.replace(target)
    except PermissionError:  # Windows, while somebody reads the same bytes there
        if not target.is_file():
            raise
        temporary.unlink(missing_ok=True)
    _synchronise(target.parent)


def path(sha256: str) -> Path:
    """Where the file is: between a commit and the move that follows it, still in the temporary folder."""
    final = _final(sha256)
    if final.is_file():
        return final
    waiting = next(_incoming().glob(f"{sha256}-*"), final)
    return waiting if waiting.is_file() else final


def _final(sha256: str) -> Path:
    return Path(settings.DATA) / "files" / sha256[:2] / sha256


def _incoming() -> Path:
    return Path(settings.DATA) / "incoming"


@contextmanager
def staged(chunks: Iterable[bytes], limit: int) -> Iterator[Staged]:
    """Receive the bytes into the temporary folder; what is not placed is gone afterwards. Raises TooLarge."""
    file = _received(chunks, limit)
    try:
        yield file
    finally:
        file.clear()


def _received(chunks: Iterable[bytes], limit: int) -> Staged:
    _incoming().mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=_incoming(), delete=False) as file:
        temporary = Path(file.name)
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise TooLarge
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    named = temporary.with_name(f"{digest.hexdigest()}-{temporary.name}")
    return Staged(digest.hexdigest(), size, temporary.rename(named))


def keep(chunks: Iterable[bytes], limit: int) -> tuple[str, int]:
    """`staged` and `place` at once, inside a transaction; returns SHA-256 and size. Raises TooLarge."""
    with staged(chunks, limit) as file:
        file.place()
    return file.sha256, file.size


def drop_unused(sha256: str) -> None:
    """Remove the file once this transaction has committed, unless a row still names it."""
    if sha256:
        transaction.on_commit(partial(_drop_unused, sha256))


def _drop_unused(sha256: str) -> None:
    with transaction.atomic():
        if not is_used(sha256) and not held():
            _final(sha256).unlink(missing_ok=True)


def used(cursor: Cursor | None = None) -> set[str]:
    """The hash of every file that a row names, here or (by a cursor) in another copy of the database."""
    quoted = connection.ops.quote_name
    found: set[str] = set()
    with contextlib.closing(connection.cursor()) if cursor is None else nullcontext(cursor) as rows:
        for field in _fields():
            column, table = quoted(str(field.column)), quoted(field.model._meta.db_table)
            rows.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''")  # noqa: S608 - our own names
            found.update(sha256 for (sha256,) in rows.fetchall())
    return found


def is_used(sha256: str) -> bool:
    return any(f.model._base_manager.filter(**{f.name: sha256}).exists() for f in _fields())


def _fields() -> list[FileHashField]:
    return [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, FileHashField)
    ]


def stored() -> dict[str, Path]:
    """Every file in the store by its name, which should be its hash."""
    return {p.name: p for p in (Path(settings.DATA) / "files").rglob("*") if p.is_file()}


def strays() -> list[Path]:
    """Stored files that no row names; exact even while people write."""
    files, names = stored(), used()
    suspects = [file for name, file in files.items() if name not in names]
    with transaction.atomic():
        return [file for file in suspects if file.is_file() and not is_used(file.name)]


def sweep() -> int:
    """Before the site opens: finish what a crash cut short, remove what it left; returns how many files."""
    removed = 0
    for file in [p for p in _incoming().rglob("*") if p.is_file()]:
        sha256, _, rest = file.name.partition("-")
        if rest and is_used(sha256) and not _final(sha256).is_file():
            _move(file, sha256)
        else:
            file.unlink()
            removed += 1
    return removed + collect()


def collect() -> int:
    """Remove stored files that no row names, also while people write."""
    for file in (left := [] if held() else strays()):
        _drop_unused(file.name)
    return len(left)


@contextmanager
def hold() -> Iterator[Path]:
    """While it lasts nothing stored is removed (a backup copies); touch the file given every few minutes."""
    mark = Path(settings.DATA) / f"hold-{os.getpid()}"
    mark.touch()
    try:
        yield mark
    finally:
        mark.unlink(missing_ok=True)


def held() -> bool:
    """Does a backup copy files just now?"""
    now = time.time()
    return any(now - p.stat().st_mtime < HOLD_SECONDS for p in Path(settings.DATA).glob("hold-*"))


def _synchronise(folder: Path) -> None:
    """Make names in `folder` outlive a power cut; possible on POSIX only."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
