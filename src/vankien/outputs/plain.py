"""A draft as a .docx: itself, converted, or (a PDF, a text file) a plain one of its blocks."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from vankien.model import Block, Document
from vankien.word import as_docx
from vankien.word.guard import check_package

_NEW = (1980, 1, 1, 0, 0, 0)
_OPEN = "http://schemas.openxmlformats.org"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = f"{_OPEN}/wordprocessingml/2006/main"
_TYPES = (
    f'<Types xmlns="{_OPEN}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_MAIN = f"{_OPEN}/officeDocument/2006/relationships/officeDocument"
_LINKS = (
    f'<Relationships xmlns="{_OPEN}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_MAIN}" Target="word/document.xml"/></Relationships>'
)
FONT = "Times New Roman"
_FACE = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>{{bold}}<w:sz w:val="28"/>'
_PAGE = (  # A4 with the Party's margins, in twentieths of a point
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" '
    'w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
ALIGNMENTS = {"left": "left", "center": "center", "right": "right", "justify": "both"}  # of a block, in Word
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def docx_of(file: Path, document: Document, folder: Path) -> Path:
    """The draft as a .docx that the guard has let pass; `document` is `file` read.

    What has to be made is made in `folder`. Raises UnreadableFile.
    """
    source = as_docx(file, folder) or plain_docx(document, folder / "plain.docx")
    check_package(source)
    return source


def writable(text: str) -> str:
    """As long as it was, without the characters that no XML may hold."""
    return _UNWRITABLE.sub(" ", text)


def plain_docx(document: Document, target: Path) -> Path:
    """One paragraph a block, so that reading it gives the same blocks again."""
    paragraphs = "".join(_paragraph(block) for block in document.blocks)
    body = f'<w:document xmlns:w="{_W}"><w:body>{paragraphs}{_PAGE}</w:body></w:document>'
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _LINKS),
            ("word/document.xml", body),
        ):
            info = zipfile.ZipInfo(name, _NEW)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, (_HEAD + text).encode())
    return target


def _paragraph(block: Block) -> str:
    face = _FACE.format(bold="<w:b/>" if block.bold else "")
    alignment = ALIGNMENTS.get(block.alignment or "")
    justified = f'<w:jc w:val="{alignment}"/>' if alignment else ""
    text = escape(writable(block.text))
    run = f'<w:r><w:rPr>{face}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f'<w:p><w:pPr><w:spacing w:after="120"/>{justified}</w:pPr>{run}</w:p>'
