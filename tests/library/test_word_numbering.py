# ruff: noqa: E501 - XML and prose as Word stores them
"""Automatic numbers as Word shows them."""

import pytest

from library.word_factory import (
    box,
    deleted,
    lvl,
    mark,
    numbered,
    numbering,
    p,
    r,
    read,
    table,
    tc,
    texts,
    tr,
)

DECIMAL = lvl(0, "decimal", "%1.")


def nums(*numbers: str) -> str:
    return "".join(numbers)


def num(id_: int, inner: str = "", abstract: int = 0) -> str:
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{abstract}"/>{inner}</w:num>'


def start(level: int, at: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{at}"/></w:lvlOverride>'


FORMATS = {
    "decimal": ["1", "2", "3"],
    "decimalZero": ["01", "02", "03"],
    "upperRoman": ["I", "II", "III"],
    "lowerRoman": ["i", "ii", "iii"],
    "upperLetter": ["A", "B", "C"],
    "lowerLetter": ["a", "b", "c"],
    "ordinal": ["1st", "2nd", "3rd"],
    "cardinalText": ["One", "Two", "Three"],
    "ordinalText": ["First", "Second", "Third"],
    "hex": ["1", "2", "3"],
    "chicago": ["*", "†", "‡"],
    "numberInDash": ["- 1 -", "- 2 -", "- 3 -"],
    "decimalEnclosedCircle": ["①", "②", "③"],
    "vietnameseCounting": ["một", "hai", "ba"],
    "russianLower": ["а", "б", "в"],
    "an unknown one": ["1", "2", "3"],
}


@pytest.mark.parametrize("name", FORMATS)
def test_formats(name: str) -> None:
    found = texts("".join(numbered("x") for _ in range(3)), numbering=numbering(lvl(0, name, "%1)")))
    assert found == [f"{n}) x" for n in FORMATS[name]]


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("lowerLetter", 26, ["z", "aa", "bb"]),
        ("upperLetter", 52, ["ZZ", "AAA", "BBB"]),
        ("upperRoman", 8, ["VIII", "IX", "X"]),
        ("decimalZero", 9, ["09", "10", "11"]),
        ("vietnameseCounting", 20, ["hai mươi", "hai mươi mốt", "hai mươi hai"]),
        ("ordinalText", 20, ["Twentieth", "Twenty-first", "Twenty-second"]),
        ("decimal", 0, ["0", "1", "2"]),
    ],
)
def test_formats_further_on(name: str, at: int, expected: list[str]) -> None:
    found = texts("".join(numbered("x") for _ in range(3)), numbering=numbering(lvl(0, name, "%1.", at)))
    assert found == [f"{n}. x" for n in expected]


def test_custom_format() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert texts(numbered("x") + numbered("y"), numbering=numbering(level)) == ["009 x", "010 y"]


def test_levels_restart_below_a_higher_one() -> None:
    levels = numbering(lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2."), lvl(2, "lowerLetter", "%3)"))
    body = "".join(numbered("x", level=n) for n in (0, 1, 1, 2, 2, 1, 2, 0, 1))
    assert [t.split()[0] for t in texts(body, numbering=levels)] == [
        "I.", "1.", "2.", "a)", "b)", "3.", "a)", "II.", "1.",
    ]  # fmt: skip


def test_multi_level_text_and_legal() -> None:
    levels = numbering(
        lvl(0, "upperRoman", "Phần %1:"),
        lvl(1, "decimal", "%1.%2."),
        lvl(2, "lowerLetter", "%1.%2.%3", more="<w:isLgl/>"),
    )
    body = "".join(numbered("x", level=n) for n in (0, 1, 2, 2, 0, 1))
    assert texts(body, numbering=levels) == [
        "Phần I: x", "I.1. x", "1.1.1 x", "1.1.2 x", "Phần II: x", "II.1. x",
    ]  # fmt: skip


def test_words_own_article_and_section_list() -> None:
    levels = numbering(
        lvl(0, "upperRoman", "Article %1."), lvl(1, "decimalZero", "Section %1.%2", more="<w:isLgl/>")
    )
    body = numbered("x") + numbered("y", level=1)
    assert texts(body, numbering=levels) == ["Article I. x", "Section 1.01 y"]


