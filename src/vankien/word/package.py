"""The parts of a Word file and their relationships."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from vankien.model import UnreadableFile
from vankien.word.names import DIALECTS, Element

_BROKEN = (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, UnicodeError, EOFError, RuntimeError)
_PARSER_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


@dataclass(frozen=True, slots=True)
class Relationship:
    """`kind` is the last word of its type ("footnotes", "header" …); `target` a part's name or an address."""

    id: str
    kind: str
    target: str
    external: bool = False


class Package:
    """A zip of parts, named without regard to case, as in Word. `broken` names those that proved to be."""

    def __init__(self, source: Path | bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
        except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
            raise UnreadableFile("damaged") from error
        self._names = {n.replace("\\", "/").lstrip("/").lower(): n for n in self._zip.namelist()}
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self.broken: dict[str, None] = {}

    def close(self) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def relationships(self, part: str = "") -> dict[str, Relationship]:
        """By id; those of the package itself when no part is named."""
        if part not in self._relationships:
            folder, name = posixpath.split(part)
            root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = (self._relationship(e, folder) for e in root) if root is not None else ()
            self._relationships[part] = {r.id: r for r in found}
        return self._relationships[part]

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the parts that `part` relates to in this way and that exist."""
        links = self.relationships(part).values()
        return [r.target for r in links if r.kind == kind and not r.external and r.target in self]

    def main(self) -> str:
        """The name of the main document part. Raises UnreadableFile."""
        for name in (*self.related("", "officeDocument"), "word/document.xml"):
            if name in self:
                return name
        raise UnreadableFile("damaged")

    def size(self, part: str) -> int:
        """Bytes of a part as the directory says; 0 where it is missing."""
        name = self._names.get(part.lower())
        return self._zip.getinfo(name).file_size if name else 0

    def data(self, part: str) -> bytes:
        """A part's bytes. Raises KeyError where it is missing."""
        return self._zip.read(self._names[part.lower()])

    def root(self, part: str) -> Element | None:
        """The parsed part; None where it is missing or broken."""
        name = self._names.get(part.lower())
        if name is None:
            return None
        try:
            return parse(self._zip.read(name))
        except _BROKEN:
            self.broken[part] = None
            return None

    def _relationship(self, element: Element, folder: str) -> Relationship:
        target = (element.get("Target") or "").replace("\\", "/")
        kind = (element.get("Type") or "").rstrip("/").rpartition("/")[2]
        external = (element.get("TargetMode") or "").lower() == "external"
        if not external:
            path = target if target.startswith("/") else posixpath.join(folder, target)
            target = posixpath.normpath(path.partition("#")[0]).lstrip("/")
            target = target if target in self else unquote(target)
        return Relationship(element.get("Id") or "", kind, target, external)


def parse(data: bytes) -> Element:
    """A part as a tree in which every known namespace has its short name. Raises etree.XMLSyntaxError."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
        data = (text.partition("?>")[2] if text.startswith("<?xml") else text).encode()
    quotes = (b'"', b"'") if b"='" in data else (b'"',)
    for address, short in DIALECTS:
        for quote in quotes:
            data = data.replace(quote + address + quote, quote + short + quote)
    return etree.fromstring(data, etree.XMLParser(**_PARSER_OPTIONS))  # type: ignore[arg-type]
