"""What is taken out of a file before a converter sees it: every link that would make it fetch something."""

from __future__ import annotations

import base64
import email
import email.policy
import re
import shutil
import zipfile
from pathlib import Path

from lxml import etree, html

from vankien.model import UnreadableFile
from vankien.word.guard import MAX_XML, MEGABYTE, check_package
from vankien.word.plain import decode

_XLINK = "{http://www.w3.org/1999/xlink}href"
_TEXT_LINK = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}a"
_ODT_KEPT = ("mimetype", "content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml")
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
# Field codes and destinations that load another file, in .rtf and in Word's XML of 2003.
_LOADERS = re.compile(
    rb"(?is)((?:\\fldinst|instrText[^>]*>|instr=\")(?:(?!\\fldrslt|</).){0,400}?)"
    rb"\b(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDEAUTO|DDE|LINK)\b"
)
_DESTINATIONS = re.compile(rb"\\\*\\template\b|\\objlink\b|\\objautlink\b")
_HTML_DROPPED = (
    "script",
    "link",
    "img",
    "iframe",
    "frame",
    "object",
    "embed",
    "base",
    "audio",
    "video",
    "applet",
)
_HTML_LOADERS = ("src", "background", "data", "poster", "srcset", "dynsrc", "longdesc")


def strip_links(path: Path, kind: str, target: Path) -> Path:
    """A copy of `path` at `target` that names no outside file (a .doc is copied whole)."""
    if path.stat().st_size > MAX_XML:
        raise UnreadableFile("too_big", megabytes=str(MAX_XML // MEGABYTE))
    if kind == "odt":
        _strip_odt(path, target)
    elif kind in ("html", "mhtml"):
        target.write_bytes(_strip_html(path, kind))
    elif kind == "fodt":
        target.write_bytes(_strip_xml(path.read_bytes()))
    elif kind in ("rtf", "word_xml"):
        data = _LOADERS.sub(rb"\1QUOTE", path.read_bytes())
        target.write_bytes(_DESTINATIONS.sub(rb"\\*\\none", data))
    else:
        shutil.copyfile(path, target)
    return target


def _strip_odt(path: Path, target: Path) -> None:
    check_package(path, doctype_allowed=True)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        members = set(source.namelist())
        if "content.xml" not in members:
            raise UnreadableFile("damaged")
        for name in (n for n in _ODT_KEPT if n in members):
            data = source.read(name)
            if name == "META-INF/manifest.xml":
                if b"encryption-data" in data:
                    raise UnreadableFile("encrypted")
                continue
            out.writestr(name, _strip_xml(data) if name in ("content.xml", "styles.xml") else data)
        out.writestr("META-INF/manifest.xml", _manifest(members))


def _manifest(members: set[str]) -> str:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = [("/", "application/vnd.oasis.opendocument.text")]
    entries += [(name, "text/xml") for name in _ODT_KEPT[1:5] if name in members]
    files = "".join(f'<m:file-entry m:full-path="{n}" m:media-type="{t}"/>' for n, t in entries)
    return f'<m:manifest xmlns:m="{space}" m:version="1.2">{files}</m:manifest>'


def parse_xml(data: bytes) -> etree._Element:
    """XML from outside: no entities, no network, no huge trees. Raises UnreadableFile."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("damaged") from error


def _strip_xml(data: bytes) -> bytes:
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise UnreadableFile("entities")
    root = parse_xml(data)
    for element in root.iter(etree.Element):
        if element.tag != _TEXT_LINK and not element.get(_XLINK, "#").startswith("#"):
            del element.attrib[_XLINK]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _strip_html(path: Path, kind: str) -> bytes:
    text = _web_page(path.read_bytes()) if kind == "mhtml" else _page_text(path.read_bytes())
    text = re.sub(r"^\s*<\?xml[^>]*>", "", text)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, ValueError) as error:
        raise UnreadableFile("damaged") from error
    etree.strip_elements(root, *_HTML_DROPPED, "meta", with_tail=False)
    for element in root.iter(etree.Element):
        _strip_attributes(element)
    for style in root.iter("style"):
        style.text = _without_urls(style.text or "")
    return b"\xef\xbb\xbf" + etree.tostring(root, encoding="utf-8", method="html")


def _strip_attributes(element: etree._Element) -> None:
    for name, value in [(str(n), str(v)) for n, v in element.items()]:
        if name in _HTML_LOADERS or name.startswith("on"):
            del element.attrib[name]
        elif name == "style":
            element.set(name, _without_urls(value))


def _without_urls(style: str) -> str:
    return re.sub(r"(?i)url\s*\([^)]*\)?|@import[^;]*;?", "", style)


def _page_text(data: bytes) -> str:
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    text, guessed = decode(data)
    if guessed and declared:
        try:
            return data.decode(declared[1].decode("ascii"), "replace")
        except LookupError:
            return text
    return text


def _web_page(data: bytes) -> str:
    """The page inside a single-file web page (MHTML)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return _page_text(payload) if isinstance(payload, bytes) else ""
    raise UnreadableFile("damaged")


def unflatten(path: Path, target: Path) -> Path:
    """Word's single-file XML (Flat OPC) as the package that it stands for."""
    if path.stat().st_size > MAX_XML:
        raise UnreadableFile("too_big", megabytes=str(MAX_XML // MEGABYTE))
    types = ['<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">']
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for part in parse_xml(path.read_bytes()).iter(_PKG + "part"):
            name, kind = part.get(_PKG + "name", ""), part.get(_PKG + "contentType", "")
            xml, binary = part.find(_PKG + "xmlData"), part.find(_PKG + "binaryData")
            if xml is not None and len(xml):
                out.writestr(name.lstrip("/"), etree.tostring(xml[0], xml_declaration=True, encoding="UTF-8"))
            elif binary is not None:
                out.writestr(name.lstrip("/"), base64.b64decode(binary.text or ""))
            types.append(f'<Override PartName="{name}" ContentType="{kind}"/>')
        out.writestr("[Content_Types].xml", "".join([*types, "</Types>"]))
    return target
