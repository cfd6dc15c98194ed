# ruff: noqa: E501 - XML and prose as Word stores them
"""Tracked changes as Word and LibreOffice write them: one remark each, of the right kind, and none besides."""

import pytest

from library.edits_factory import settled
from library.word_factory import change, deleted, docx_bytes, mark, p, r, table, tc, tr
from vankien.collate import Copy, collate
from vankien.compare.tokens import key_of
from vankien.outputs.master import master
from vankien.outputs.redline.settling import accept_all, reject_all
from vankien.word import read

A = "Chi bộ thôn Đông hoàn thành kế hoạch phát triển đảng viên trong năm"
B = "Hội Nông dân vận động nhân dân hiến đất mở rộng đường liên thôn"
C = "Trạm y tế tổ chức khám sức khỏe định kỳ cho người cao tuổi"
NEW = "Đoàn Thanh niên ra quân làm sạch đường làng vào ngày chủ nhật"
ROWS = [
    ["TT", "Chỉ tiêu"],
    ["1", "Tỷ lệ hộ nghèo 2,5%"],
    ["2", "Số đảng viên mới 12"],
    ["3", "Thu ngân sách 4,1 tỷ"],
]
INS = '<w:ins w:id="1" w:author="Người 01" w:date="2020-02-13T08:00:00Z"/>'
DEL = INS.replace("w:ins", "w:del")
GONE = '<w:r><w:delText xml:space="preserve">ngay </w:delText></w:r>'


def rows(*extra):
    return table(*(row if isinstance(row, str) else tr(*map(tc, row)) for row in extra))


def moved(kind, inside):
    """A move's passage; LibreOffice writes its beginning inside the change."""
    start = f'<w:{kind}RangeStart w:id="5" w:name="m1" w:author="Người 01"/>'
    content = change(kind, start + r(A)) if inside else start + change(kind, r(A))
    return p(content + f'<w:{kind}RangeEnd w:id="5"/>', "" if inside and kind == "moveFrom" else mark(kind))


BASE = p(A) + p(B) + rows(*ROWS) + p(C)
CASES = {
    "a paragraph with its own mark": (
        p(A) + p(change("ins", r(NEW)), mark("ins")) + p(B) + rows(*ROWS) + p(C),
        [("insertion", "", NEW)],
    ),
    "a paragraph behind a mark put in": (
        p(A, mark("ins")) + p(change("ins", r(NEW))) + p(B) + rows(*ROWS) + p(C),
        [("insertion", "", NEW)],
    ),
    "a paragraph taken out": (p(deleted(A), mark("del")) + p(B) + rows(*ROWS) + p(C), [("deletion", A, "")]),
    "the last paragraph taken out": (
        p(A) + p(B) + rows(*ROWS) + p(deleted(C), mark("del")),
        [("deletion", C, "")],
    ),
    "a paragraph before a table taken out": (
        p(A) + p(deleted(B), mark("del")) + rows(*ROWS) + p(C),
        [("deletion", B, "")],
    ),
    "a row put in": (
        p(A)
        + p(B)
        + rows(
            *ROWS[:2],
            tr(*(tc(p(change("ins", r(x)), mark("ins"))) for x in ("4", "Số hộ khá 80")), properties=INS),
            *ROWS[2:],
        )
        + p(C),
        [("insertion", "", "4 Số hộ khá 80")],
    ),
    "a row taken out": (
        p(A)
        + p(B)
        + rows(*ROWS[:2], tr(*(tc(p(deleted(x))) for x in ROWS[2]), properties=DEL), ROWS[3])
        + p(C),
        [("deletion", "2 Số đảng viên mới 12", "")],
    ),
    "a move, by Word": (
        moved("moveFrom", inside=False) + p(B) + rows(*ROWS) + p(C) + moved("moveTo", inside=False),
        [("move", A, A)],
    ),
    "a move, by LibreOffice": (
        moved("moveFrom", inside=True) + p(B) + rows(*ROWS) + p(C) + moved("moveTo", inside=True),
        [("move", A, A)],
    ),
    "put in by one, taken out by another": (
        p(
            r("Chi bộ thôn Đông ")
            + change("ins", change("del", GONE), "Người 02")
            + r(A[len("Chi bộ thôn Đông ") :])
        )
        + p(B)
        + rows(*ROWS)
        + p(C),
        [("insertion", "", "ngay"), ("deletion", "ngay", "")],
    ),
    "a paragraph cut in two": (
        p(r("Chi bộ thôn Đông "), mark("ins")) + p(A[len("Chi bộ thôn Đông ") :]) + p(B) + rows(*ROWS) + p(C),
        [("insertion", "", "")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_remark_of_the_right_kind(name, tmp_path):
    body, expected = CASES[name]
    (tmp_path / "goc.docx").write_bytes(docx_bytes(BASE))
    (tmp_path / "ban.docx").write_bytes(docx_bytes(body))
    base, copy = read(tmp_path / "goc.docx"), read(tmp_path / "ban.docx")
    found = collate(base, [Copy("ban.docx", copy)])
    assert [(row.kind, row.old.strip(), row.new.strip()) for row in found.rows] == expected
    assert all(row.place for row in found.rows)
    target = tmp_path / "gop.docx"
    master(tmp_path / "goc.docx", base, found, target)
    assert settled(target, reject_all) == [key_of(block.text) for block in base.blocks]
    assert settled(target, accept_all) == [key_of(block.text) for block in copy.blocks]
    assert not read(target).comments
