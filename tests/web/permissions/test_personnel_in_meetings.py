"""A personnel item on an agenda, with all that hangs on it, leaves no trace for who has no right to it."""

import logging
import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F

from factories import make_entry, make_item, make_opinion, make_position, make_request, make_sentence
from vankien_web.common import clock
from vankien_web.common.delivery import Notice
from vankien_web.common.history import record
from vankien_web.reviews import live
from vankien_web.reviews.models import (
    Advice,
    AgendaItem,
    ChangeRequest,
    Meeting,
    MinuteEntry,
    Opinion,
    Paper,
    Sentence,
)
from vankien_web.units.models import Role
from web.permissions.test_no_trace import differences, plain

pytestmark = pytest.mark.django_db
MARK = re.compile(r'data-(?:mark|etag|beat|has)="[^"]*"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')
ASKERS = [(Role.COMMITTEE_MEMBER, "ancestor"), (Role.OFFICE, "ancestor"), (Role.CHAIR, "ancestor")]
ASKERS += [("called_member", ""), ("called_guest", ""), (Role.UNIT_SECRETARY, "own"), ("group_head", "own")]
ASKERS += [(Role.VERIFIER, "sibling")]
OF_MEETING = (
    "",
    "phong/",
    "nhip/",
    "nhip/?man-hinh",
    "man-hinh/",
    "y-kien/",
    "y-kien/excel/",
    "y-kien/viet/",
)
OF_MEETING += ("chinh-kien/", "bien-ban/", "ket-luan/", "doi-chieu/", "giay-to/", "lich-su/", "lich.ics")
OF_MEETING += ("tai-lieu/", "tai-lieu.zip", "ket-luan/nguon/", "muc/", "thanh-phan/")
ELSEWHERE = (
    "/hop/",
    "/yeu-cau/",
    "/yeu-cau/bang/",
    "/giay-to/",
    "/tham-van/",
    "/thong-bao/",
    "/viec-cua-toi/",
)
ELSEWHERE += ("/tim/?q=Nhất+trí", "/api/v1/meetings", "/api/v1/requests", "/api/v1/papers", "/api/v1/advice")


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    """Pages say for how long an item has been discussed."""
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """One moment for all: pages print when they were drawn."""
    moment = clock.now().replace(second=0, microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: moment)
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def pages(kept):
    held, done = (f"/hop/{m.pk}/" for m in (kept.held, kept.done))
    found = [held + end for end in OF_MEETING] + [done + end for end in OF_MEETING]
    found += [*ELSEWHERE, f"/van-ban/{kept.draft.pk}/y-kien/", f"/van-ban/{kept.draft.pk}/lich-su/"]
    return [*found, f"/van-ban/{kept.draft.pk}/yeu-cau/", f"/dai-hoi/{kept.draft.congress_id}/"]


def answers(world, askers=ASKERS):
    found = {}
    for role, where in askers:
        for url in pages(world.meetings):
            live.forget()
            with transaction.atomic():
                answer = world.actors[role][where].ask("GET", url, program=url.startswith("/api/"))
                streamed = getattr(answer, "streaming", False)
                body = b"".join(answer.streaming_content) if streamed else answer.content
                transaction.set_rollback(True)
            found[role, where, url] = answer.status_code, unmarked(plain(body))
    return found


def unmarked(page):
    """Without the marks by which a page asks whether anything is new, and the keys of its forms."""
    return MARK.sub("", page) if isinstance(page, str) else page


def without(kept):
    """The world as it is without the plan's item and what hangs on it."""
    Paper.objects.filter(personnel=True).delete()
    Advice.objects.filter(draft=kept.plan).delete()
    ChangeRequest.objects.filter(draft=kept.plan).delete()
    Sentence.objects.filter(item__draft=kept.plan).delete()
    MinuteEntry.objects.filter(item__draft=kept.plan).delete()
    Opinion.objects.filter(draft=kept.plan).delete()
    AgendaItem.objects.filter(draft=kept.plan).delete()
    AgendaItem.objects.update(outcome="noted")


def bring(world, kept):
    """First on both agendas, spoken of, asked about, told of, in the chair's hand."""
    for meeting in (kept.held, kept.done):
        meeting.items.update(number=F("number") + 1)
        item = make_item(meeting, kept.plan)
        AgendaItem.objects.filter(pk=item.pk).update(number=1)
        opinion = make_opinion(kept.member, kept.plan, meeting, item=item, text="Nhất trí")
        make_opinion(kept.called, kept.plan, meeting, item=item, sent=False, entered_by=kept.office)
        make_position(item, kept.member, "revise", reason="x")
        make_entry(meeting, by=kept.office, item=item)
        make_sentence(meeting, item, "Nhất trí.", by=kept.office).opinions.add(opinion)
        make_request(meeting, kept.plan, issued=meeting == kept.done, number=99)
        record("opinion_sent", opinion, by=kept.member.account, stream=opinion)
    Meeting.objects.update(beat=F("beat") + 1)
    week = clock.today() + timedelta(days=7)
    asked = {"asked_of": world.sibling, "question": "x", "due": week, "asked_by": kept.office}
    advice = Advice.objects.create(draft=kept.plan, version=kept.plan.sent, **asked)
    event = record("advice_asked", advice, by=kept.office, service="x", due=week)
    for role, where in ASKERS:
        to = world.actors[role][where].user
        told = {"recipient": to, "recipient_name": to.name, "personnel_path": kept.plan.unit_path}
        Notice.objects.create(event=event, url="/hop/", **told)
    own = {"form": "thong-bao-ket-luan", "title": "Thông báo riêng", "unit": world.city}
    own |= {"subject": f"draft:{kept.plan.pk}", "subject_path": kept.plan.unit_path, "personnel": True}
    kept_one = {"meeting": kept.done, "record": "x", "state_hash": "x", "sha256": kept.paper["kept"].sha256}
    paper = Paper.objects.create(**own, **kept_one, size=1, made_by=kept.office, issued_at=clock.now())
    paper.recipients.add(world.unit, world.sibling)


def test_a_personnel_item_leaves_no_trace(world):
    kept = world.meetings
    with transaction.atomic():
        world.personnel(right=False)
        without(kept)
        before = answers(world)
        bring(world, kept)
        after = answers(world)
        assert differences(before, after) == []
        world.personnel(right=True)  # and who has the right sees it: the test can tell
        seen = answers(world, ASKERS[:1])
        assert len(differences(seen, before)) > 10
        transaction.set_rollback(True)
