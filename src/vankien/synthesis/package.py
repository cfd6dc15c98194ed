"""Packages as files: a ZIP with one member per contribution, named by its digest, and one per signature."""

from __future__ import annotations

import base64
import binascii
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from vankien.model import UnreadableFile
from vankien.synthesis.model import Package, Sealed
from vankien.synthesis.sealing import opened

ENDING = ".goi"
_FORMAT = "van-kien-synthesis"
_HEAD = "package.json"
_EPOCH = (2020, 1, 1, 0, 0, 0)  # the same package gives the same bytes
_ONE, _ALL, _RATIO, _MEMBERS = 512 << 20, 4 << 30, 200, 200_000  # bytes, bytes, times, members


def write(top: str, sealed: Mapping[str, Sealed], target: Path) -> None:
    """The contribution `top` with all below it, which must be in `sealed`.

    The file is there whole or not at all. Raises UnreadableFile: "synthesis_incomplete", "unwritable".
    """
    needed = _reachable(top, sealed)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
        try:
            with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as package:
                _put(package, _HEAD, json.dumps({"format": _FORMAT, "version": 1, "top": top}).encode())
                for one in sorted(needed):
                    _put(package, f"{one}.json", sealed[one].data)
                    _put(package, f"{one}.sig", _signature(sealed[one]))
            Path(name).chmod(0o644)
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError:
        raise UnreadableFile("unwritable", file=str(target)) from None


def read(path: Path, *, name: str | None = None) -> Package:
    """Every seal looked at. Raises UnreadableFile: "not_a_synthesis", "synthesis_altered" …"""
    name = name or path.name
    try:
        with zipfile.ZipFile(path) as package:
            _guard(package)
            top = _top(package)
            names = [n.removesuffix(".json") for n in package.namelist() if n.endswith(".json")]
            sealed = {one: _opened(package, one) for one in names if one != _HEAD.removesuffix(".json")}
        _reachable(top, sealed)
    except FileNotFoundError:
        raise UnreadableFile("missing", file=name) from None
    except UnreadableFile as error:
        error.params.setdefault("file", name)
        raise
    except (OSError, zipfile.BadZipFile, RuntimeError, EOFError, ValueError, zlib.error):
        raise UnreadableFile("not_a_synthesis", file=name) from None
    return Package(top, sealed)


def _put(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    package.writestr(member, data)


def _signature(sealed: Sealed) -> bytes:
    told = {"key": base64.b64encode(sealed.key).decode()}
    return json.dumps(told | {"signature": base64.b64encode(sealed.signature).decode()}).encode()


def _guard(package: zipfile.ZipFile) -> None:
    """Against files that unfold without end, and what this program never packs so."""
    members = package.infolist()
    if any(m.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for m in members):
        raise UnreadableFile("not_a_synthesis")
    swollen = (m for m in members if m.file_size > max(m.compress_size, 1) * _RATIO and m.file_size > 1 << 20)
    if (
        len(members) > _MEMBERS
        or sum(m.file_size for m in members) > _ALL
        or any(m.file_size > _ONE for m in members)
        or any(swollen)
    ):
        raise UnreadableFile("too_heavy")


def _top(package: zipfile.ZipFile) -> str:
    try:
        head = json.loads(package.read(_HEAD))
        if head["format"] != _FORMAT:
            raise UnreadableFile("not_a_synthesis")
        if head["version"] > 1:
            raise UnreadableFile("synthesis_newer")
        return str(head["top"])
    except (KeyError, TypeError):
        raise UnreadableFile("not_a_synthesis") from None


def _opened(package: zipfile.ZipFile, one: str) -> Sealed:
    try:
        told = json.loads(package.read(f"{one}.sig"))
        key, signature = (base64.b64decode(told[n], validate=True) for n in ("key", "signature"))
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise UnreadableFile("synthesis_altered") from None
    return opened(one, package.read(f"{one}.json"), key, signature)


def _reachable(top: str, sealed: Mapping[str, Sealed]) -> set[str]:
    found: set[str] = set()
    ahead: list[str] = [top]
    while ahead:
        one = ahead.pop()
        if one in found:
            continue
        if one not in sealed:
            raise UnreadableFile("synthesis_incomplete")
        found.add(one)
        ahead += sealed[one].contribution.below
    return found


def united(packages: Iterable[Package]) -> dict[str, Sealed]:
    """All contributions of all packages, each once."""
    return {name: one for package in packages for name, one in package.sealed.items()}
