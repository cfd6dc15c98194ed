"""The switch that shows what differs without meaning."""

import json
import unicodedata

import pytest
from docx import Document as Word

from vankien.cli import main

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
