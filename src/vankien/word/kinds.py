"""Which kind of file it truly is: by its content; a name that promises another kind is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

from vankien.model import UnreadableFile
from vankien.word.guard import open_package

HEAD = 65536
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN = (
    _WORD + "document.main+xml",
    _WORD + "template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
# What the file is when it is no document: the key of its sentence in [file].
_FOREIGN_TYPES = {
    b"spreadsheetml": "spreadsheet",
    b"ms-excel": "spreadsheet",
    b"presentationml": "slides",
    b"ms-powerpoint": "slides",
    b"visio": "drawing",
    b"xps": "other_document",
}
_OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "spreadsheet",
    "application/vnd.oasis.opendocument.presentation": "slides",
    "application/vnd.oasis.opendocument.graphics": "drawing",
    "application/epub+zip": "other_document",
}
_SIGNATURES = (
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "other_document"),
)
_DOCUMENTS = {"docx", "flat_opc", "doc", "odt", "fodt", "word_xml", "rtf", "html", "mhtml", "pdf", "txt"}

# What may stand behind an ending. Word opens an old .doc whatever office file it is; other endings bind.
_TEXTS = {"txt", "html", "mhtml", "rtf", "word_xml", "flat_opc", "fodt"}
_BEHIND = {
    ".docx": {"docx"}, ".docm": {"docx"}, ".dotx": {"docx"}, ".dotm": {"docx"},
    ".doc": _DOCUMENTS - {"pdf", "txt", "odt", "fodt"}, ".dot": _DOCUMENTS - {"pdf", "txt", "odt", "fodt"},
    ".odt": {"odt"}, ".rtf": {"rtf"}, ".pdf": {"pdf"}, ".txt": _TEXTS, ".md": _TEXTS,
}  # fmt: skip
_ENDINGS = {"flat_opc": "xml", "word_xml": "xml", "mhtml": "mht"}


def kind_named(path: Path, name: str) -> str:
    """`kind_of`, unless the ending of `name` promises another kind: then UnreadableFile "misnamed"."""
    kind = kind_of(path)
    ending = Path(name).suffix.lower()
    if kind not in _BEHIND.get(ending, _DOCUMENTS):
        raise UnreadableFile("misnamed", ending=ending, truly="." + _ENDINGS.get(kind, kind))
    return kind


def kind_of(path: Path) -> str:
    """docx, flat_opc, doc, odt, fodt, word_xml, rtf, html, mhtml, pdf or txt.

    Raises UnreadableFile when there is nothing to read or it is another kind of file.
    """
    kind = _by_signature(_head(path), path)
    if kind not in _DOCUMENTS:
        raise UnreadableFile(kind)
    return kind


def _head(path: Path) -> bytes:
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise UnreadableFile("unopenable")  # a pipe or a device would be waited for without end
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        raise UnreadableFile("missing") from None
    except IsADirectoryError:
        raise UnreadableFile("folder") from None
    except PermissionError:
        raise UnreadableFile("folder" if path.is_dir() else "forbidden") from None
    except (OSError, ValueError):
        raise UnreadableFile("unopenable") from None
    if not head:
        raise UnreadableFile("empty")
    return head


def _by_signature(head: bytes, path: Path) -> str:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package_kind(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound_kind(path)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:8] == b"ftyp":
        return "image"
    return _text_kind(head)


def _package_kind(path: Path) -> str:
    with open_package(path) as package:
        names = set(package.namelist())
        if "mimetype" in names:
            with package.open("mimetype") as member:
                return _OPEN_DOCUMENT.get(member.read(200).decode("ascii", "replace").strip(), "archive")
        types = _content_types(package) if "[Content_Types].xml" in names else b""
    if any(main.encode() in types for main in _MAIN) or "word/document.xml" in names:
        return "docx"
    for mark, kind in _FOREIGN_TYPES.items():
        if mark in types:
            return kind
    return "damaged" if types else "archive"


def _content_types(package: zipfile.ZipFile) -> bytes:
    with package.open("[Content_Types].xml") as member:
        return member.read(1 << 20).replace(b"\0", b"")


def _compound_kind(path: Path) -> str:
    """Office 97–2003 files, and new ones that a password has wrapped in the old container."""
    import msoffcrypto
    from msoffcrypto.exceptions import FileFormatError

    try:
        with path.open("rb") as file:
            office = msoffcrypto.OfficeFile(file)
            if office.is_encrypted():
                raise UnreadableFile("encrypted")
            name = type(office).__name__
    except FileFormatError:
        return "other_document"
    return {"Doc97File": "doc", "Xls97File": "spreadsheet", "Ppt97File": "slides"}.get(name, "other_document")


def _text_kind(head: bytes) -> str:
    text = _first_words(head)
    if text.startswith("{\\rtf"):
        return "rtf"
    if text.startswith(("<?xml", "<pkg:package", "<w:worddocument", "<office:document")):
        return _xml_kind(text)
    if text.startswith(("<!doctype html", "<html", "<head", "<body", "<meta", "<!--[if")):
        return "html"
    if text.startswith("mime-version:") or "content-type: multipart/related" in text[:2000]:
        return "mhtml"
    return "txt" if _looks_like_text(head) else "unknown"


def _first_words(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.decode("utf-8-sig", "replace")
    return text.lstrip("\ufeff \t\r\n").lower()


def _xml_kind(text: str) -> str:
    marks = (
        ("http://schemas.microsoft.com/office/2006/xmlpackage", "flat_opc"),
        ("http://schemas.microsoft.com/office/word/2003/wordml", "word_xml"),
        ("application/vnd.oasis.opendocument.text", "fodt"),
        ("urn:schemas-microsoft-com:office:spreadsheet", "spreadsheet"),
        ("<html", "html"),
    )
    return next((kind for mark, kind in marks if mark in text), "unknown")


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if head.count(b"\0") > len(head) // 4 and len(head) > 1:
        return _is_wide_text(head)
    controls = sum(head.count(bytes([c])) for c in range(32) if c not in b"\t\n\r\f\v\x1b\x1a")
    return head.count(b"\0") == 0 and controls <= max(3, len(head) // 100)


def _is_wide_text(head: bytes) -> bool:
    """UTF-16 without a byte order mark: most second (or first) bytes are zero."""
    evens, odds = head[0::2].count(0), head[1::2].count(0)
    return max(evens, odds) * 2 > len(head) // 2 and min(evens, odds) * 10 < len(head)
