"""The agenda: through the gate or over it, in order, late, returning; a personnel plan leaves no trace."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import (
    make_congress,
    make_draft,
    make_item,
    make_meeting,
    make_opinion,
    make_person,
    make_position,
    make_season,
    make_user,
    make_version,
)
from vankien_web.common import history
from vankien_web.common.conflict import Conflict, Moved
from vankien_web.congresses.actions import set_paper
from vankien_web.congresses.actions.preparation import Paper
from vankien_web.drafts import actions as drafts
from vankien_web.drafts.gate import gate
from vankien_web.reviews import offers
from vankien_web.reviews.actions import agenda as actions
from vankien_web.reviews.actions.agenda import ItemPlan
from vankien_web.reviews.models import AgendaItem, Meeting, Outcome, Subject
from vankien_web.units.models import PersonnelStatement, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def season(tree):
    return make_season(tree.city)


@pytest.fixture
def meeting(tree, season):
    return make_meeting(tree.city, season=season)


@pytest.fixture
def outline(tree, season):
    """A draft to which nothing is missing: an outline goes alone."""
    return make_version(
        make_draft(make_congress(season, tree.commune), kind="outline", title="Đề cương")
    ).draft


@pytest.fixture
def lacking(tree, season):
    """A draft whose version has errors, and whose dossier lacks other papers."""
    return make_version(make_draft(make_congress(season, tree.office)), open={"error": 2}).draft


@pytest.fixture
def personnel(tree, season):
    PersonnelStatement.objects.create(statement="…", signed_by=make_user(None, Role.ADMINISTRATOR))
    draft = make_draft(make_congress(season, tree.party_office), kind="personnel_plan", title="Đề án nhân sự")
    return make_version(draft).draft


@pytest.fixture
def keeper(tree):
    """The office's one who may see personnel plans."""
    return make_user(tree.city, Role.OFFICE, sees_personnel=True)


def on(draft, **more):
    return ItemPlan(Subject.DRAFT, draft=draft, **more)


def order(meeting, user):
    return [item.title for item in AgendaItem.objects.on_table(Meeting.objects.get(pk=meeting.pk), user)]


def verbs(thing):
    return [event.verb for event in history.stream(thing)]


def test_a_complete_draft_goes_on_with_the_version_that_was_sent_up(meeting, office, outline):
    item = actions.add_item(meeting, on(outline), by=office)
    assert (item.version, item.over_gate, item.late) == (outline.sent, "", False)
    assert item.title.startswith("Đề cương báo cáo chính trị của Ban Chấp hành Đảng bộ xã Ba")
    assert verbs(meeting) == ["item_added"]


def test_an_incomplete_one_goes_on_only_over_the_gate_with_a_recorded_reason(meeting, office, lacking):
    missing = gate(lacking)
    assert len(missing) > 1
    with pytest.raises(ValidationError) as stopped:
        actions.add_item(meeting, on(lacking, over_gate=" "), by=office)
    assert set(missing) < set(stopped.value.message_dict["over_gate"])
    item = actions.add_item(meeting, on(lacking, over_gate="Thường trực yêu cầu nghe sớm"), by=office)
    assert item.over_gate == "Thường trực yêu cầu nghe sớm"
    assert history.stream(meeting).last().details["reason"] == "Thường trực yêu cầu nghe sớm"


def test_a_reason_that_was_not_needed_is_not_kept(meeting, office, outline):
    assert actions.add_item(meeting, on(outline, over_gate="phòng xa"), by=office).over_gate == ""


def test_a_draft_that_went_back_to_its_unit_needs_a_reason(meeting, office, outline):
    drafts.send_back(outline, "Bổ sung số liệu", by=office)
    with pytest.raises(ValidationError):
        actions.add_item(meeting, on(type(outline).objects.get(pk=outline.pk)), by=office)


def test_what_was_not_sent_up_cannot_be_put_on(tree, season, meeting, office):
    draft = make_draft(make_congress(season, tree.commune))
    with pytest.raises(PermissionDenied):
        actions.add_item(meeting, on(draft), by=office)


def test_only_drafts_of_units_below_and_each_once(tree, season, meeting, office, outline):
    elsewhere = make_meeting(tree.office)
    with pytest.raises(ValidationError):
        actions.add_item(elsewhere, on(outline), by=office)
    actions.add_item(meeting, on(outline), by=office)
    with pytest.raises(ValidationError):
        actions.add_item(meeting, on(outline), by=office)


