"""What a file truly is, whatever its name says; and one sentence for each that cannot be read."""

import os
import re
import zipfile

import pytest

from library import hostile_factory as make
from vankien.model import UnreadableFile
from vankien.sentences import LANGUAGES, catalogue, sentence
from vankien.word import read
from vankien.word.kinds import kind_named, kind_of

XML = b'<?xml version="1.0"?><a:b xmlns:a="http://schemas.microsoft.com/office/'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(path, **members):
    with zipfile.ZipFile(path, "w") as out:
        for name, data in members.items():
            out.writestr(name, data)
    return path


def office(path, main):
    kind = f"application/vnd.openxmlformats-officedocument.{main}"
    types = f'<Types><Override PartName="/x.xml" ContentType="{kind}"/></Types>'
    return package(path, **{"[Content_Types].xml": types, "x.xml": "<x/>"})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"{\\rtf1 x}", "rtf"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf<html><p>x</p></html>", "html"),
        (b"<!DOCTYPE html><p>x", "html"),
        ("<html>".encode("utf-16"), "html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "mhtml"),
        (XML + b'2006/xmlPackage">', "flat_opc"),
        (XML + b'word/2003/wordml">', "word_xml"),
        ("Đảng bộ xã".encode(), "txt"),
        ("Đảng bộ xã".encode("utf-16"), "txt"),
        ("Đảng bộ xã".encode("utf-16-le"), "txt"),
        ("Ðaûng".encode("cp1258", "replace"), "txt"),
    ],
)  # fmt: skip
def test_by_content(tmp_path, data, expected):
    path = tmp_path / "ten-nao-cung-duoc.docx"
    path.write_bytes(data)
    assert kind_of(path) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"MZ\x90\0", "program"),
        (b"Rar!\x1a\x07", "archive"),
        (bytes(range(256)) * 20, "unknown"),
        (b"\0" * 500, "unknown"),
        (OLE + b"\0" * 600, "damaged"),
    ],
)
def test_what_is_no_document(tmp_path, data, expected):
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.reason == expected


@pytest.mark.parametrize(
    ("main", "expected"),
    [
        ("spreadsheetml.sheet.main+xml", "spreadsheet"),
        ("presentationml.presentation.main+xml", "slides"),
    ],
)
def test_other_office_files(tmp_path, main, expected):
    with pytest.raises(UnreadableFile) as caught:
        kind_of(office(tmp_path / "a.docx", main))
    assert caught.value.reason == expected


def test_word_by_its_types_wherever_its_main_part_stands(tmp_path):
    for main in ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml"):
        assert kind_of(office(tmp_path / "a.xlsx", main)) == "docx"


def test_zip_archives(tmp_path):
    text = package(tmp_path / "a.docx", mimetype="application/vnd.oasis.opendocument.text")
    assert kind_of(text) == "odt"
    for members in ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, {"a.txt": "x"}):
        with pytest.raises(UnreadableFile) as caught:
            kind_of(package(tmp_path / "b.odt", **members))
        assert caught.value.reason in ("spreadsheet", "archive")


def test_missing_files_and_folders(tmp_path):
    for path, expected in (
        (tmp_path, "folder"),
        (tmp_path / "x.docx", "missing"),
        (tmp_path / "a\0b", "unopenable"),
    ):
        with pytest.raises(UnreadableFile) as caught:
            read(path)
        assert caught.value.reason == expected


def test_the_name_that_people_know_is_the_one_in_the_sentence(tmp_path):
    (tmp_path / "f00ba4").write_bytes(b"")
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path / "f00ba4", name="Báo cáo.docx")
    spoken = sentence("file", caught.value.reason, "vi", **caught.value.params)
    assert spoken == "Tệp Báo cáo.docx rỗng (0 byte); hãy xin lại tệp từ nơi gửi."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_one_sentence_that_names_the_file(language):
    for key, text in catalogue(language)["file"].items():
        assert "{file}" in text, key
        assert text.endswith(".") and "\n" not in text, key
        assert not re.search(r"[.!?] [A-ZĐ]", text), key


def test_flat_word_xml_is_read_as_the_package_it_stands_for(tmp_path):
    pkg = "http://schemas.microsoft.com/office/2006/xmlPackage"
    parts = "".join(
        f'<pkg:part pkg:name="{name}" pkg:contentType="{kind}"><pkg:xmlData>{data}</pkg:xmlData></pkg:part>'
        for name, kind, data in (
            ("/_rels/.rels", "application/vnd.openxmlformats-package.relationships+xml", make.RELATIONS),
            (
                "/word/document.xml",
                make.MAIN,
                make.document(make.paragraph("Một tệp XML")).partition("?>")[2],
            ),
        )
    )
    path = tmp_path / "a.xml"
    path.write_text(
        f'<?xml version="1.0"?><pkg:package xmlns:pkg="{pkg}">{parts}</pkg:package>', encoding="utf-8"
    )
    document = read(path)
    assert (document.format, [b.text for b in document.blocks]) == ("docx", ["Một tệp XML"])


@pytest.mark.parametrize(
    ("ending", "data", "truly"),
    [
        (".docx", "Đảng bộ xã".encode(), ".txt"),
        (".docx", b"%PDF-1.7\n", ".pdf"),
        (".docm", b"{\\rtf1 x}", ".rtf"),
        (".odt", b"<html><p>x</p></html>", ".html"),
        (".doc", "Đảng bộ xã".encode(), ".txt"),
        (".pdf", b"{\\rtf1 x}", ".rtf"),
        (".txt", b"%PDF-1.7\n", ".pdf"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(tmp_path, ending, data, truly):
    path = tmp_path / f"Dự thảo{ending.upper()}"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.reason == "misnamed"
    assert caught.value.params == {"file": path.name, "ending": ending, "truly": truly}


@pytest.mark.parametrize("ending", [".doc", "", ".bak", ".txt"])
def test_word_opens_an_old_name_and_no_name_promises_nothing(tmp_path, ending):
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"{\\rtf1 x}")
    assert kind_named(path, path.name) == "rtf"


def test_a_pipe_is_not_waited_for(tmp_path):
    path = tmp_path / "a.docx"
    os.mkfifo(path)
    assert reason_of(path) == "unopenable"


def reason_of(path):
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    return caught.value.reason
