# ruff: noqa: E501 - XML and prose as Word stores them
"""Formatting of characters and paragraphs, through styles, themes and defaults."""

import pytest

from library.word_factory import docx_bytes, element, p, r, read
from vankien.model import Block, Span
from vankien.word.docx import read_docx


def style(
    id_: str, run: str = "", paragraph: str = "", based: str = "", kind: str = "paragraph", name: str = ""
) -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name or id_}"/>{on}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def span(body: str, **parts: str) -> Span:
    return read(body, **parts).blocks[0].spans[0]


def block(body: str, **parts: str) -> Block:
    return read(body, **parts).blocks[0]


def styled(id_: str, run: str) -> str:
    return p(run, f'<w:pStyle w:val="{id_}"/>')


def test_direct_formatting() -> None:
    look = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:b/><w:i w:val="1"/><w:u w:val="single"/><w:caps/><w:sz w:val="27"/>'
    assert span(p(r("abc", look))) == Span(0, 3, True, True, True, True, 13.5, "Arial")
    assert span(p(r("abc"))) == Span(0, 3)
    assert span(p(r("abc", '<w:b w:val="0"/><w:u w:val="none"/><w:i w:val="off"/>'))) == Span(0, 3)


def test_equal_neighbours_are_one_span() -> None:
    spans = block(p(r("Đảng ", "<w:b/>") + r("bộ", '<w:b/><w:lang w:val="vi"/>') + r(" xã"))).spans
    assert [(s.start, s.end, s.bold) for s in spans] == [(0, 7, True), (7, 10, False)]


def test_defaults_style_chain_and_direct() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Tinos" w:hAnsi="Tinos"/><w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style("Cha", '<w:sz w:val="30"/><w:i/>')
        + style("Con", "<w:b/>", based="Cha")
    )
    assert span(styled("Con", r("x")), styles=styles) == Span(0, 1, True, True, size=15.0, font="Tinos")
    assert span(styled("Con", r("x", '<w:sz w:val="24"/>')), styles=styles).size == 12.0
    assert span(p("x"), styles=styles).size == 13.0


@pytest.mark.parametrize(
    ("paragraph", "character", "direct", "bold"),
    [
        ("<w:b/>", "<w:b/>", "", False),
        ("<w:b/>", "", "", True),
        ("", "<w:b/>", "", True),
        ("<w:b/>", "<w:b/>", "<w:b/>", True),
        ("<w:b/>", "", '<w:b w:val="0"/>', False),
        ('<w:b w:val="0"/>', "<w:b/>", "", True),
    ],
)
def test_toggles_of_two_styles_cancel(paragraph: str, character: str, direct: str, bold: bool) -> None:
    styles = style("P", paragraph) + style("C", character, kind="character")
    body = styled("P", r("x", f'<w:rStyle w:val="C"/>{direct}'))
    assert span(body, styles=styles).bold is bold


def test_based_on_loop_ends() -> None:
    styles = style("A", "<w:b/>", based="B") + style("B", "<w:i/>", based="A")
    assert span(styled("A", r("x")), styles=styles) == Span(0, 1, True, True)


def test_theme_font() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme name="x">'
        '<a:majorFont><a:latin typeface="Lớn"/></a:majorFont><a:minorFont><a:latin typeface="Nhỏ"/></a:minorFont>'
        "</a:fontScheme></a:themeElements></a:theme>"
    )
    look = '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi" w:ascii="Arial"/>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="t" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme" Target="theme/theme1.xml"/></Relationships>'
    )
    data = docx_bytes(
        p(r("x", look)), extra={"word/theme/theme1.xml": theme, "word/_rels/document.xml.rels": relations}
    )
    assert read_docx(data).blocks[0].spans[0].font == "Lớn"


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:outlineLvl w:val="0"/>', 1),
        ('<w:outlineLvl w:val="9"/>', None),
        ('<w:pStyle w:val="TieuDe2"/>', 2),
        ('<w:pStyle w:val="Rieng"/>', 2),
        ('<w:pStyle w:val="Thoi"/>', None),
        ('<w:pStyle w:val="Muc"/>', 3),
        ('<w:pStyle w:val="Khong"/>', None),
        ("", None),
    ],
)
def test_outline_level(properties: str, level: int | None) -> None:
    styles = (
        style("TieuDe2", name="Heading 2")
        + style("Rieng", based="TieuDe2")
        + style("Thoi", paragraph='<w:outlineLvl w:val="9"/>', based="TieuDe2")
        + style("Muc", paragraph='<w:outlineLvl w:val="2"/>')
    )
    assert block(p("x", properties), styles=styles).outline_level == level


def test_paragraph_properties() -> None:
    properties = '<w:pStyle w:val="S"/><w:ind w:firstLine="567"/>'
    found = block(p("x", properties), styles=style("S", paragraph='<w:jc w:val="both"/>', name="Thân"))
    assert (found.style, found.alignment, found.first_line_mm) == ("Thân", "justify", 10.0)
    hanging = block(p("x", '<w:jc w:val="end"/><w:ind w:hanging="1440"/>'))
    assert (hanging.alignment, hanging.first_line_mm) == ("right", -25.4)


def breaks(body: str) -> list[str]:
    return [b.text for b in read(body).blocks if b.break_before]


def test_page_breaks() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert breaks(p("a") + p(page + r("b")) + p("c")) == ["b"]
    assert breaks(p("a") + p(r("b") + page) + p("c") + p("d")) == ["c"]
    assert breaks(p("a") + p(page) + p("b")) == ["b"]
    assert breaks(p("a") + p("b", "<w:pageBreakBefore/>") + p("c")) == ["b"]
    assert breaks(p("a") + p(r("b ") + page + r("c")) + p("d")) == []


def test_a_page_break_parts_words() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert [b.text for b in read(p(r("a") + page + r("b"))).blocks] == ["a b"]


def test_heading_of_a_file_without_styles() -> None:
    assert block(p("x", '<w:pStyle w:val="Heading2"/>')).outline_level == 2


def test_section_breaks() -> None:
    assert breaks(p("a", "<w:sectPr/>") + p("b") + "<w:sectPr/>") == ["b"]
    assert breaks(p("a", "<w:sectPr/>") + p("b") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>') == []


def test_a_part_that_is_broken_or_missing() -> None:
    data = docx_bytes(p("x", '<w:pStyle w:val="S"/>'), extra={"docProps/core.xml": element("w:p", "")})
    assert [b.text for b in read_docx(data).blocks] == ["x"]
