"""Who gave an opinion is the committee's to know: no history and no page tells the unit or a guest."""

import logging

import pytest
from django.db import transaction

from factories import make_opinion
from vankien_web.reviews import live
from vankien_web.reviews.actions import opinions, positions
from vankien_web.reviews.models import Opinion
from vankien_web.units.models import Role

pytestmark = pytest.mark.django_db
TEXT = "Mục tiêu còn thấp"


@pytest.fixture
def said(world):
    """A member has sent an opinion, taken a position; the office has written down another's."""
    logging.disable(logging.CRITICAL)
    kept = world.meetings
    on = {"draft": kept.draft, "meeting": kept.held, "item": kept.item}
    with transaction.atomic():
        mine = make_opinion(kept.member, **on, sent=False, text=TEXT)
        opinions.send_opinion(mine, by=kept.member.account)
        opinions.send_opinion(kept.private, by=kept.office)
        positions.take_position(kept.item, "revise", reason=TEXT, by=kept.member.account)
        yield kept
        transaction.set_rollback(True)
    kept.private.refresh_from_db()
    logging.disable(logging.NOTSET)


def read(actor, url):
    live.forget()
    answer = actor.ask("GET", url, program=url.startswith("/api/"))
    return answer.status_code, answer.content.decode()


def test_the_committee_reads_it_and_a_guest_does_not(world, said):
    for url in (f"/hop/{said.held.pk}/lich-su/", f"/api/v1/meetings/{said.held.pk}/events"):
        status, page = read(world.actors[Role.OFFICE]["ancestor"], url)
        assert status == 200
        assert said.member.name in page
        status, page = read(world.actors["called_guest"][""], url)
        assert status == 200
        assert said.member.name not in page
    for end in ("phong/", "nhip/", "man-hinh/", "y-kien/"):
        status, page = read(world.actors["called_guest"][""], f"/hop/{said.held.pk}/{end}")
        assert status == 200
        assert TEXT not in page


def test_the_unit_reads_nothing_of_it(world, said):
    writer = world.actors[Role.UNIT_SECRETARY]["own"]
    draft, congress = said.draft.pk, said.draft.congress_id
    for url in (
        f"/van-ban/{draft}/",
        f"/van-ban/{draft}/lich-su/",
        f"/van-ban/{draft}/yeu-cau/",
        f"/dai-hoi/{congress}/",
        f"/api/v1/drafts/{draft}/events",
        f"/api/v1/congresses/{congress}/events",
        f"/hop/{said.done.pk}/doi-chieu/",
    ):
        status, page = read(writer, url)
        assert status == 200, url
        assert said.member.name not in page, url
        assert said.called.name not in page, url
        assert TEXT not in page, url


def test_who_lost_the_right_sends_the_rest(world, said):
    """What the office typed on the personnel plan stays where it is, and holds nothing else back."""
    world.personnel(right=False)
    mine = make_opinion(said.called, said.draft, said.held, sent=False, entered_by=said.office)
    answer = world.actors[Role.OFFICE]["ancestor"].ask("POST", f"/hop/{said.held.pk}/y-kien/gui/")
    assert answer.status_code == 302
    left = Opinion.objects.filter(sent_at=None, meeting=said.held)
    assert not left.filter(pk=mine.pk).exists()
    assert left.filter(pk=said.secret_private.pk).exists()
