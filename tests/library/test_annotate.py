"""The annotated draft: nothing changed but the comments, each exactly on its passage."""

import zipfile
from itertools import pairwise

import pytest

from library.word_factory import (
    box,
    change,
    code,
    deleted,
    docx_bytes,
    field,
    lvl,
    mark,
    numbered,
    numbering,
    p,
    r,
    table,
    tc,
    tr,
)
from vankien.model import Authority, Finding, Place
from vankien.outputs import annotate
from vankien.outputs.annotate import title_block
from vankien.word import read

AUTHORITY = Authority("Đề cương của đợt đại hội", "J")
NOTE = '<w:footnote w:id="2"><w:p><w:r><w:t>Số liệu của Chi cục Thống kê.</w:t></w:r></w:p></w:footnote>'
BODY = (
    p("BÁO CÁO CHÍNH TRỊ")
    + numbered("Kinh tế phát triển")
    + p(r("Thu nhập bình quân ") + r("đạt 52 triệu", "<w:b/>") + r("  đồng/người.  Năm 2019 tăng."))
    + p(r("Giữ nguyên ") + change("ins", r("phần thêm") + r(" và nữa")) + deleted("phần bỏ") + r(" rồi."))
    + p(r("Trước khi xóa dấu "), mark("del"))
    + p(r("đoạn đã nối liền."))
    + p('<w:hyperlink w:anchor="a">' + r("Liên kết phụ lục") + "</w:hyperlink>" + r(" tiếp."))
    + p(field("begin") + code("PAGEREF x") + field("separate") + r("Trang 12") + field("end") + r(" sau."))
    + p("<w:sdt><w:sdtContent>" + r("Điều khiển nội dung") + "</w:sdtContent></w:sdt>" + r(" sau đó."))
    + p(change("moveFrom", r("Câu được dời đi.")) + r("Câu ở lại."))
    + p(change("moveTo", r("Câu được dời đi.")))
    + table(tr(tc("Chỉ tiêu"), tc("Kết quả")), tr(tc("Hộ nghèo"), tc("1,2%")))
    + p(r("Có chú thích") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(" ở đây."))
    + p(r("Có khung chữ.") + box(p("Chữ trong khung")))
    + p('<w:r><w:t>Tách </w:t><w:tab/><w:t>bằng</w:t><w:noBreakHyphen/><w:t>tab</w:t></w:r>')
    + p(r("Hoa\u0300 bi\u0300nh va\u0300 pha\u0301t trie\u0302\u0309n"))
    + p(r("Toân troïng phaùt trieån", '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'))
    + p('<w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t>nh\u00ad l</w:t>'
        "<w:softHyphen/><w:t>u ý</w:t></w:r>")
    + p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>" + r(" là công thức."))
    + p('<w:commentRangeStart w:id="7"/>' + r("Đã có nhận xét.") + '<w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r>')
    + "<w:sectPr/>"
)  # fmt: skip
PARTS = {
    "numbering": numbering(lvl(0, "upperRoman", "%1.")),
    "footnotes": NOTE,
    "comments": f'<w:comment w:id="7" w:author="Ủy viên 01" w:initials="U">{p("Cũ")}</w:comment>',
}


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(docx_bytes(BODY, **PARTS))
    return path


def finding(place, code="VK105"):
    return Finding(
        code, {"part": "x", "part_name": "x", "found": "1", "limit": "1"}, place, "warning", AUTHORITY
    )


