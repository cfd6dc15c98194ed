"""Hostile packages are refused quickly, by a typed error, before anything parses them."""

import struct
import time
import tracemalloc
import zipfile
import zlib
from functools import cache

import pytest

from library import hostile_factory as make
from vankien.model import UnreadableFile
from vankien.word import read
from vankien.word.guard import check_package

ENTITIES = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;">]>'
EXTERNAL = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'


def reason(path, name=None):
    with pytest.raises(UnreadableFile) as caught:
        read(path, name=name)
    assert caught.value.params["file"] == (name or path.name)
    return caught.value.reason


@cache
def seconds_to_inflate():
    """What inflating 512 MB costs here: the yardstick of a refusal that looks at 64 MB at most."""
    packed = zlib.compress(bytes(64 * 1024 * 1024), 1)
    start = time.process_time()
    for _ in range(8):
        zlib.decompress(packed)
    return time.process_time() - start


def quickly(function):
    start = time.process_time()
    result = function()
    assert time.process_time() - start < seconds_to_inflate() + 0.2
    return result


def test_an_honest_package_passes(tmp_path):
    path = make.simple(tmp_path / "a.docx", "Đảng bộ xã")
    check_package(path)
    assert [b.text for b in read(path).blocks] == ["Đảng bộ xã"]


@pytest.mark.parametrize(
    ("piece", "times", "expected"),
    [
        (b" " * 1_000_000, 70, "unpacks_too_big"),
        (b" " * 1_000_000, 30, "packed_too_tight"),
        (b"<w:p/>" * 100_000, 30, "too_many_paragraphs"),
        (b"<p/>" * 100_000, 10, "too_many_paragraphs"),
        (b"<w:r/><w:t/>" * 100_000, 16, "too_many_paragraphs"),
    ],
)
def test_bombs(tmp_path, piece, times, expected):
    path = make.repeated(tmp_path / "bomb.docx", piece, times)
    tracemalloc.start()
    found = reason(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found in (expected, "packed_too_tight")
    assert peak < 20_000_000
    assert quickly(lambda: reason(path)) == found


def test_a_directory_that_lies_about_sizes(tmp_path):
    path = make.liar(tmp_path / "liar.docx", b"<w:p/>" * 100_000, 100)
    with zipfile.ZipFile(path) as package:
        assert package.getinfo("word/document.xml").file_size == 10
    assert quickly(lambda: reason(path)) in ("too_many_paragraphs", "packed_too_tight")


def test_a_bomb_among_the_pictures(tmp_path):
    path = make.package(tmp_path / "a.docx", make.document(""), **{"word/media/a.png": b"\0" * 40_000_000})
    assert reason(path) == "packed_too_tight"


def test_an_ordinary_blank_picture_is_no_bomb(tmp_path):
    main = make.document(make.paragraph("x"))
    path = make.package(tmp_path / "a.docx", main, **{"word/media/a.bmp": b"\0" * 4_000_000})
    assert len(read(path).blocks) == 1


@pytest.mark.parametrize("doctype", [ENTITIES, EXTERNAL, "<!DOCTYPE a>"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_entities(tmp_path, doctype, coding):
    main = make.document(make.paragraph("&b;"), doctype).replace("1.0", f'1.0" encoding="{coding}')
    assert reason(make.package(tmp_path / "a.docx", main.encode(coding))) == "entities"


def test_a_doctype_cut_by_the_edge_of_a_chunk(tmp_path):
    import random

    noise = "".join(random.Random(1).choices("abcdefghij klmnop", k=524_288 * 2))  # noqa: S311
    for size in range(524_270, 524_290):
        head = f"<!--{noise[:size]}-->"[:size]
        main = f"{head[: size - 3]}-->{ENTITIES}<a/>"
        assert reason(make.package(tmp_path / "a.docx", main)) == "entities", size


def test_too_many_members(tmp_path):
    others = {f"word/x{n}.xml": "" for n in range(5001)}
    assert reason(make.package(tmp_path / "a.docx", make.document(""), **others)) == "too_many_members"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name(tmp_path):
    path = make.simple(tmp_path / "a.docx", "x")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("WORD/document.xml", make.document(make.paragraph("y")))
    assert reason(path) == "damaged"


@pytest.mark.parametrize("name", ["../../evil.xml", "word/../../evil.xml", "..\\evil.xml"])
def test_names_that_climb(tmp_path, name):
    assert reason(make.package(tmp_path / "a.docx", make.document(""), **{name: "x"})) == "damaged"


def test_the_flag_of_encryption(tmp_path):
    path = make.simple(tmp_path / "a.docx", "x")
    data = bytearray(path.read_bytes())
    entry = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, entry + 8, 1)
    path.write_bytes(data)
    assert reason(path) == "encrypted"


@pytest.mark.parametrize("tenths", range(1, 10))
def test_cut_files(tmp_path, tenths):
    path = make.simple(tmp_path / "a.docx", *(f"Đoạn {n}" for n in range(200)))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * tenths // 10])
    assert reason(path) == "damaged"


def test_deep_nesting(tmp_path):
    main = make.document("<w:tbl><w:tr><w:tc>" * 20_000)
    assert reason(make.package(tmp_path / "a.docx", main)) in ("damaged", "packed_too_tight")


def test_broken_references_are_no_reason_to_refuse(tmp_path):
    kinds = ("image", "header", "styles", "numbering", "footnotes", "comments")
    dangling = "".join(
        f'<Relationship Id="d{n}" Type="{make.OFFICE}/{kind}" Target="../../{kind}/none.xml"/>'
        for n, kind in enumerate(kinds)
    )
    relations = f'<Relationships xmlns="{make.PACKAGE}/relationships">{dangling}</Relationships>'
    main = make.document(make.paragraph("còn đây"))
    path = make.package(tmp_path / "a.docx", main, **{"word/_rels/document.xml.rels": relations})
    assert [b.text for b in read(path).blocks] == ["còn đây"]
