"""The room while the meeting sits: what is under discussion, who sees what of it, what a page asks."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import make_item, make_meeting, make_person
from vankien_web.common import clock, history
from vankien_web.common.models import Event
from vankien_web.reviews.actions import room
from vankien_web.reviews.models import (
    Conclusion,
    Meeting,
    MeetingState,
    Opinion,
    Position,
    Sentence,
    Shown,
)
from vankien_web.units.models import Body, PersonnelStatement, Role
from web.hall_in_session import Hall, ask, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return Hall()


@pytest.fixture
def personnel(hall):
    PersonnelStatement.objects.create(statement="Tôi cam kết", signed_by=hall.office.account)


def speak(hall, item, person=None, **fields):
    """An opinion that was sent, as the verb leaves it."""
    person = person or hall.other
    fields = {"text": "Bổ sung tỷ lệ hộ nghèo", "sent_at": clock.now(), "draft": item.draft} | fields
    made = Opinion.objects.create(
        person=person, entered_by=person.account, meeting=hall.meeting, item=item, **fields
    )
    bump(hall.meeting)
    return made


def bump(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(beat=Meeting.objects.get(pk=meeting.pk).beat + 1)


def test_the_chair_takes_up_an_item_once(hall):
    room.discuss(hall.meeting, hall.first, by=hall.chair.account)
    room.discuss(hall.meeting, hall.first, by=hall.chair.account)
    meeting = Meeting.objects.get(pk=hall.meeting.pk)
    assert (meeting.now, meeting.now_since is not None) == (hall.first, True)
    assert [e.verb for e in history.stream(meeting)] == ["item_discussed"]
    assert "Báo cáo chính trị xã Ba" in history.sentence(history.stream(meeting)[0])
    room.discuss(meeting, None, by=hall.office.account)
    meeting.refresh_from_db()
    assert (meeting.now, meeting.now_since) == (None, None)


@pytest.mark.parametrize("who", ["member", "guest", "stranger"])
def test_only_chair_and_office_move_on(hall, who):
    by = getattr(hall, who).account
    with pytest.raises(PermissionDenied):
        room.discuss(hall.meeting, hall.first, by=by)
    with pytest.raises(PermissionDenied):
        room.show(hall.meeting, Shown.NAMED, by=by)
    answer = sign_in(getattr(hall, who)).post(f"/hop/{hall.meeting.pk}/dang-ban/", {"item": hall.first.pk})
    assert answer.status_code == (404 if who == "stranger" else 403)


def test_nothing_is_discussed_before_the_meeting_is_opened(hall):
    planned = make_meeting(hall.city, state=MeetingState.CALLED, members=[hall.chair])
    with pytest.raises(ValidationError):
        room.discuss(planned, make_item(planned), by=hall.chair.account)


def test_an_item_of_another_meeting_is_not_taken_up(hall):
    other = make_item(make_meeting(hall.city, state=MeetingState.OPEN))
    with pytest.raises(PermissionDenied):
        room.discuss(hall.meeting, other, by=hall.chair.account)
    answer = sign_in(hall.chair).post(f"/hop/{hall.meeting.pk}/dang-ban/", {"item": other.pk})
    assert answer.status_code == 404


def test_everyone_called_follows_and_a_stranger_sees_nothing(hall):
    room.discuss(hall.meeting, hall.first, by=hall.chair.account)
    for one in (hall.chair, hall.member, hall.office, hall.guest):
        client = sign_in(one)
        assert "Báo cáo chính trị xã Ba" in ask(client, hall.meeting).content.decode()
        for page in ("phong", "man-hinh"):
            assert "Báo cáo chính trị xã Ba" in client.get(f"/hop/{hall.meeting.pk}/{page}/").content.decode()
    client = sign_in(hall.stranger)
    for page in ("phong", "man-hinh", "nhip"):
        assert client.get(f"/hop/{hall.meeting.pk}/{page}/").status_code == 404


def test_only_what_is_new_is_sent(hall):
    client = sign_in(hall.member)
    first = ask(client, hall.meeting)
    tag = first.headers["ETag"]
    for spelt in (tag, "W/" + tag):
        again = ask(client, hall.meeting, spelt)
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    room.discuss(hall.meeting, hall.first, by=hall.chair.account)
    news = ask(client, hall.meeting, tag).content.decode()
    assert 'id="now"' in news
    assert 'id="people"' not in news
    assert "no-store" in ask(client, hall.meeting).headers["Cache-Control"]


def test_the_page_brings_the_tag_of_what_it_shows(hall):
    client = sign_in(hall.member)
    page = client.get(f"/hop/{hall.meeting.pk}/phong/").content.decode()
    mark = re.search(r'data-mark="([^"]+)"', page)[1].replace("&quot;", '"')
    assert ask(client, hall.meeting, mark).status_code == 304


def test_opinions_are_counted_by_section_for_those_who_hear(hall):
    room.discuss(hall.meeting, hall.first, by=hall.chair.account)
    tags = {one: ask(sign_in(one), hall.meeting).headers["ETag"] for one in (hall.member, hall.guest)}
    speak(hall, hall.first, section="Phương hướng, nhiệm vụ")
    speak(hall, hall.first, section="Phương hướng, nhiệm vụ", text="Phát triển thương mại")
    speak(hall, hall.first, text="Còn riêng tư", sent_at=None)
    Position.objects.create(item=hall.first, person=hall.other, entered_by=hall.other.account, stance="agree")
    heard = ask(sign_in(hall.member), hall.meeting, tags[hall.member]).content.decode()
    assert "Phương hướng, nhiệm vụ" in heard
    assert re.search(r'nhiệm vụ</td><td class="num">2<', heard)
    assert "Phát triển thương mại" in heard
    assert "Còn riêng tư" not in heard
    assert ask(sign_in(hall.guest), hall.meeting, tags[hall.guest]).status_code == 304
    whole = sign_in(hall.guest).get(f"/hop/{hall.meeting.pk}/phong/").content.decode()
    assert "Phát triển thương mại" not in whole
    assert 'class="tally"' not in whole


def test_who_may_not_see_a_personnel_plan_sees_nothing_of_it(hall, personnel):
    client = sign_in(hall.other)
    pause = ask(client, hall.meeting)
    Meeting.objects.filter(pk=hall.meeting.pk).update(now=hall.secret, now_since=clock.now(), beat=7)
    speak(hall, hall.secret, hall.member, text="Ứng viên 01")
    for eyes in (hall.other, hall.guest, hall.office):
        seen = sign_in(eyes).get(f"/hop/{hall.meeting.pk}/phong/").content.decode()
        assert "Đề án nhân sự" not in seen
        assert "Ứng viên 01" not in seen
        assert re.findall(r'class="place">(\d+)<', seen) == ["1", "2"]
    assert ask(client, hall.meeting, pause.headers["ETag"]).status_code == 304  # as in a pause
    seen = sign_in(hall.member).get(f"/hop/{hall.meeting.pk}/phong/").content.decode()
    assert "Đề án nhân sự" in seen
    assert "Ứng viên 01" in seen


def test_the_screen_shows_no_personnel_plan_to_anybody(hall, personnel):
    Meeting.objects.filter(pk=hall.meeting.pk).update(now=hall.secret, now_since=clock.now())
    for address in ("man-hinh/", "nhip/?man-hinh"):
        seen = sign_in(hall.member).get(f"/hop/{hall.meeting.pk}/{address}").content.decode()
        assert "nhân sự" not in seen


def test_a_personnel_plan_is_told_of_in_its_own_history_alone(hall, personnel):
    chair = make_person(hall.city, Role.CHAIR, body=Body.STANDING, sees_personnel=True)
    with pytest.raises(PermissionDenied):
        room.discuss(hall.meeting, hall.secret, by=hall.chair.account)
    room.discuss(hall.meeting, hall.secret, by=chair.account)
    event = Event.objects.get(verb="item_discussed")
    assert event.stream == f"draft:{hall.secret.draft_id}"
    assert not history.stream(hall.meeting).exists()


def test_what_is_remembered_is_shared_and_of_the_newest_beat(hall):
    member, other = sign_in(hall.member), sign_in(hall.other)
    ask(member, hall.meeting)
    with CaptureQueriesContext(connection) as first:
        ask(other, hall.meeting)
    with CaptureQueriesContext(connection) as again:
        ask(other, hall.meeting)
    assert len(again) == 1  # the session, the account and the beat at once
    assert len(first) == 6  # session, account, as whom one sees it, beat; the pieces are there already
    room.discuss(hall.meeting, hall.last, by=hall.chair.account)
    assert "Nội dung khác" in ask(other, hall.meeting).content.decode()


@pytest.mark.parametrize("address", ["phong", "man-hinh"])
def test_one_opinion_or_two_hundred(hall, address):
    room.discuss(hall.meeting, hall.first, by=hall.chair.account)
    counts = []
    for more in (1, 199):
        for n in range(more):
            speak(hall, hall.first, section=f"Mục {n % 40}")
        client = sign_in(hall.chair)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/hop/{hall.meeting.pk}/{address}/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_the_screen_shows_what_the_chair_chose(hall):
    room.discuss(hall.meeting, hall.first, by=hall.chair.account)
    speak(hall, hall.first, text="Bổ sung chỉ tiêu bảo hiểm y tế")
    office = sign_in(hall.office)

    def seen():
        return ask(office, hall.meeting, screen=True).content.decode()

    assert "bảo hiểm y tế" not in seen()
    choose(office, hall, "opinions")
    assert "bảo hiểm y tế" in seen()
    assert hall.other.name not in seen()
    choose(office, hall, "named")
    assert hall.other.name in seen()
    assert "bảo hiểm y tế" not in ask(sign_in(hall.guest), hall.meeting, screen=True).content.decode()


def choose(client, hall, what):
    return client.post(f"/hop/{hall.meeting.pk}/man-hinh/hien/", {"shows": what, "screen": "1"})


def test_a_sentence_of_the_conclusion_is_read_out(hall, personnel):
    by = hall.office.account
    conclusion = Conclusion.objects.create(meeting=hall.meeting)

    def sentence(item, text):
        return Sentence.objects.create(
            conclusion=conclusion, item=item, number=1, text=text, key=uuid4(), by=by
        )

    said, secret = sentence(hall.first, "Bổ sung tỷ lệ hộ nghèo."), sentence(hall.secret, "Ứng viên 01.")
    office = sign_in(hall.office)
    choose(office, hall, f"sentence:{said.pk}")
    assert "Bổ sung tỷ lệ hộ nghèo." in ask(sign_in(hall.member), hall.meeting, screen=True).content.decode()
    refused = choose(office, hall, f"sentence:{secret.pk}")
    assert Meeting.objects.get(pk=hall.meeting.pk).reading == said
    for wrong in ("sentence", "sentence:999999", "sentence:x", "all"):
        assert choose(office, hall, wrong).status_code in (302, 404)
    assert refused.status_code == 404  # as one that does not exist
    assert "Ứng viên 01" not in office.get(f"/hop/{hall.meeting.pk}/man-hinh/").content.decode()


def test_a_script_is_told_in_words_what_was_refused(hall):
    Meeting.objects.filter(pk=hall.meeting.pk).update(state=MeetingState.CALLED)
    address, sent = f"/hop/{hall.meeting.pk}/dang-ban/", {"item": hall.first.pk}
    told = sign_in(hall.chair).post(address, sent, headers={"Accept": "application/json"})
    assert (told.status_code, "khai mạc" in told.json()["sentence"].lower()) == (409, True)
    assert sign_in(hall.chair).post(address, sent, follow=True).status_code == 200


def test_the_chair_opens_and_closes_it_from_the_room(hall):
    called = make_meeting(
        hall.city, state=MeetingState.CALLED, members=[hall.chair, hall.member], chair=hall.chair.posts.get()
    )
    make_item(called)
    chair = sign_in(hall.chair)
    assert "phong/khai-mac/" in chair.get(f"/hop/{called.pk}/phong/").content.decode()
    for verb, state in (("khai-mac", MeetingState.OPEN), ("be-mac", MeetingState.CLOSED)):
        for _again in range(2):
            answer = chair.post(f"/hop/{called.pk}/phong/{verb}/", headers={"Accept": "application/json"})
            assert answer.status_code == 204, answer.content.decode()
            assert Meeting.objects.get(pk=called.pk).state == state
    assert sign_in(hall.member).post(f"/hop/{called.pk}/phong/khai-mac/").status_code == 403
    assert chair.post(f"/hop/{called.pk}/phong/khac/").status_code == 404
