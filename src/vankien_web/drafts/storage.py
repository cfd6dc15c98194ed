"""The content-addressed store: a file lies under the SHA-256 of its bytes, whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

from django.conf import settings


class TooLarge(Exception):  # noqa: N818 - reads as what happened
    """More bytes came than the site accepts."""


def path(sha256: str) -> Path:
    return Path(settings.DATA) / "files" / sha256[:2] / sha256


def keep(chunks: Iterable[bytes], limit: int) -> tuple[str, int]:
    """Store the bytes and return their SHA-256 and number. Raises TooLarge; then nothing is left behind."""
    incoming = Path(settings.DATA) / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=incoming, delete=False) as file:
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
    _move(temporary, path(digest.hexdigest()))
    return digest.hexdigest(), size


def _move(temporary: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.replace(target)
    if os.name == "posix":  # a folder can be synchronised only there
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def drop(sha256: str) -> None:
    path(sha256).unlink(missing_ok=True)


def sweep(used: Collection[str]) -> int:
    """Remove what a crash left half-stored: files that no record knows. Only while nobody is writing."""
    folder = Path(settings.DATA)
    files = [p for room in ("incoming", "files") for p in (folder / room).rglob("*") if p.is_file()]
    left = [p for p in files if p.name not in used]
    for file in left:
        file.unlink()
    return len(left)
