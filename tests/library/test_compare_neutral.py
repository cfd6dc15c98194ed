"""The switch that shows what differs without meaning."""

import json
import unicodedata
from pathlib import Path

import pytest
from docx import Document as Word

from library.edits_factory import document
from vankien.cli import main
from vankien.compare import compare
from vankien.word import read

BASE = [
    "I. Kết quả “nổi bật” năm 2024",
    "Ủy ban hòa giải 12 vụ; tỷ lệ đạt 98,5% - cao nhất…",
    "1. Giữ vững quốc phòng",
]


def saved(lines, path, *, style=None):
    made = Word()
    for line in lines:
        made.add_paragraph(line, style=style)
    made.save(path)
    return str(path)


@pytest.fixture
def run(capsys):
    def run(*args):
        with pytest.raises(SystemExit) as left:
            main(["compare", *args])
        assert not left.value.code
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize(
    ("kind", "block", "text"),
    [
        ("quotes", 0, 'I. Kết quả "nổi bật" năm 2024'),
        ("quotes", 0, "I. Kết quả ''nổi bật'' năm 2024"),
        ("number", 0, "I- Kết quả “nổi bật” năm 2024"),
        ("tones", 1, "Uỷ ban hoà giải 12 vụ; tỷ lệ đạt 98,5% - cao nhất…"),
        ("dashes", 1, "Ủy ban hòa giải 12 vụ; tỷ lệ đạt 98,5% – cao nhất…"),
        ("dots", 1, "Ủy ban hòa giải 12 vụ; tỷ lệ đạt 98,5% - cao nhất..."),
        ("spaces", 1, "Ủy ban hòa giải 12 vụ ; tỷ lệ đạt 98,5% - cao nhất…"),
        ("unicode", 1, unicodedata.normalize("NFD", BASE[1])),
    ],
)
def test_a_neutral_difference_is_told_by_its_kind_to_who_asks(kind, block, text, tmp_path, run):
    new = [*BASE[:block], text, *BASE[block + 1 :]]
    old_file, new_file = saved(BASE, tmp_path / "cu.docx"), saved(new, tmp_path / "moi.docx")
    found = json.loads(run(old_file, new_file, "--json", "--neutral"))
    assert found["changes"] == []
    assert found["neutral"] == [{"old": [block], "new": [block], "kinds": [kind]}]
    assert "neutral" not in json.loads(run(old_file, new_file, "--json"))


def test_a_number_that_word_makes_is_told(tmp_path, run):
    typed = saved(["1. Giữ vững quốc phòng"], tmp_path / "go.docx")
    automatic = saved(["Giữ vững quốc phòng"], tmp_path / "tu-dong.docx", style="List Number")
    found = json.loads(run(typed, automatic, "--json", "--neutral"))
    assert [n["kinds"] for n in found["neutral"]] == [["number"]]


def test_people_read_it_in_words(tmp_path, run):
    new = saved([*BASE[:2], "1) Giữ vững quốc phòng"], tmp_path / "moi.docx")
    said = run(saved(BASE, tmp_path / "cu.docx"), new, "--neutral").splitlines()
    assert "Khác cách viết, không khác nghĩa:" in said
    assert "số thứ tự" in said[-1]


@pytest.mark.parametrize("look", ["all_caps", "small_caps"])
def test_capitals_that_word_shows_are_a_look(look, tmp_path):
    """Whether the others typed them, or typed none; also in the words of a number."""
    heading = "Phần thứ nhất: Kết quả – bài học"
    path = tmp_path / "hien.docx"
    made = Word()
    setattr(made.add_paragraph().add_run(heading).font, look, True)
    made.save(path)
    for typed in (heading.upper(), heading.replace("–", "-")):
        other = saved([typed], tmp_path / "go.docx")
        assert not compare(read(Path(other)), read(path)).changes
        assert not compare(read(path), read(Path(other))).changes


def test_a_number_sits_close_to_its_words_or_apart_and_no_word_is_one():
    assert not compare(
        document(["PHẦN I: KẾT QUẢ", "Đất 3.400 m2"]), document(["PHẦN I:KẾT QUẢ", "Đất 3.400 m²"])
    ).changes
    retitled = compare(document(["Mục tiêu: phát triển"]), document(["Mục đích: phát triển"]))
    assert [change.op for change in retitled.changes] == ["edit"]


@pytest.mark.parametrize("quotes", ["''nói''", "'nói'", "‘nói’", "«nói»", '"nói"'])
def test_the_shape_of_quotes_is_no_change(quotes):
    assert not compare(
        document(["Phải “nói” đi đôi với làm"]), document([f"Phải {quotes} đi đôi với làm"])
    ).changes
