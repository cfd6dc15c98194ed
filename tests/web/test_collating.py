"""Reviewers' copies on the site: all at once, each named with what became of it, every remark in one row."""

import io
import re
from collections import Counter

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from vankien_web.reviews.models import Collation, Remark, ReviewerCopy
from web.collating_scene import LINES, Collecting, copy_file, word

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(tmp_path):
    return Collecting(tmp_path)


def test_thirty_copies_in_one_form(scene):
    authors = [f"Ủy viên {n:02}" for n in range(1, 13)]
    planted = scene.copies(*authors)
    copies = list(ReviewerCopy.objects.order_by("number"))
    assert [copy.file_name for copy in copies] == [f"{author}.docx" for author in authors]
    assert {copy.state for copy in copies} == {"done"}
    kinds = Counter(remark.kind for remark in planted)
    assert Counter(Remark.objects.values_list("kind", flat=True)) == kinds
    assert sum(copy.rows for copy in copies) == Remark.objects.count() == len(planted)
    for copy in copies:
        assert copy.rows == copy.comments + copy.replies + copy.tracked + copy.untracked
        assert copy.content is None  # what was read is not kept twice


def test_the_page_prints_the_sums(scene):
    planted = scene.copies("Ủy viên 01", "Ủy viên 02")
    page = scene.page(scene.office, "tong-hop/").content.decode()
    assert f"bảng có {len(planted)} dòng" in page
    assert "Ủy viên 01.docx" in page


def test_one_that_cannot_be_read_is_named_and_the_others_go_on(scene):
    good, _planted = copy_file(scene.folder, "Ủy viên 01")
    scene.upload(scene.office, ("hong.docx", b"PK\x03\x04 broken"), ("tot.docx", good), ("rong.docx", b""))
    scene.work()
    states = dict(ReviewerCopy.objects.values_list("file_name", "state"))
    assert states == {"hong.docx": "failed", "tot.docx": "done", "rong.docx": "failed"}
    page = scene.page(scene.office, "tong-hop/").content.decode()
    assert "hong.docx" in page
    assert re.search(r"hong\.docx.*?<p class=\"why\">[^<]{20,}", page, re.DOTALL)
    assert ReviewerCopy.objects.get(file_name="hong.docx").sha256 == ""


def test_a_secrecy_stamp_is_refused_and_nothing_of_it_kept(scene, settings):
    settings.VANKIEN_PROFILE = "networked"
    scene.upload(scene.office, ("mat.docx", word("TUYỆT MẬT", *LINES)))
    copy = ReviewerCopy.objects.get()
    assert (copy.state, copy.sha256, copy.content) == ("failed", "", None)
    assert not [p for p in (settings.DATA / "files").rglob(f"{copy.noted}*") if p.is_file()]
    assert "dấu chỉ độ mật" in scene.page(scene.office, "tong-hop/").content.decode()


def test_the_same_file_twice_is_said_and_counted_once(scene):
    data, planted = copy_file(scene.folder, "Ủy viên 01")
    scene.upload(scene.office, ("a.docx", data))
    scene.work()
    answer = scene.upload(scene.office, ("b.docx", data), accept="application/json")
    assert answer.json()["taken"] is False
    assert "a.docx" in answer.json()["sentence"]
    scene.work()
    assert ReviewerCopy.objects.count() == 1
    assert Remark.objects.count() == len(planted)


def test_reading_twice_leaves_one_result(scene):
    from vankien_web.reviews.tasks.collating import read_copy

    planted = scene.copies("Ủy viên 01")
    copy = ReviewerCopy.objects.get()
    read_copy.call(copy.pk)
    assert Remark.objects.count() == len(planted)


def test_what_stays_unread_three_times_is_given_up(scene):
    from vankien_web.reviews.tasks.collating import read_copy

    data, _planted = copy_file(scene.folder, "Ủy viên 01")
    scene.upload(scene.office, ("a.docx", data))
    ReviewerCopy.objects.update(attempts=3, state="reading")
    read_copy.call(ReviewerCopy.objects.get().pk)
    assert ReviewerCopy.objects.get().state == "failed"


def test_rows_stand_under_the_headings_of_the_draft(scene):
    planted = scene.copies("Ủy viên 01", "Ủy viên 02", "Ủy viên 03")
    rows = {row.text or row.new: row for row in Remark.objects.all()}
    for remark in planted:
        if remark.kind == "comment":
            wanted = "I. KẾT QUẢ THỰC HIỆN" if remark.block < 5 else "II. PHƯƠNG HƯỚNG, NHIỆM VỤ"
            assert rows[remark.text].heading == wanted
            assert rows[remark.text].place["quote"].strip() == remark.old.strip()
    page = scene.client(scene.office).get(f"/tong-hop/{scene.collation.pk}/").content.decode()
    assert page.index("<h2>I. KẾT QUẢ") < page.index("<h2>II. PHƯƠNG HƯỚNG")
    assert page.count('<article class="remark') == len(planted)


def edited(old, new, author):
    lines = [line.replace(old, new) for line in LINES]
    made = Document(io.BytesIO(word(*lines)))
    made.core_properties.last_modified_by = author
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_changes_of_one_passage_that_differ_stand_together(scene):
    files = [
        ("mot.docx", edited("12 tỷ đồng", "15 tỷ đồng", "Một")),
        ("hai.docx", edited("12 tỷ đồng", "20 tỷ đồng", "Hai")),
        ("ba.docx", edited("hằng tháng", "hằng quý", "Ba")),
        ("bon.docx", edited("hằng tháng", "hằng quý", "Bốn")),
    ]
    scene.upload(scene.office, *files)
    scene.work()
    clash = {row.author.name for row in Remark.objects.exclude(clash="").select_related("author")}
    assert clash == {"Một", "Hai"}
    alike = Remark.objects.filter(clash="").exclude(group="")
    assert {row.author.name for row in alike.select_related("author")} == {"Ba", "Bốn"}
    page = scene.client(scene.office).get(f"/tong-hop/{scene.collation.pk}/").content.decode()
    assert page.count('<div class="clash">') == 1
    assert re.search(r"<del>12[^<]*</del> → <ins>15", page)


