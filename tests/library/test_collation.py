"""The order of Vietnamese lists (CLDR, vi) as plain comparison of keys."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vankien.text import clean, collation_key, fold, name_key

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
ANY = st.text(st.characters(codec="utf-8") | st.sampled_from(LETTERS + "ạốửĐ 019.,-"), max_size=30)


def shuffled(words, key):
    words = list(words)
    random.Random(3).shuffle(words)  # noqa: S311
    return sorted(words, key=lambda word: key(word).encode())


@pytest.mark.parametrize(
    "words",
    [
        LETTERS,
        [unicodedata.normalize("NFC", "a" + tone) for tone in TONES],
        [unicodedata.normalize("NFC", "ê" + tone) for tone in TONES],
        [
            "ma",
            "mà",
            "mả",
            "mã",
            "má",
            "mạ",
            "man",
            "màn",
            "mãn",
            "mán",
            "mạn",
            "mang",
            "mă",
            "mâm",
            "mầm",
            "mẩm",
            "mo",
        ],
        ["ca", "cà", "cá", "cạ", "cả nể", "ca nô", "cá thu", "cai", "can", "cao", "căn", "cân"],
        ["Da", "dao", "dạo", "Dân", "dũng", "đa", "Đà", "đá", "Đặng", "Đinh", "Đỗ", "e"],
        ["an", "An", "AN", "àn", "Àn", "ân", "Ân"],
        ["hoa", "Hoa", "hòa", "Hòa", "hỏa", "hóa", "họa", "hoan"],
        ["Thôn 1", "Thôn 2", "Thôn 10", "Thôn 10a", "Thôn Đông", "Thôn Tây"],
        ["xã", "xã Quảng Tâm", "xã-phường", "xã, phường", "xã(cũ)", "xã1", "xãb"],
        ["Đảng bộ phường An Hưng", "Đảng bộ phường Ba Đình", "Đảng bộ xã Quảng Tâm", "Đảng bộ xã Quảng Tân"],
        ["", "a", "a b", "aa"],
    ],
)
def test_known_lists(words):
    assert shuffled(words, collation_key) == list(words)


def test_given_names_come_first_then_surname_and_middle_names():
    names = [
        "Lê An", "Nguyễn Văn An", "Đỗ Thị Ân", "Trần Bình", "Lê Thị Hoa", "Nguyễn Hoa", "Lê Hòa",
        "Trần Văn Hoà", "Hồ Xuyên",
        "Đinh Tiến Dũng", "Đặng Đức", "Y Ban Niê", "Ủy viên Ban Thường vụ 02", "Ủy viên Ban Thường vụ 10",
    ]  # fmt: skip
    order = [
        "Lê An", "Nguyễn Văn An", "Đỗ Thị Ân", "Trần Bình", "Đinh Tiến Dũng", "Đặng Đức", "Lê Thị Hoa",
        "Nguyễn Hoa", "Lê Hòa", "Trần Văn Hoà", "Y Ban Niê", "Ủy viên Ban Thường vụ 02",
        "Ủy viên Ban Thường vụ 10", "Hồ Xuyên",
    ]  # fmt: skip
    assert shuffled(names, name_key) == order
    assert name_key("NGUYỄN VĂN AN") == name_key("Nguyễn  Văn An")
    assert name_key("") == ""


@given(ANY)
def test_a_key_is_printable_text_that_every_database_keeps(text):
    key = collation_key(text)
    assert not any(unicodedata.category(c) == "Cc" or c == " " for c in key)
    assert key == collation_key(unicodedata.normalize("NFD", text))


@given(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=8), st.data())
def test_tones_never_outweigh_letters_nor_case_tones(letters, data):
    """Any two words of other letters keep their order whatever tones and capitals they get."""

    def dressed(word):
        tones = [data.draw(st.sampled_from(TONES)) if c in "aăâeêioôơuưy" else "" for c in word]
        text = unicodedata.normalize("NFC", "".join(c + t for c, t in zip(word, tones, strict=True)))
        return text.upper() if data.draw(st.booleans()) else text

    other = data.draw(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=8))
    ranks = [[LETTERS.index(c) for c in word] for word in (letters, other)]
    keys = [collation_key(dressed(word)) for word in (letters, other)]
    if ranks[0] != ranks[1]:
        assert (ranks[0] < ranks[1]) == (keys[0] < keys[1])


@given(ANY, ANY)
def test_texts_of_one_key_differ_in_signs_that_nobody_sees_at_most(one, two):
    if fold(clean(one)) == fold(clean(two)) and clean(one).islower() and clean(two).islower():
        assert collation_key(one) == collation_key(two)


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_go_by_value(a, b):
    assert (collation_key(f"Thôn {a}") < collation_key(f"Thôn {b}")) == (a < b)
