"""Minutes: rows that are saved alone, by several people at once."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from factories import (
    make_congress,
    make_draft,
    make_entry,
    make_item,
    make_meeting,
    make_person,
    make_season,
    make_tree,
    make_user,
)
from vankien_web.common import history
from vankien_web.common.conflict import Conflict
from vankien_web.reviews.actions import minutes as actions
from vankien_web.reviews.models import MinuteEntry
from vankien_web.units.models import PersonnelStatement, Role

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def meeting(tree):
    return make_meeting(tree.city, state="open")


@pytest.fixture
def office(tree):
    return make_user(tree.city, Role.OFFICE)


def test_an_entry_is_written_changed_moved_and_dropped(meeting, office):
    first = actions.save_entry(meeting, uuid4(), text="Khai mạc.", by=office)
    second = actions.save_entry(meeting, uuid4(), text="Báo cáo.", by=office)
    actions.save_entry(meeting, first.key, text="Khai mạc hội nghị.", revision=0, by=office)
    actions.move_entry(second, -1, by=office)
    assert [e.text for e in meeting.minute_entries.in_order()] == ["Báo cáo.", "Khai mạc hội nghị."]
    actions.drop_entry(second, by=office)
    verbs = history.stream(meeting).values_list("verb", flat=True)
    assert list(verbs) == ["entry_written"] * 2 + ["entry_changed", "entry_moved", "entry_dropped"]


def test_the_same_words_sent_twice_over_a_bad_line_are_one_entry(meeting, office):
    key = uuid4()
    for _again in range(2):
        actions.save_entry(meeting, key, text="Một câu.", by=office)
    assert meeting.minute_entries.get().revision == 0
    for _again in range(2):
        actions.save_entry(meeting, key, text="Câu đã sửa.", revision=0, by=office)
    assert meeting.minute_entries.get().revision == 1


def test_who_comes_second_is_told_and_nothing_is_overwritten(meeting, office, tree):
    entry = make_entry(meeting)
    actions.save_entry(meeting, entry.key, text="Người thứ nhất.", by=office)
    with pytest.raises(Conflict) as told:
        actions.save_entry(meeting, entry.key, text="Người thứ hai.", by=make_user(tree.city, Role.OFFICE))
    assert told.value.current.text == "Người thứ nhất."
    assert told.value.current.by == office
    entry.refresh_from_db()
    assert entry.text == "Người thứ nhất."


def test_one_sitting_at_a_row_is_one_event(meeting, office):
    key = uuid4()
    actions.save_entry(meeting, key, text="a", by=office)
    for revision, text in enumerate(("ab", "abc", "abcd")):
        actions.save_entry(meeting, key, text=text, revision=revision, by=office)
    assert history.stream(meeting).count() == 2


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COMMITTEE_MEMBER, Role.VERIFIER, Role.OBSERVER])
def test_only_the_office_writes(meeting, tree, role):
    with pytest.raises(PermissionDenied):
        actions.save_entry(meeting, uuid4(), text="Không được.", by=make_user(tree.city, role))


@pytest.mark.parametrize("state", ["planned", "called", "cancelled"])
def test_nothing_is_written_before_the_opening(tree, office, state):
    with pytest.raises(PermissionDenied):
        actions.save_entry(make_meeting(tree.city, state=state), uuid4(), text="Sớm.", by=office)


def fields(entry=None, **others):
    started = {"key": str(uuid4()), "item": "", "revision": "0", "speaker": "", "text": "Ý kiến."}
    if entry:
        started |= {"key": str(entry.key), "revision": str(entry.revision)}
    return started | others


def test_the_page_saves_by_itself(client, meeting, office):
    client.force_login(office)
    sent = fields(text=" Đồng chí khai mạc. ")
    answer = client.post(f"/hop/{meeting.pk}/bien-ban/luu/", sent, **JSON)
    assert answer.json()["revision"] == 0
    assert len(answer.json()["at"]) == 5
    assert meeting.minute_entries.get().text == "Đồng chí khai mạc."
    page = client.get(f"/hop/{meeting.pk}/bien-ban/").content.decode()
    assert "Đồng chí khai mạc." in page
    assert f'data-keep="{sent["key"]}"' in page


def test_the_second_is_shown_both_contents(client, meeting, office):
    entry = make_entry(meeting, text="Lời cũ")
    client.force_login(office)
    MinuteEntry.objects.filter(pk=entry.pk).update(text="Lời của người trước", revision=1)
    told = client.post(f"/hop/{meeting.pk}/bien-ban/luu/", fields(entry, text="Lời tôi"), **JSON)
    assert told.status_code == 409
    assert told.json()["shown"]["text"] == "Lời của người trước"
    assert told.json()["revision"] == 1
    page = client.post(f"/hop/{meeting.pk}/bien-ban/luu/", fields(entry, text="Lời tôi"))
    assert page.status_code == 409
    assert "Lời của người trước" in page.content.decode()
    assert "Lời tôi" in page.content.decode()


def test_a_row_that_was_dropped_is_told_as_such(client, meeting, office):
    entry = make_entry(meeting, revision=2)
    client.force_login(office)
    entry_fields = fields(entry)
    entry.delete()
    assert client.post(f"/hop/{meeting.pk}/bien-ban/luu/", entry_fields, **JSON).status_code == 410
    page = client.post(f"/hop/{meeting.pk}/bien-ban/luu/", entry_fields)
    assert "Ý kiến." in page.content.decode()


def test_an_empty_row_and_an_ended_session_are_told_in_words(client, meeting, office):
    address = f"/hop/{meeting.pk}/bien-ban/luu/"
    assert client.post(address, fields(), **JSON).status_code == 401
    client.force_login(office)
    refused = client.post(address, fields(text=" "), **JSON)
    assert refused.status_code == 422
    assert "trống" in refused.json()["sentence"]


def test_a_browser_that_has_the_newest_is_not_sent_the_page_again(client, meeting, office):
    client.force_login(office)
    address = f"/hop/{meeting.pk}/bien-ban/"
    mark = client.get(address).context["mark"]
    assert client.get(address, HTTP_X_MARK=mark).status_code == 304
    make_entry(meeting)
    assert client.get(address, HTTP_X_MARK=mark).status_code == 200


def test_who_was_only_called_sees_no_minutes(client, tree):
    guest = make_person(tree.commune, Role.UNIT_SECRETARY)
    meeting = make_meeting(tree.city, state="open", guests=[guest])
    client.force_login(guest.account)
    assert client.get(f"/hop/{meeting.pk}/bien-ban/").status_code == 404
    assert client.post(f"/hop/{meeting.pk}/bien-ban/luu/", fields(), **JSON).status_code == 404


def test_what_was_said_of_a_personnel_plan_is_for_those_who_may_see_it(client, tree, office, meeting):
    cleared = make_user(tree.city, Role.OFFICE, sees_personnel=True)
    PersonnelStatement.objects.create(statement="Bật", signed_by=cleared)
    congress = make_congress(make_season(tree.city), tree.commune)
    plan = make_draft(congress, kind="personnel_plan", title="Đề án nhân sự")
    item = make_item(meeting, plan)
    entry = actions.save_entry(meeting, uuid4(), text="Ứng viên 01", item=item, by=cleared)
    for user, seen in ((cleared, True), (office, False)):
        client.force_login(user)
        page = client.get(f"/hop/{meeting.pk}/bien-ban/").content.decode()
        assert ("Ứng viên 01" in page) is seen
        moved = client.post(f"/hop/{meeting.pk}/bien-ban/{entry.key}/chuyen/", {"steps": "1"})
        assert moved.status_code == (302 if seen else 404)
    assert history.stream(meeting).count() == 0
    assert history.stream(plan).filter(verb="entry_written").exists()


def test_the_page_asks_as_little_for_many_rows_as_for_one(
    client, meeting, office, django_assert_max_num_queries
):
    client.force_login(office)
    for number in range(40):
        make_entry(meeting, text=f"Đoạn {number}", by=office)
    with django_assert_max_num_queries(12):
        client.get(f"/hop/{meeting.pk}/bien-ban/")
