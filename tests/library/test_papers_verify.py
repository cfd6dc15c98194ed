"""verify-paper finds a changed letter, number or row, and is not troubled by another program's saving."""

import json
import zipfile
from io import BytesIO

import docx
import pytest

from library.paper_factory import paper
from vankien.cli import main
from vankien.model import UnreadableFile
from vankien.outputs.papers import FORMS, make, verify


def changed(data: bytes, *replacements: tuple[str, str], part: str = "word/document.xml") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            for before, after in replacements if name == part else ():
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode(), 1)
            new.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_a_paper_says_what_made_it(form):
    found = verify(make(paper(form)))
    assert (found.form, found.record, found.state, found.unaltered) == (form, "meeting:1", "5f2c9e", True)


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        ("thong-bao-ket-luan", "Phải có chủ đề", "Phải có chủ đê"),
        ("thong-bao-ket-luan", "Số 7-TB/ThU", "Số 8-TB/ThU"),
        ("tiep-thu-giai-trinh", "hộ nghèo còn 1,2%", "hộ nghèo còn 2,1%"),
        ("bien-ban", "8. Đưa thêm", "8. "),
        ("bien-ban", "nhất trí 7;", "nhất trí 17;"),
        ("bien-ban", '<w:r><w:t xml:space="preserve">Kết quả', "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Kết quả"),
    ],
)
def test_a_changed_letter_is_found(form, before, after):
    found = verify(changed(make(paper(form)), (before, after)))
    assert not found.unaltered and found.why == "altered" and found.record == "meeting:1"


def test_a_missing_row_or_an_exchanged_pair_is_found():
    data = make(paper("tiep-thu-giai-trinh"))
    for alter in (lambda rows: rows[2].getparent().remove(rows[2]), lambda rows: rows[2].addnext(rows[1])):
        opened = docx.Document(BytesIO(data))
        alter([row._tr for row in opened.tables[1].rows])
        out = BytesIO()
        opened.save(out)
        assert not verify(out.getvalue()).unaltered


def test_the_stamp_itself_cannot_be_exchanged():
    data = make(paper("bien-ban"))
    assert not verify(changed(data, ("meeting:1", "meeting:2"), part="docProps/custom.xml")).unaltered


def test_saving_again_without_a_change_is_no_change():
    opened = docx.Document(BytesIO(make(paper("bien-ban"))))
    opened.paragraphs[0].runs[0].bold = True  # how it is set is not what it says
    out = BytesIO()
    opened.save(out)
    assert verify(out.getvalue()).unaltered


def test_a_page_number_reckoned_again_is_no_change():
    data = make(paper("bien-ban"))
    assert verify(changed(data, ("<w:t>2</w:t>", "<w:t>3</w:t>"), part="word/header1.xml")).unaltered


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_paper_says_so(data):
    with pytest.raises(UnreadableFile):
        verify(data)


@pytest.fixture
def call(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as done:
            main(["verify-paper", *map(str, arguments)])
        return done.value.code, *capsys.readouterr()

    return run


def test_the_command_line(tmp_path, call):
    file, other, strange = (tmp_path / name for name in ("a.docx", "b.docx", "c.docx"))
    file.write_bytes(make(paper("bien-ban")))
    other.write_bytes(changed(file.read_bytes(), ("Quảng Tâm", "Quảng Tân")))
    docx.Document().save(strange)
    status, out, _ = call(file)
    assert status == 0 and "meeting:1" in out and "còn nguyên" in out
    status, out, _ = call(other, "--json")
    assert status == 1
    assert json.loads(out) == {
        "form": "bien-ban", "record": "meeting:1", "state": "5f2c9e", "unaltered": False, "why": "altered",
    }  # fmt: skip
    for name in (strange, tmp_path / "missing.docx", tmp_path):
        status, out, error = call(name)
        assert status == 2 and not out and len(error.strip().splitlines()) == 1
