"""Write the site's samples from the texts beside this file: `python tests/samples/make_samples.py`.

Marks: `#` part, `#=` its title, `##` and `###` headings, `-` items, `|` rows, `@name` the official frame.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "src/vankien_web/drafts/samples"
AUTOMATIC = {"co-quan-ubnd-thanh-pho"}
NOTE = "Bản minh họa: số liệu được đặt ra để giới thiệu chương trình"
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_DATE = (2020, 2, 12, 0, 0, 0)


def main() -> None:
    for source in sorted(HERE.glob("*.txt")):
        target = TARGET / f"{source.stem}.docx"
        build(source.read_text(encoding="utf-8").splitlines(), automatic=source.stem in AUTOMATIC).save(
            str(target)
        )
        steady(target)


def build(lines: list[str], *, automatic: bool) -> Docx:
    word = Document()
    page(word)
    frame = dict(re.match(r"@(\S+) (.*)", line).groups() for line in lines if line.startswith("@"))  # type: ignore[union-attr]
    heading(word, frame)
    numbers = Numbers(word) if automatic else None
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            table(word, rows)
            rows = []
        if line and not line.startswith("@"):
            body(word, line, numbers)
    signature(word, frame)
    word.core_properties.title = frame["kind"].capitalize()
    word.core_properties.author = "Văn kiện, bản minh họa"
    return word


def page(word: Docx) -> None:
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    for kind in ("begin", "PAGE", "end"):
        run = number.add_run()
        xml = f"<w:instrText {nsdecls('w')}>PAGE</w:instrText>"
        run._r.append(
            parse_xml(xml if kind == "PAGE" else f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>')
        )
    for footer in (section.first_page_footer, section.footer):
        footer.paragraphs[0].alignment = CENTER
        note = footer.paragraphs[0].add_run(NOTE)
        note.italic, note.font.size = True, Pt(11)


def heading(word: Docx, frame: dict[str, str]) -> None:
    left, right = sized(word.add_table(rows=1, cols=2), (72, 93)).rows[0].cells
    line(left, frame["left"], first=True)
    line(left, frame["left*"], bold=True)
    line(left, "*")
    line(left, frame["number"])
    line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", first=True, bold=True, size=15).paragraph_format.space_after = Pt(
        12
    )
    rule(right.paragraphs[-1])
    line(right, frame["place"], italic=True)
    line(right, "Dự thảo lần 1", bold=True).paragraph_format.space_before = Pt(6)
    title = written(word.add_paragraph(), frame["kind"], bold=True, size=16)
    title.paragraph_format.space_before = Pt(18)
    written(word.add_paragraph(), frame["subject"], bold=True)
    written(word.add_paragraph(), "-----").paragraph_format.space_after = Pt(12)
    for paragraph in word.paragraphs[-3:]:
        paragraph.alignment = CENTER


def sized(grid: Table, widths: tuple[int, ...]) -> Table:
    """Columns of these widths in millimetres, whatever they hold."""
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return grid


def line(
    cell: _Cell, text: str, *, first: bool = False, bold: bool = False, italic: bool = False, size: int = 14
) -> Paragraph:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    return written(paragraph, text, bold=bold, italic=italic, size=size)


def rule(paragraph: Paragraph) -> None:
    """The solid line under the Party's name."""
    border = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(border))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(5)


def written(
    paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False, size: int = 14
) -> Paragraph:
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


class Numbers:
    """Real automatic numbering, "I." then "1.", begun anew in each part."""

    LEVELS = (("upperRoman", "%1."), ("decimal", "%2."))

    def __init__(self, word: Docx) -> None:
        self._root = word.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr><w:rPr><w:b/></w:rPr></w:lvl>'
            for i, (kind, text) in enumerate(self.LEVELS)
        )
        xml = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
            f"{levels}</w:abstractNum>"
        )
        self._root.insert(0, parse_xml(xml))
        self._id = 90

    def begin(self) -> None:
        self._id += 1
        xml = (
            f'<w:num {nsdecls("w")} w:numId="{self._id}"><w:abstractNumId w:val="90"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        self._root.append(parse_xml(xml))

    def give(self, paragraph: Paragraph, level: int) -> None:
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{self._id}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def body(word: Docx, text: str, numbers: Numbers | None) -> None:
    mark, _, words = text.partition(" ")
    paragraph = word.add_paragraph()
    style = paragraph.paragraph_format
    style.space_after = Pt(6)
    style.line_spacing_rule, style.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(19)
    if mark in ("#", "#="):
        paragraph.alignment, style.keep_with_next = CENTER, True
        style.space_before = Pt(12 if mark == "#" else 0)
        if mark == "#" and numbers:
            numbers.begin()
    else:
        paragraph.alignment, style.first_line_indent = JUSTIFY, Mm(10)
    is_heading = mark in ("#", "#=", "##", "###")
    style.keep_with_next = is_heading
    if numbers and mark in ("##", "###"):
        style.first_line_indent = None
        numbers.give(paragraph, len(mark) - 2)
    written(paragraph, words if is_heading else text, bold=is_heading)


def table(word: Docx, rows: list[list[str]]) -> None:
    grid = word.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    sized(grid, (12, 63, 40, 25, 25))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = grid.rows[r].cells[c]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.alignment = None if c == 1 and r else CENTER
            written(paragraph, text, bold=r == 0)
    grid.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    word.add_paragraph().paragraph_format.space_after = Pt(0)


def signature(word: Docx, frame: dict[str, str]) -> None:
    word.add_paragraph().paragraph_format.space_after = Pt(0)
    left, right = sized(word.add_table(rows=1, cols=2), (85, 80)).rows[0].cells
    head = left.paragraphs[0]
    head.paragraph_format.space_after = Pt(0)
    written(head, "Nơi nhận:").runs[0].underline = True
    names = frame["recipients"].split("; ")
    for i, name in enumerate(names):
        paragraph = left.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        written(paragraph, f"- {name}{'.' if i == len(names) - 1 else ','}", size=12)
    line(right, frame["mark"], first=True, bold=True)
    line(right, frame["post"])


def steady(path: Path) -> None:
    """Write the package again with fixed dates, so that the same texts give the same bytes."""
    with zipfile.ZipFile(path) as package:
        members = [
            (name, package.read(name)) for name in package.namelist() if name != "docProps/thumbnail.jpeg"
        ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members:
            if name in ("docProps/core.xml", "_rels/.rels"):
                data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2020-02-12T00:00:00Z", data)
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
            package.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
