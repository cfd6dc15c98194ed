"""What is asked of a zip package before anything parses it: sizes, numbers, names, no entities.

The directory of a zip may lie about every size, so members are inflated as a stream and counted.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from pathlib import Path

from vankien.model import UnreadableFile

MEGABYTE = 1 << 20
MAX_FILE = 256 * MEGABYTE
MAX_XML = 64 * MEGABYTE
MAX_MEDIA = 256 * MEGABYTE
MAX_RATIO = 200
MAX_MEMBERS = 5_000
MAX_PARAGRAPHS = 100_000
MAX_TAGS = 3_000_000
_CHUNK = MEGABYTE // 2
_RATIO_FLOOR = {True: MEGABYTE, False: 16 * MEGABYTE}  # XML, media: a blank bitmap packs very well
_PARAGRAPH = re.compile(rb"<(?:[A-Za-z][\w.-]{0,40}:)?p[\s/>]")
_ENTRY = b"PK\x01\x02"


def open_package(path: Path) -> zipfile.ZipFile:
    """The zip, once its directory is known to be sane. Raises UnreadableFile."""
    if path.stat().st_size > MAX_FILE:
        raise UnreadableFile("too_big", megabytes=str(MAX_FILE // MEGABYTE))
    # Counted by their marks in the file itself: opening a directory of a million members takes seconds.
    if _count_entries(path) > MAX_MEMBERS:
        raise UnreadableFile("too_many_members", limit=str(MAX_MEMBERS))
    try:
        package = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, RuntimeError, EOFError) as error:
        raise UnreadableFile("damaged") from error
    _check_directory(package.infolist())
    return package


def check_package(path: Path, *, doctype_allowed: bool = False) -> None:
    """Refuse a package that is a bomb, a trick or damaged. Raises UnreadableFile."""
    with open_package(path) as package:
        tally = _Tally(doctype_allowed)
        for member in package.infolist():
            if not member.is_dir():
                _check_member(package, member, tally)


def _count_entries(path: Path) -> int:
    count, tail = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(4 * MEGABYTE):
            data = tail + chunk
            count += data.count(_ENTRY)
            tail = data[-3:]
    return count


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    if any(m.flag_bits & 1 for m in members):
        raise UnreadableFile("encrypted")
    names = [m.filename.lower() for m in members]
    sound = (
        len(set(names)) == len(names)
        and not any(".." in re.split(r"[/\\]", name) for name in names)
        and all(m.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for m in members)
    )
    if not sound:
        raise UnreadableFile("damaged")
    if sum(m.file_size for m in members if _is_xml(m)) > MAX_XML:
        raise UnreadableFile("unpacks_too_big", megabytes=str(MAX_XML // MEGABYTE))


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith((".xml", ".rels"))


class _Tally:
    """What has been unpacked so far, over all members."""

    def __init__(self, doctype_allowed: bool) -> None:
        self.unpacked = {True: 0, False: 0}
        self.paragraphs = self.tags = 0
        self.forbidden = b"<!ENTITY" if doctype_allowed else b"<!DOCTYPE"

    def add(self, size: int, xml: bool) -> None:
        self.unpacked[xml] += size
        limit = MAX_XML if xml else MAX_MEDIA
        if self.unpacked[xml] > limit:
            raise UnreadableFile("unpacks_too_big", megabytes=str(limit // MEGABYTE))

    def look(self, text: bytes) -> None:
        if self.forbidden in text:
            raise UnreadableFile("entities")
        self.tags += text.count(b"<")
        self.paragraphs += len(_PARAGRAPH.findall(text))
        if self.paragraphs > MAX_PARAGRAPHS or self.tags > MAX_TAGS:
            raise UnreadableFile("too_many_paragraphs", limit=f"{MAX_PARAGRAPHS:,}".replace(",", "."))


def _check_member(package: zipfile.ZipFile, member: zipfile.ZipInfo, tally: _Tally) -> None:
    xml, size, tail = _is_xml(member), 0, b""
    for chunk in _inflate(package, member):
        size += len(chunk)
        tally.add(len(chunk), xml)
        if size > _RATIO_FLOOR[xml] and size > MAX_RATIO * max(member.compress_size, 1):
            raise UnreadableFile("packed_too_tight")
        if xml:
            text = tail + chunk.replace(b"\0", b"")  # UTF-16 read as if it were ASCII
            cut = max(text.rfind(b"<"), len(text) - 64, 0)
            tally.look(text[:cut])
            tail = text[cut:]
    if xml:
        tally.look(tail)
    if size != member.file_size:
        raise UnreadableFile("damaged")


def _inflate(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    honest = copy(member)
    honest.file_size = 1 << 62  # else reading stops at the size that the directory claims
    try:
        with package.open(honest) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
        raise UnreadableFile("damaged") from error
