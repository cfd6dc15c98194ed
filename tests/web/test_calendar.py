"""One's own calendar: the deadlines of the page and of the e-mail, behind a secret that can be withdrawn."""

import logging
import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from icalendar import Calendar

from factories import (
    make_attendance,
    make_congress,
    make_draft,
    make_group,
    make_meeting,
    make_person,
    make_season,
    make_tree,
)
from vankien_web.accounts.logs import Redact
from vankien_web.accounts.models import Token, User
from vankien_web.common import clock
from vankien_web.common.written import day_of
from vankien_web.desk.actions.digests import letter
from vankien_web.desk.work import work
from vankien_web.drafts.models import Version
from vankien_web.reviews.models import Advice
from vankien_web.units.actions import switch_personnel_on
from vankien_web.units.models import GroupMember, Post, Role


@pytest.fixture
def place(db):
    cache.clear()

    class Place:
        tree = make_tree()
        season = make_season(tree.city, opened_on=date(2019, 11, 1))
        soon = clock.today() + timedelta(days=9)
        congress = make_congress(season, tree.commune, deadline=soon, steps_total=3)
        person = make_person(tree.commune, Role.UNIT_SECRETARY)
        user = person.account
        meeting = make_meeting(
            tree.city, state="called", starts_at=clock.now() + timedelta(days=2), guests=(person,)
        )

    make_draft(Place.congress)
    return Place


@pytest.fixture
def link(place, client):
    client.force_login(place.user)
    page = client.post("/thong-bao/lich/").content.decode()
    client.logout()
    return re.search(r"/lich/[\w-]+\.ics", page)[0]


def events(client, link):
    answer = client.get(link)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def day(event):
    start = event["dtstart"].dt
    return day_of(start)  # of a moment, whatever its zone, the day it is where the site stands


def test_page_mail_and_calendar_say_the_same_days(place, client, link):
    Advice.objects.create(
        draft=place.congress.drafts.get(),
        version=place_version(place),
        asked_of=place.tree.commune,
        question="?",
        due=clock.today() + timedelta(days=1),
        asked_by=place.user,
    )
    in_calendar = sorted(day(e) for e in events(client, link))
    client.force_login(User.objects.get(pk=place.user.pk))
    page = client.get("/viec-cua-toi/").content.decode()
    on_page = sorted(
        date.fromisoformat(d) for d in re.findall(r'<span class="due"><time datetime="([\d-]+)"', page)
    )
    assert on_page == in_calendar and len(in_calendar) == 4
    _subject, text = letter(User.objects.get(pk=place.user.pk), 1)
    assert f"{in_calendar[0]:%d/%m/%Y}" in text


def place_version(place):
    draft = place.congress.drafts.get()
    fields = {"number": 1, "file_name": "a.docx", "sha256": "0" * 64, "size": 1, "submitted_by": draft.owner}
    return Version.objects.create(draft=draft, **fields)


def test_a_meeting_has_its_hour_and_place(place, client, link):
    (meeting,) = [e for e in events(client, link) if e["summary"] == place.meeting.title]
    assert meeting["dtstart"].dt == place.meeting.starts_at.replace(microsecond=0)
    assert (meeting["location"], meeting["url"].endswith(f"/hop/{place.meeting.pk}/")) == ("Hội trường", True)


def test_only_what_the_person_sees_today(place, client, link):
    assert len(events(client, link)) == 3
    Post.objects.update(until=clock.today() - timedelta(days=1))
    assert [e["summary"] for e in events(client, link)] == [place.meeting.title]
    User.objects.filter(pk=place.user.pk).update(is_active=False)
    assert client.get(link).status_code == 404


def test_personnel_is_left_out_of_calendar_and_mail_but_stands_on_the_page(place, client, link):
    switch_personnel_on("Cam kết", by=make_person(None, Role.ADMINISTRATOR).account)
    Post.objects.update(sees_personnel=True)
    make_draft(place.congress, kind="personnel_plan", title="Đề án nhân sự")
    told = [task for task in work(User.objects.get(pk=place.user.pk)) if task.secret]
    assert told
    data = client.get(link).content.decode()
    assert "nhân sự" not in data.lower() and len(events(client, link)) == 3


def test_the_address_is_shown_once_withdrawn_and_replaced(place, client, link):
    client.force_login(place.user)
    assert link not in client.get("/thong-bao/cai-dat/").content.decode()
    secret = link.removeprefix("/lich/").removesuffix(".ics")
    assert not Token.objects.filter(digest=secret).exists()
    assert client.get("/tai-khoan/ma-truy-cap/").content.decode().count("Lịch của tôi") == 0
    new = re.search(r"/lich/[\w-]+\.ics", client.post("/thong-bao/lich/").content.decode())[0]
    client.logout()
    assert (client.get(link).status_code, client.get(new).status_code) == (404, 200)
    client.force_login(place.user)
    client.post("/thong-bao/lich/thu-hoi/")
    assert client.get(new).status_code == 404


def test_the_key_opens_the_calendar_and_nothing_else(place, client, link):
    secret = link.removeprefix("/lich/").removesuffix(".ics")
    assert "_auth_user_id" not in client.session
    answer = client.get("/api/v1/work", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code in (401, 403)
    program = Token.objects.create(
        user=place.user, name="x", digest="d" * 64, expires_on=clock.today() + timedelta(days=1)
    )
    assert program.use == "program"
    assert client.post(link).status_code == 405


def test_guesses_are_counted_and_stopped(place, client, link):
    answers = [client.get(f"/lich/guess{i}.ics").status_code for i in range(22)]
    assert answers[:20] == [404] * 20 and answers[20:] == [429, 429]
    assert client.get(link).status_code == 429
    cache.clear()
    assert [client.get(link).status_code for _ in range(31)][-2:] == [200, 429]


def test_the_secret_stands_in_no_log():
    record = logging.LogRecord("x", logging.WARNING, "", 1, "Not Found: %s", ("/lich/geheim_123.ics",), None)
    Redact().filter(record)
    assert "geheim" not in record.getMessage()


def test_a_person_with_every_hat_stays_within_the_budget(place, client, django_assert_max_num_queries):
    """Secretary and verifier of a unit, office and chair above it, in a group, called to meetings."""
    for unit, role in (
        (place.tree.city, Role.OFFICE),
        (place.tree.city, Role.CHAIR),
        (place.tree.commune, "verifier"),
    ):
        Post.objects.create(
            person=place.person, unit=unit, role=role, body="cap-uy", title="x", since=date(2010, 1, 1)
        )
    group = make_group(place.tree.city, place.tree.commune)
    GroupMember.objects.create(group=group, person=place.person, since=date(2010, 1, 1))
    counts = []
    for _ in range(2):
        client.force_login(User.objects.get(pk=place.user.pk))
        with django_assert_max_num_queries(12) as asked:
            assert client.get("/viec-cua-toi/").status_code == 200
        counts.append(len(asked))
        for _ in range(5):
            make_attendance(
                make_meeting(place.tree.city, state="called", starts_at=clock.now()), place.person
            )
    assert counts[0] == counts[1]
