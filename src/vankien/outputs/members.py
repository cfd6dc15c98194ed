"""A Word file's zip, copied with some of its members changed, added or left out."""

from __future__ import annotations

import posixpath
import shutil
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path

from lxml import etree

from vankien.word.package import Package

Element = etree._Element
TYPES = "[Content_Types].xml"
_PARSER = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_LEVEL = 3  # of packing: 6 takes five times as long for a tenth less
_DESCRIBED = 0x08  # a member's flag: its sizes stand behind it
_NEW = (1980, 1, 1, 0, 0, 0)  # the date of added members: the same draft gives the same bytes
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Members:
    """The members of a zip and what replaces or joins them. Parts are named without regard to case."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._changed: dict[str, bytes] = {}
        self._left_out: set[str] = set()
        self._names = {n.replace("\\", "/").lstrip("/").lower(): n for n in archive.namelist()}

    def root(self, part: str) -> Element | None:
        """The parsed part as it stands now; None where there is none or it is broken."""
        name = self._names.get(part.lower(), part)
        if name not in self._changed and part.lower() not in self._names:
            return None
        data = self._changed.get(name) or self._archive.read(name)
        try:
            return etree.fromstring(data, etree.XMLParser(**_PARSER))  # type: ignore[arg-type]
        except etree.XMLSyntaxError:
            return None

    def put(self, part: str, root: Element) -> None:
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._changed[self._names.get(part.lower(), part)] = data

    def leave_out(self, part: str) -> None:
        self._left_out.add(self._names.get(part.lower(), part))

    def write(self, target: Path) -> None:
        """The new zip; what nobody changed is copied packed as it is."""
        if not self._changed and not self._left_out:
            shutil.copyfile(str(self._archive.filename), target)
            return
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as made:
            for entry in self._kept():
                if entry.filename in self._changed:
                    made.writestr(_packable(entry), self._changed[entry.filename], compresslevel=_LEVEL)
                else:
                    _copy(self._archive, entry, made)
            for name in self._added():
                made.writestr(info(name), self._changed[name], compresslevel=_LEVEL)

    def all(self) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
        """Every member of the new zip: those of the old one in their order, then the added ones."""
        for old in self._kept():
            yield _packable(old), self._changed.get(old.filename) or self._archive.read(old)
        for name in self._added():
            yield info(name), self._changed[name]

    def _kept(self) -> Iterator[zipfile.ZipInfo]:
        seen = set(self._left_out)
        for old in self._archive.infolist():
            if old.filename not in seen and not old.is_dir():
                seen.add(old.filename)
                yield old

    def _added(self) -> list[str]:
        there = set(self._archive.namelist()) | self._left_out
        return [name for name in self._changed if name not in there]


@contextmanager
def rewritten(source: Path, target: Path) -> Iterator[tuple[Members, Package]]:
    """The members of a Word file, to be changed, and the file as it is; `target` is written in the end.

    A template, or a file with macros, becomes a mere document where `target` is a .docx.
    """
    package = Package(source)
    try:
        with zipfile.ZipFile(source) as archive:
            members = Members(archive)
            if target.suffix.lower() == ".docx":
                make_plain_document(members, package.main())
            yield members, package
            members.write(target)
    finally:
        package.close()


def _packable(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    known = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return entry if known else info(entry.filename)


def _copy(old: zipfile.ZipFile, entry: zipfile.ZipInfo, new: zipfile.ZipFile) -> None:
    """Add a member as it is packed, which zipfile has no call for."""
    assert old.fp is not None and new.fp is not None  # noqa: S101 - both are open
    old.fp.seek(entry.header_offset)
    name, extra = struct.unpack("<26x2H", old.fp.read(30))
    old.fp.seek(name + extra, 1)
    packed = old.fp.read(entry.compress_size)
    made = copy(entry)
    made.flag_bits &= ~_DESCRIBED
    made.extra = b""
    new.fp.seek(new.start_dir)
    made.header_offset = new.fp.tell()
    new.fp.write(made.FileHeader() + packed)
    new.start_dir = new.fp.tell()
    new.filelist.append(made)
    new.NameToInfo[made.filename] = made


def info(name: str) -> zipfile.ZipInfo:
    """The entry of an added member."""
    entry = zipfile.ZipInfo(name, _NEW)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def rels_of(part: str) -> str:
    """ "word/document.xml" → "word/_rels/document.xml.rels"."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def make_plain_document(members: Members, main: str) -> None:
    """Make a file with macros, or a template, a mere .docx: Word refuses a .docx that holds either."""
    types = members.root(TYPES)
    own = [e for e in types if _part(e) == main.lower()] if types is not None else []
    if types is None or all(e.get("ContentType") == _DOCUMENT for e in own):
        return
    for element in own:
        element.set("ContentType", _DOCUMENT)
    for element in [e for e in types if "vba" in (e.get("ContentType") or "").lower()]:
        types.remove(element)
        members.leave_out(_part(element))
    members.put(TYPES, types)
    links = members.root(rels_of(main))
    if links is not None:
        _unlink_macros(members, links, posixpath.dirname(main))
        members.put(rels_of(main), links)


def _unlink_macros(members: Members, links: Element, folder: str) -> None:
    for link in [e for e in links if (e.get("Type") or "").endswith("/vbaProject")]:
        links.remove(link)
        part = posixpath.normpath(posixpath.join(folder, link.get("Target") or "")).lstrip("/")
        members.leave_out(part)
        members.leave_out(rels_of(part))


def _part(override: Element) -> str:
    return (override.get("PartName") or "").lstrip("/").lower()
