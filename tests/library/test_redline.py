"""Tracked changes that are written: accepted they give the new text, rejected the old, block for block."""

import random
import re
import zipfile

import pytest
from docx import Document as Word
from lxml import etree

from library.edits_factory import plant
from library.redline_factory import W, settles, tracked
from library.test_compare import HEAD, LINES, ROWS
from library.word_factory import box, docx_bytes, p, r
from vankien.word import read


def written(lines, path, rng, *, automatic=False):
    """A file whose paragraphs are cut into runs anywhere; numbered ones by Word itself if `automatic`."""
    made = Word()
    for text in lines:
        numbered = automatic and re.match(r"\d{1,2}\. |- ", text)
        style = ("List Number" if numbered[0][0].isdigit() else "List Bullet") if numbered else None
        paragraph = made.add_paragraph(style=style)
        rest = text[numbered.end() :] if numbered else text
        while rest:
            size = rng.randrange(1, 40)
            run = paragraph.add_run(rest[:size])
            run.bold, run.italic, rest = rng.random() < 0.2, rng.random() < 0.1, rest[size:]
    made.save(path)
    return path


@pytest.mark.parametrize("name", sorted(LINES)[::3])
@pytest.mark.parametrize("automatic", [False, True])
def test_all_accepted_is_new_all_rejected_is_old(name, automatic, tmp_path):
    rng = random.Random(name)  # noqa: S311 - chance that can be repeated
    new, _ = plant(LINES[name], seed=name, times=2)
    settles(
        written(LINES[name], tmp_path / "old.docx", rng, automatic=automatic),
        written(new, tmp_path / "new.docx", rng, automatic=automatic),
        tmp_path,
    )


def numbered_list(items, path):
    made = Word()
    for text in items:
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("Kết thúc danh sách.")
    made.save(path)
    return path


TASKS = ("kinh tế", "văn hóa", "quốc phòng", "xây dựng Đảng")
ITEMS = [f"Nhiệm vụ về {what} trong cả nhiệm kỳ" for what in TASKS]
ONE_MORE = [*ITEMS[:1], "Nhiệm vụ mới thêm vào giữa", *ITEMS[1:]]


@pytest.mark.parametrize("new", [ITEMS[1:], ITEMS[:2] + ITEMS[3:], ITEMS[:3], ONE_MORE, ITEMS[::-1]])
def test_numbers_that_word_makes_come_out_right_both_ways(new, tmp_path):
    settles(numbered_list(ITEMS, tmp_path / "old.docx"), numbered_list(new, tmp_path / "new.docx"), tmp_path)


def table(rows, path, before="Biểu chỉ tiêu", after="Hết biểu."):
    made = Word()
    made.add_paragraph(before)
    if rows:
        grid = made.add_table(len(rows), len(rows[0]))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                grid.cell(r, c).text = text
    made.add_paragraph(after)
    made.save(path)
    return path


FULL = [HEAD, *ROWS]


@pytest.mark.parametrize(
    "new",
    [
        [HEAD, *ROWS[1:]],
        [HEAD, *ROWS, ["4", "Tỷ lệ đường thôn được bê tông hóa", "%", "85", "100"]],
        [HEAD, ["1", "Thu nhập bình quân đầu người", "triệu đồng", "47,5", "72"], *ROWS[1:]],
        [HEAD, ROWS[2], ROWS[0], ROWS[1]],
        [[*row, "Ghi chú"] for row in FULL],
        [row[:4] for row in FULL],
        [],
    ],
)
def test_tables_come_out_right_both_ways(new, tmp_path):
    settles(table(FULL, tmp_path / "old.docx"), table(new, tmp_path / "new.docx"), tmp_path)
    settles(table(new, tmp_path / "old.docx"), table(FULL, tmp_path / "new.docx"), tmp_path)


def with_marks(path):
    """A file with an earlier author's insertion, deletion and comment."""
    made = Word(str(path))
    for paragraph in made.paragraphs:
        if len(paragraph.runs) > 2:
            first, second, third = paragraph.runs[:3]
            made.add_comment([first], "Cần xem lại số liệu", author="Phó Bí thư", initials="PBT")
            for run, kind in ((second, "ins"), (third, "del")):
                wrapper = run._r.makeelement(W + kind, {W + "id": "77", W + "author": "Ban Tổ chức"})
                run._r.addprevious(wrapper)
                wrapper.append(run._r)
            for text in third._r.findall(W + "t"):
                text.tag = W + "delText"
            break
    made.save(path)
    return path


