# ruff: noqa: E501 - XML and prose as Word stores them
"""The characters of a paragraph: runs, fields, links, hidden text, symbols."""

import pytest

from library.word_factory import box, code, deleted, field, p, r, read, texts

CHOICE = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Tốt"/>'
    '<w:listEntry w:val="Khá"/></w:ddList></w:ffData></w:fldChar></w:r>'
)
INLINE = {
    "runs are joined": (r("Đảng ") + r("bộ"), "Đảng bộ"),
    "white space runs": (r("Đảng  \u00a0 bộ \u2003xã "), "Đảng bộ xã"),
    "tabs and breaks": ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>", "a b c d"),
    "positioned tab": ("<w:r><w:t>a</w:t><w:ptab w:alignment='right'/><w:t>b</w:t></w:r>", "a b"),
    "non-breaking hyphen": ("<w:r><w:t>26</w:t><w:noBreakHyphen/><w:t>HD</w:t></w:r>", "26-HD"),
    "non-breaking hyphen as a character": (r("26\u2011HD"), "26-HD"),
    "soft hyphens": ("<w:r><w:t>kinh</w:t><w:softHyphen/><w:t>tế\u00ad xã</w:t></w:r>", "kinhtế xã"),
    "soft hyphen at a line's end": (r("\u00adxã\u00ad"), "xã"),
    "marks of direction and joiners": (r("\u200eĐảng\u202c\u200f bộ \u2066\u2069xã\u2060"), "Đảng bộ xã"),
    "hyperlink": (f'<w:hyperlink r:id="x">{r("trang tin")}</w:hyperlink>', "trang tin"),
    "smart tag and custom XML": (
        f'<w:smartTag w:element="x">{r("Quảng ")}<w:customXml w:element="y">{r("Tâm")}</w:customXml></w:smartTag>',
        "Quảng Tâm",
    ),
    "content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('27')}</w:sdtContent></w:sdt>", "27"),
    "directions": (f'<w:dir w:val="ltr">{r("a")}<w:bdo w:val="ltr">{r("b")}</w:bdo></w:dir>', "ab"),
    "formula": (r("S = ") + "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num></m:f><m:r><m:t>+b</m:t></m:r></m:oMath>", "S = a+b"),
    "formula paragraph": ("<m:oMathPara><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></m:oMathPara>", "x=1"),
    "ruby": (
        "<w:r><w:ruby><w:rt><w:r><w:t>chú</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>gốc</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "gốc",
    ),
    "alternate content": (
        '<mc:AlternateContent><mc:Choice Requires="w14">' + r("mới") + "</mc:Choice><mc:Fallback>" + r("cũ")
        + "</mc:Fallback></mc:AlternateContent>",
        "mới",
    ),
    "alternate content nobody knows": (
        '<mc:AlternateContent xmlns:z="urn:example:z"><mc:Choice Requires="z">' + r("lạ") + "</mc:Choice><mc:Fallback>"
        + r("quen") + "</mc:Fallback></mc:AlternateContent>",
        "quen",
    ),
    "simple field": (f'<w:fldSimple w:instr=" DATE ">{r("13/02/2020")}</w:fldSimple>', "13/02/2020"),
    "complex field": (
        field("begin") + code(" REF a ") + field("separate") + r("mục 2") + field("end") + r(" nêu"),
        "mục 2 nêu",
    ),
    "field in a field's code": (
        field("begin") + code("IF ") + field("begin") + code("PAGE") + field("separate") + r("3") + field("end")
        + code(" = 3") + field("separate") + r("đúng") + field("end"),
        "đúng",
    ),
    "field in a field's result": (
        field("begin") + code("A") + field("separate") + r("x") + field("begin") + code("B") + field("separate")
        + r("y") + field("end") + r("z") + field("end"),
        "xyz",
    ),
    "field without a result": (r("trước ") + field("begin") + code(" XE x ") + field("end") + r("sau"), "trước sau"),
    "field never closed": (field("begin") + r("vẫn còn"), "vẫn còn"),
    "drop-down form field": (r("Mức ") + CHOICE + code("FORMDROPDOWN") + field("end") + r(" đạt"), "Mức Khá đạt"),
    "drop-down form field with a result": (
        CHOICE + code("FORMDROPDOWN") + field("separate") + r("Giỏi") + field("end"), "Giỏi"
    ),
    "field end alone": (field("end") + r("vẫn còn"), "vẫn còn"),
    "hidden text": (r("thấy ") + r("giấu", "<w:vanish/>") + r("lại thấy", '<w:vanish w:val="0"/>'), "thấy lại thấy"),
    "text hidden on the web only": (r("thấy", "<w:webHidden/>"), "thấy"),
    "deleted field result": (
        field("begin") + code("REF") + field("separate") + deleted("cũ") + r("mới") + field("end"), "mới"
    ),
    "symbol": ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 5%</w:t></w:r>', "≥ 5%"),
    "symbol without its private prefix": ('<w:r><w:sym w:font="Symbol" w:char="00A3"/></w:r>', "≤"),
    "tick of Wingdings": ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>xong</w:t></w:r>', "✓xong"),
    "symbol of a text font": ('<w:r><w:sym w:font="Times New Roman" w:char="00B1"/></w:r>', "±"),
    "Symbol font, private codes": (r("\uf0b3", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>') + r(" 5"), "≥ 5"),
    "Symbol font, plain codes": (r("\u00b4 a", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "× α"),
    "spaces and soft hyphens in Symbol": (
        r("\u00b3\u00a05\u00ad", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "≥ 5"
    ),
    "private codes whose font is lost": (r("\uf0a3 5"), "≤ 5"),
    "symbol beyond 16 bits": (
        '<w:r><mc:AlternateContent xmlns:e="http://schemas.microsoft.com/office/word/2015/wordml/symex"><mc:Choice '
        'Requires="e"><e:symEx e:font="Segoe UI Emoji" e:char="1F4C8"/></mc:Choice><mc:Fallback><w:t>x</w:t></mc:Fallback>'
        "</mc:AlternateContent></w:r>",
        "📈",
    ),
    "a bad symbol": ('<w:r><w:sym w:font="Symbol" w:char="zz"/><w:t>x</w:t></w:r>', "x"),
    "capitals stay as stored": (r("Nghị quyết", "<w:caps/>"), "Nghị quyết"),
    "decomposed letters": (r("Đa\u0309ng bô\u0323"), "Đảng bộ"),
    "a letter cut by a run": (r("bo\u0302") + r("\u0323 xã", "<w:b/>"), "bộ xã"),
    "note mark": (r("nghèo") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(" giảm"), "nghèo giảm"),
    "rendered page break": ("<w:r><w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>", "ab"),
}  # fmt: skip


@pytest.mark.parametrize("case", INLINE)
def test_inline(case: str) -> None:
    content, expected = INLINE[case]
    assert texts(p(content)) == [expected]


def test_a_field_may_span_paragraphs() -> None:
    body = (
        p(field("begin") + code("TOC") + field("separate") + r("Phần I"))
        + p("<w:r><w:t>Phần II</w:t><w:tab/><w:t>5</w:t></w:r>")
        + p(field("end"))
        + p("Hết")
    )
    assert texts(body) == ["Phần I", "Phần II 5", "Hết"]


def test_neither_text_nor_number_is_no_block() -> None:
    body = p() + p(r("  \u00a0\u200b")) + p("<w:r><w:drawing/></w:r>") + p("có chữ") + p("<w:r><w:br/></w:r>")
    document = read(body)
    assert [(b.index, b.text) for b in document.blocks] == [(0, "có chữ")]


def test_hidden_by_a_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Giau"><w:name w:val="Giấu"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Con"><w:basedOn w:val="Giau"/></w:style>'
    )
    assert texts(p(r("a") + r("b", '<w:rStyle w:val="Con"/>') + r("c")), styles=styles) == ["ac"]


def test_hidden_paragraph_mark_joins() -> None:
    body = p("Tiêu đề.", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p(" Nội dung") + p("Sau")
    assert texts(body) == ["Tiêu đề. Nội dung", "Sau"]


def test_hidden_paragraph_is_gone() -> None:
    hidden = p(r("giấu", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>")
    assert texts(p("Trước") + hidden + p("Sau")) == ["Trước", "Sau"]


def test_content_controls_around_paragraphs_and_placeholder() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p('một')}<w:sdt><w:sdtContent>{p('hai')}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
        f"<w:customXml>{p('ba')}</w:customXml>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + p("Bấm để nhập")
        + "</w:sdtContent></w:sdt>"
    )
    assert texts(body) == ["một", "hai", "ba", "Bấm để nhập"]


def test_offsets_follow_the_cleaned_text() -> None:
    block = read(p(r("  Đa\u0309ng ") + r(" bộ", "<w:b/>") + r("  xã "))).blocks[0]
    assert block.text == "Đảng bộ xã"
    assert [(block.text[s.start : s.end], s.bold) for s in block.spans] == [
        ("Đảng ", False),
        ("bộ", True),
        (" xã", False),
    ]


def test_decomposed_text_is_noted() -> None:
    document = read(p("Đảng") + p("Đa\u0309ng"))
    assert [(n.code, n.block) for n in document.notes] == [("decomposed", 1)]


def test_text_of_a_hidden_or_deleted_box_is_gone() -> None:
    hidden = box(p("trong")).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)
    assert texts(p(r("a") + hidden)) == ["a"]