def some_findings(document):
    """A finding on the middle of every block, on its first word, on all of it, and one without a place."""
    yield finding(None)
    for block in document.blocks:
        size = len(block.text)
        for start, end in ((size // 3, size - size // 4), (0, block.text.find(" ") % (size + 1)), (0, size)):
            if start < end:
                yield finding(Place(block.index, start, end, None, block.text[start:end]))


def annotated(path, findings, **options):
    target = path.with_name("annotated.docx")
    annotate(path, read(path), list(findings), target, **options)
    return target


@pytest.fixture(autouse=True)
def sentences(monkeypatch):
    """Sentences of other checks are not under test: a finding says its code."""
    from vankien import checks

    monkeypatch.setattr(checks, "render", lambda f, language="vi": checks.Rendered("Lời.", "Sửa.", "Căn cứ"))


def test_the_text_and_the_tracked_changes_stay_as_they_are(draft):
    before = read(draft)
    after = read(annotated(draft, some_findings(before)))
    assert [(b.text, b.part, b.spans, b.cell) for b in after.blocks] == [
        (b.text, b.part, b.spans, b.cell) for b in before.blocks
    ]
    assert after.revisions == before.revisions


def test_every_finding_is_one_comment_and_old_ones_stay(draft):
    before = read(draft)
    findings = list(some_findings(before))
    after = read(annotated(draft, findings))
    ours = [c for c in after.comments if c.author == "Văn kiện"]
    assert [c for c in after.comments if c.author != "Văn kiện"] == list(before.comments)
    assert len(ours) == len(findings)
    assert len({c.id for c in after.comments}) == len(after.comments)
    assert {c.initials for c in ours} == {"VK"}
    assert ours[0].text == "VK105. Lời.\nCách sửa: Sửa.\nCăn cứ: Căn cứ"
    assert ours[0].date is None


def test_comments_stand_exactly_on_their_passages(draft):
    before = read(draft)
    findings = list(some_findings(before))
    ours = [c for c in read(annotated(draft, findings)).comments if c.author == "Văn kiện"]
    for one, comment in zip(findings, ours, strict=True):
        assert comment.place is not None
        if one.place is None:
            assert before.blocks[comment.place.block].text == "BÁO CÁO CHÍNH TRỊ"
            continue
        block = before.blocks[one.place.block]
        if block.part in ("body", "table") and block.text[0] != "a" and "I." not in block.text:
            assert comment.place.block == one.place.block, one.place
            assert comment.place.quote == one.place.quote.strip(), one.place


def test_what_cannot_bear_a_comment_is_told_where_it_is_anchored(draft):
    before = read(draft)
    for part, host in (("footnote", "Có chú thích ở đây."), ("textbox", "Có khung chữ.")):
        block = next(b for b in before.blocks if b.part == part)
        path = annotated(draft, [finding(Place(block.index, 0, 4))])
        (comment,) = (c for c in read(path).comments if c.author == "Văn kiện")
        assert before.blocks[comment.place.block].text == host


def test_other_parts_are_copied_byte_for_byte(draft):
    path = annotated(draft, some_findings(read(draft)))
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(path) as new:
        changed = {n for n in old.namelist() if old.read(n) != new.read(n)}
        assert new.namelist() == old.namelist()
    assert changed == {"word/document.xml", "word/comments.xml"}


def test_comments_part_is_made_where_there_is_none(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(docx_bytes(p("Một đoạn văn.")))
    out = annotated(path, [finding(Place(0, 4, 8))], date="2020-02-13T08:00:00Z")
    (comment,) = read(out).comments
    assert comment.place.quote == "đoạn"
    assert comment.date == "2020-02-13T08:00:00Z"
    with zipfile.ZipFile(out) as package:
        assert b"/word/comments.xml" in package.read("[Content_Types].xml")


def test_a_broken_comments_part_is_written_anew(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(docx_bytes(p("Một đoạn văn."), comments="", extra={"word/comments.xml": "<w:comm"}))
    out = annotated(path, [finding(Place(0, 4, 8))])
    assert [c.place.quote for c in read(out).comments] == ["đoạn"]
    with zipfile.ZipFile(out) as package:
        assert package.read("word/_rels/document.xml.rels").count(b"relationships/comments") == 1


def test_the_strict_dialect_is_kept(tmp_path):
    path = tmp_path / "draft.docx"
    body = docx_bytes(p("Một đoạn văn."))
    with zipfile.ZipFile(_io(body)) as package:
        members = {n: package.read(n) for n in package.namelist()}
    strict = {
        n: data.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/")
        for n, data in members.items()
    }  # fmt: skip
    with zipfile.ZipFile(path, "w") as package:
        for name, data in strict.items():
            package.writestr(name, data)
    out = annotated(path, [finding(Place(0, 4, 8))])
    assert [c.place.quote for c in read(out).comments] == ["đoạn"]
    with zipfile.ZipFile(out) as package:
        assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in package.read(
            "word/_rels/document.xml.rels"
        )


def test_the_same_draft_gives_the_same_bytes(draft):
    findings = list(some_findings(read(draft)))
    first = annotated(draft, findings).read_bytes()
    assert annotated(draft, findings).read_bytes() == first


def test_plain_text_becomes_a_word_file_with_comments(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text("BÁO CÁO CHÍNH TRỊ\nThu nhập < 52 & tăng.\nHộ nghèo còn 1,2%.\n", encoding="utf-8")
    out = annotated(path, [finding(Place(2, 0, 8)), finding(None)])
    after = read(out)
    assert [b.text for b in after.blocks] == [b.text for b in read(path).blocks]
    assert [c.place.quote for c in after.comments] == ["Hộ nghèo", "BÁO CÁO CHÍNH TRỊ"]


def test_title_block_is_the_report_s_own_title():
    from library.draft_factory import document

    assert title_block(document("ĐẢNG BỘ HUYỆN A\nDự thảo báo cáo chính trị\nBáo cáo")) == 1
    assert title_block(document("Đảng bộ\nI. Kinh tế")) == 0


def test_runs_are_cut_only_where_a_passage_ends(draft):
    block = next(b for b in read(draft).blocks if b.text.startswith("Thu nhập"))
    start = block.text.index("52")
    path = annotated(draft, [finding(Place(block.index, start, start + 2))])
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(path) as new:
        runs = [z.read("word/document.xml").count(b"<w:r>") for z in (old, new)]
    assert runs[1] == runs[0] + 3  # "đạt ", "52", " triệu" and the comment's own mark


def test_ranges_open_before_they_close(draft):
    path = annotated(draft, some_findings(read(draft)))
    with zipfile.ZipFile(path) as package:
        xml = package.read("word/document.xml").decode()
    for comment in read(path).comments:
        marks = [xml.index(f'{name} w:id="{comment.id}"') for name in
                 ("commentRangeStart", "commentRangeEnd", "commentReference")]  # fmt: skip
        assert all(a < b for a, b in pairwise(marks))


def _io(data):
    import io

    return io.BytesIO(data)


def test_a_file_with_macros_becomes_a_document_without_them(tmp_path):
    path = tmp_path / "draft.docm"
    members = zipfile.ZipFile(_io(docx_bytes(p("Một đoạn văn."))))
    content = {n: members.read(n) for n in members.namelist()}
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml",
    )
    content["word/_rels/document.xml.rels"] = content["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>',
    )
    content["word/vbaProject.bin"] = b"macro"
    with zipfile.ZipFile(path, "w") as package:
        for name, data in content.items():
            package.writestr(name, data)
    out = annotated(path, [finding(Place(0, 4, 8))])
    with zipfile.ZipFile(out) as package:
        assert "word/vbaProject.bin" not in package.namelist()
        assert b"macroEnabled" not in package.read("[Content_Types].xml")
    assert [c.place.quote for c in read(out).comments] == ["đoạn"]
