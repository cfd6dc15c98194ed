"""What reviewers wrote becomes opinions of theirs, once, and requests with a click."""

import pytest

from factories import make_congress, make_person
from vankien_web.common.delivery import Notice
from vankien_web.reviews.models import ChangeRequest, Opinion, Remark, Reviewer, Sentence
from vankien_web.reviews.reviewers import Candidate, matched
from vankien_web.units.models import Person, Role
from web.collating_scene import Collecting, copy_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(tmp_path):
    scene = Collecting(tmp_path)
    scene.call()
    Person.objects.filter(pk=scene.member.pk).update(name="Nguyễn Văn Ân", folded="nguyen van an")
    Person.objects.filter(pk=scene.other.pk).update(name="Lê Thị Bình", folded="le thi binh")
    return scene


def people(*names):
    from vankien.text import bare

    return [Candidate(n, name, bare(name)) for n, name in enumerate(names, 1)]


class TestNames:
    @pytest.mark.parametrize(
        "name", ["Lê Thị Bình", "LÊ THỊ BÌNH", "Le Thi Binh", "Đ/c Lê Thị Bình", "đồng chí Le thi Binh"]
    )
    def test_with_and_without_accents(self, name):
        assert matched([name], people("Lê Thị Bình", "Nguyễn Văn Ân")) == {name: 1}

    @pytest.mark.parametrize("name", ["Nguyễn Văn An", "Lê Bình", "admin", "", "Lê Thị Bính"])
    def test_another_name_is_nobodys(self, name):
        assert matched([name], people("Lê Thị Bình", "Nguyễn Văn Ân")) == {}

    def test_two_of_one_name_are_asked_for(self):
        assert matched(["Lê Bình"], people("Lê Bình", "Lê Bình")) == {}
        assert matched(["Le Binh"], people("Lê Bình", "Lê Bính")) == {}
        assert matched(["Lê Bính"], people("Lê Bình", "Lê Bính")) == {"Lê Bính": 2}


def names_page(scene, person=None, **said):
    return scene.post(person or scene.office, f"/tong-hop/{scene.collation.pk}/nguoi/", **said)


def test_names_that_nobody_has_are_asked_for_and_kept(scene):
    scene.copies("Le Thi Binh", "may-tinh-phong", "Khách mời")
    known = {one.name: one.person_id for one in Reviewer.objects.all()}
    assert known == {"Le Thi Binh": scene.other.pk, "may-tinh-phong": None, "Khách mời": None}
    assert "2 tên trong các bản góp ý" in scene.page(scene.office, "tong-hop/").content.decode()
    computer, guest = (Reviewer.objects.get(name=name).pk for name in ("may-tinh-phong", "Khách mời"))
    names_page(scene, **{f"r{computer}": scene.member.pk, f"r{guest}": "0"})
    assert Reviewer.objects.get(pk=computer).person == scene.member
    assert Reviewer.objects.get(pk=guest).outside
    page = scene.client(scene.office).get(f"/tong-hop/{scene.collation.pk}/").content.decode()
    assert "Khách mời" in page
    assert "tên trong các bản góp ý chưa rõ" not in page


def test_only_people_of_the_list_can_be_chosen(scene):
    scene.copies("may-tinh-phong")
    stranger, one = make_person(), Reviewer.objects.get()
    assert names_page(scene, **{f"r{one.pk}": stranger.pk}).status_code == 422
    assert Reviewer.objects.get().person is None


def take_up(scene, person=None, **fields):
    return scene.post(person or scene.office, f"/tong-hop/{scene.collation.pk}/y-kien/", **fields)


def test_every_remark_of_a_known_person_becomes_one_opinion(scene):
    planted = scene.copies("Nguyễn Văn Ân", "Lê Thị Bình", "Khách mời", remarks=6)
    mine = [remark for remark in planted if remark.author != "Khách mời"]
    take_up(scene)
    assert Opinion.objects.count() == len(mine)
    for opinion in Opinion.objects.select_related("remark__author"):
        assert opinion.person == opinion.remark.author.person
        assert opinion.entered_by == scene.office.account
        assert opinion.sent_at
        assert (opinion.meeting, opinion.item, opinion.version) == (
            scene.meeting,
            scene.item,
            scene.draft.sent,
        )
    for remark in planted:
        if remark.kind == "comment" and remark.author != "Khách mời":
            opinion = Opinion.objects.get(text=remark.text)
            assert opinion.place["quote"].strip() == remark.old.strip()
            assert opinion.section.startswith(("I. ", "II. "))


