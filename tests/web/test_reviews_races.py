"""Two people at the same moment, in the room of meetings: real threads, on either database."""

from datetime import date
from uuid import uuid4

import pytest

from factories import (
    make_attendance,
    make_congress,
    make_draft,
    make_entry,
    make_item,
    make_meeting,
    make_opinion,
    make_person,
    make_request,
    make_season,
    make_sentence,
    make_tree,
    make_version,
)
from vankien_web.common import audit
from vankien_web.congresses.models import Congress
from vankien_web.reviews.actions import (
    agenda,
    answers,
    conclusion,
    minutes,
    opinions,
    positions,
    requests,
    room,
)
from vankien_web.reviews.actions.issue import issue_conclusion
from vankien_web.reviews.actions.meetings import close_meeting
from vankien_web.reviews.actions.opinions import About
from vankien_web.reviews.models import (
    AgendaItem,
    ChangeRequest,
    Meeting,
    MeetingState,
    MinuteEntry,
    Opinion,
    OpinionKind,
    Position,
    Sentence,
)
from vankien_web.units.models import Role
from web.at_once import meanwhile, together

pytestmark = pytest.mark.django_db(transaction=True)
DUE = date(2020, 2, 28)


@pytest.fixture
def scene(db):
    class Scene:
        tree = make_tree()
        congress = make_congress(make_season(tree.city), tree.commune)
        secretary = make_person(tree.commune, Role.UNIT_SECRETARY).account
        office = make_person(tree.city, Role.OFFICE).account
        second = make_person(tree.city, Role.OFFICE).account
        member = make_person(tree.city, Role.COMMITTEE_MEMBER)
        draft = make_version(make_draft(congress)).draft
        meeting = make_meeting(tree.city, state="open", members=(member,))
        item = make_item(meeting, draft, outcome="revise")

    return Scene()


def broken():
    """What is wrong with the history; records that a test made directly have none."""
    return [one for one in audit.verify() if one.what != "lost"]


def closed(scene):
    Meeting.objects.filter(pk=scene.meeting.pk).update(state=MeetingState.CLOSED)
    scene.meeting.refresh_from_db()
    return Meeting.objects.get(pk=scene.meeting.pk)


def test_one_key_sent_twice_over_a_bad_line_is_one_opinion(scene):
    about, key, user = About(item=scene.item), uuid4(), scene.member.account
    told = together(*(lambda: opinions.write_opinion(about, "Bổ sung.", key=key, by=user) for _ in range(4)))
    assert told == ["done"] * 4
    assert Opinion.objects.count() == 1


def test_a_conclusion_is_issued_once(scene):
    meeting = closed(scene)
    sentence = make_sentence(meeting, scene.item, by=scene.office)
    requests.add_request(sentence, {"due": DUE, "blocking": True}, by=scene.office)
    told = together(*(lambda by=by: issue_conclusion(meeting, by=by) for by in (scene.office, scene.second)))
    assert sorted(told) == ["done", "refused"]
    assert ChangeRequest.objects.get().number == 1
    assert Congress.objects.get().blocking == 1
    assert not broken()


def test_no_opinion_is_sent_under_a_conclusion_that_is_being_issued(scene):
    """It would stand there taken up by nothing: it waits for the meeting that hears the draft next."""
    meeting = closed(scene)
    make_sentence(meeting, scene.item, kind="assessment", by=scene.office)
    late = make_opinion(
        scene.member, scene.draft, meeting, sent=False, item=scene.item, kind=OpinionKind.REQUEST
    )
    told = meanwhile(
        lambda: issue_conclusion(meeting, by=scene.office),
        lambda: opinions.send_opinion(late, by=scene.member.account),
    )
    assert told == "done"
    late.refresh_from_db()
    assert late.sent_at is not None
    assert (late.meeting, late.item) == (None, None)


def test_no_position_is_taken_under_a_conclusion_that_is_being_issued(scene):
    meeting = closed(scene)
    item = AgendaItem.objects.select_related("meeting__unit", "draft").get(pk=scene.item.pk)
    make_sentence(meeting, scene.item, kind="assessment", by=scene.office)
    told = meanwhile(
        lambda: issue_conclusion(meeting, by=scene.office),
        lambda: positions.take_position(item, "agree", by=scene.member.account),
    )
    assert told == "refused"
    assert not Position.objects.exists()


