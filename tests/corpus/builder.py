"""Builds the real file of a corpus draft: Word as an office would have typed it, or plain text."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from corpus import old_codes
from corpus.truth import CorpusDraft, Line
from vankien.text import from_roman

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    )
    + "</Types>"
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="851" w:header="567" w:footer="567"/>'
)
_FORMATS = (
    (r"[IVXLC]+", "upperRoman"),
    (r"\d+", "decimal"),
    (r"[a-zđ]", "lowerLetter"),
    (r"[A-ZĐ]", "upperLetter"),
)


def build(draft: CorpusDraft, folder: Path) -> Path:
    """The file of `draft` in `folder`. Returns its path."""
    if draft.head.get("file", "docx") == "txt":
        path = folder / f"{draft.id}.txt"
        path.write_text("\n".join(line.text for line in draft.lines) + "\n", encoding="utf-8")
        return path
    path = folder / f"{draft.id}.docx"
    word = _Word(draft.head)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr(
            "_rels/.rels",
            _RELS.format(f'<Relationship Id="r1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'),
        )
        package.writestr(
            "word/_rels/document.xml.rels",
            _RELS.format(
                f'<Relationship Id="r1" Type="{_REL}/styles" Target="styles.xml"/>'
                f'<Relationship Id="r2" Type="{_REL}/numbering" Target="numbering.xml"/>'
            ),
        )
        package.writestr("word/document.xml", word.document(draft.lines))
        package.writestr("word/styles.xml", _styles())
        package.writestr("word/numbering.xml", word.numbering())
    return path


def _styles() -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        for n in range(1, 7)
    )
    return f'<w:styles xmlns:w="{_W}">{headings}</w:styles>'


class _Word:
    """Writes paragraphs in the font, numbering and normal form that the draft's head asks for."""

    def __init__(self, head: dict[str, str]) -> None:
        self.font = head.get("font", "Times New Roman")
        self.automatic = head.get("numbering") == "automatic"
        self.headings = head.get("headings", "bold")
        self.form: Literal["NFC", "NFD"] = "NFD" if head.get("form") == "NFD" else "NFC"
        self.lists: list[str] = []

    def document(self, lines: list[Line]) -> str:
        body, rows = [], []
        for line in [*lines, Line("")]:
            if line.cells:
                rows.append(line)
                continue
            if rows:
                body.append(self._table(rows))
                rows = []
            if line.text:
                body.append(self._paragraph(line))
        text = f"{''.join(body)}<w:sectPr>{_PAGE}</w:sectPr>"
        return f'<w:document xmlns:w="{_W}"><w:body>{text}</w:body></w:document>'

    def numbering(self) -> str:
        levels = "".join(
            f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
            for n, level in enumerate(self.lists)
        )
        nums = "".join(
            f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(len(self.lists))
        )
        return f'<w:numbering xmlns:w="{_W}">{levels}{nums}</w:numbering>'

    def _table(self, rows: list[Line]) -> str:
        cells = "".join(
            "<w:tr>"
            + "".join(f"<w:tc><w:p>{self._run(c, n == 0)}</w:p></w:tc>" for c in row.cells)
            + "</w:tr>"
            for n, row in enumerate(rows)
        )
        return f"<w:tbl>{cells}</w:tbl>"

    def _paragraph(self, line: Line) -> str:
        properties, text, bold = "", line.text, line.bold_until
        if line.heading and self.headings == "styles":
            properties += f'<w:pStyle w:val="H{line.heading.level}"/>'
        if line.heading and self.automatic and (level := self._level(line.printed_number)):
            self.lists.append(level)
            properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{len(self.lists)}"/></w:numPr>'
            text = text[len(line.printed_number) :].lstrip()
            bold -= len(line.text) - len(text)
        if line.centred or line.continues_heading or "PHẦN" in line.printed_number:
            properties += '<w:jc w:val="center"/>'
        if line.centred:
            bold = len(text)
        if self.headings != "bold" and not line.centred:
            bold = 0
        # The name of the document stands at 15, as the Party's format asks; everything else at 14.
        size = 15 if line.centred and text.lower() == "báo cáo chính trị" else 14
        runs = self._run(text[:bold], True, size) + self._run(text[bold:], False)
        return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"

    def _level(self, printed: str) -> str | None:
        for pattern, name in _FORMATS:
            if match := re.fullmatch(rf"((?:\d+\.)*)({pattern})([.)/-]?)", printed):
                before, number, after = match.groups()
                start = _ordinal(number, name)
                return (
                    f'<w:start w:val="{start}"/><w:numFmt w:val="{name}"/><w:suff w:val="space"/>'
                    f'<w:lvlText w:val="{before}%1{after}"/>'
                    if start
                    else None
                )
        return None

    def _run(self, text: str, bold: bool, size: int = 14) -> str:
        if not text:
            return ""
        shown = unicodedata.normalize(self.form, text)
        return "".join(
            self._piece(font, piece, bold, size) for font, piece in old_codes.runs(shown, self.font)
        )

    def _piece(self, font: str, stored: str, bold: bool, size: int) -> str:
        weight = "<w:b/>" if bold else ""
        fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        text = f'<w:t xml:space="preserve">{escape(stored)}</w:t>'
        return f'<w:r><w:rPr>{fonts}{weight}<w:sz w:val="{2 * size}"/></w:rPr>{text}</w:r>'


def _ordinal(number: str, name: str) -> int | None:
    if name == "upperRoman":
        return from_roman(number)
    if name == "decimal":
        return int(number)
    # Word counts the English alphabet: a letter past "d" is typed, not automatic, where the draft counts đ.
    return ord(number.lower()) - 96 if number.lower() in "abcd" else None
