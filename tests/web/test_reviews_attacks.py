"""The room of meetings against hostile and clumsy people: their text, their numbers, their addresses."""

import pytest
from django.test import Client
from icalendar import Calendar

from factories import (
    make_congress,
    make_draft,
    make_item,
    make_meeting,
    make_opinion,
    make_person,
    make_request,
    make_season,
    make_sentence,
    make_tree,
    make_user,
    make_version,
)
from vankien.model import Block, Document
from vankien.serial import to_data
from vankien_web.drafts.models import Reading
from vankien_web.reviews.models import Meeting
from vankien_web.units.models import Role

pytestmark = pytest.mark.django_db
HUGE = "9" * 5000
NASTY = (
    "<script>alert(1)</script>{{7*7}}",
    "Họp\r\nBEGIN:VALARM\r\nX-A:1",
    "Họp\x07\x0b\x1b\ufffe",
    "\u202eĐảo chiều\u200f",
    "e\u0302\u0301" * 60,
    "=cmd|'/c calc'!A1",
    'CON/..\\..:*?"<>|' + "a" * 200,
)


@pytest.fixture
def scene():
    class Scene:
        tree = make_tree()
        congress = make_congress(make_season(tree.city), tree.commune)
        office = make_user(tree.city, Role.OFFICE)
        member = make_person(tree.city, Role.COMMITTEE_MEMBER)
        secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
        draft = make_version(make_draft(congress)).draft
        Reading.objects.create(
            version=draft.sent, content=to_data(Document("docx", (Block(0, "I. Mở đầu"),)))
        )
        meeting = make_meeting(tree.city, state="open", members=(member,), season=congress.season)
        item = make_item(meeting, draft, outcome="revise")
        other = make_meeting(tree.other_province, state="open")
        foreign = make_item(other)

    return Scene()


def browser(user):
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


PAGES = (
    "",
    "phong/",
    "man-hinh/",
    "y-kien/",
    "y-kien/excel/",
    "chinh-kien/",
    "bien-ban/",
    "ket-luan/",
    "ket-luan/nguon/",
    "doi-chieu/",
    "giay-to/",
    "thanh-phan/",
    "anh/",
    "lich-su/",
    "lich.ics",
    "tai-lieu/",
    "tai-lieu.zip",
    "muc/",
)


@pytest.mark.parametrize("text", NASTY)
def test_any_text_comes_out_as_words_on_every_page(scene, text):
    page = browser(scene.office)
    one = f"/hop/{scene.meeting.pk}/"
    Meeting.objects.filter(pk=scene.meeting.pk).update(
        title=text[:255], place=text[:255], convener=text[:160]
    )
    scene.item.title = scene.item.presenter = text[:255]
    scene.item.save()
    make_opinion(scene.member, scene.draft, scene.meeting, item=scene.item, text=text, section=text[:255])
    make_request(
        scene.meeting, scene.draft, sentence=make_sentence(scene.meeting, scene.item, text, by=scene.office)
    )
    for part in PAGES:
        answer = page.get(one + part)
        assert answer.status_code == 200, part
        assert b"<script>alert" not in (answer.getvalue() if part.endswith("/") or not part else b"")
    made = page.post(f"{one}giay-to/lap/")
    assert made.status_code == 302
    for part in ("giay-to/", "yeu-cau/", "yeu-cau/bang/", "hop/"):
        assert page.get(f"/{part}").status_code == 200
    for paper in scene.meeting.papers.all():
        assert page.get(f"/giay-to/{paper.pk}/").status_code == 200
        assert page.get(f"/giay-to/{paper.pk}/van-ban.docx").status_code == 200


def test_a_name_with_line_breaks_puts_nothing_into_the_calendar(scene):
    Meeting.objects.update(title="Họp\r\nBEGIN:VALARM\rX-A:1\nEND:VALARM" + "ờ" * 150, place="A\rX-B:1")
    data = browser(scene.office).get(f"/hop/{scene.meeting.pk}/lich.ics").content
    lines = data.split(b"\r\n")
    assert b"\r" not in b"".join(lines)
    assert b"\n" not in b"".join(lines)
    assert all(len(line) <= 75 for line in lines)
    assert not any(line.startswith((b"X-A", b"X-B")) for line in lines)
    assert sum(line == b"BEGIN:VALARM" for line in lines) == 1
    assert Calendar.from_ical(data)