def test_marks_of_earlier_authors_are_kept(tmp_path):
    rng = random.Random(3)  # noqa: S311 - chance that can be repeated
    new, _ = plant(LINES["xa-01"], seed=11)
    newer = with_marks(written(new, tmp_path / "new.docx", rng))
    _old, _, target = tracked(written(LINES["xa-01"], tmp_path / "old.docx", rng), newer, tmp_path)
    before, after = (etree.fromstring(zipfile.ZipFile(p).read("word/document.xml")) for p in (newer, target))
    for name in ("ins", "del"):
        marks = [
            ["".join(e.itertext()) for e in root.iter(W + name) if e.get(W + "author") == "Ban Tổ chức"]
            for root in (before, after)
        ]
        assert marks[0] == marks[1] != []
    assert len(read(target, name="t").comments) == 1
    assert {r.author for r in read(target, name="t").revisions} == {"Ban Tổ chức", "Văn kiện"}


BODY = ("Phần thứ nhất: kết quả thực hiện nghị quyết", "Thu nhập bình quân đạt 47,5 triệu đồng")
NOTES = ("Số liệu của Chi cục Thống kê năm 2019", "Theo Nghị quyết của Hội đồng nhân dân thành phố")
HEADER, BOXED = "Dự thảo lần thứ nhất của Đảng bộ xã", "Phương châm: đoàn kết, dân chủ, đổi mới"


def with_parts(path, notes=NOTES, header=HEADER, boxed=BOXED, more=""):
    """A file with notes (each of its paragraphs, under its mark), a header and a text box."""
    said = [note if isinstance(note, tuple) else (note,) for note in notes]
    marks = "".join(r(f"<w:footnoteReference w:id='{n}'/>") for n in range(2, len(said) + 2))
    body = p(r(BODY[0]) + marks) + p(r(BODY[1]) + r(box(p(r(boxed))))) + p(r("Nơi nhận:"))
    inside = "".join(
        f"<w:footnote w:id='{n}'>{''.join(p(r(text)) for text in note)}{more}</w:footnote>"
        for n, note in enumerate(said, 2)
    )
    section = "<w:sectPr><w:headerReference w:type='default' r:id='header1'/></w:sectPr>"
    path.write_bytes(docx_bytes(body + section, footnotes=inside, header1=p(r(header))))
    return path


@pytest.mark.parametrize(
    "change",
    [
        {"notes": (NOTES[0].replace("2019", "2020"), NOTES[1])},
        {"notes": (*NOTES, "Gồm cả lao động đi làm việc ở nước ngoài theo hợp đồng")},
        {"notes": NOTES[:1]},
        {"notes": ()},
        {"notes": ((NOTES[0], "Chưa tính khu vực mới sáp nhập về thành phố"), NOTES[1])},
        {"notes": NOTES[::-1]},
        {"header": HEADER.replace("nhất", "hai")},
        {"boxed": BOXED + ", phát triển"},
        {"boxed": "Chủ đề đại hội do Ban Chấp hành trình", "header": "Văn kiện trình đại hội"},
    ],
)
def test_notes_margins_and_text_boxes_come_out_right_both_ways(change, tmp_path):
    both = with_parts(tmp_path / "one.docx"), with_parts(tmp_path / "other.docx", **change)
    settles(*both, tmp_path)
    settles(*both[::-1], tmp_path)


def test_without_a_difference_the_file_is_as_it_was(tmp_path):
    rng = random.Random(5)  # noqa: S311 - chance that can be repeated
    same = written(LINES["xa-02"], tmp_path / "same.docx", rng)
    target = tracked(same, same, tmp_path)[2]
    assert zipfile.ZipFile(target).read("word/document.xml") == zipfile.ZipFile(same).read(
        "word/document.xml"
    )


def test_an_old_version_of_any_format_will_do(tmp_path):
    rng = random.Random(7)  # noqa: S311 - chance that can be repeated
    lines = LINES["xa-03"]
    old = tmp_path / "old.txt"
    old.write_text("\n".join(lines), encoding="utf-8")
    new, _ = plant(lines, seed=9)
    settles(old, written(new, tmp_path / "new.docx", rng), tmp_path)
    plain = tmp_path / "new.txt"
    plain.write_text("\n".join(new), encoding="utf-8")
    settles(old, plain, tmp_path)


def test_what_has_no_place_any_more_stands_at_the_end_of_the_text(tmp_path):
    """A header that went: in the new file there is none to write in."""
    files = [tmp_path / "cu.docx", tmp_path / "moi.docx"]
    for path, header in zip(files, ("DỰ THẢO LẦN 1", ""), strict=True):
        made = Word()
        made.add_paragraph("Quảng Tâm là xã ven đô.")
        if header:
            made.sections[0].header.paragraphs[0].text = header
        made.save(str(path))
    settles(*files, tmp_path)
    settles(*files[::-1], tmp_path)
