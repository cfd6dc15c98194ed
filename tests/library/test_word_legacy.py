# ruff: noqa: E501 - XML and prose as Word stores them
"""TCVN3 and VNI by font name, and warnings where only the content hints at them."""

import subprocess
import unicodedata

import pytest

from library.word_factory import p, r, read, texts
from vankien.word.legacy import coding_of, decode


def run(text: str, font: str) -> str:
    return r(text, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')


@pytest.mark.parametrize(
    ("font", "stored", "expected"),
    [
        (".VnTime", "§¶ng bé x· Qu¶ng T©m", "Đảng bộ xã Quảng Tâm"),
        (".VnTime", "Tû lÖ hé nghÌo gi¶m cßn 3,5%", "Tỷ lệ hộ nghèo giảm còn 3,5%"),
        (".VnTime", "ph\u00ad¬ng h\u00adíng, môc tiªu", "phương hướng, mục tiêu"),
        (".VnTimeH", "§¹i héi ®¹i biÓu", "ĐẠI HỘI ĐẠI BIỂU"),
        (".VnArialH", "b\u00e1o c\u00e1o", "BỎO CỎO"),
        (".vntime", "nhiÖm kú", "nhiệm kỳ"),
        ("VNI-Times", "Ñaûng boä xaõ Quaûng Taâm", "Đảng bộ xã Quảng Tâm"),
        ("VNI-Times", "Tyû leä hoä ngheøo", "Tỷ lệ hộ nghèo"),
        ("VNI-Times", "phöông höôùng, ngöôøi öùng cöû", "phương hướng, người ứng cử"),
        ("VNI-Helve", "ÑAÏI HOÄI ÑAÏI BIEÅU", "ĐẠI HỘI ĐẠI BIỂU"),
        ("VNI-Times", "kyù keát, yeáu keùm, kæ luaät, nghóa, kò, lyù, vò, mî", "ký kết, yếu kém, kỉ luật, nghĩa, kị, lý, vị, mỵ"),
        ("VNI-Times", "Naêng suaát caèn cao, chaúng ñaëc bieät, baét ñaàu", "Năng suất cằn cao, chẳng đặc biệt, bắt đầu"),
        ("VNI-Times", "thôû, hôïp, sôõ, trôøi, côù", "thở, hợp, sỡ, trời, cớ"),
        ("Times New Roman", "Đảng bộ – café ñ", "Đảng bộ – café ñ"),
    ],
)  # fmt: skip
def test_by_font(font: str, stored: str, expected: str) -> None:
    assert texts(p(run(stored, font))) == [expected]


def test_soft_hyphen_element_is_a_letter_of_tcvn3() -> None:
    font = '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>'
    stored = f"<w:r>{font}<w:t>l</w:t><w:softHyphen/><w:t>u ý </w:t><w:softHyphen/><w:t>u tiªn</w:t></w:r>"
    assert texts(p(stored)) == ["lưu ý ưu tiên"]


def test_tcvn3_agrees_with_iconv() -> None:
    """glibc knows TCVN 5712; the fonts hold its small letters and seven capitals."""
    letters = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    raw = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", "TCVN5712-1"], input=letters.encode(), capture_output=True, check=True
    ).stdout
    assert decode(raw.decode("latin-1"), "tcvn3") == letters


def test_vni_marks_cover_every_vietnamese_letter() -> None:
    """Every vowel with every tone can be written and comes out as one character."""
    vowels = {
        "a": "a",
        "aê": "ă",
        "aâ": "â",
        "e": "e",
        "eâ": "ê",
        "o": "o",
        "oâ": "ô",
        "ô": "ơ",
        "u": "u",
        "ö": "ư",
        "y": "y",
    }
    tones = {"": "", "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
    joined = {
        "ê": {"ù": "é", "ø": "è", "û": "ú", "õ": "ü", "ï": "ë", "": "ê"},
        "â": {"ù": "á", "ø": "à", "û": "å", "õ": "ã", "ï": "ä", "": "â"},
    }
    for stored, letter in vowels.items():
        for tone, combining in tones.items():
            base, last = (stored[:-1], joined[stored[-1]][tone]) if stored[-1] in joined else (stored, tone)
            wanted = unicodedata.normalize("NFC", letter + combining)
            assert unicodedata.normalize("NFC", decode(base + last, "vni")) == wanted


def test_letter_cut_by_a_run() -> None:
    assert texts(p(run("Quaû", "VNI-Times") + run("ng Ta", "VNI-Times") + run("âm", "VNI-Times"))) == [
        "Quảng Tâm"
    ]


def test_mixed_fonts_in_one_paragraph() -> None:
    document = read(p(run("§¶ng ", ".VnTime") + run("bộ ", "Arial") + run("xaõ", "VNI-Times")) + p("sạch"))
    assert document.blocks[0].text == "Đảng bộ xã"
    assert [(n.code, n.block) for n in document.notes] == [("legacy_converted", 0)]


def test_unicode_text_in_an_old_font_is_left_alone() -> None:
    assert texts(p(run("hộ nghèo của xã", ".VnTime") + run(" và xã đảng", "VNI-Times"))) == [
        "hộ nghèo của xã và xã đảng"
    ]


def test_font_from_a_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:rPr>'
        '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>'
    )
    unicode = r("đã đổi", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>')
    assert texts(p(r("§¶ng ") + unicode), styles=styles) == ["Đảng đã đổi"]


def test_symbol_element_in_an_old_font() -> None:
    assert texts(p('<w:r><w:t>®</w:t><w:sym w:font=".VnTime" w:char="F0B9"/></w:r>')) == ["®ạ"]


def test_private_codes_in_an_old_font() -> None:
    assert texts(p(run("\uf0a7\uf0b6ng", ".VnTime"))) == ["Đảng"]


@pytest.mark.parametrize(
    "text", ["§¶ng bé x· Qu¶ng T©m, tØnh Thanh Ho¸", "Ñaûng boä xaõ Quaûng Taâm, tænh Thanh Hoùa"]
)
def test_suspected_only_warns(text: str) -> None:
    document = read(p(text))
    assert document.blocks[0].text == text
    assert [n.code for n in document.notes] == ["legacy_suspected"]


@pytest.mark.parametrize(
    "text",
    [
        "Đảng bộ xã Quảng Tâm, tỉnh Thanh Hóa, hoà bình, thuỷ lợi, khoẻ, ngoài ra, hoãn, toán",
        "Diện tích 5 m² · nhiệt độ 30° ± 2, § 5, © 2020, café, naïve, São Paulo, Müller, España",
        "ĐOÀN KẾT – DÂN CHỦ – KỶ CƯƠNG – SÁNG TẠO",
    ],
)
def test_clean_text_is_not_suspected(text: str) -> None:
    assert read(p(text)).notes == ()


def test_font_names() -> None:
    assert coding_of(" .VnTime ") == "tcvn3"
    assert coding_of(".VnAvantH") == "tcvn3h"
    assert coding_of("VNI-Times") == "vni"
    assert coding_of("Times New Roman") is None
