"""An opinion follows its passage into the next version, or it is said that the text has changed."""

from dataclasses import replace

import pytest

from tests.web.speaking_scene import Scene
from tests.web.test_waivers import edited
from vankien.model import Block, Document, Place, Section
from vankien_web.reviews.actions import opinions as actions
from vankien_web.reviews.aligning import Text, Trail
from vankien_web.reviews.models import Followed
from vankien_web.reviews.speaking import about

LINES = (
    "I. Kết quả",
    "1. Kinh tế tăng trưởng khá, thu ngân sách đạt 14 tỷ đồng.",
    "Nguyên nhân",
    "Không có",
    "II. Phương hướng",
    "Phấn đấu thu ngân sách năm 2025 đạt 20 tỷ đồng.",
    "Nguyên nhân",
    "Không có",
)


def text(*lines):
    blocks = [Block(n, line, label="1. " if line.startswith("1. ") else "") for n, line in enumerate(lines)]
    heads = [(n, line) for n, line in enumerate(lines) if line.startswith(("I.", "II."))]
    ends = [n for n, _line in heads[1:]] + [len(lines)] * bool(heads)
    sections = tuple(
        Section(1, line.split(".")[0], line.split(". ")[1], n, end, line.split(".")[0])
        for (n, line), end in zip(heads, ends, strict=True)
    )
    return Text(Document("docx", tuple(blocks)), sections)


def moved(lines, block, words=""):
    old = text(*LINES)
    whole = old.document.blocks[block].text
    quote = words or whole
    start = whole.index(quote)
    found = Trail(old, text(*lines)).follow(Place(block, start, start + len(quote), None, quote))
    return (found.block, found.quote) if found else None


def test_it_goes_with_its_paragraph_and_finds_the_same_words_there():
    lines = ("Đoạn mới.", *LINES)
    assert moved(lines, 5, "thu ngân sách") == (6, "thu ngân sách")


def test_another_number_and_another_way_to_write_tones_are_the_same_paragraph():
    old = text("1. Đảng ủy hòa giải tốt.")
    new = text("Đoạn thêm.", "Đảng uỷ hoà giải tốt.")
    found = Trail(old, new).follow(Place(0, 3, 10, None, "Đảng ủy"))
    assert (found.block, found.quote) == (1, "Đảng uỷ")


def test_words_are_found_in_a_paragraph_that_was_changed_elsewhere():
    lines = [*LINES]
    lines[5] = "Phấn đấu thu ngân sách năm 2025 đạt 20 tỷ đồng, tăng 5 % mỗi năm."
    assert moved(lines, 5, "Phấn đấu thu ngân sách năm 2025 đạt 20 tỷ đồng") == (
        5,
        "Phấn đấu thu ngân sách năm 2025 đạt 20 tỷ đồng",
    )
    assert moved(lines, 5, "20 tỷ đồng") == (5, "20 tỷ đồng")


@pytest.mark.parametrize(
    "line",
    [
        "Không phấn đấu thu ngân sách năm 2025 đạt 20 tỷ đồng.",
        "Đảng bộ chưa phấn đấu thu ngân sách năm 2025 đạt 20 tỷ đồng, vì khó khăn.",
        "Phấn đấu thu ngân sách năm 2025 đạt 20 tỷ đồng5.",
    ],
)
def test_the_same_words_under_a_no_or_in_another_figure_are_not_the_passage(line):
    assert moved([*LINES[:5], line, *LINES[6:]], 5) is None
    assert moved([*LINES[:3], line.replace("20 tỷ", "120 tỷ")], 5, "20 tỷ đồng") is None


def test_another_mark_at_its_end_is_the_same_passage():
    said = "Phấn đấu thu ngân sách năm 2025 đạt 20 tỷ đồng"
    assert moved([*LINES[:5], f"- {said};", *LINES[6:]], 5) == (5, said)
    kept = (
        "Không có khó khăn nào lớn, thu ngân sách tăng.",
        "Nay không có khó khăn nào lớn, thu ngân sách tăng đều.",
    )
    place = Place(0, 6, 46, None, "có khó khăn nào lớn, thu ngân sách tăng")
    assert Trail(text(kept[0]), text(kept[1])).follow(place), "the no was there before"


