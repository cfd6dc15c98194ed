# ruff: noqa: E501 - XML and prose as Word stores them
"""The package around the text: dialects, names, encodings, damage."""

import io
import zipfile

import pytest

from library.word_factory import box, docx_bytes, element, lvl, numbered, numbering, p, pack, r, texts
from vankien.model import UnreadableFile
from vankien.word.docx import read_docx

_STRICT = (
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
)  # fmt: skip


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def read_texts(files: dict[str, bytes]) -> list[str]:
    return [block.text for block in read_docx(pack(files)).blocks]


def rich() -> bytes:
    footnotes = f'<w:footnote w:id="1">{p("chú")}</w:footnote>'
    body = numbered("một") + p(r("hai") + box(p("hộp")) + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    margins = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    levels = numbering(lvl(0, "decimal", "%1."))
    return docx_bytes(body + margins, footnotes=footnotes, numbering=levels, header1=p("đầu"))


EXPECTED = ["1. một", "hai", "hộp", "chú", "đầu"]


def test_strict_dialect() -> None:
    files = members(rich())
    for name, content in files.items():
        for loose, strict in _STRICT:
            content = content.replace(loose.encode(), strict.encode())
        files[name] = content
    assert b"purl.oclc.org" in files["word/document.xml"]
    assert read_texts(files) == EXPECTED


def test_strict_measures() -> None:
    size = '<w:sectPr><w:pgSz w:w="210mm" w:h="29.7cm"/><w:pgMar w:left="1in" w:right="36pt"/></w:sectPr>'
    found = read_docx(docx_bytes(p("x") + size)).pages[0]
    assert (found.width, found.height, found.left, found.right) == (210.0, 297.0, 25.4, 12.7)


def test_other_names_cases_and_absolute_targets() -> None:
    files = members(rich())
    files["TaiLieu/Chinh.xml"] = files.pop("word/document.xml")
    files["TaiLieu/_rels/Chinh.xml.rels"] = (
        files.pop("word/_rels/document.xml.rels")
        .replace(b'Target="footnotes.xml"', b'Target="/word/FootNotes.xml"')
        .replace(b'Target="numbering.xml"', b'Target="..\\word\\numbering.xml"')
        .replace(b'Target="header1.xml"', b'Target="../word/./header%31.xml"')
    )
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"word/document.xml", b"tailieu/chinh.xml")
    assert read_texts(files) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    bom = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    xml = element("w:document", f"<w:body>{p('Đảng bộ')}</w:body>")
    xml = xml.replace('encoding="UTF-8"', 'encoding="UTF-16"') if "16" in encoding else xml
    assert read_texts(members(rich()) | {"word/document.xml": bom + xml.encode(encoding)}) == ["Đảng bộ"]


def test_single_quoted_namespaces_another_prefix_and_comments() -> None:
    xml = (
        "<x:document xmlns:x='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><x:body><x:p><x:r>"
        "<x:t>Đảng<!-- ghi chú --> bộ</x:t></x:r></x:p></x:body></x:document>"
    )
    assert read_texts(members(rich()) | {"word/document.xml": xml.encode()}) == ["Đảng bộ"]


@pytest.mark.parametrize(
    "gone", ["word/numbering.xml", "word/footnotes.xml", "word/header1.xml", "[Content_Types].xml"]
)
def test_missing_parts_are_done_without(gone: str) -> None:
    files = members(rich())
    del files[gone]
    assert "hai" in read_texts(files)


@pytest.mark.parametrize(
    ("part", "lost"),
    [
        ("word/styles.xml", None),
        ("word/settings.xml", None),
        ("word/comments.xml", None),
        ("word/theme.xml", None),
        ("word/numbering.xml", "một"),
        ("word/footnotes.xml", "chú"),
        ("word/header1.xml", "đầu"),
        ("_rels/.rels", None),
    ],
)
@pytest.mark.parametrize("damage", [b"<w:x", b"", b"\xff\xfe\x00", b"<a><b></a>"])
def test_broken_optional_parts_are_done_without_and_noted(part: str, lost: str | None, damage: bytes) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    files = members(rich())
    name = "word/_rels/document.xml.rels"
    if part not in files:
        kind = part.removeprefix("word/").removesuffix(".xml")
        link = f'<Relationship Id="z" Type="{office}/{kind}" Target="{kind}.xml"/></Relationships>'
        files[name] = files[name].replace(b"</Relationships>", link.encode())
    document = read_docx(pack(files | {part: damage}))
    kept = {"một": ["một", *EXPECTED[1:]]}.get(lost or "", [t for t in EXPECTED if t != lost])
    assert [b.text for b in document.blocks] == kept
    assert [(n.code, n.detail) for n in document.notes] == [("missing_part", part)]


def test_broken_relationships_leave_the_body() -> None:
    document = read_docx(pack(members(rich()) | {"word/_rels/document.xml.rels": b"<Relationships>"}))
    assert [b.text for b in document.blocks] == ["một", "hai", "hộp"]
    assert [n.code for n in document.notes] == ["missing_part"]


def test_package_without_relationships() -> None:
    files = members(docx_bytes(p("x")))
    del files["_rels/.rels"], files["word/_rels/document.xml.rels"]
    assert read_texts(files) == ["x"]


def test_dangling_relationships() -> None:
    body = p("x") + '<w:sectPr><w:headerReference w:type="default" r:id="khong"/></w:sectPr>'
    assert texts(body) == ["x"]


def test_foreign_links_macros_and_chunks_are_noted() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        f'<Relationship Id="a" Type="{office}/attachedTemplate" Target="http://example.org/m.dotm" TargetMode="External"/>'
        f'<Relationship Id="b" Type="{office}/hyperlink" Target="http://example.org/" TargetMode="External"/>'
        f'<Relationship Id="c" Type="{office}/aFChunk" Target="khac.htm"/>'
        '<Relationship Id="d" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
    )
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    data = docx_bytes(
        p("x") + '<w:altChunk r:id="c"/>',
        extra={"word/_rels/document.xml.rels": relations, "word/vbaProject.bin": b"x"},
    )
    assert [(n.code, n.detail) for n in read_docx(data).notes] == [
        ("missing_part", "word/khac.htm"),
        ("macros_ignored", ""),
        ("external_link", "http://example.org/m.dotm"),
    ]


def test_properties() -> None:
    core = (
        '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Dự thảo</dc:title><dc:creator>Văn phòng</dc:creator></c:coreProperties>'
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    )
    data = docx_bytes(p("x"), extra={"docProps/core.xml": core, "_rels/.rels": relation})
    assert read_docx(data).properties == {"title": "Dự thảo", "creator": "Văn phòng"}


def damaged() -> dict[str, bytes]:
    whole = docx_bytes(p("x"))
    files = members(whole)
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    return {
        "not a zip": b"khong phai zip",
        "truncated": whole[: len(whole) // 2],
        "no main part": pack({"a.txt": b"x"}),
        "broken XML": pack(files | {"word/document.xml": files["word/document.xml"][:-30]}),
        "empty part": pack(files | {"word/document.xml": b""}),
        "another kind of root": pack(files | {"word/document.xml": b"<workbook/>"}),
        "far too deep": docx_bytes(deep),
        "bad UTF-16": pack(files | {"word/document.xml": b"\xff\xfe\x00"}),
    }


@pytest.mark.parametrize("case", damaged())
def test_damage_has_a_type(case: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_docx(damaged()[case])
    assert caught.value.reason == "damaged"


def test_from_a_path(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "bản dự thảo.docx"
    path.write_bytes(rich())
    assert [b.text for b in read_docx(path).blocks] == EXPECTED