def test_a_position_on_an_item_that_is_being_dropped_is_refused(scene):
    item = AgendaItem.objects.select_related("meeting__unit", "draft").get(pk=scene.item.pk)
    told = meanwhile(
        lambda: agenda.drop_item(scene.item, by=scene.office),
        lambda: positions.take_position(item, "agree", by=scene.member.account),
    )
    assert told == "refused"


def test_a_sentence_is_dropped_while_a_request_is_added_to_it(scene):
    sentence = make_sentence(scene.meeting, scene.item, by=scene.office)
    told = together(
        lambda: conclusion.drop_sentence(sentence, by=scene.office),
        lambda: requests.add_request(sentence, {"due": DUE}, by=scene.second),
    )
    assert sorted(told) == ["done", "refused"]
    assert Sentence.objects.count() == ChangeRequest.objects.count()


def test_what_is_done_to_a_sentence_that_is_being_dropped_is_refused(scene):
    said = make_opinion(scene.member, scene.draft, scene.meeting, item=scene.item)
    for late in (
        lambda one: requests.add_request(one, {"due": DUE}, by=scene.second),
        lambda one: conclusion.tie(one, opinions=(said,), by=scene.second),
        lambda one: conclusion.move_sentence(one, 1, by=scene.second),
        lambda one: conclusion.drop_sentence(one, by=scene.second),
    ):
        sentence = make_sentence(scene.meeting, scene.item, by=scene.office)
        again = Sentence.objects.select_related("conclusion__meeting", "item").get(pk=sentence.pk)
        told = meanwhile(
            lambda sentence=sentence: conclusion.drop_sentence(sentence, by=scene.office),
            lambda again=again, late=late: late(again),
        )
        assert told == "refused"


def test_what_is_done_to_an_entry_that_is_being_dropped_is_refused(scene):
    for late in (minutes.move_entry, minutes.drop_entry):
        entry = make_entry(scene.meeting, item=scene.item)
        again, more = MinuteEntry.objects.get(pk=entry.pk), (1,) if late == minutes.move_entry else ()
        told = meanwhile(
            lambda entry=entry: minutes.drop_entry(entry, by=scene.office),
            lambda again=again, late=late, more=more: late(again, *more, by=scene.second),
        )
        assert told == "refused"


def test_an_item_is_taken_up_while_the_meeting_is_closed(scene):
    told = together(
        lambda: close_meeting(scene.meeting, by=scene.office),
        lambda: room.discuss(scene.meeting, scene.item, by=scene.second),
    )
    assert told[0] == "done"
    assert told[1] in ("done", "refused")
    assert Meeting.objects.get().state == MeetingState.CLOSED


def test_an_answer_comes_while_the_request_is_opened_again(scene):
    asked = make_request(scene.meeting, scene.draft, blocking=True)
    answers.answer(asked, "explained", "Không thuộc thẩm quyền.", by=scene.secretary)
    told = together(
        lambda: answers.answer(asked, "explained", "Nói thêm.", seen=1, by=scene.secretary),
        lambda: answers.reopen(asked, "Chưa rõ.", by=scene.office),
        lambda: answers.close(asked, "Được.", seen=1, by=scene.second),
    )
    assert "Error" not in str(told)
    asked.refresh_from_db()
    waits = asked.state != "closed"
    assert Congress.objects.get().blocking == int(waits)
    assert not broken()


def test_many_are_heard_while_the_meeting_is_called_and_closed(scene):
    people = [make_person(scene.tree.city, Role.COMMITTEE_MEMBER) for _ in range(6)]
    for person in people:
        make_attendance(scene.meeting, person)

    def say(person):
        one = opinions.write_opinion(About(item=scene.item), "Nhất trí.", by=person.account)
        opinions.send_opinion(one, by=person.account)
        positions.take_position(scene.item, "agree", by=person.account)

    told = together(*(lambda person=person: say(person) for person in people))
    assert told == ["done"] * 6
    assert Opinion.objects.filter(meeting=scene.meeting, sent_at__isnull=False).count() == 6
    assert Meeting.objects.get().beat >= 12
    assert not broken()
