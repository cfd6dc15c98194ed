"""vankien synthesis, as units and the level above use it: a key, a table, packages, an edited table."""

import json
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from vankien.cli import main

ABOUT = "Dự thảo Báo cáo chính trị"
HEADS = ("Mục", "Ý kiến", "Hội nghị", "Ngày", "Số người dự", "Số người nêu")


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def called(*arguments):
        """(exit status, what was printed, what was complained of)"""
        with pytest.raises(SystemExit) as end:
            main(["synthesis", *map(str, arguments)])
        said = capsys.readouterr()
        return end.value.code, said.out, said.err

    return called


def table(path, *rows):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADS, *rows)):
            sheet.write_row(number, 0, row)
    return path


@pytest.fixture
def sent(run, tmp_path):
    """Two communes, each with a package for the district."""
    said = {
        "Xã 01": ["Đề nghị bổ sung tỷ lệ hộ nghèo", "Làm rõ thu ngân sách"],
        "Xã 02": ["Đề nghị bổ sung tỉ lệ hộ nghèo của xã", "Rút gọn phần mở đầu"],
    }
    for name, texts in said.items():
        rows = [("I. Kết quả", text, "Chi bộ 1", "03/11/2025", 24, 5) for text in texts]
        table(tmp_path / f"{name}.xlsx", *rows)
        assert run("key", f"{name}.pem")[0] == 0
        own = ("--unit", f"Tỉnh/{name}", "--about", ABOUT, "--key", f"{name}.pem", "-o", f"{name}.goi")
        assert run("seal", f"{name}.xlsx", *own)[0] == 0
    return [f"{name}.goi" for name in said]


def merged(run, *arguments):
    status, out, _err = run("merge", *arguments, "--json")
    assert status == 0
    return json.loads(out)


def test_two_communes_become_one_synthesis(run, sent):
    told = merged(run, *sent)
    assert (told["units"], told["conferences"], told["people"], told["opinions"]) == (2, 2, 48, 4)
    first = told["lines"][0]
    assert (first["opinions"], first["people"], first["conferences"]) == (2, 10, 2)
    assert [remark["unit"] for remark in first["remarks"]] == [["Tỉnh", "Xã 01"], ["Tỉnh", "Xã 02"]]
    assert merged(run, *sent[::-1], *sent) == told


def test_what_a_person_made_of_the_table_goes_up(run, sent, tmp_path):
    assert run("merge", *sent, "-o", "dong.xlsx")[0] == 0
    head, *lines = CalamineWorkbook.from_path("dong.xlsx").get_sheet_by_index(0).to_python()
    texts = {line[2]: line for line in lines}
    one, other = texts["Làm rõ thu ngân sách"], texts["Rút gọn phần mở đầu"]
    one[0], one[2] = f"{one[0]}; {other[0]}", "Làm rõ thu ngân sách, rút gọn phần mở đầu"
    with xlsxwriter.Workbook("dong.xlsx") as book:
        sheet = book.add_worksheet()
        for number, line in enumerate([head, *(line for line in lines if line is not other)]):
            sheet.write_row(number, 0, line)
    assert run("key", "huyen.pem")[0] == 0
    below = [argument for file in sent for argument in ("--with", file)]
    own = ("--unit", "Tỉnh/Huyện", "--about", ABOUT, "--key", "huyen.pem", "--lines", "dong.xlsx")
    status, _out, complaint = run("seal", *below, *own, "-o", "huyen.goi")
    assert (status, complaint) == (0, "")
    told = merged(run, "huyen.goi")
    assert [(line["text"], line["opinions"]) for line in told["lines"]] == [
        ("Đề nghị bổ sung tỷ lệ hộ nghèo", 2),
        ("Làm rõ thu ngân sách, rút gọn phần mở đầu", 2),
    ]
    assert told["opinions"] == 4
    assert merged(run, "huyen.goi", *sent) == told


def test_a_key_is_never_overwritten(run):
    assert run("key", "a.pem")[0] == 0
    status, _out, complaint = run("key", "a.pem")
    assert status == 2
    assert "a.pem" in complaint


def test_a_stranger_is_named(run, sent):
    marks = [run("open", file)[1].strip().rsplit("dấu khóa ")[1] for file in sent]
    known = f'[keys]\n"Tỉnh/Xã 01" = "{marks[0]}"\n"Tỉnh/Xã 02" = "{marks[0]}"\n'
    Path("known.toml").write_text(known, encoding="utf-8")
    status, _out, complaint = run("merge", *sent, "--known", "known.toml")
    assert status == 1
    assert "Xã 02" in complaint
    assert "Xã 01" not in complaint


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("I", "x", "Chi bộ", "", "hai mươi", 1)], "dòng 2"),
        ([("I", "x", "Chi bộ", "", 12.5, 1)], "12.5"),
        ([("I", "", "", "", "", "")], "không có ý kiến"),
    ],
)
def test_a_table_that_cannot_be_read_has_a_sentence(run, tmp_path, rows, words):
    run("key", "a.pem")
    file = table(tmp_path / "a.xlsx", *rows)
    status, _out, complaint = run(
        "seal", file, "--unit", "X", "--about", "Y", "--key", "a.pem", "-o", "a.goi"
    )
    assert status == 2
    assert words in complaint
    assert not (tmp_path / "a.goi").exists()


def test_a_key_that_is_none_has_a_sentence(run, tmp_path):
    file = table(tmp_path / "a.xlsx", ("I", "x", "", "", "", ""))
    (tmp_path / "a.pem").write_text("khóa")
    status, _out, complaint = run(
        "seal", file, "--unit", "X", "--about", "Y", "--key", "a.pem", "-o", "a.goi"
    )
    assert status == 2
    assert "khóa" in complaint


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_table_is_written(run, sent, tmp_path, ending):
    assert run("merge", *sent, "-o", f"bang{ending}")[0] == 0
    assert (tmp_path / f"bang{ending}").stat().st_size > 3000
