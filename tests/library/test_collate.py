"""Thirty copies, one table: every remark of every copy in exactly one row, at its place in the base."""

import json
import random
import zipfile
from collections import Counter

import pytest
from docx import Document as Word
from python_calamine import CalamineWorkbook

from library.copies_factory import copy_of, written
from library.edits_factory import document
from library.test_compare import LINES
from vankien.cli import main
from vankien.collate import Collation, Copy, Row, collate
from vankien.collate.grouping import grouped
from vankien.model import Place
from vankien.outputs.opinions import write_docx, write_xlsx
from vankien.word import read


@pytest.fixture(scope="module", params=["xa-01", "huyen-01", "co-quan-11"])
def scene(request, tmp_path_factory):
    """The base, the copies as read, and what was planted in each."""
    folder, rng = tmp_path_factory.mktemp("copies"), random.Random(request.param)  # noqa: S311
    lines = LINES[request.param]
    base = read(written(lines, folder / "base.docx", rng), name="base")
    copies, planted = [], {}
    for number in range(6):
        path = folder / f"ban-{number}.docx"
        planted[path.name] = copy_of(lines, path, f"Ủy viên {number:02}", rng, remarks=12)
        copies.append(Copy(path.name, read(path, name=path.name)))
    return base, copies, planted


def test_every_remark_is_in_exactly_one_row(scene):
    base, copies, planted = scene
    result = collate(base, copies)
    for count in result.copies:
        expected = Counter(remark.kind for remark in planted[count.file])
        rows = Counter(row.kind for row in result.rows if row.copy == count.file)
        assert rows == expected
        assert (
            count.rows
            == count.comments + count.replies + count.tracked + count.untracked
            == sum(rows.values())
        )
    assert len({row.id for row in result.rows}) == len(result.rows)


def test_it_says_who_what_and_where(scene):
    base, copies, planted = scene
    rows = collate(base, copies).rows
    places = right = 0
    for file, remarks in planted.items():
        for remark in remarks:
            [row] = [
                r
                for r in rows
                if r.copy == file
                and r.kind == remark.kind
                and (r.text == remark.text if remark.text else r.place and r.place.block == remark.block)
            ]
            assert row.author == remark.author
            places += 1
            right += bool(row.place and row.place.block == remark.block)
            if remark.kind in ("deletion", "replacement"):
                assert row.old == remark.old.strip()
                assert row.place.quote == remark.old.strip()
            if remark.kind in ("insertion", "replacement", "untracked_edit"):
                assert row.new.strip() == remark.new
            if remark.kind == "comment":
                assert row.place.quote == remark.old
    assert right == places


