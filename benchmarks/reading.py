# ruff: noqa: E501 - XML and prose as Word stores them
"""Speed of reading: a made-up report of 97 pages through our reader and through others, in one run.

`python -m benchmarks.reading` prints ms a page, the ratio to python-docx, and our peak memory.
"""

from __future__ import annotations

import io
import math
import random
import resource
import sys
import time
import zipfile
from collections.abc import Callable

from vankien.word.docx import read_docx

PAGES, LINES, WIDTH = 97, 33, 88
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_R}"'
_PROSE = """
    đảng bộ xã lãnh đạo thực hiện nhiệm vụ phát triển kinh tế văn hóa quốc phòng an ninh chi bộ nông
    thôn mới hộ nghèo bảo hiểm thu ngân sách hợp tác nhân dân tổ chức công tác kiểm tra đoàn thể chỉ
    tiêu nghị quyết đại hội sản xuất dịch vụ thương mại trường học y tế đường giao thông xây dựng chất
    lượng cán bộ
"""
_TIMES = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
_SIZE = '<w:sz w:val="28"/><w:szCs w:val="28"/>'
_BY = 'w:id="1" w:author="Người 01" w:date="2020-02-13T08:00:00Z"'


class _Report:
    """Writes paragraphs until the pages are full."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - made-up text
        self.vocabulary = _PROSE.split()
        self.out: list[str] = []
        self.lines = self.notes = 0

    def write(self) -> str:
        while self.lines < PAGES * LINES:
            kind = self.random.random()
            if kind < 0.06:
                self.table()
            elif kind < 0.2:
                self.paragraph(self.random.randint(4, 12), '<w:outlineLvl w:val="1"/>', "<w:b/><w:bCs/>")
            elif kind < 0.4:
                level = self.random.randint(0, 2)
                self.paragraph(
                    30, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>', "<w:i/>"
                )
            else:
                self.paragraph(self.random.randint(40, 110), '<w:ind w:firstLine="720"/><w:jc w:val="both"/>')
        return "".join(self.out)

    def paragraph(self, words: int, properties: str, look: str = "") -> None:
        text = self.words(words)
        self.lines += len(text) // WIDTH + 1
        cut = self.random.randint(0, len(text))
        runs = self.run(text[:cut], look) + self.run(text[cut:], look + '<w:lang w:val="vi-VN"/>')
        chance = self.random.random()
        if chance < 0.08:
            runs += f"<w:ins {_BY}>{self.run(self.words(6))}</w:ins>"
            runs += f"<w:del {_BY}>{self.run(self.words(5)).replace('w:t', 'w:delText')}</w:del>"
        elif chance < 0.12:
            self.notes += 1
            runs += f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{self.notes}"/></w:r>'
        spacing = '<w:spacing w:before="120" w:after="120" w:line="340" w:lineRule="exact"/>'
        self.out.append(
            f"<w:p><w:pPr>{spacing}{properties}<w:rPr>{_TIMES}{_SIZE}</w:rPr></w:pPr>{runs}</w:p>"
        )

    def run(self, text: str, look: str = "") -> str:
        return f'<w:r><w:rPr>{_TIMES}{look}{_SIZE}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

    def words(self, count: int) -> str:
        picked = [self.random.choice(self.vocabulary) for _ in range(count)]
        return " ".join([*picked, f"{self.random.randint(1, 99)},{self.random.randint(1, 9)}%."]).capitalize()

    def table(self) -> None:
        self.out.append('<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>')
        for _ in range(8):
            self.lines += 1
            self.out.append("<w:tr>")
            for _ in range(5):
                self.out.append('<w:tc><w:tcPr><w:tcW w:w="1800" w:type="dxa"/></w:tcPr>')
                self.out.append(f"<w:p>{self.run(self.words(2))}</w:p></w:tc>")
            self.out.append("</w:tr>")
        self.out.append("</w:tbl>")


def report(seed: int = 2020) -> bytes:
    """A report of about 97 pages as a .docx."""
    writer = _Report(seed)
    body = writer.write()
    notes = "".join(
        f'<w:footnote w:id="{i}"><w:p>{writer.run(writer.words(20))}</w:p></w:footnote>'
        for i in range(1, writer.notes + 1)
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{t}"/></w:lvl>'
        for i, t in enumerate(("%1.", "%1.%2.", "%1.%2.%3."))
    )
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    style = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    parts = {
        "document": f"<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "footnotes": f"<w:footnotes {_W}>{notes}</w:footnotes>",
        "numbering": f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{number}</w:numbering>',
        "styles": f"<w:styles {_W}>{style}</w:styles>",
    }
    return _packed(parts)


def _packed(parts: dict[str, str]) -> bytes:
    package = "http://schemas.openxmlformats.org/package/2006"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    links = "".join(
        f'<Relationship Id="{n}" Type="{_R}/{n}" Target="{n}.xml"/>' for n in parts if n != "document"
    )
    main = f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    types = "".join(
        f'<Override PartName="/word/{n}.xml" ContentType="{word}.{n}{".main" if n == "document" else ""}+xml"/>'
        for n in parts
    )
    rels = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types">{rels}{types}</Types>')
        file.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships">{main}</Relationships>')
        file.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        )
        for name, content in parts.items():
            file.writestr(f"word/{name}.xml", content)
    return buffer.getvalue()


def python_docx_text(data: bytes) -> list[str]:
    """What python-docx offers: the text of body paragraphs and table cells."""
    import docx

    document = docx.Document(io.BytesIO(data))
    found = [p.text for p in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            found += [p.text for cell in row.cells for p in cell.paragraphs]
    return found


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def docx2python_text(data: bytes) -> object:
    """docx2python's nested lists of paragraphs."""
    from docx2python import docx2python

    with docx2python(io.BytesIO(data)) as result:
        return result.document


def mammoth_text(data: bytes) -> object:
    """mammoth's HTML."""
    import mammoth

    return mammoth.convert_to_html(io.BytesIO(data)).value


_PEERS: tuple[tuple[str, Callable[[bytes], object], int, str], ...] = (
    ("vankien", read_docx, 7, "–"),
    (
        "python-docx",
        python_docx_text,
        7,
        "tracked insertions, moves, notes, text boxes, content controls, nested tables, automatic numbers",
    ),
    ("docx2python", docx2python_text, 1, "deletions, which text is an insertion, non-breaking hyphens"),
    ("mammoth", mammoth_text, 1, "moves, deletions, fields, comments"),
)


def rows() -> list[list[str]]:
    """A row a reader: name, ms a page, time against python-docx's in the same run, what it loses."""
    data = report()
    times = {name: math.inf for name, *_ in _PEERS}
    for turn in range(max(rounds for *_, rounds, _ in _PEERS)):  # in turns, so that noise meets all alike
        for name, read, rounds, _ in _PEERS:
            if turn < rounds:
                times[name] = min(times[name], seconds(lambda read=read: read(data)))  # type: ignore[misc]
    return [
        [name, f"{times[name] / PAGES * 1000:.2f}", f"{times[name] / times['python-docx']:.2f}", loses]
        for name, _, _, loses in _PEERS
    ]


def main() -> None:
    data = report()
    blocks = len(read_docx(data).blocks)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{PAGES} pages, {blocks} blocks; peak memory of vankien {memory:.0f} MB\n")
    for name, ms, ratio, _ in rows():
        sys.stdout.write(f"{name:12} {ms:>6} ms/page  x{ratio}\n")


if __name__ == "__main__":
    main()
