"""Word files built from XML text, for tests that know every byte of what they read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from vankien.model import Document
from vankien.word.docx import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": W,
        "r": _RELATIONS,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PARTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "commentsExtended": "commentsExtended",
}
_ROOTS = {"commentsExtended": "w15:commentsEx", "header": "w:hdr", "footer": "w:ftr"}


def element(name: str, inner: str) -> str:
    """A part's root with every namespace declared."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><{name} {_SPACES}>{inner}</{name}>'


def docx_bytes(body: str, *, extra: Mapping[str, str | bytes] | None = None, **parts: str) -> bytes:
    """A .docx. `parts`: styles, numbering, settings, footnotes, header1, footer2 … (the inside of the root);

    a header's or footer's relationship id is its name. `extra` adds or replaces whole members.
    """
    members: dict[str, str | bytes] = {"word/document.xml": element("w:document", f"<w:body>{body}</w:body>")}
    links, overrides = [], [("word/document.xml", "document.main")]
    for name, inner in parts.items():
        kind = name.rstrip("0123456789")
        members[f"word/{name}.xml"] = element(_ROOTS.get(kind, f"w:{kind}"), inner)
        links.append(f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{name}.xml"/>')
        overrides.append((f"word/{name}.xml", kind))
    members["word/_rels/document.xml.rels"] = _relationships("".join(links))
    members["_rels/.rels"] = _relationships(
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
    )
    members["[Content_Types].xml"] = _content_types(overrides)
    return pack(members | dict(extra or {}))


def pack(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def _relationships(links: str) -> str:
    address = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{address}">{links}</Relationships>'


def _content_types(overrides: list[tuple[str, str]]) -> str:
    address = "http://schemas.openxmlformats.org/package/2006/content-types"
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    parts = "".join(f'<Override PartName="/{n}" ContentType="{_CONTENT}{k}+xml"/>' for n, k in overrides)
    return f'<?xml version="1.0"?><Types xmlns="{address}">{defaults}{parts}</Types>'


def read(body: str, **parts: str) -> Document:
    """The document that a body reads as."""
    return read_docx(docx_bytes(body, **parts))


def texts(body: str, **parts: str) -> list[str]:
    """The blocks' texts of a body."""
    return [block.text for block in read(body, **parts).blocks]


def r(text: str, properties: str = "") -> str:
    """A run."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str = "", properties: str = "") -> str:
    """A paragraph; plain text becomes one run."""
    inner = content if content.startswith("<") or not content else r(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def numbered(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph in a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def lvl(index: int, format_: str, text: str, start: int = 1, more: str = "") -> str:
    """A `w:lvl`; `more` comes where numFmt's neighbours stand."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """numbering.xml with one abstract list."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{numbers}'


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    inner = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{inner}{''.join(cells)}</w:tr>"


def tc(content: str, properties: str = "") -> str:
    inner = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{inner}{content if content.startswith('<') else p(content)}</w:tc>"


def change(kind: str, content: str, author: str = "Người 01", date: str = "2020-02-13T08:00:00Z") -> str:
    """Content in `w:ins`, `w:del`, `w:moveFrom` or `w:moveTo`."""
    return f'<w:{kind} w:id="9" w:author="{author}" w:date="{date}">{content}</w:{kind}>'


def mark(kind: str, author: str = "Người 01") -> str:
    """Paragraph properties whose mark is inserted, deleted or moved."""
    return f'<w:rPr><w:{kind} w:id="8" w:author="{author}" w:date="2020-02-13T08:00:00Z"/></w:rPr>'


def deleted(text: str) -> str:
    return change("del", f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>')


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def box(content: str) -> str:
    """A run that anchors a text box as Word writes it: a drawing, and the same again in VML as fallback."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