def test_a_lower_level_first_counts_the_levels_above() -> None:
    """Word shows 1.1 and then gives the first Heading 1 the number 2 (Microsoft's article Q110380)."""
    levels = numbering(lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2."))
    body = numbered("x", level=1) + numbered("y", level=1) + numbered("z", level=0)
    assert texts(body, numbering=levels) == ["1.1. x", "1.2. y", "2. z"]


@pytest.mark.parametrize(("restart", "expected"), [("0", "3."), ("1", "1.")])
def test_restart_rule(restart: str, expected: str) -> None:
    level = lvl(1, "decimal", "%2.", more=f'<w:lvlRestart w:val="{restart}"/>')
    body = "".join(numbered("x", level=n) for n in (0, 1, 1, 0, 1))
    assert texts(body, numbering=numbering(DECIMAL, level))[-1] == f"{expected} x"


def test_restart_only_after_the_first_level() -> None:
    third = lvl(2, "decimal", "%3)", more='<w:lvlRestart w:val="1"/>')
    body = "".join(numbered("x", level=n) for n in (0, 1, 2, 1, 2, 0, 1, 2))
    found = texts(body, numbering=numbering(DECIMAL, lvl(1, "decimal", "%2."), third))
    assert [found[i] for i in (2, 4, 7)] == ["1) x", "2) x", "1) x"]


def test_lists_of_one_family_count_on_and_overrides_restart_once() -> None:
    numbers = nums(num(1), num(2), num(3, start(0, 1)), num(4, start(0, 7)))
    body = "".join(numbered("x", n) for n in (1, 2, 3, 3, 4, 4, 1))
    found = texts(body, numbering=numbering(DECIMAL, numbers=numbers))
    assert [t.split()[0] for t in found] == ["1.", "2.", "1.", "2.", "7.", "8.", "9."]


def test_lists_of_two_families_are_apart() -> None:
    both = numbering(DECIMAL, numbers="") + (
        f'<w:abstractNum w:abstractNumId="1">{lvl(0, "lowerLetter", "%1)")}</w:abstractNum>'
        + nums(num(1), num(2, abstract=1))
    )
    body = "".join(numbered("x", n) for n in (1, 2, 1, 2))
    assert [t.split()[0] for t in texts(body, numbering=both)] == ["1.", "a)", "2.", "b)"]


def test_level_override_changes_the_format() -> None:
    numbers = num(1) + num(2, f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "%1/")}</w:lvlOverride>')
    body = numbered("x", 1) + numbered("y", 2)
    assert texts(body, numbering=numbering(DECIMAL, numbers=numbers)) == ["1. x", "B/ y"]


@pytest.mark.parametrize(("suffix", "expected"), [("tab", "1. x"), ("space", "1. x"), ("nothing", "1.x")])
def test_what_follows_the_number(suffix: str, expected: str) -> None:
    level = lvl(0, "decimal", "%1.", more=f'<w:suff w:val="{suffix}"/>')
    assert texts(numbered("x"), numbering=numbering(level)) == [expected]


SYMBOL = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:hint="default"/></w:rPr>'


@pytest.mark.parametrize(
    ("character", "font", "expected"),
    [
        ("\uf0b7", "Symbol", "- x"),
        ("\uf0a7", "Wingdings", "- x"),
        ("\u00b7", "Symbol", "- x"),
        ("\uf02b", "Symbol", "+ x"),
        ("\uf02d", "Symbol", "- x"),
        ("\uf02b", "Wingdings", "- x"),
        ("\u2022", "Arial", "- x"),
        ("-", "Times New Roman", "- x"),
        ("+", "Times New Roman", "+ x"),
        ("*", "Times New Roman", "* x"),
        ("o", "Courier New", "o x"),
        ("", "Times New Roman", "x"),
    ],
)
def test_bullets(character: str, font: str, expected: str) -> None:
    level = lvl(0, "bullet", character).replace("</w:lvl>", SYMBOL.format(font) + "</w:lvl>")
    assert texts(numbered("x"), numbering=numbering(level)) == [expected]


def test_a_bullet_keeps_its_space() -> None:
    level = lvl(0, "bullet", "+", more='<w:suff w:val="nothing"/>')
    assert texts(numbered("x"), numbering=numbering(level)) == ["+ x"]


def test_picture_bullet() -> None:
    level = lvl(0, "bullet", "", more='<w:lvlPicBulletId w:val="0"/>')
    assert texts(numbered("x"), numbering=numbering(level)) == ["- x"]


def test_no_number() -> None:
    levels = numbering(lvl(0, "none", ""), lvl(1, "decimal", "%2."))
    body = (
        numbered("không", level=0)
        + numbered("có", level=1)
        + numbered("bỏ", number=0)
        + numbered("lạc", number=77)
        + numbered("thiếu bậc", level=5)
    )
    assert texts(body, numbering=levels) == ["không", "1. có", "bỏ", "lạc", "thiếu bậc"]
    assert texts(numbered("không có phần đánh số")) == ["không có phần đánh số"]