def test_progress_and_other_matters(tree, meeting, office):
    actions.add_item(meeting, ItemPlan(Subject.PROGRESS, "Tiến độ thực hiện Chỉ thị 35"), by=office)
    with pytest.raises(ValidationError):
        actions.add_item(meeting, ItemPlan(Subject.MATTER, " "), by=office)
    with pytest.raises(ValidationError):
        actions.add_item(make_meeting(tree.city), ItemPlan(Subject.PROGRESS, "Tiến độ"), by=office)
    assert order(meeting, office) == ["Tiến độ thực hiện Chỉ thị 35"]


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COMMITTEE_MEMBER, Role.OBSERVER])
def test_only_the_office_arranges(tree, meeting, role):
    other = make_user(tree.city, role)
    item = make_item(meeting)
    for verb in (
        lambda: actions.add_item(meeting, ItemPlan(title="Việc khác"), by=other),
        lambda: actions.move_item(item, 1, by=other),
        lambda: actions.drop_item(item, by=other),
        lambda: actions.take_version(item, by=other),
        lambda: actions.change_item(item, by=other, title="x", presenter="", minutes=None),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_after_the_call_an_item_is_late_and_after_the_close_none_is_added(tree, office):
    called, closed = make_meeting(tree.city, state="called"), make_meeting(tree.city, state="closed")
    assert actions.add_item(called, ItemPlan(title="Việc đột xuất"), by=office).late
    assert verbs(called) == ["item_added_late"]
    with pytest.raises(PermissionDenied):
        actions.add_item(closed, ItemPlan(title="Việc đột xuất"), by=office)


def test_a_page_opened_before_the_close_adds_nothing_after_it(tree, office):
    meeting = make_meeting(tree.city, state="open")
    Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    with pytest.raises(Moved):
        actions.add_item(meeting, ItemPlan(title="Việc đột xuất"), by=office)


def test_items_move_one_place_and_stop_at_the_ends(meeting, office):
    one, _two, three = (make_item(meeting, title=str(n)) for n in (1, 2, 3))
    actions.move_item(three, -1, by=office)
    assert order(meeting, office) == ["1", "3", "2"]
    actions.move_item(one, -1, by=office)
    assert order(meeting, office) == ["1", "3", "2"]
    actions.move_item(one, 1, by=office)
    assert order(meeting, office) == ["3", "1", "2"]
    assert verbs(meeting) == ["item_moved_up", "item_moved_down"]


def test_two_items_that_were_given_one_number_still_move(meeting, office):
    make_item(meeting, title="1", number=1)
    second = make_item(meeting, title="2", number=1)
    actions.move_item(second, -1, by=office)
    assert order(meeting, office) == ["2", "1"]


def test_two_who_change_an_item_at_once_are_told(meeting, office):
    item = make_item(meeting)
    plan = {"title": "Nội dung 1", "minutes": 20, "revision": 0}
    actions.change_item(item, presenter="Tổ số 1", **plan, by=office)
    with pytest.raises(Conflict):
        actions.change_item(item, presenter="Tổ số 5", **plan, by=office)


def test_an_item_on_which_people_spoke_stays(tree, meeting, office, outline):
    spoken, taken, free = make_item(meeting, outline), make_item(meeting), make_item(meeting)
    member = make_person(tree.city, Role.COMMITTEE_MEMBER)
    make_opinion(member, outline, meeting, item=spoken)
    make_position(taken, member)
    for item in (spoken, taken):
        with pytest.raises(ValidationError):
            actions.drop_item(item, by=office)
    actions.drop_item(free, by=office)
    assert meeting.items.count() == 2 and verbs(meeting) == ["item_dropped"]


def test_an_opinion_that_nobody_knows_of_holds_no_item_and_is_not_lost(tree, meeting, office, outline):
    item = make_item(meeting, outline)
    mine = make_opinion(
        make_person(tree.city, Role.COMMITTEE_MEMBER), outline, meeting, item=item, sent=False
    )
    actions.drop_item(item, by=office)
    mine.refresh_from_db()
    assert (mine.item, mine.draft) == (None, outline)


def test_a_newer_version_is_shown_and_taken_over_with_a_click(meeting, office, outline):
    item = actions.add_item(meeting, on(outline), by=office)
    newer = make_version(outline)
    (shown,) = AgendaItem.objects.on_table(meeting, office)
    assert shown.newer and shown.version.number == 1
    assert actions.take_version(item, by=office).version == newer
    (shown,) = AgendaItem.objects.on_table(meeting, office)
    assert not shown.newer
    told = history.sentence(history.stream(meeting).last(), "vi")
    assert "dự thảo lần 2 thay lần 1" in told
    actions.take_version(item, by=office)
    assert verbs(meeting).count("item_version_taken") == 1


def test_a_version_that_was_only_brought_does_not_lie_on_the_table(meeting, office, outline):
    item = actions.add_item(meeting, on(outline), by=office)
    make_version(outline, sent=False)
    (shown,) = AgendaItem.objects.on_table(meeting, office)
    assert not shown.newer and actions.take_version(item, by=office).version.number == 1


def test_before_the_opening_an_item_can_only_be_postponed(tree, meeting, office):
    item = make_item(meeting)
    with pytest.raises(ValidationError):
        actions.set_outcome(item, Outcome.AGREED, by=office)
    actions.set_outcome(item, Outcome.POSTPONED, by=office)
    actions.set_outcome(item, Outcome.NONE, by=office)
    assert verbs(meeting) == ["item_outcome", "item_outcome_lifted"]


def test_in_session_chair_and_office_record_what_came_of_it(tree, office):
    meeting = make_meeting(tree.city, state="open")
    item = make_item(meeting)
    actions.set_outcome(item, Outcome.AGREED, by=make_user(tree.city, Role.CHAIR))
    actions.set_outcome(item, Outcome.REVISE, by=office)
    item.refresh_from_db()
    assert item.outcome == "revise" and Meeting.objects.get(pk=meeting.pk).beat == 2
    with pytest.raises(PermissionDenied):
        actions.set_outcome(item, Outcome.NOTED, by=make_user(tree.city, Role.COMMITTEE_MEMBER))
    with pytest.raises(ValidationError):
        actions.set_outcome(item, "burned", by=office)


def test_what_an_earlier_meeting_left_open_is_offered_and_returns(tree, season, office, outline):
    first = make_meeting(tree.city, state="concluded")
    revise = make_item(first, outline, outcome=Outcome.REVISE)
    make_item(first, title="Xong", outcome=Outcome.AGREED)
    late = make_item(first, title="Hoãn", outcome=Outcome.POSTPONED)
    second = make_meeting(tree.city, earlier=first)
    newer = make_version(outline)
    assert offers.returning(second, office) == [revise, late]
    plan = offers.wanted(second, office, {"tu": str(revise.pk)})
    item = actions.add_item(second, plan, by=office)
    assert (item.earlier, item.version) == (revise, newer)
    assert offers.returning(second, office) == [late]
    assert offers.wanted(second, office, {"tu": str(revise.pk)}) is None


def test_drafts_are_offered_ready_ones_first_and_none_twice(tree, season, meeting, office, outline, lacking):
    type(outline).objects.filter(pk=outline.pk).update(state="ready")
    assert [d.pk for d in offers.drafts_for(meeting, office)] == [outline.pk, lacking.pk]
    assert [d.pk for d in offers.drafts_for(meeting, office, "xa ba")] == [outline.pk]
    actions.add_item(meeting, on(outline), by=office)
    assert [d.pk for d in offers.drafts_for(meeting, office)] == [lacking.pk]


# A personnel plan


def test_a_personnel_plan_on_the_agenda_leaves_no_trace(meeting, office, keeper, personnel):
    first, last = make_item(meeting, title="Đầu"), make_item(meeting, title="Cuối")
    item = actions.add_item(meeting, on(personnel, over_gate="Nghe sớm"), by=keeper)
    actions.move_item(item, -1, by=keeper)
    actions.set_outcome(item, Outcome.POSTPONED, by=keeper)
    assert verbs(meeting) == []
    assert verbs(personnel) == ["item_added_over_gate", "item_moved_up", "item_outcome"]
    seen = AgendaItem.objects.on_table(meeting, office)
    assert [(i.place, i.pk) for i in seen] == [(1, first.pk), (2, last.pk)]
    assert [i.place for i in AgendaItem.objects.on_table(meeting, keeper)] == [1, 2, 3]


def test_who_may_not_see_it_moves_items_around_it(meeting, office, keeper, personnel):
    make_item(meeting, title="Đầu")
    make_item(meeting, personnel, title="Nhân sự")
    last = make_item(meeting, title="Cuối")
    actions.move_item(last, -1, by=office)
    assert order(meeting, office) == ["Cuối", "Đầu"]
    assert order(meeting, keeper) == ["Cuối", "Nhân sự", "Đầu"]


def test_who_may_not_see_a_personnel_plan_can_neither_find_nor_add_it(meeting, office, keeper, personnel):
    assert personnel not in offers.drafts_for(meeting, office)
    assert personnel in offers.drafts_for(meeting, keeper)
    assert offers.wanted(meeting, office, {"van-ban": str(personnel.pk)}) is None
    with pytest.raises(PermissionDenied):
        actions.add_item(meeting, on(personnel), by=office)


def test_a_complete_dossier_opens_the_gate(tree, season, meeting, office):
    """Once the dossier holds what the report needs beside it, the gate is open."""
    from vankien.packs import season as campaign

    congress = make_congress(season, tree.commune)
    draft = make_version(make_draft(congress)).draft
    assert gate(draft)
    for rule in campaign.dossier(season.rules, congress.kind):
        if not rule.personnel:
            set_paper(congress, rule.id, Paper(present=True), by=office)
    assert actions.add_item(meeting, on(draft), by=office).over_gate == ""
