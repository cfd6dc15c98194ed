"""A hundred thousand characters pasted where people speak: refused in a sentence, and none is cut."""

import pytest
from django.test import Client

from factories import (
    make_congress,
    make_draft,
    make_item,
    make_meeting,
    make_person,
    make_request,
    make_season,
    make_sentence,
    make_tree,
    make_version,
)
from vankien.model import Block, Document
from vankien.serial import to_data
from vankien_web.drafts.models import Reading
from vankien_web.reviews.models import Answer, MinuteEntry, Opinion, Sentence
from vankien_web.units.models import Role

pytestmark = pytest.mark.django_db
LONG = "Đề nghị bổ sung tỷ lệ hộ nghèo.\r\n" * 3_100
KEY = "0f6d3c1e-5d0f-4c0b-9a55-0d9b8a1c2e3f"


@pytest.fixture
def scene():
    class Scene:
        tree = make_tree()
        congress = make_congress(make_season(tree.city), tree.commune)
        office = make_person(tree.city, Role.OFFICE)
        member = make_person(tree.city, Role.COMMITTEE_MEMBER)
        secretary = make_person(tree.commune, Role.UNIT_SECRETARY)
        draft = make_version(make_draft(congress)).draft
        Reading.objects.create(
            version=draft.sent, content=to_data(Document("docx", (Block(0, "I. Mở đầu"),)))
        )
        meeting = make_meeting(tree.city, state="open", members=(member,), season=congress.season)
        item = make_item(meeting, draft)
        asked = make_request(
            meeting, draft, sentence=make_sentence(meeting, item, by=office.account), owner_unit=tree.commune
        )

    return Scene()


def sent(person, address, **data):
    client = Client()
    client.force_login(person.account)
    return client.post(address, data)


def test_what_is_too_long_is_said_and_shown_again_whole(scene):
    one = f"/hop/{scene.meeting.pk}"
    for person, address, said in (
        (
            scene.member,
            f"/van-ban/{scene.draft.pk}/y-kien/viet/",
            {"kind": "suggest", "key": KEY, "revision": 0},
        ),
        (
            scene.member,
            f"{one}/y-kien/viet/gui/",
            {"kind": "suggest", "key": KEY, "revision": 0, "item": scene.item.pk},
        ),
        (scene.office, f"{one}/bien-ban/luu/", {"key": KEY, "item": scene.item.pk, "revision": 0}),
        (scene.office, f"{one}/ket-luan/luu/", {"key": KEY, "kind": "request", "revision": 0}),
        (scene.secretary, f"/yeu-cau/{scene.asked.pk}/tra-loi/", {"kind": "explained", "revision": 0}),
    ):
        answer = sent(person, address, text=LONG, **said)
        assert answer.status_code == 422, address
        page = answer.content.decode()
        assert "kí tự" in page or "ký tự" in page, address
        assert page.count("Đề nghị bổ sung tỷ lệ hộ nghèo.") >= 3_100, address
    for kept in (Opinion, MinuteEntry, Answer):
        assert not kept.objects.exists()
    assert Sentence.objects.count() == 1


def test_no_browser_cuts_what_is_pasted_into_several_lines(scene):
    client = Client()
    client.force_login(scene.office.account)
    one = f"/hop/{scene.meeting.pk}/"
    for address in (f"{one}bien-ban/", f"{one}ket-luan/", f"{one}y-kien/viet/", f"{one}muc/moi/?loai=matter"):
        page = client.get(address).content.decode()
        for area in page.split("<textarea")[1:]:
            assert "maxlength" not in area.split(">")[0], address