def test_what_a_person_sets_apart_stays_apart(scene):
    files = [(f"{who}.docx", edited("hằng tháng", "hằng quý", who)) for who in ("Ba", "Bốn", "Năm")]
    scene.upload(scene.office, *files)
    scene.work()
    one = Remark.objects.get(author__name="Ba")
    scene.post(scene.office, f"/tong-hop/{one.collation_id}/gop-y/{one.pk}/tach/")
    groups = dict(Remark.objects.values_list("author__name", "group"))
    assert groups["Ba"] == ""
    assert groups["Bốn"] == groups["Năm"] != ""


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_table_has_every_row(scene, ending):
    planted = scene.copies("Ủy viên 01", "Ủy viên 02")
    answer = scene.client(scene.office).get(f"/tong-hop/{scene.collation.pk}/bang.{ending}")
    if ending == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        rows = book.get_sheet_by_index(0).to_python()[1:]
    else:
        table = Document(io.BytesIO(answer.content)).tables[0]
        rows = [row for row in table.rows if row.cells[0].text.isdigit()]
    assert len(rows) == len(planted)
    assert ".docx" in answer.headers["Content-Disposition"] or ending == "xlsx"


def test_a_copy_that_was_brought_by_mistake_leaves_with_its_rows(scene):
    scene.copies("Ủy viên 01", "Ủy viên 02")
    wrong = ReviewerCopy.objects.get(number=2)
    scene.post(scene.office, f"/tong-hop/{scene.collation.pk}/ban/{wrong.pk}/bo/")
    assert set(Remark.objects.values_list("copy__number", flat=True)) == {1}
    assert list(scene.collation.reviewers.values_list("name", flat=True)) == ["Ủy viên 01"]


def test_a_file_that_is_no_copy_of_the_draft_is_said(scene):
    scene.upload(scene.office, ("khac.docx", word(*(f"Đoạn văn khác số {n}." for n in range(9)))))
    scene.work()
    assert "Gần như không có đoạn nào" in scene.page(scene.office, "tong-hop/").content.decode()


class TestWhoCollects:
    def test_the_office_above_and_the_unit_have_each_their_own(self, scene):
        scene.copies("Ủy viên 01")
        data, _planted = copy_file(scene.folder, "Đảng viên 01", 9)
        scene.upload(scene.secretary, ("dang-vien.docx", data))
        assert Collation.objects.count() == 2
        assert "Ủy viên 01" not in scene.page(scene.secretary, "tong-hop/").content.decode()
        assert "dang-vien" not in scene.page(scene.office, "tong-hop/").content.decode()

    def test_nobody_else(self, scene):
        scene.copies("Ủy viên 01")
        for person in (scene.chair, scene.member, scene.leader):
            assert scene.page(person, "tong-hop/").status_code == 404
            assert scene.client(person).get(f"/tong-hop/{scene.collation.pk}/").status_code == 404

    def test_the_unit_does_not_reach_those_of_the_office(self, scene):
        scene.copies("Ủy viên 01")
        own, copy = scene.collation.pk, ReviewerCopy.objects.get().pk
        client = scene.client(scene.secretary)
        parts = ("", "tien-do/", "nguoi/", "bang.docx", "bang.xlsx", f"ban/{copy}/tep/")
        assert {client.get(f"/tong-hop/{own}/{part}").status_code for part in parts} == {404}


class TestOneWordFile:
    def order(self, scene, person=None):
        return scene.post(person or scene.office, f"/tong-hop/{scene.collation.pk}/ban-chung/")

    def make(self, scene):
        from vankien_web.reviews.tasks.collating import make_master

        make_master.call(scene.collation.pk, scene.collation.making)

    def file(self, scene):
        return scene.client(scene.office).get(f"/tong-hop/{scene.collation.pk}/ban-chung.docx")

    def test_holds_everybody_s_comments_under_their_names(self, scene):
        planted = scene.copies("Ủy viên 01", "Ủy viên 02")
        self.order(scene)
        assert scene.collation.making
        self.make(scene)
        made = Document(io.BytesIO(b"".join(self.file(scene).streaming_content)))
        there = {(comment.author, comment.text) for comment in made.comments}
        assert {(r.author, r.text) for r in planted if r.kind == "comment"} <= there
        assert "Bản Word chung" in scene.page(scene.office, "tong-hop/").content.decode()

    def test_is_made_anew_when_the_copies_have_changed(self, scene):
        scene.copies("Ủy viên 01")
        self.order(scene)
        self.make(scene)
        self.order(scene)
        assert not scene.collation.making  # it is there already
        data, _planted = copy_file(scene.folder, "Ủy viên 02", 5)
        scene.upload(scene.office, ("b.docx", data))
        self.order(scene)
        assert not scene.collation.making  # a copy is being read
        scene.work()
        assert "Lập bản Word chung" in scene.page(scene.office, "tong-hop/").content.decode()
        before = scene.collation.master
        self.order(scene)
        self.make(scene)
        assert scene.collation.master != before

    def test_what_cannot_be_made_is_said(self, scene, settings):
        scene.copies("Ủy viên 01")
        self.order(scene)
        scene.collation.version.reading.delete()
        self.make(scene)
        assert scene.collation.spoilt
        assert not scene.collation.making
        assert self.file(scene).status_code == 302
