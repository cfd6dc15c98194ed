"""The pages of a meeting as people use them: what each sees, what it costs, what its calendar is told."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from factories import (
    HANOI,
    make_attendance,
    make_congress,
    make_draft,
    make_item,
    make_meeting,
    make_person,
    make_season,
    make_tree,
    make_user,
    make_version,
)
from vankien_web.reviews.models import Meeting
from vankien_web.units.models import PersonnelStatement, Role

pytestmark = pytest.mark.django_db
FORM = {
    "title": "Hội nghị Ban Thường vụ",
    "body": "thuong-vu",
    "day": "14/02/2020",
    "begins": "8h30",
    "ends": "11:30",
    "revision": "0",
}


@pytest.fixture
def city():
    tree = make_tree()
    tree.keeper = make_user(tree.city, Role.OFFICE)
    tree.chair = make_person(tree.city, Role.CHAIR)
    tree.member = make_user(tree.city, Role.COMMITTEE_MEMBER)
    tree.guest = make_person(tree.commune, Role.UNIT_SECRETARY)
    tree.season = make_season(tree.city)
    congress = make_congress(tree.season, tree.commune)
    tree.outline = make_version(make_draft(congress, kind="outline", title="Đề cương")).draft
    tree.other = make_version(make_draft(make_congress(tree.season, tree.office), kind="outline")).draft
    return tree


@pytest.fixture
def meeting(city):
    made = make_meeting(city.city, season=city.season, chair=city.chair.posts.get(), state="called")
    make_item(made, city.outline, title="Đề cương xã Ba")
    make_item(made, city.other, title="Đề cương cơ quan Bốn")
    make_attendance(made, city.chair)
    make_attendance(made, city.guest, member=False)
    return made


def test_the_office_prepares_a_meeting_from_page_to_page(client, city):
    client.force_login(city.keeper)
    answer = client.post("/hop/moi/", FORM | {"chair": city.chair.posts.get().pk})
    meeting = Meeting.objects.get()
    home = f"/hop/{meeting.pk}/"
    assert answer.headers["Location"] == home
    assert meeting.starts_at == datetime(2020, 2, 14, 8, 30, tzinfo=HANOI)
    assert "Chương trình chưa có mục nào" in client.get(home).content.decode()
    add = f"{home}muc/moi/?van-ban={city.outline.pk}"
    assert add in client.get(home + "muc/").content.decode().replace("&amp;", "&")
    plan = {"title": "Đề cương xã Ba", "presenter": "Tổ số 1", "minutes": "30", "revision": "0"}
    assert client.post(add, plan).status_code == 302
    assert client.post(home + "thanh-phan/theo-chuc-vu/").status_code == 302
    assert {row.person for row in meeting.attendance.all()} == {city.chair, city.guest}
    assert client.post(home + "buoc/call/").status_code == 302
    client.force_login(city.guest.account)
    page = client.get(home).content.decode()
    assert "Đề cương xã Ba" in page and "Tổ số 1" in page and "Đã triệu tập" in page


def test_what_was_typed_wrongly_is_said_beside_its_field(client, city):
    client.force_login(city.keeper)
    answer = client.post("/hop/moi/", FORM | {"day": "30/02/2020", "begins": "sáng", "title": ""})
    assert answer.status_code == 422 and not Meeting.objects.exists()
    assert set(answer.context["form"].errors) == {"day", "begins", "title"}
    answer = client.post("/hop/moi/", FORM | {"ends": "08:00"})
    assert answer.status_code == 422 and "Giờ kết thúc phải sau giờ bắt đầu" in answer.content.decode()


def test_two_who_change_a_meeting_see_both_contents(client, city, meeting):
    client.force_login(city.keeper)
    Meeting.objects.filter(pk=meeting.pk).update(revision=1, place="Hội trường B")
    answer = client.post(f"/hop/{meeting.pk}/sua/", FORM | {"place": "Hội trường C"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Hội trường B" in page and "Hội trường C" in page


def test_a_guest_sees_the_agenda_and_opens_only_what_is_the_own_units(client, city, meeting):
    client.force_login(city.guest.account)
    page = client.get(f"/hop/{meeting.pk}/").content.decode()
    assert "Đề cương xã Ba" in page and "Đề cương cơ quan Bốn" in page
    assert f"/van-ban/{city.outline.pk}/" in page and f"/van-ban/{city.other.pk}/" not in page
    assert "/muc/moi/" not in page and "/buoc/" not in page


@pytest.mark.parametrize("who", ["stranger", "observer", "administrator", "uncalled secretary"])
def test_for_who_is_not_called_there_is_no_meeting(client, city, meeting, who):
    users = {
        "stranger": lambda: make_user(city.other_province, Role.OFFICE),
        "observer": lambda: make_user(city.city, Role.OBSERVER),
        "administrator": lambda: make_user(city.city, Role.ADMINISTRATOR),
        "uncalled secretary": lambda: make_user(city.office, Role.UNIT_SECRETARY),
    }
    client.force_login(users[who]())
    assert meeting.title not in client.get("/hop/").content.decode()
    item = meeting.items.first()
    for end in (
        "",
        "sua/",
        "lich-su/",
        "lich.ics",
        "muc/",
        "thanh-phan/",
        "anh/",
        "tai-lieu/",
        f"muc/{item.pk}/",
    ):
        assert client.get(f"/hop/{meeting.pk}/{end}").status_code == 404, end
    for end in ("buoc/open/", "thanh-phan/theo-chuc-vu/", f"muc/{item.pk}/chuyen/"):
        assert client.post(f"/hop/{meeting.pk}/{end}").status_code == 404, end


def test_a_member_sees_and_changes_nothing(client, city, meeting):
    client.force_login(city.member)
    item = meeting.items.first()
    assert client.get(f"/hop/{meeting.pk}/").status_code == 200
    for end in ("sua/", "muc/", "muc/moi/", "thanh-phan/", "thanh-phan/them/", "huy/", f"muc/{item.pk}/"):
        assert client.get(f"/hop/{meeting.pk}/{end}").status_code == 403, end
    for end in ("buoc/open/", "buoc/close/", f"muc/{item.pk}/bo/", f"muc/{item.pk}/ket-qua/"):
        assert client.post(f"/hop/{meeting.pk}/{end}").status_code == 403, end


def test_one_primary_button_and_it_is_the_next_step(client, city, meeting):
    for state, words in (("called", "Khai mạc"), ("open", "Vào phòng họp"), ("closed", "Soạn kết luận")):
        Meeting.objects.filter(pk=meeting.pk).update(state=state)
        client.force_login(city.chair.account)
        page = client.get(f"/hop/{meeting.pk}/").content.decode()
        assert page.count("btn-primary") == 1, state
        assert words in page.split("btn-primary")[1][:200]


def test_attendance_is_marked_by_form_and_a_clash_is_shown(client, city, meeting):
    client.force_login(city.keeper)
    row = meeting.attendance.get(person=city.chair)
    address = f"/hop/{meeting.pk}/thanh-phan/"
    forms = [form for form, _titles in client.get(address).context["forms"]]
    sent = {f.add_prefix(n): f.initial[n] for f in forms for n in f.fields}
    assert client.post(address, sent | {f"n{row.pk}-presence": "present"}).status_code == 302
    row.refresh_from_db()
    assert (row.presence, row.revision) == ("present", 1)
    # the second page was opened before: it says otherwise of one, the same as shown of the other
    answer = client.post(address, sent | {f"n{row.pk}-presence": "excused", f"n{row.pk}-reason": "Đi họp"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Người khác vừa ghi: có mặt" in page and "Đi họp" in page
    row.refresh_from_db()
    assert row.presence == "present"
    again = next(form for form, _titles in answer.context["forms"] if form.row == row)
    fixed = {again.add_prefix(n): again.initial[n] for n in again.fields}
    assert client.post(address, sent | fixed).status_code == 302
    row.refresh_from_db()
    assert (row.presence, row.reason) == ("excused", "Đi họp")


def test_a_drafts_page_leads_to_the_meeting_and_says_where_it_is_heard(client, city, meeting):
    client.force_login(city.keeper)
    page = client.get(f"/van-ban/{city.outline.pk}/lich-su/").content.decode()
    assert f"/van-ban/{city.outline.pk}/dua-ra-hop/" in page
    assert f'href="/hop/{meeting.pk}/#muc-{meeting.items.first().pk}"' in page
    next_one = make_meeting(city.city, "Hội nghị lần sau")
    choice = client.get(f"/van-ban/{city.outline.pk}/dua-ra-hop/").content.decode()
    assert f"/hop/{next_one.pk}/muc/moi/?van-ban={city.outline.pk}" in choice
    assert f"/hop/{meeting.pk}/muc/moi/" not in choice
    client.force_login(make_user(city.commune, Role.UNIT_SECRETARY))
    page = client.get(f"/van-ban/{city.outline.pk}/lich-su/").content.decode()
    assert "/hop/" not in page.replace('href="/hop/"', "") and "dua-ra-hop" not in page


def test_a_personnel_item_leaves_no_gap_on_any_page(client, city, meeting):
    PersonnelStatement.objects.create(statement="…", signed_by=city.keeper)
    congress = make_congress(city.season, city.party_office)
    plan = make_version(make_draft(congress, kind="personnel_plan", title="Đề án nhân sự")).draft
    make_item(meeting, plan, number=0, title="Đề án nhân sự kỳ này")
    for user in (city.member, city.guest.account, city.keeper):
        client.force_login(user)
        for end in ("", "lich.ics", "tai-lieu/", "lich-su/"):
            text = client.get(f"/hop/{meeting.pk}/{end}").content.decode()
            assert "nhân sự" not in text.lower(), end
        assert [item.place for item in client.get(f"/hop/{meeting.pk}/").context["items"]] == [1, 2]


# The calendar


def ics(client, meeting):
    answer = client.get(f"/hop/{meeting.pk}/lich.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    return calendar, calendar.walk("VEVENT")[0]


def test_the_calendar_entry_is_in_local_time_and_in_vietnamese(client, city, meeting):
    client.force_login(city.guest.account)
    calendar, event = ics(client, meeting)
    assert event["DTSTART"].dt == datetime(2020, 2, 13, 8, 0, tzinfo=HANOI)
    assert event["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh" and calendar.walk("VTIMEZONE")
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Hội nghị Ban Thường vụ", "Hội trường")
    assert "1. Đề cương xã Ba" in event["DESCRIPTION"] and event["STATUS"] == "CONFIRMED"


def test_a_changed_and_a_cancelled_meeting_replace_their_entry(client, city, meeting):
    client.force_login(city.keeper)
    _calendar, first = ics(client, meeting)
    client.post(f"/hop/{meeting.pk}/sua/", FORM)
    _calendar, second = ics(client, meeting)
    assert second["UID"] == first["UID"] and second["SEQUENCE"] > first["SEQUENCE"]
    assert second["DTSTART"].dt == datetime(2020, 2, 14, 8, 30, tzinfo=HANOI)
    client.post(f"/hop/{meeting.pk}/huy/", {"reason": "Chủ trì đi công tác"})
    calendar, third = ics(client, meeting)
    assert (calendar["METHOD"], third["STATUS"]) == ("CANCEL", "CANCELLED")
    assert third["UID"] == first["UID"] and third["SEQUENCE"] > second["SEQUENCE"]


# What it costs


def many(city, meeting, count):
    for n in range(count):
        make_attendance(meeting, make_person(city.city, Role.COMMITTEE_MEMBER, account=False))
        make_item(meeting, title=f"Nội dung {n}")
        make_meeting(city.city, f"Hội nghị {n}")


@pytest.mark.parametrize(
    "end", ["", "lich-su/", "thanh-phan/", "muc/", "muc/moi/", "sua/", "tai-lieu/", "anh/"]
)
def test_a_page_asks_little_and_no_more_of_two_hundred(client, city, meeting, end):
    client.force_login(city.keeper)
    address = f"/hop/{meeting.pk}/{end}"
    client.get(address)
    counts = []
    for more in (0, 40):
        many(city, meeting, more)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12, [q["sql"][:120] for q in asked]


def test_the_list_asks_little(client, city, meeting, django_assert_max_num_queries):
    client.force_login(city.keeper)
    many(city, meeting, 60)
    with django_assert_max_num_queries(8):
        assert len(client.get("/hop/").context["rows"]) == 50