def test_a_figure_that_was_changed_is_not_found_in_another_paragraph():
    lines = [*LINES]
    lines[1] = "1. Kinh tế tăng trưởng khá, thu ngân sách đạt 15 tỷ đồng."
    lines[3] = "Cả năm chỉ có 14 tỷ đồng"
    assert moved(lines, 1, "14 tỷ đồng") is None


def test_repeated_text_is_told_apart_by_its_heading():
    lines = (*LINES[4:], *LINES[:4])  # the sections have changed places
    assert moved(lines, 3) == (7, "Không có")
    assert moved(lines, 7) == (3, "Không có")


def test_of_two_alike_the_one_that_is_gone_does_not_take_the_others_place():
    lines = (*LINES[:2], *LINES[4:])
    assert moved(lines, 7) == (5, "Không có")
    assert moved(lines, 3) is None


@pytest.fixture
def scene(db, commune):
    return Scene(commune)


@pytest.fixture
def spoken(scene):
    """Opinions on the whole, on a section and on a paragraph of the first version."""
    scene.call()
    draft, by = scene.draft, scene.member.account
    long = next(b for b in draft.sent.reading.document.blocks if len(b.text) > 80 and not b.label)
    section = draft.sent.reading.sections[2]
    chosen = ({}, {"section": str(section.block)}, {"block": long.index})
    made = [actions.write_opinion(about(draft, draft.sent, c), "Ý kiến.", by=by) for c in chosen]
    for opinion in made:
        actions.send_opinion(opinion, by=by)
    return made


def test_when_the_next_version_has_been_read_each_stands_at_its_passage(scene, spoken, commune, tmp_path):
    def push(document):
        first = next(p for p in document.paragraphs if len(p.text) > 80)
        first.insert_paragraph_before("Đoạn được thêm vào trước, không có gì cần xem lại.")

    type(scene.draft).objects.filter(pk=scene.draft.pk).update(state="returned")
    scene.draft = type(scene.draft).objects.get(pk=scene.draft.pk)
    version = scene.bring(edited(commune, tmp_path, push))
    rows = {row.opinion_id: row.place for row in Followed.objects.filter(version=version)}
    assert set(rows) == {spoken[1].pk, spoken[2].pk}
    assert rows[spoken[2].pk]["block"] == spoken[2].place["block"] + 1
    assert rows[spoken[2].pk]["quote"] == spoken[2].place["quote"]
    scene.draft.sent = version
    scene.draft.save()
    page = scene.page(scene.other).content.decode()
    assert f'id="mo{spoken[2].pk}"' in page
    assert "Đoạn này đã thay đổi" not in page


def test_a_changed_passage_is_said_to_have_changed(scene, spoken, commune, tmp_path):
    def change(document):
        quote = spoken[2].place["quote"]
        paragraph = next(p for p in document.paragraphs if p.text and p.text.strip() in quote)
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = "Viết lại hoàn toàn khác, không còn gì của câu trước."

    type(scene.draft).objects.filter(pk=scene.draft.pk).update(state="returned")
    scene.draft = type(scene.draft).objects.get(pk=scene.draft.pk)
    version = scene.bring(edited(commune, tmp_path, change))
    assert Followed.objects.get(opinion=spoken[2], version=version).place is None
    scene.draft.sent = version
    scene.draft.save()
    assert scene.page(scene.other).content.decode().count("Đoạn này đã thay đổi trong bản này.") == 1
    late = actions.write_opinion(
        replace(about(scene.draft, spoken[2].version, {"block": spoken[2].place["block"]})),
        "Muộn.",
        by=scene.other.account,
    )
    assert Followed.objects.get(opinion=late, version=version).place is None