def test_an_empty_numbered_paragraph_is_a_block() -> None:
    document = read(numbered("") + numbered("x"), numbering=numbering(DECIMAL))
    assert [(b.text, b.label) for b in document.blocks] == [("1.", "1."), ("2. x", "2.")]


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="De1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="De2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Con"/><w:basedOn w:val="De2"/></w:style>
<w:style w:type="paragraph" w:styleId="Bo"><w:name w:val="Bỏ"/><w:basedOn w:val="De1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="numbering" w:styleId="Kieu"><w:name w:val="Kiểu"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""


def styled(text: str, style: str, more: str = "") -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>{more}')


def test_numbers_through_styles() -> None:
    levels = numbering(
        lvl(0, "upperRoman", "%1.", more='<w:pStyle w:val="De1"/>'),
        lvl(1, "decimal", "%2.", more='<w:pStyle w:val="De2"/>'),
    )
    body = (
        styled("a", "De1")
        + styled("b", "De2")
        + styled("c", "Con")
        + styled("d", "Bo")
        + styled("e", "De1", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
        + styled("g", "De1", '<w:numPr><w:ilvl w:val="1"/></w:numPr>')
        + styled("h", "De1")
    )
    assert texts(body, styles=STYLES, numbering=levels) == ["I. a", "1. b", "2. c", "d", "e", "3. g", "II. h"]


def test_level_found_by_the_linked_style() -> None:
    """A style's own w:ilvl is not what decides, the level that names the style is."""
    styles = STYLES.replace('<w:ilvl w:val="1"/>', "")
    levels = numbering(DECIMAL, lvl(1, "lowerLetter", "%2)", more='<w:pStyle w:val="De2"/>'))
    found = read(styled("a", "De2"), styles=styles, numbering=levels).blocks[0]
    assert (found.text, found.list_level) == ("a) a", 1)


def test_list_styles() -> None:
    linked = (
        numbering(DECIMAL, numbers="")
        + '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Kieu"/></w:abstractNum>'
        + nums(num(1), num(2, abstract=1))
    )
    body = numbered("x", 1) + numbered("y", 2)
    assert texts(body, styles=STYLES, numbering=linked) == ["1. x", "2. y"]


def test_deleted_and_hidden_paragraphs_do_not_count() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        numbered("một")
        + p(deleted("bỏ"), number + mark("del"))
        + p(r("giấu", "<w:vanish/>"), f"{number}<w:rPr><w:vanish/></w:rPr>")
        + numbered("hai")
        + p(deleted("hết chữ"), number)
    )
    assert texts(body, numbering=numbering(DECIMAL)) == ["1. một", "2. hai", "3."]


def test_a_deleted_numbered_row_leaves_nothing() -> None:
    gone = '<w:del w:id="1" w:author="Người 01"/>'
    body = table(tr(tc(numbered("bỏ")), properties=gone), tr(tc(numbered("giữ"))))
    assert texts(body, numbering=numbering(DECIMAL)) == ["1. giữ"]


def test_numbers_in_tables_go_on_and_in_text_boxes_are_apart() -> None:
    body = (
        numbered("một")
        + table(tr(tc(numbered("hai")), tc(numbered("ba"))))
        + p(r("neo") + box(numbered("hộp")))
        + numbered("bốn")
    )
    assert texts(body, numbering=numbering(DECIMAL)) == [
        "1. một", "2. hai", "3. ba", "neo", "1. hộp", "4. bốn",
    ]  # fmt: skip


def test_number_in_a_legacy_font() -> None:
    level = lvl(0, "decimal", "Ch­¬ng %1:").replace("</w:lvl>", SYMBOL.format(".VnTime") + "</w:lvl>")
    assert texts(numbered("x"), numbering=numbering(level)) == ["Chương 1: x"]


def test_a_bullet_looks_like_its_paragraph() -> None:
    level = lvl(0, "bullet", "\uf0b7").replace("</w:lvl>", SYMBOL.format("Symbol") + "</w:lvl>")
    assert len(read(numbered("x"), numbering=numbering(level)).blocks[0].spans) == 1


def test_number_has_its_own_look() -> None:
    level = lvl(0, "decimal", "%1.").replace("</w:lvl>", "<w:rPr><w:b/></w:rPr></w:lvl>")
    block = read(numbered("thường"), numbering=numbering(level)).blocks[0]
    assert [(block.text[s.start : s.end], s.bold) for s in block.spans] == [("1. ", True), ("thường", False)]
    assert not block.bold
