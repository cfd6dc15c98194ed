"""A ZIP written piece by piece: it is never whole in memory nor on the disk."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from vankien_web.common import clock, sealed, storage

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\s]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")  # names that Windows keeps for itself
_PIECE = 1 << 20


@dataclass(frozen=True)
class Member:
    """One file of the ZIP: kept under `sha256`, or made now as `data`."""

    path: str
    sha256: str = ""
    data: bytes = b""


class _Pipe:
    """Where the ZIP is written: what was written since the last `taken` can be sent."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        data, self._waiting = b"".join(self._waiting), []
        return data


def stream(members: Iterable[Member]) -> Iterator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for member in members:
            if member.data:
                archive.writestr(_entry(member.path), member.data)
                yield pipe.taken()
                continue
            with (
                archive.open(_entry(member.path), "w") as out,
                sealed.opened(storage.path(member.sha256)) as file,
            ):
                while piece := file.read(_PIECE):
                    out.write(piece)
                    yield pipe.taken()
    yield pipe.taken()


def unlike(paths: Iterable[str]) -> Iterator[str]:
    """No two files of one name in one folder, whatever the case of their letters."""
    seen: dict[str, int] = {}
    for path in paths:
        key = path.casefold()
        seen[key] = seen.get(key, 0) + 1
        folder, slash, name = path.rpartition("/")
        yield path if seen[key] == 1 else f"{folder}{slash}({seen[key]}) {name}"


def safe_name(name: str, most: int = 100) -> str:
    """A name that Windows, too, can unpack; the ending of a file is kept."""
    clean = _UNSAFE.sub(" ", name).strip(" .")
    clean = f"_{clean}" if _RESERVED.match(clean) else clean
    stem, dot, ending = clean.rpartition(".")
    if dot and len(ending) <= 5:
        return f"{stem[:most].rstrip(' .')}{dot}{ending}"
    return clean[: most + 5].rstrip(" .") or _("unnamed")


def _entry(path: str) -> zipfile.ZipInfo:
    """A file of the ZIP, packed, with the site's time."""
    entry = zipfile.ZipInfo(path, timezone.localtime(clock.now()).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
