"""The room of meetings out of order: what is not its time, what the season's end forbids, whose it is not."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import (
    make_congress,
    make_draft,
    make_group,
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
from vankien_web.common import clock
from vankien_web.common.conflict import Moved
from vankien_web.congresses.models import Season
from vankien_web.reviews.actions import (
    advice,
    agenda,
    answers,
    attendance,
    conclusion,
    meetings,
    minutes,
    opinions,
    positions,
    requests,
    room,
)
from vankien_web.reviews.actions.issue import issue_conclusion
from vankien_web.reviews.actions.meetings import Plan
from vankien_web.reviews.actions.opinions import About
from vankien_web.reviews.models import Meeting, MeetingState
from vankien_web.units.models import Post, Role

pytestmark = pytest.mark.django_db
REFUSED = (PermissionDenied, ValidationError, Moved)
DUE = date(2020, 2, 28)


@pytest.fixture
def scene():
    class Scene:
        tree = make_tree()
        season = make_season(tree.city)
        congress = make_congress(season, tree.commune)
        office = make_user(tree.city, Role.OFFICE)
        member = make_person(tree.city, Role.COMMITTEE_MEMBER)
        secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
        draft = make_version(make_draft(congress)).draft
        meeting = make_meeting(tree.city, state="open", members=(member,), season=season)
        item = make_item(meeting, draft, outcome="revise")
        sentence = make_sentence(meeting, item, by=office)
        asked = make_request(make_meeting(tree.city, state="concluded", season=season), draft)

    return Scene()


def again(scene, state=None):
    """Everything as the next request reads it."""
    if state:
        Meeting.objects.filter(pk=scene.meeting.pk).update(state=state)
    for name in ("season", "meeting", "item", "draft", "asked", "sentence", "congress"):
        row = getattr(scene, name)
        setattr(scene, name, type(row).objects.get(pk=row.pk))
    for name in ("office", "secretary"):
        setattr(scene, name, type(scene.office).objects.get(pk=getattr(scene, name).pk))


def writes(scene):
    office, member, meeting, item = scene.office, scene.member.account, scene.meeting, scene.item
    plan = Plan("Hội nghị", starts_at=clock.now(), season=scene.season)
    yield "plan", lambda: meetings.plan_meeting(scene.tree.city, plan, by=office)
    yield "change", lambda: meetings.change_meeting(meeting, plan, by=office)
    yield "add", lambda: agenda.add_item(meeting, agenda.ItemPlan(title="Nội dung"), by=office)
    yield "outcome", lambda: agenda.set_outcome(item, "noted", by=office)
    yield "call", lambda: attendance.call_person(meeting, make_person(), by=office)
    yield "discuss", lambda: room.discuss(meeting, item, by=office)
    yield "minutes", lambda: minutes.save_entry(meeting, uuid4(), text="Ghi", by=office)
    yield "sentence", lambda: conclusion.save_sentence(meeting, uuid4(), text="Câu", by=office)
    yield "request", lambda: requests.add_request(scene.sentence, {"due": DUE}, by=office)
    yield "opinion", lambda: opinions.write_opinion(About(item=item), "Ý kiến", by=member)
    yield "of draft", lambda: opinions.write_opinion(About(draft=scene.draft), "Ý kiến", by=member)
    yield "position", lambda: positions.take_position(item, "agree", by=member)
    yield "answer", lambda: answers.answer(scene.asked, "explained", "Vì sao", by=scene.secretary)
    yield "close", lambda: meetings.close_meeting(meeting, by=office)


def test_in_a_season_that_goes_on_all_of_it_is_done(scene):
    for _name, write in writes(scene):
        write()


def test_nothing_is_written_of_a_closed_season(scene):
    unsent = make_opinion(scene.member, scene.draft, scene.meeting, sent=False, item=scene.item)
    Season.objects.update(closed_on=clock.today())
    again(scene)
    taken = []
    for name, write in [
        *writes(scene),
        ("send", lambda: opinions.send_opinion(unsent, by=scene.member.account)),
        ("ask advice", lambda: advice.can_ask_advice(scene.office, scene.draft) or refuse()),
    ]:
        try:
            write()
        except REFUSED:
            continue
        taken.append(name)
    assert taken == []


def refuse():
    raise PermissionDenied


def test_nobody_speaks_before_the_call_or_after_the_conclusion(scene):
    for state in (MeetingState.PLANNED, MeetingState.CONCLUDED, MeetingState.CANCELLED):
        again(scene, state)
        with pytest.raises(REFUSED):
            positions.take_position(scene.item, "agree", by=scene.member.account)
        with pytest.raises(REFUSED):
            opinions.write_opinion(About(meeting=scene.meeting), "Ý kiến", by=scene.member.account)
        for late in (
            lambda: room.discuss(scene.meeting, scene.item, by=scene.office),
            lambda: issue_conclusion(scene.meeting, by=scene.office),
            lambda: agenda.set_outcome(scene.item, "agreed", by=scene.office),
        ):
            with pytest.raises(REFUSED):
                late()


def test_nothing_is_answered_before_the_issue(scene):
    written = requests.add_request(scene.sentence, {"due": DUE}, by=scene.office)
    with pytest.raises(PermissionDenied):
        answers.answer(written, "explained", "Vì sao", by=scene.secretary)
    for early in (
        lambda: answers.check(written, "met", "Đạt", by=scene.office),
        lambda: answers.close(written, "Đạt", by=scene.office),
        lambda: answers.reopen(written, "Chưa", by=scene.office),
    ):
        with pytest.raises(PermissionDenied):
            early()


def test_what_was_issued_is_not_taken_back(scene):
    for late in (
        lambda: requests.drop_request(scene.asked, by=scene.office),
        lambda: requests.change_request(scene.asked, {"text": "Khác"}, by=scene.office, revision=0),
        lambda: conclusion.drop_sentence(scene.asked.sentence, by=scene.office),
        lambda: conclusion.save_sentence(
            scene.asked.sentence.conclusion.meeting, scene.asked.sentence.key, text="Khác", by=scene.office
        ),
    ):
        with pytest.raises(REFUSED):
            late()


def test_a_committee_asks_only_those_below_it(scene):
    group = make_group(scene.tree.other_province)
    away = make_congress(make_season(scene.tree.other_province), scene.tree.other_commune)
    foreign = make_version(make_draft(away)).draft
    for fields in (
        {"owner_unit": scene.tree.other_commune},
        {"owner_unit": scene.tree.province},
        {"owner_unit": None, "owner_group": group},
        {"draft": None, "congress": away},
        {"draft": foreign},
    ):
        with pytest.raises(ValidationError):
            requests.add_request(scene.sentence, fields | {"due": DUE}, by=scene.office)
    own = make_group(scene.tree.province, scene.tree.city, name="Tổ của tỉnh")
    assert requests.add_request(scene.sentence, {"owner_unit": None, "owner_group": own}, by=scene.office)


def test_meetings_and_items_continue_their_own(scene):
    away = make_item(make_meeting(scene.tree.other_province))
    with pytest.raises(ValidationError):
        agenda.add_item(scene.meeting, agenda.ItemPlan(title="Nội dung", earlier=away), by=scene.office)
    for earlier in (scene.meeting, away.meeting):
        plan = Plan("Hội nghị", starts_at=clock.now(), earlier=earlier)
        with pytest.raises(ValidationError):
            meetings.change_meeting(scene.meeting, plan, by=scene.office)


def test_who_has_handed_the_post_over_or_is_suspended_writes_nothing_more(scene):
    person = Post.objects.get(person__account=scene.office).person
    Post.objects.filter(person=person).update(until=clock.today() - timedelta(days=1))
    again(scene)
    for name, write in writes(scene):
        if name in ("opinion", "of draft", "position", "answer"):
            continue
        with pytest.raises(REFUSED):
            write()
