"""Find, read and cache packs. A pack is a folder of TOML files: a new directive is a new folder, no code."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from vankien.packs.build import build, build_format
from vankien.packs.errors import PackError
from vankien.packs.model import Format, Pack

HOME = Path(__file__).parent
HEAD = "pack.toml"
WHOLE_ITEMS = ("rules", "steps", "dossier", "workstreams")
Table = dict[str, Any]
_found: dict[tuple[str, str], Path] = {}  # (id, VANKIEN_PACKS) → folder: a page asks for its pack many times


def load(id_or_folder: str | Path) -> Pack:
    """The pack of this id (ours or below VANKIEN_PACKS) or in this folder. Raises PackError."""
    return _load(folder_of(id_or_folder))


def available() -> tuple[Pack, ...]:
    """Every pack that can be chosen: ours first, then those below VANKIEN_PACKS. Raises PackError."""
    return tuple(_load(folder) for folder in _folders() if not _head(folder).get("abstract"))


def folder_of(id_or_folder: str | Path) -> Path:
    """The folder that holds this pack: by the id in its pack.toml first, then as a path. Raises PackError."""
    asked = (str(id_or_folder), os.environ.get("VANKIEN_PACKS", ""))
    if asked in _found and (_found[asked] / HEAD).is_file():
        return _found[asked]
    for folder in _folders():
        if _head(folder).get("id", folder.name) == str(id_or_folder):
            _found[asked] = folder
            return folder
    folder = Path(id_or_folder)
    if (folder / HEAD).is_file():
        return folder.resolve()
    known = (f.name for f in _folders() if not _head(f).get("abstract"))
    raise PackError("unknown", id=str(id_or_folder), known=", ".join(sorted(known)))


def table(folder: Path) -> Table:
    """The whole pack as one table: what it extends, overlaid by its own files. Raises PackError."""
    return _overlaid(folder, ())


def read_files(folder: Path) -> dict[Path, Table]:
    """Each TOML file of the folder (not its formats) as a table. Raises PackError for one that is no TOML."""
    return {file: read_file(file) for file in sorted(folder.glob("*.toml"))}


def read_file(file: Path) -> Table:
    try:
        return tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise PackError("toml", file=_name(file), error=str(error)) from error


def read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError("encoding", file=_name(file)) from error
    except OSError as error:
        raise PackError("unreadable", file=_name(file)) from error


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def merge(below: Table, above: Table) -> Table:
    """`above` laid over `below`: tables key by key, everything else (lists too) replaced whole."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def format_table(id: str, folder: Path) -> Table:
    """The format `id`: in the pack's own folder `formats`, else one of ours. Raises PackError."""
    for home in (folder, HOME):
        file = home / "formats" / f"{id}.toml"
        if file.is_file():
            return read_file(file)
    raise PackError("format", id=id)


@cache
def load_format(id: str) -> Format:
    """One of our formats, apart from any pack. Raises PackError."""
    return build_format(id, format_table(id, HOME), sources())


@cache
def _load(folder: Path) -> Pack:
    whole = table(folder)
    formats = {id: format_table(id, folder) for id in whole.get("formats", [])}
    try:
        return build(whole, formats, sources() | whole.get("sources", {}))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackError("invalid", folder=folder.name, error=repr(error)) from error


@cache
def sources() -> dict[str, str]:
    """What stands behind "S38" and its like."""
    return {key: str(text) for key, text in read_file(HOME / "sources.toml").items()}


def _overlaid(folder: Path, seen: tuple[Path, ...]) -> Table:
    if folder in seen:
        raise PackError("circle", id=folder.name)
    own: Table = {}
    for data in read_files(folder).values():
        own = merge(own, data)
    if "extends" not in own:
        return own
    below = _overlaid(folder_of(own["extends"]), (*seen, folder))
    whole = merge(below, own) | {"abstract": own.get("abstract", False), "valid": own.get("valid", {})}
    # A rule is replaced whole: its values and its source belong together.
    return whole | {kind: below[kind] | own.get(kind, {}) for kind in WHOLE_ITEMS if kind in below}


@cache
def _head(folder: Path) -> Table:
    return read_file(folder / HEAD)


def _folders() -> list[Path]:
    named = [Path(p) for p in os.environ.get("VANKIEN_PACKS", "").split(os.pathsep) if p]
    found = []
    for home in (HOME, *named):
        found += [home] if (home / HEAD).is_file() else sorted(f.parent for f in home.glob(f"*/{HEAD}"))
    return [folder.resolve() for folder in found]
