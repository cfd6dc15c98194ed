"""Secrecy stamps: the adversarial cases of tests/library/secrecy, and real Word files through the reader."""

import re
import unicodedata
from pathlib import Path
from time import process_time

import pytest

from library.word_factory import box, docx_bytes, p, r, read, table, tc, tr
from vankien.model import Block, Cell, Document, Span
from vankien.secrecy import stamp
from vankien.word import read_apart

CASES = Path(__file__).parent / "secrecy"
LINE = re.compile(r"(?:\[(header|footer|textbox|table|footnote|caps)\] )?(.*)")


def cases(file: str) -> dict[str, Document]:
    chunks = re.split(r"^== ", (CASES / file).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    drafts = [chunk.strip().split("\n") for chunk in chunks]
    assert len({name for name, *_ in drafts}) == len(drafts)
    return {name: document(lines) for name, *lines in drafts}


def document(lines: list[str]) -> Document:
    """The draft that the lines of a case describe, all its tables' cells in one table."""
    blocks: list[Block] = []
    for line in lines:
        if prose := re.fullmatch(r"\.\.\. (\d+)", line):
            start = len(blocks)
            blocks += [Block(start + n, f"Hoàn thành nhiệm vụ thứ {n + 1}.") for n in range(int(prose[1]))]
            continue
        where, text = LINE.fullmatch(line).groups()
        blocks.append(block(len(blocks), where or "body", text))
    return Document("docx", tuple(blocks))


def block(index: int, where: str, text: str) -> Block:
    escaped = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    seen = " ".join(unicodedata.normalize("NFC", escaped).split())
    spans = (Span(0, len(seen), caps=True),) if where == "caps" else ()
    cell = Cell(0, index, 0) if where == "table" else None
    return Block(index, seen, "body" if where == "caps" else where, spans=spans, cell=cell)


FIRE, QUIET, SECOND = cases("fire.txt"), cases("quiet.txt"), cases("second.txt")


@pytest.mark.parametrize("name", [*FIRE, *(n for n in SECOND if n.startswith("+"))])
def test_a_stamp_is_seen(name):
    assert stamp((FIRE | SECOND)[name])


@pytest.mark.parametrize("name", [*QUIET, *(n for n in SECOND if n.startswith("-"))])
def test_what_speaks_of_secrets_is_no_stamp(name):
    assert stamp((QUIET | SECOND)[name]) is None


def test_the_set_is_large_and_even():
    assert min(len(FIRE), len(QUIET)) >= 70


H1 = '<w:sectPr><w:headerReference w:type="first" r:id="header1"/><w:titlePg/></w:sectPr>'
VN, VNH, VNI = (
    f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' for font in (".VnTime", ".VnTimeH", "VNI-Times")
)
STYLE = '<w:style w:type="paragraph" w:styleId="Dau"><w:name w:val="Dau"/><w:rPr><w:caps/></w:rPr></w:style>'
PROSE = "".join(p(r(f"Đoạn văn thứ {n}.")) for n in range(40))


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (p(r("MẬT")) + PROSE, {}),
        (p(box(p(r("TỐI MẬT"))) + r("BÁO CÁO")), {}),
        (PROSE + p(box(p(r("TUYỆT MẬT")) + p(r("Bản số: 02")))), {}),
        (p(r("BÁO CÁO")) + H1, {"header1": p(r("MẬT"))}),
        (PROSE + H1.replace('"first"', '"default"'), {"header1": p(r("TUYỆT MẬT") + r("<w:tab/>"))}),
        (table(tr(tc(p(r("ĐẢNG BỘ XÃ")) + p(r("MẬT"))), tc(p(r("ĐẢNG CỘNG SẢN VIỆT NAM"))))), {}),
        (p(r("M") + r("Ậ") + r("T")), {}),
        (p(r("mật", "<w:caps/>")), {}),
        (p(r("tối mật"), '<w:pStyle w:val="Dau"/>'), {"styles": STYLE}),
        (p(r("mËt", VNH)), {}),
        (p(r("§é mËt: Tèi mËt", VN)), {}),
        (p(r("TOÁI MAÄT", VNI)), {}),
        (p(r(unicodedata.normalize("NFD", "TUYỆT MẬT"))), {}),
        (p(r("MẬT", "<w:spacing w:val='60'/>")), {}),
    ],
)
def test_stamps_in_word_files(body, parts):
    assert stamp(read(body, **parts))


def test_a_file_read_apart(tmp_path):
    file = tmp_path / "de-an.docx"
    file.write_bytes(docx_bytes(p(box(p(r("MẬT"))) + r("ĐỀ ÁN NHÂN SỰ")) + PROSE))
    assert stamp(read_apart(file)) == "MẬT"
    file.write_bytes(docx_bytes(p(r("CÔNG TÁC BẢO VỆ BÍ MẬT")) + PROSE))
    assert stamp(read_apart(file)) is None


@pytest.mark.parametrize("draft", sorted((Path(__file__).parents[1] / "corpus").glob("*.draft")))
def test_no_draft_of_the_corpus_is_stamped(draft):
    lines = [line for line in draft.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert stamp(Document("txt", tuple(Block(i, line) for i, line in enumerate(lines)))) is None


@pytest.mark.parametrize("filler", [":", "- ", "A-", "số ", "M . ", "_"])
def test_a_hostile_line_is_read_in_passing(filler):
    """Two minutes, were it read in square time."""
    line = "bản số ậ " + filler * 40000
    started = process_time()
    assert stamp(Document("docx", (Block(0, line, "header"), Block(1, line)))) is None
    assert process_time() - started < 5
