"""Plain text and Markdown: one block a line."""

import pytest

from vankien.word import read


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path, coding):
    path = tmp_path / "a.txt"
    path.write_bytes("Đảng bộ xã\r\n\r\n  Quảng\xa0Tâm  \n".encode(coding))
    document = read(path)
    assert [b.text for b in document.blocks] == ["Đảng bộ xã", "Quảng Tâm"]
    assert [b.index for b in document.blocks] == [0, 1]
    assert (document.format, document.notes) == ("txt", ())


def test_windows_1258_is_read_with_a_note(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Ðâ\u0309ng bô\u0323".replace("Ð", "Đ").encode("cp1258"))
    document = read(path)
    assert document.blocks[0].text == "Đẩng bộ"
    assert [n.code for n in document.notes] == ["legacy_suspected"]


def test_decomposed_letters_are_composed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Đa\u0309ng bo\u0302\u0323", encoding="utf-8")
    assert read(path).blocks[0].text == "Đảng bộ"


def test_markdown_is_read_as_text(tmp_path):
    path = tmp_path / "stored"
    path.write_text("# I. Kết quả\n- Thu ngân sách\n", encoding="utf-8")
    document = read(path, name="bao-cao.md")
    assert (document.format, [b.text for b in document.blocks]) == ("md", ["# I. Kết quả", "- Thu ngân sách"])


def test_control_characters_do_not_reach_a_terminal(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Đảng\x1b[31m bộ\x07".encode())
    assert read(path).blocks[0].text == "Đảng[31m bộ"
