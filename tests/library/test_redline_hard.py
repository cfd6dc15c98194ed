"""Redlines where single passages cannot be tracked: earlier authors' marks, controls, boxes, lists."""

import pytest

from library.redline_factory import settles, settles_with_marks, texts, tracked
from library.word_factory import box, docx_bytes, lvl, numbered, p, r
from vankien.cli import main
from vankien.outputs.redline import AUTHOR
from vankien.word import read

ONE, TWO, THREE = (
    "Thu nhập bình quân đầu người đạt 47,5 triệu đồng",
    "Tỷ lệ hộ nghèo giảm còn 1,2 phần trăm",
    "Hoàn thành xây dựng nông thôn mới nâng cao",
)
FOUR = "Quốc phòng và an ninh được giữ vững trong cả nhiệm kỳ"


def mark(kind, inside="", author="Ban Tổ chức"):
    return f'<w:{kind} w:id="7" w:author="{author}" w:date="2020-01-02T00:00:00Z">{inside}</w:{kind}>'


def gone(text):
    return mark("del", f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>')


def end(kind):
    """The properties of a paragraph whose mark somebody put in or took out."""
    return f"<w:rPr>{mark(kind)}</w:rPr>"


def control(content, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def row(*cells, more=""):
    return f"<w:tr>{more}{''.join(f'<w:tc><w:tcPr/>{cell}</w:tc>' for cell in cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def files(folder, old, new, **parts):
    """Two bodies as files; a part that is a pair differs, too."""
    found = []
    for at, (name, body) in enumerate((("old.docx", old), ("new.docx", new))):
        own = {k: v[at] if isinstance(v, tuple) else v for k, v in parts.items()}
        found.append(folder / name)
        found[-1].write_bytes(docx_bytes(body, **own))
    return found


PUT_IN = p(mark("ins", r(TWO)), end("ins"))
TAKEN_OUT = p(gone(TWO), end("del"))
EMPTIED = p(gone(TWO) + r(" "))  # all but its mark and a space
TRUE = {
    "a paragraph put in": (p(ONE) + p(THREE), p(ONE) + PUT_IN + p(THREE)),
    "a paragraph taken out": (p(ONE) + p(TWO) + p(THREE), p(ONE) + TAKEN_OUT + p(THREE)),
    "the words of a paragraph taken out": (p(ONE) + p(TWO) + p(THREE), p(ONE) + EMPTIED + p(THREE)),
    "all taken out": (p(TWO), p(gone(TWO))),
    "both, and one that was not tracked": (
        p(ONE) + p(TWO) + p(THREE),
        p(ONE) + TAKEN_OUT + p(FOUR) + p(mark("ins", r("Dân số ven đô tăng nhanh")), end("ins")) + p(THREE),
    ),
    "words put in and taken out": (
        p(f"{ONE}, tăng 3%"),
        p(r(ONE) + mark("ins", r(" mỗi năm")) + gone(", tăng 3%")),
    ),
    "two paragraphs made one": (p(ONE) + p(TWO) + p(THREE), p(r(ONE), end("del")) + p(TWO) + p(THREE)),
    "one paragraph made two": (
        p(f"{ONE}; {TWO}") + p(THREE),
        p(r(f"{ONE}; "), end("ins")) + p(TWO) + p(THREE),
    ),
    "a row put in": (
        table(row(p(ONE), p("47,5"))),
        table(row(p(ONE), p("47,5")), row(p(TWO), p("1,2"), more=f"<w:trPr>{mark('ins')}</w:trPr>")),
    ),
    "a row taken out": (
        table(row(p(ONE), p("47,5")), row(p(TWO), p("1,2"))),
        table(
            row(p(ONE), p("47,5")), row(p(gone(TWO)), p(gone("1,2")), more=f"<w:trPr>{mark('del')}</w:trPr>")
        ),
    ),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_earlier_authors_did_goes_and_comes_back_with_ours(name, tmp_path):
    settles_with_marks(*files(tmp_path, *TRUE[name]), tmp_path)


JOINED = p(r(f"{ONE}, "), end("del")) + p(TWO)
STANDING = {
    "their paragraph is gone": (p(ONE) + PUT_IN + p(THREE), p(ONE) + p(THREE)),
    "beside their paragraph one came": (p(ONE) + PUT_IN, p(ONE) + PUT_IN + p(FOUR)),
    "beside their paragraph one went": (p(ONE) + p(FOUR) + PUT_IN + p(THREE), p(ONE) + PUT_IN + p(THREE)),
    "words of their paragraph differ": (
        p(ONE) + p(mark("ins", r(f"{TWO} cuối năm")), end("ins")),
        p(ONE) + PUT_IN,
    ),
    "what they joined differs": (
        JOINED + p(THREE),
        p(r(f"{ONE}, "), end("del")) + p(f"{TWO} cuối năm") + p(THREE),
    ),
    "behind what they joined one went": (JOINED + p(FOUR) + p(THREE), JOINED + p(THREE)),
    "they moved it and it differs": (
        p(ONE) + p(TWO) + p(THREE),
        p(ONE)
        + p(mark("moveFrom", r(TWO)), end("moveFrom"))
        + p(THREE)
        + p(mark("moveTo", r(f"{TWO} cuối năm")), end("moveTo")),
    ),
}


@pytest.mark.parametrize("name", STANDING)
@pytest.mark.parametrize("back", [False, True])
def test_rejecting_gives_the_old_text_whatever_others_left(name, back, tmp_path):
    both = files(tmp_path, *STANDING[name])
    settles(*(both[::-1] if back else both), tmp_path, AUTHOR)


LIST = (
    f'<w:abstractNum w:abstractNumId="0">{lvl(0, "decimal", "%1.")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
HELD = {
    "nested controls": (control(control(p(ONE) + p(TWO) + p(THREE))), control(control(p(ONE) + p(THREE)))),
    "a control within a paragraph": (
        p(r("Chỉ tiêu: ") + control(r(ONE))),
        p(r("Chỉ tiêu: ") + control(r(TWO))),
    ),
    "a field that holds one line": (
        control(p(ONE), "<w:text/>") + p(THREE),
        control(p(FOUR), "<w:text/>") + p(THREE),
    ),
    "cells in controls": (
        table(row(control(p(ONE) + p(TWO)), p("47,5"))),
        table(row(control(p(ONE)), p("48,5"))),
    ),
    "a box that went": (p(r(ONE) + r(box(p(TWO)))) + p(THREE), p(ONE) + p(THREE)),
    "a box in a paragraph that is another": (
        p(r(ONE) + r(box(p(TWO)))) + p(THREE),
        p(r(FOUR) + r(box(p(TWO)))) + p(THREE),
    ),
    "a formula": (p(ONE) + p(THREE), p(ONE) + p("<m:oMath><m:r><m:t>a+b=c</m:t></m:r></m:oMath>") + p(THREE)),
    "a numbered cell that came empty": (
        table(row(p(), p(ONE)), row(p(), p(TWO))),
        table(row(numbered(FOUR), p(ONE)), row(numbered(THREE), p(TWO))),
    ),
    "a numbered paragraph before a table": (
        numbered(ONE) + table(row(p(TWO), p("1,2"))) + numbered(THREE),
        numbered(ONE) + numbered(FOUR) + table(row(p(TWO), p("1,2"))) + numbered(THREE),
    ),
    "a section that ends": (
        p(ONE) + p(THREE),
        p(ONE)
        + p(r(TWO), '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>')
        + p(THREE),
    ),
}


@pytest.mark.parametrize("name", HELD)
@pytest.mark.parametrize("back", [False, True])
def test_controls_boxes_and_lists_come_out_right(name, back, tmp_path):
    both = files(tmp_path, *HELD[name], numbering=LIST, header1=p("Dự thảo"))
    settles(*(both[::-1] if back else both), tmp_path)


def test_headers_that_say_the_same_are_changed_together(tmp_path):
    heads = "".join(
        f'<w:headerReference w:type="{t}" r:id="header{n}"/>' for n, t in enumerate(("default", "first"), 1)
    )
    body = p(ONE) + f"<w:sectPr>{heads}<w:titlePg/></w:sectPr>"
    said = p("Dự thảo lần thứ nhất"), p("Dự thảo lần thứ hai")
    settles(*files(tmp_path, body, body, header1=said, header2=said), tmp_path)


def test_a_note_of_a_paragraph_that_is_another_stays(tmp_path):
    body = p(r("{}") + r("<w:footnoteReference w:id='2'/>")) + p(THREE)
    notes = f"<w:footnote w:id='2'>{p(TWO)}</w:footnote>"
    settles(*files(tmp_path, body.format(ONE), body.format(FOUR), footnotes=notes), tmp_path)


def test_old_words_in_an_old_encoding_come_back(tmp_path):
    """What was stored in TCVN3 is Unicode once it is read, and no longer of that font."""
    coded = r("Tû lÖ hé nghÌo gi¶m", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>')
    settles(*files(tmp_path, p(ONE) + p(coded), p(ONE) + p(THREE)), tmp_path)


def test_our_changes_can_be_told_from_those_of_an_earlier_redline(tmp_path):
    """The new version may itself be a redline: what it has under our name is an earlier author's."""
    before = p(r(ONE) + mark("ins", r(" mỗi năm"), AUTHOR))
    target = tracked(*files(tmp_path, before, before + p(TWO)), tmp_path)[2]
    assert {revision.author for revision in read(target, name="t").revisions} == {AUTHOR, f"{AUTHOR} 2"}
    assert texts(target, ("del",), ("ins",), tmp_path, f"{AUTHOR} 2") == [f"{ONE} mỗi năm"]


def test_what_a_person_has_to_know_is_said(tmp_path, capsys):
    """A header without a place in the new version; changes of others, which rejecting all rejects too."""
    old, new = tmp_path / "cu.docx", tmp_path / "moi.docx"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    old.write_bytes(docx_bytes(p(ONE) + p(THREE) + section, header1=p("DỰ THẢO LẦN 1")))
    new.write_bytes(docx_bytes(p(ONE) + PUT_IN + p(THREE)))
    with pytest.raises(SystemExit) as ended:
        main(["compare", str(old), str(new), "-o", str(tmp_path / "sua.docx")])
    assert ended.value.code in (0, None)
    said = capsys.readouterr().err
    assert "DỰ THẢO LẦN 1" in said
    assert "Ban Tổ chức" in said