def test_what_is_typed_into_a_meeting_is_one_line(scene):
    page = browser(scene.office)
    form = {
        "title": "Họp\r\nthứ hai\x00",
        "body": "standing",
        "day": "14/02/2020",
        "begins": "8h",
        "revision": 0,
    }
    assert page.post(f"/hop/moi/?don-vi={scene.tree.city.pk}", form).status_code == 422


@pytest.mark.parametrize("number", [HUGE, "²", "٣", "-1", "1e3", "abc", "9" * 30])
def test_numbers_that_are_none_are_not_found(scene, number):
    page, one = browser(scene.office), f"/hop/{scene.meeting.pk}/"
    sentence = make_sentence(scene.meeting, scene.item, by=scene.office)
    gets = (
        f"{one}ket-luan/nguon/?tu={number}&muc={number}",
        f"{one}muc/moi/?van-ban={number}",
        f"{one}muc/moi/?tu={number}",
        f"/hop/moi/?don-vi={number}",
        f"/hop/moi/?tu={number}",
        f"{one}muc/?page={number}",
        f"{one}y-kien/?item={number}&person={number}",
        f"{one}ket-luan/?muc={number}",
        f"/yeu-cau/?meeting={number}&page={number}",
        f"/giay-to/?page={number}",
        f"/van-ban/{scene.draft.pk}/y-kien/viet/?version={number}&section={number}",
        f"/van-ban/{scene.draft.pk}/yeu-cau/?yc={number}",
        f"/tham-van/?page={number}",
        f"{one}y-kien/viet/?item={number}",
    )
    for address in gets:
        assert page.get(address).status_code < 500, address
    posts = (
        (f"{one}ket-luan/nguon/lay/", {"sentence": number, "source": f"opinion:{number}", "muc": number}),
        (f"{one}ket-luan/nguon/{sentence.pk}/roi/", {"opinion": number}),
        (f"{one}dang-ban/", {"item": number}),
        (f"{one}man-hinh/hien/", {"shows": f"sentence:{number}"}),
        (f"{one}giay-to/lap/bao-cao-tiep-thu/", {"subject": f"draft:{number}"}),
        (f"{one}thanh-phan/", {"revision": number}),
        (f"{one}muc/{scene.item.pk}/sua/", {"title": "A", "minutes": number, "revision": number}),
        ("/thong-bao/da-doc/", {"newest": number}),
    )
    for address, data in posts:
        assert page.post(address, data).status_code < 500, address


def test_what_belongs_to_another_meeting_is_not_there(scene):
    page, one = browser(scene.office), f"/hop/{scene.meeting.pk}/"
    away = make_meeting(scene.tree.city, "Hội nghị khác", state="open")
    item, sentence = make_item(away), make_sentence(away, by=scene.office)
    entry_free = make_sentence(scene.other, scene.foreign)
    said = make_opinion(scene.member, None, away)
    mine = make_sentence(scene.meeting, scene.item, by=scene.office)
    for address, data in (
        (f"muc/{item.pk}/sua/", {}),
        (f"muc/{item.pk}/ket-qua/", {"outcome": "noted"}),
        ("dang-ban/", {"item": item.pk}),
        ("dang-ban/", {"item": scene.foreign.pk}),
        ("man-hinh/hien/", {"shows": f"sentence:{sentence.pk}"}),
        (f"ket-luan/cau/{sentence.key}/bo/", {}),
        (f"ket-luan/cau/{entry_free.key}/bo/", {}),
        (f"ket-luan/y-kien/{said.pk}/", {"noted": "không"}),
        ("ket-luan/nguon/lay/", {"source": f"opinion:{said.pk}"}),
        ("ket-luan/nguon/lay/", {"source": f"opinion:{said.pk}", "sentence": mine.pk}),
        (f"muc/{item.pk}/chinh-kien/", {"stance": "agree"}),
    ):
        assert page.post(one + address, data).status_code == 404, address
    scene.meeting.refresh_from_db()
    assert scene.meeting.now is None
    assert page.get(f"/hop/{scene.other.pk}/").status_code == 404
