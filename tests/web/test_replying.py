"""Answers to what reviewers wrote: one text for those alike, back in Word as replies, lost by nobody."""

import io

import pytest

from factories import make_request
from vankien.word.docx import read_docx
from vankien_web.common.models import Event
from vankien_web.reviews.models import Answer, Remark, RemarkAnswer, ReviewerCopy
from vankien_web.reviews.tasks.collating import make_master
from web.collating_scene import Collecting, copy_file
from web.test_collating import edited

pytestmark = pytest.mark.django_db
OFFICE = "Văn phòng Thành ủy"


@pytest.fixture
def scene(tmp_path):
    scene = Collecting(tmp_path)
    type(scene.tree.city).objects.filter(pk=scene.tree.city.pk).update(name="Đảng bộ thành phố Hai")
    return scene


def answer(scene, remark, text="Tiếp thu.", revision=0, person=None):
    address = f"/tong-hop/{remark.collation_id}/gop-y/{remark.pk}/tra-loi/"
    return scene.post(person or scene.office, address, text=text, revision=revision)


def alike(scene, *names):
    """Copies of these people with the same edit."""
    files = [(f"{name}.docx", edited("hằng tháng", "hằng quý", name)) for name in names]
    scene.upload(scene.office, *files)
    scene.work()
    return {remark.author.name: remark for remark in Remark.objects.select_related("author")}


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def made_master(scene):
    scene.post(scene.office, f"/tong-hop/{scene.collation.pk}/ban-chung/")
    make_master.call(scene.collation.pk, scene.collation.making)
    return read_docx(body(scene.client(scene.office).get(f"/tong-hop/{scene.collation.pk}/ban-chung.docx")))


def answered(scene, copy):
    return scene.client(scene.office).get(f"/tong-hop/{scene.collation.pk}/ban/{copy.pk}/tra-loi.docx")


class TestTyped:
    def test_one_text_goes_to_those_alike(self, scene):
        rows = alike(scene, "Ba", "Bốn", "Năm")
        assert answer(scene, rows["Ba"]).status_code == 302
        assert RemarkAnswer.objects.count() == 1
        assert set(Remark.objects.values_list("answer__text", flat=True)) == {"Tiếp thu."}
        page = scene.client(scene.office).get(f"/tong-hop/{scene.collation.pk}/").content.decode()
        assert page.count(OFFICE) == 3
        assert "Đã trả lời 3 góp ý" in scene.page(scene.office, "tong-hop/").content.decode()

    def test_who_comes_later_is_answered_when_somebody_says_so(self, scene):
        rows = alike(scene, "Ba", "Bốn")
        answer(scene, rows["Ba"])
        rows = alike(scene, "Năm")
        assert rows["Năm"].answer is None
        form = scene.client(scene.office).get(
            f"/tong-hop/{scene.collation.pk}/gop-y/{rows['Năm'].pk}/tra-loi/"
        )
        assert "dùng cho 3 góp ý" in form.content.decode()
        assert "Tiếp thu." in form.content.decode()
        answer(scene, rows["Năm"], revision=1)
        assert Remark.objects.filter(answer=None).count() == 0
        assert RemarkAnswer.objects.count() == 1

    def test_what_is_set_apart_leaves_the_answer_of_its_group(self, scene):
        rows = alike(scene, "Ba", "Bốn")
        answer(scene, rows["Ba"])
        scene.post(scene.office, f"/tong-hop/{scene.collation.pk}/gop-y/{rows['Ba'].pk}/tach/")
        assert dict(Remark.objects.values_list("author__name", "answer__text")) == {
            "Ba": None,
            "Bốn": "Tiếp thu.",
        }
        page = scene.client(scene.office).get(f"/tong-hop/{scene.collation.pk}/?only=unanswered")
        assert page.content.decode().count('<article class="remark') == 1

    def test_two_at_once_lose_nothing(self, scene):
        rows = alike(scene, "Ba", "Bốn")
        answer(scene, rows["Ba"], "Tiếp thu.")
        late = answer(scene, rows["Bốn"], "Chưa tiếp thu.")
        assert late.status_code == 409
        assert "<dd>Tiếp thu.</dd>" in late.content.decode()
        assert "<dd>Chưa tiếp thu.</dd>" in late.content.decode()
        assert answer(scene, rows["Bốn"], "Chưa tiếp thu.", revision=1).status_code == 302
        assert RemarkAnswer.objects.get().text == "Chưa tiếp thu."
        assert answer(scene, rows["Ba"], "", revision=1).status_code == 409
        assert answer(scene, rows["Ba"], "", revision=2).status_code == 302
        assert RemarkAnswer.objects.count() == 0
        assert Remark.objects.count() == 2

    def test_nothing_is_no_answer(self, scene):
        rows = alike(scene, "Ba")
        assert answer(scene, rows["Ba"], "  ").status_code == 422

    def test_the_history_has_no_text(self, scene):
        rows = alike(scene, "Ba", "Bốn")
        answer(scene, rows["Ba"], "Chưa tiếp thu vì trái nghị quyết.")
        event = Event.objects.get(verb="remark_answered")
        assert event.details == {"key": rows["Ba"].key, "count": 2}

    def test_a_copy_that_is_dropped_takes_its_answers_along(self, scene):
        rows = alike(scene, "Ba")
        answer(scene, rows["Ba"])
        copy = ReviewerCopy.objects.get()
        scene.post(scene.office, f"/tong-hop/{scene.collation.pk}/ban/{copy.pk}/bo/")
        assert RemarkAnswer.objects.count() == 0

    def test_nobody_else_answers(self, scene):
        rows = alike(scene, "Ba")
        for person in (scene.secretary, scene.chair, scene.member):
            assert answer(scene, rows["Ba"], person=person).status_code == 404
        assert RemarkAnswer.objects.count() == 0


