"""The keys under which personnel plans are sealed: a file outside the database, for its owner alone.

Each line of the file is a key of 32 bytes in base64; the last one seals, all of them open. Sealed bytes are
"VK1", the key's number (4 bytes of the SHA-256 of the key), a nonce of 12 bytes, and AES-256-GCM over the
bytes, bound to the name of their place, so that nothing sealed can be moved into another one's place.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

FILE = "personnel-keys"
_MARK, _ID, _NONCE, _SIZE = b"VK1", 4, 12, 32
HEAD = len(_MARK) + _ID  # how many bytes stand before what is sealed
_STEP = 512  # sealed texts are filled up to a multiple of so many bytes: their length tells little


class Lost(Exception):  # noqa: N818 - reads as what happened
    """A sealed record cannot be opened; str() is the sentence."""


def path() -> Path:
    """Where the keys are: as set (a stick, another disk), else in the data folder."""
    return Path(settings.VANKIEN_PERSONNEL_KEYS or Path(settings.DATA) / FILE)


def keys() -> dict[str, bytes]:
    """The keys by their number, oldest first. Raises Lost."""
    try:
        lines = path().read_text(encoding="ascii").split()
        found = [base64.urlsafe_b64decode(line) for line in lines]
    except FileNotFoundError:
        raise Lost(
            _("The key file of personnel plans is not there. Put it back, or recover it from its sheet.")
        ) from None
    except (OSError, ValueError):
        raise Lost(_("The key file of personnel plans cannot be read. Recover it from its sheet.")) from None
    if not found or any(len(key) != _SIZE for key in found):
        raise Lost(_("The key file of personnel plans is damaged. Recover it from its sheet."))
    return {number(key): key for key in found}


def number(key: bytes) -> str:
    """What a key is called: it tells nothing of the key."""
    return hashlib.sha256(key).digest()[:_ID].hex()


def make() -> bool:
    """A first key, unless there is a file already; whether one was made. Raises OSError."""
    try:
        descriptor = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "wb") as out:
        out.write(_line(os.urandom(_SIZE)))
        _to_the_disk(out)
    return True


def write(found: Iterable[bytes]) -> None:
    """These keys and no others, the last one seals; the file is never half written. Raises OSError."""
    target = path()
    fresh = target.with_name(f"{target.name}.new")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.writelines(_line(key) for key in found)
        _to_the_disk(out)
    fresh.replace(target)


def others_may_read() -> bool:
    """Whether the file is open to other accounts of this machine (a stick may not know of owners)."""
    return os.name == "posix" and bool(path().stat().st_mode & 0o077)


def new_key() -> bytes:
    return os.urandom(_SIZE)


def seal(data: Any, name: str, key: bytes | None = None) -> bytes:
    """JSON data under the newest key (or this one), bound to the record of this name. Raises Lost."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
    return seal_bytes(text + b" " * (-len(text) % _STEP), name, key)


def unseal(sealed: bytes | memoryview, name: str, known: dict[str, bytes] | None = None) -> Any:
    """The inverse of `seal`. Raises Lost: for a key that is not there, and for what was altered."""
    return json.loads(unseal_bytes(sealed, name, known))


def seal_bytes(data: bytes, name: str, key: bytes | None = None) -> bytes:
    """As `seal`, for bytes as they are; the result is longer by 35 bytes. Raises Lost."""
    chosen = key or list(keys().values())[-1]
    nonce = os.urandom(_NONCE)
    return _MARK + bytes.fromhex(number(chosen)) + nonce + AESGCM(chosen).encrypt(nonce, data, name.encode())


def unseal_bytes(sealed: bytes | memoryview, name: str, known: dict[str, bytes] | None = None) -> bytes:
    """The inverse of `seal_bytes`. Raises Lost."""
    data = bytes(sealed)
    key = (keys() if known is None else known).get(sealed_under(data))
    if key is None:
        raise Lost(_("This plan is sealed under a key that is not in the key file. Recover that key."))
    try:
        return AESGCM(key).decrypt(data[HEAD : HEAD + _NONCE], data[HEAD + _NONCE :], name.encode())
    except (InvalidTag, ValueError):
        raise Lost(_("A sealed record was altered. Restore it from a backup.")) from None


def sealed_under(sealed: bytes | memoryview) -> str:
    """The number of the key; empty for bytes that were not sealed here."""
    return bytes(sealed[len(_MARK) : HEAD]).hex() if sealed[: len(_MARK)] == _MARK else ""


def to_sheet(key: bytes) -> str:
    """A key as it is printed and typed in again: groups of four letters and digits, the last one a check."""
    text = base64.b32encode(key).decode().rstrip("=") + _check(key)
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def from_sheet(line: str) -> bytes:
    """The inverse of `to_sheet`, however it is spaced. Raises ValueError for anything mistyped."""
    text = re.sub(r"[\s-]", "", line).upper().replace("0", "O").replace("1", "I").replace("8", "B")
    body, check = text[:-4], text[-4:]
    key = base64.b32decode(body + "=" * (-len(body) % 8))
    if len(key) != _SIZE or _check(key) != check:
        raise ValueError(line)
    return key


def _check(key: bytes) -> str:
    return base64.b32encode(hashlib.sha256(b"sheet" + key).digest()).decode()[:4]


def _line(key: bytes) -> bytes:
    return base64.urlsafe_b64encode(key) + b"\n"


def _to_the_disk(out: Any) -> None:
    out.flush()
    os.fsync(out.fileno())