def test_the_command_keeps_its_contract(scene, tmp_path, capsys):
    rng = random.Random(1)  # noqa: S311
    lines = LINES["xa-02"]
    base = written(lines, tmp_path / "goc.docx", rng)
    planted = copy_of(lines, tmp_path / "mot.docx", "Ủy viên 01", rng)
    (tmp_path / "hong.docx").write_bytes(b"PK not a file")
    with pytest.raises(SystemExit) as end:
        main(["collate", str(base), str(tmp_path / "mot.docx"), str(tmp_path / "hong.docx"), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert end.value.code == 1
    assert [copy["rows"] for copy in told["copies"]] == [len(planted), 0]
    assert told["copies"][1]["error"].endswith(".")
    keys = {"id", "copy", "author", "date", "kind", "place", "text", "old", "new", "parent", "group"}
    assert all(row.keys() == keys for row in told["rows"])
    with pytest.raises(SystemExit) as end:
        main(["collate", str(tmp_path / "hong.docx"), str(base)])
    assert end.value.code == 2


def remark(text, copy="a", block=3, section="I"):
    place = Place(block, 0, 5, section, "")
    return Row(f"{copy}-{text}", copy, "Ủy viên 01", None, "comment", place, text)


def groups(*texts):
    rows = grouped([remark(text, copy=str(n)) for n, text in enumerate(texts)])
    return [row.group for row in rows]


def test_like_remarks_share_a_group():
    one, two, three = groups(
        "Đề nghị bổ sung tỷ lệ hộ nghèo",
        "đề nghị bổ sung thêm tỷ lệ hộ nghèo vào đây",
        "Cần nêu rõ trách nhiệm của người đứng đầu",
    )
    assert one == two != None  # noqa: E711
    assert three is None
    short, long = groups("Bổ sung số liệu BHYT của xã", "bổ sung số liệu bảo hiểm y tế của xã")
    assert short == long != None  # noqa: E711


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bổ sung số liệu QP-AN", "bổ sung số liệu quốc phòng, an ninh"),
        ("Đề nghị làm rõ KT-XH của xã", "Nêu rõ kinh tế - xã hội của xã"),
        ("BTV cần xem lại chỉ tiêu này", "Ban Thường vụ cần xem lại chỉ tiêu này"),
        ("Cần bổ sung tỷ lệ hộ nghèo", "Đề nghị thêm tỷ lệ hộ nghèo"),
        ("Số liệu chưa khớp với biểu", "số liệu không khớp với phụ biểu kèm theo"),
        ("Thống nhất với nội dung này", "Nhất trí nội dung này"),
        ("Câu văn lủng củng", "Câu văn còn lủng củng, khó hiểu"),
    ],
)
def test_the_same_in_other_words_is_one_group(one, other):
    first, second = groups(one, other)
    assert first == second != None  # noqa: E711


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nên tăng chỉ tiêu hộ nghèo", "Nên giảm chỉ tiêu hộ nghèo"),
        ("Nên giữ đoạn này trong báo cáo", "Không nên giữ đoạn này trong báo cáo"),
        ("Bổ sung phần nguyên nhân khách quan", "Bỏ phần nguyên nhân khách quan"),
        ("Nhất trí với chủ đề đại hội", "Không nhất trí với chủ đề đại hội"),
        ("Thống nhất nội dung", "Chưa thống nhất nội dung"),
        ("Không tăng mức đóng góp", "Tăng mức đóng góp"),
        ("Bổ sung tỷ lệ hộ nghèo", "Bổ sung tỷ lệ hộ cận nghèo"),
        ("Nâng thu nhập bình quân lên 60 triệu", "Nâng thu nhập bình quân lên 75 triệu"),
        ("Bổ sung nguyên nhân khách quan", "Bổ sung nguyên nhân chủ quan"),
        ("Giao cho UBND xã thực hiện", "Giao cho HĐND xã thực hiện"),
        ("Mở rộng phạm vi thực hiện", "Thu hẹp phạm vi thực hiện"),
        ("Bổ sung chỉ tiêu BHYT", "Bổ sung chỉ tiêu BHXH"),
    ],
)
def test_opposites_are_never_one_group(one, other):
    assert groups(one, other) == [None, None]


def test_the_table_for_word_and_for_excel(scene, tmp_path):
    base, copies, planted = scene
    result = collate(base, copies)
    total = sum(map(len, planted.values()))
    write_docx(base, result, tmp_path / "bang.docx")
    table = Word(str(tmp_path / "bang.docx")).tables[0]
    numbers = [row.cells[0].text for row in table.rows if row.cells[0].text.isdigit()]
    assert numbers == [str(n) for n in range(1, total + 1)]
    again = tmp_path / "lai.docx"
    write_docx(base, result, again)
    assert again.read_bytes() == (tmp_path / "bang.docx").read_bytes()
    write_xlsx(base, result, tmp_path / "bang.xlsx")
    sheet = CalamineWorkbook.from_path(str(tmp_path / "bang.xlsx")).get_sheet_by_index(0).to_python()
    assert len(sheet) == total + 1
    assert sheet[0][:3] == ["Đề mục của dự thảo", "TT", "Người góp ý"]


def test_nothing_that_a_reviewer_wrote_is_a_formula(tmp_path):
    rows = (remark('=HYPERLINK("x";"y")'), remark("+1"), remark("@SUM(A1)"))
    base = document(["I. Kết quả", "Một", "Hai", "Ba"])
    write_xlsx(base, Collation((), rows), tmp_path / "bang.xlsx")
    data = zipfile.ZipFile(tmp_path / "bang.xlsx").read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in data
    assert b"hyperlink" not in data


def test_the_columns_of_the_table_are_chosen(tmp_path, capsys):
    rng = random.Random(1)  # noqa: S311
    lines = LINES["xa-01"]
    base, copy = written(lines, tmp_path / "goc.docx", rng), tmp_path / "ban.docx"
    copy_of(lines, copy, "Ủy viên 01", rng, remarks=3)

    def called(columns):
        with pytest.raises(SystemExit) as end:
            main(["collate", str(base), str(copy), "-o", str(tmp_path / "b.xlsx"), "--columns", columns])
        return end.value.code or 0

    assert called("remark, reviewer") == 0
    head = CalamineWorkbook.from_path(str(tmp_path / "b.xlsx")).get_sheet_by_index(0).to_python()[0]
    assert head[1:] == ["Ý kiến, đề nghị sửa", "Người góp ý"]
    capsys.readouterr()
    assert called("remark,tên") == 2
    assert "tên" in capsys.readouterr().err