class TestInWord:
    def test_the_master_carries_every_answer_below_its_remark(self, scene):
        scene.copies("Ủy viên 01", "Ủy viên 02", remarks=6)
        rows = list(Remark.objects.select_related("author"))
        for n, row in enumerate(rows):
            row.refresh_from_db()
            if row.answer is None:
                answer(scene, row, f"Trả lời {n}")
        made = made_master(scene)
        names = {comment.id: comment for comment in made.comments}
        said = [comment for comment in made.comments if comment.author == OFFICE]
        assert len(said) == len(rows)
        below = {(names[c.parent].text, c.text) for c in said if c.parent}
        wanted = Remark.objects.filter(kind="comment").select_related("answer")
        assert below >= {(row.text, row.answer.text) for row in wanted}
        assert {c.place is not None for c in said} == {True}

    def test_a_change_is_answered_where_it_stands(self, scene):
        rows = alike(scene, "Ba")
        answer(scene, rows["Ba"])
        [said] = [c for c in made_master(scene).comments if c.author == OFFICE]
        assert said.parent is None
        assert said.place.quote.strip() in "hằng quý."

    def test_each_copy_has_the_answers_to_its_own(self, scene):
        planted = scene.copies("Ủy viên 01", "Ủy viên 02", remarks=6)
        for row in Remark.objects.filter(copy__number=1):
            answer(scene, row, f"Đã xem {row.key}", revision=row.answer.revision if row.answer else 0)
        one, two = ReviewerCopy.objects.order_by("number")
        made = read_docx(answered(scene, one).content)
        said = [c for c in made.comments if c.author == OFFICE]
        assert len(said) == one.rows
        theirs = {r.text for r in planted if r.author == "Ủy viên 01" and r.kind == "comment"}
        assert theirs <= {c.text for c in made.comments}
        page = scene.page(scene.office, "tong-hop/").content.decode()
        assert f"/ban/{one.pk}/tra-loi.docx" in page
        both = Remark.objects.filter(copy=two, answer__isnull=False).exists()
        assert (f"/ban/{two.pk}/tra-loi.docx" in page) == both

    def test_numbers_of_copies_may_have_gaps(self, scene):
        scene.copies("Ủy viên 01", "Ủy viên 02", remarks=6)
        first = ReviewerCopy.objects.get(number=1)
        scene.post(scene.office, f"/tong-hop/{scene.collation.pk}/ban/{first.pk}/bo/")
        row = Remark.objects.filter(kind="comment").first()
        answer(scene, row)
        made = made_master(scene)
        names = {comment.id: comment.text for comment in made.comments}
        assert [names[c.parent] for c in made.comments if c.author == OFFICE] == [
            r.text for r in Remark.objects.filter(answer__isnull=False)
        ]

    def test_a_new_answer_asks_for_a_new_file(self, scene):
        scene.copies("Ủy viên 01")
        made_master(scene)
        assert "Lập bản Word chung" not in scene.page(scene.office, "tong-hop/").content.decode()
        answer(scene, Remark.objects.first())
        assert "Lập bản Word chung" in scene.page(scene.office, "tong-hop/").content.decode()

    def test_one_without_answers_says_so(self, scene):
        scene.copies("Ủy viên 01")
        said = answered(scene, ReviewerCopy.objects.get())
        assert said.status_code == 302


class TestFromRequests:
    def asked(self, scene, **fields):
        """A request drawn from a remark that became an opinion, answered by its owner."""
        scene.call()
        data, _planted = copy_file(scene.folder, scene.member.name, remarks=1)
        scene.upload(scene.office, ("a.docx", data))
        scene.work()
        scene.post(scene.office, f"/tong-hop/{scene.collation.pk}/y-kien/")
        row = Remark.objects.get()
        request = make_request(scene.meeting, scene.draft, owner_unit=scene.tree.commune)
        request.sentence.opinions.add(row.opinion)
        Answer.objects.create(
            request=request, kind="adopted", text="Đã bổ sung ở trang 5.", by=scene.secretary.account
        )
        type(request).objects.filter(pk=request.pk).update(**fields)
        return row

    def test_what_was_confirmed_goes_back(self, scene):
        row = self.asked(scene, state="closed")
        made = read_docx(answered(scene, row.copy).content)
        said = [c for c in made.comments if c.author == "Đảng ủy xã Ba"]
        assert [c.text for c in said] == ["Tiếp thu: Đã bổ sung ở trang 5."]
        assert said[0].parent

    @pytest.mark.parametrize("state", ["open", "answered", "checked"])
    def test_what_was_not_confirmed_does_not(self, scene, state):
        row = self.asked(scene, state=state)
        assert answered(scene, row.copy).status_code == 302

    def test_what_the_office_types_comes_first(self, scene):
        row = self.asked(scene, state="closed")
        answer(scene, row, "Văn phòng trả lời riêng.")
        made = read_docx(answered(scene, row.copy).content)
        assert [c.text for c in made.comments if c.parent] == ["Văn phòng trả lời riêng."]


def test_a_copy_without_names_is_answered(scene, tmp_path):
    """Some programs leave the author of a comment out."""
    from docx import Document

    data, _planted = copy_file(scene.folder, "Ủy viên 01", remarks=1)
    made, out = Document(io.BytesIO(data)), io.BytesIO()
    for comment in made.comments:
        comment.author = ""
    made.save(out)
    scene.upload(scene.office, ("a.docx", out.getvalue()))
    scene.work()
    row = Remark.objects.get()
    answer(scene, row)
    back = read_docx(answered(scene, row.copy).content)
    assert [c.parent is not None for c in back.comments if c.author == OFFICE] == [True]
