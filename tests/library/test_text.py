"""Vietnamese text: folding keeps lengths and meaning, ordinals go both ways."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vankien.text import bare, clean, fold, from_ordinal, from_roman, to_roman


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà bình", "hòa bình"),
        ("Uỷ ban", "ủy ban"),
        ("KHOẺ MẠNH", "khỏe mạnh"),
        ("thuỷ lợi", "thủy lợi"),
        ("loà xoà", "lòa xòa"),
        ("qúy I", "quý I"),
        ("2015 – 2020", "2015 - 2020"),
        ("“Đoàn kết”", '"đoàn kết"'),
    ],
)
def test_two_spellings_of_one_text_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("hoàn", "hòan"), ("ma", "má"), ("đa", "da"), ("quý", "quy"), ("toán", "toàn")]
)
def test_different_words_stay_different(one, other):
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_keeps_every_offset(text):
    composed = unicodedata.normalize("NFC", text)
    assert len(fold(composed)) == len(composed)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


def test_clean_composes_and_trims():
    assert clean("  Đa\u0309ng\u00a0 bô\u0323\n") == "Đảng bộ"


def test_marks_that_show_nothing_go():
    """Pasted from the web: direction marks, joiners, a soft hyphen within a word."""
    assert clean("\u200eĐảng\u200f bộ xã\u202c Quảng\u00ad Tâm\u2060") == "Đảng bộ xã Quảng Tâm"
    assert clean("hợp\u200b\u200dtác xã") == "hợp tác xã"


def test_bare_is_what_people_type_without_accents():
    assert bare("Đảng bộ xã Quảng Tâm") == "dang bo xa quang tam"


@given(st.integers(min_value=1, max_value=3999))
def test_roman_numerals_go_both_ways(number):
    assert from_roman(to_roman(number)) == number


@pytest.mark.parametrize("wrong", ["", "IIII", "VX", "IC", "xx", "XXVIIa"])
def test_ill_formed_numerals_are_refused(wrong):
    assert from_roman(wrong) is None


@pytest.mark.parametrize("wrong", [0, 4000, -1])
def test_no_numeral_outside_the_range(wrong):
    with pytest.raises(ValueError, match="no Roman numeral"):
        to_roman(wrong)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("nhất", 1),
        ("HAI", 2),
        ("tư", 4),
        ("bảy", 7),
        ("mười", 10),
        ("mười một", 11),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("ba mươi lăm", 35),
        ("tám", 8),
        ("mươi", None),
        ("đảng", None),
        ("hai ba", None),
    ],
)
def test_ordinals_in_words(words, number):
    assert from_ordinal(words) == number
