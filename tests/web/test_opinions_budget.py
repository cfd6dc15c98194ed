"""The pages of a document ask the same of one opinion as of two hundred, of one meeting as of forty."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories import make_item, make_meeting, make_opinion
from tests.web.speaking_scene import Scene

PARTS = ("", "ra-soat/", "lich-su/", "yeu-cau/", "tham-van/")


@pytest.fixture
def scene(db, commune):
    scene = Scene(commune)
    scene.call()
    speak(scene, 1)
    return scene


def speak(scene, times):
    for n in range(times):
        make_opinion(scene.member, scene.draft, scene.meeting, item=scene.item, section=f"Mục {n % 7}")


def asked(scene):
    """{(who, address): queries} of the pages that each may read."""
    found = {}
    for reader in ("office", "member", "secretary"):
        client = Client()
        client.force_login(getattr(scene, reader).account)
        addresses = [f"/van-ban/{scene.draft.pk}/{part}" for part in PARTS]
        for address in (*addresses, f"/hop/{scene.meeting.pk}/y-kien/"):
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            if answer.status_code == 200:
                found[reader, address] = len(queries)
    return found


def test_a_dozen_queries_whatever_was_said_and_wherever_it_was_heard(scene):
    before = asked(scene)
    assert len(before) > 12
    speak(scene, 199)
    for n in range(39):
        make_item(make_meeting(scene.tree.city, f"Hội nghị {n}", state="called"), scene.draft)
    after = asked(scene)
    assert {key: n for key, n in after.items() if n > 12} == {}
    assert {key: (before[key], n) for key, n in after.items() if n != before[key]} == {}