def test_twice_makes_no_second(scene):
    planted = scene.copies("Lê Thị Bình")
    take_up(scene)
    take_up(scene)
    data, more = copy_file(scene.folder, "Nguyễn Văn Ân", 5)
    scene.upload(scene.office, ("them.docx", data))
    scene.work()
    take_up(scene)
    assert Opinion.objects.count() == len(planted) + len(more)


def test_a_change_is_said_in_words(scene):
    scene.copies("Lê Thị Bình", remarks=7)
    take_up(scene)
    row = Remark.objects.filter(kind="replacement").select_related("opinion").get()
    assert row.opinion.text == f"Thay “{row.old.strip()}” bằng “{row.new.strip()}”"
    assert row.opinion.kind == "request"


def test_the_author_is_told_once(scene):
    planted = scene.copies("Lê Thị Bình")
    take_up(scene)
    told = Notice.objects.filter(recipient=scene.other.account, event__verb="remarks_taken_up")
    assert told.get().event.details["count"] == len(planted)


def test_without_a_meeting_they_wait_for_the_next(scene):
    scene.meeting.delete()
    planted = scene.copies("Le Thi Binh")  # nobody is called, but she holds a post of the committee
    take_up(scene)
    assert Opinion.objects.filter(meeting=None).count() == len(planted)


def test_the_unit_is_not_heard_on_its_own_draft(scene):
    data, _planted = copy_file(scene.folder, scene.secretary.name)
    scene.upload(scene.secretary, ("a.docx", data))
    scene.work()
    assert Reviewer.objects.get().person == scene.secretary
    assert take_up(scene, scene.secretary).status_code == 403
    assert not Opinion.objects.exists()


def test_others_neither_take_up_nor_name(scene):
    scene.copies("Lê Thị Bình")
    for person in (scene.chair, scene.member, scene.secretary, scene.leader):
        assert take_up(scene, person).status_code == 404
        assert names_page(scene, person).status_code == 404


def ask(scene, remark):
    return scene.post(scene.office, f"/tong-hop/{scene.collation.pk}/gop-y/{remark.pk}/yeu-cau/")


def test_a_request_with_a_click(scene):
    type(scene.meeting).objects.update(state="open")
    scene.copies("Lê Thị Bình")
    row = Remark.objects.filter(kind="comment").first()
    answer = ask(scene, row)
    sentence = Sentence.objects.get()
    assert answer.headers["Location"].endswith(f"#c-{sentence.key}")
    assert sentence.text == row.text
    assert [opinion.text for opinion in sentence.opinions.all()] == [row.text]
    request = ChangeRequest.objects.get()
    assert (request.sentence, request.draft, request.issued_at) == (sentence, scene.draft, None)
    ask(scene, row)
    assert (Sentence.objects.count(), ChangeRequest.objects.count()) == (1, 1)


def test_alike_remarks_make_one_request(scene):
    type(scene.meeting).objects.update(state="open")
    scene.copies("Lê Thị Bình", "Nguyễn Văn Ân")
    one, other = (
        Remark.objects.filter(author__person=p, kind="comment").first() for p in (scene.member, scene.other)
    )
    Remark.objects.filter(pk__in=(one.pk, other.pk)).update(group="g77")
    ask(scene, one)
    ask(scene, other)
    assert Sentence.objects.get().opinions.count() == 2
    assert ChangeRequest.objects.count() == 1


def test_before_the_meeting_nothing_is_asked(scene):
    scene.copies("Lê Thị Bình")
    ask(scene, Remark.objects.first())
    assert not Sentence.objects.exists()
    assert not Opinion.objects.exists()


def test_an_office_elsewhere_sees_nothing(scene):
    scene.copies("Lê Thị Bình")
    make_congress(scene.congress.season, scene.tree.office)
    office = make_person(scene.tree.other_province, Role.OFFICE)
    assert take_up(scene, office).status_code == 404
