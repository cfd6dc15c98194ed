"""The keys by which units seal: files in the data folder, outside the database, for their owner alone."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from django.conf import settings

from vankien import synthesis

FOLDER = "seal-keys"


def key_of(unit: int) -> bytes:
    """The unit's private key, made when it first seals. Raises OSError."""
    folder = Path(settings.DATA) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{unit}.pem"
    with contextlib.suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(synthesis.new_key())
    return path.read_bytes()


def mark_of(unit: int) -> str:
    """The fingerprint to tell the level above; empty before the unit has sealed anything."""
    path = Path(settings.DATA) / FOLDER / f"{unit}.pem"
    if not path.exists():
        return ""
    public = synthesis.seal(synthesis.Contribution("", ("",), 0, ""), path.read_bytes()).key
    return synthesis.fingerprint(public)
