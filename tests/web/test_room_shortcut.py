"""The short way of "anything new?": as safe as the long one, never longer than a right or a session."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories import make_user
from vankien_web.accounts import actions as accounts
from vankien_web.common import clock
from vankien_web.common.models import Event
from vankien_web.reviews import beat, rights, shortcut
from vankien_web.reviews.actions import attendance, room
from vankien_web.units import actions as units
from vankien_web.units.models import PersonnelStatement
from web.hall_in_session import Hall, ask, sign_in

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def hall():
    return Hall()


@pytest.fixture
def keeper():
    user = make_user()
    units.make_administrator(user)
    return user


@pytest.fixture
def later(monkeypatch):
    """So many seconds pass for what a process remembers."""
    passed = [0.0]
    real = beat.time.monotonic
    monkeypatch.setattr(beat.time, "monotonic", lambda: real() + passed[0])

    def wait(seconds):
        passed[0] += seconds

    return wait


def known(person, hall):
    """Somebody whom the whole chain has let through."""
    client = sign_in(person)
    assert ask(client, hall.meeting).status_code == 200
    return client


def questions(client, hall):
    with CaptureQueriesContext(connection) as asked:
        answer = ask(client, hall.meeting, **JSON)
    return len(asked), answer.status_code


def test_the_address_is_the_beats(hall):
    assert shortcut._ADDRESS.fullmatch(reverse("beat", args=[hall.meeting.pk]))[1] == str(hall.meeting.pk)


def test_it_answers_as_the_long_way_does(hall):
    client = sign_in(hall.member)
    long, short = ask(client, hall.meeting), ask(client, hall.meeting)
    differ = {"Vary", "Content-Security-Policy", "X-Moment", "Content-Length"}
    headers = [{k: v for k, v in answer.headers.items() if k not in differ} for answer in (long, short)]
    assert headers[0] == headers[1]
    assert "frame-ancestors 'none'" in short.headers["Content-Security-Policy"]
    assert (short.content, short.status_code) == (long.content, 200)
    assert questions(client, hall) == (1, 200)


def test_a_stranger_and_a_guessed_session_go_the_long_way(hall):
    known(hall.member, hall)
    assert ask(sign_in(hall.stranger), hall.meeting).status_code == 404
    client = known(hall.member, hall)
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert ask(client, hall.meeting, **JSON).status_code == 401


def end_sign_out(client, hall):
    client.post(reverse("account_logout"))


def end_suspended(client, hall):
    hall.member.account.__class__.objects.filter(pk=hall.member.account.pk).update(is_active=False)


def end_everywhere(client, hall):
    accounts.end_sessions(hall.member.account)


def end_password(client, hall):
    hall.member.account.set_password("Mật khẩu mới 2020")
    hall.member.account.save()


def end_expired(client, hall):
    store = import_module(settings.SESSION_ENGINE).SessionStore
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    store.get_model_class().objects.filter(pk=key).update(expire_date=clock.real_now() - timedelta(seconds=1))


@pytest.mark.parametrize("end", [end_sign_out, end_suspended, end_everywhere, end_password, end_expired])
def test_a_session_ends_at_once(hall, end):
    client = known(hall.member, hall)
    assert questions(client, hall)[1] == 200
    end(client, hall)
    assert ask(client, hall.meeting, **JSON).status_code == 401


def test_a_second_factor_that_is_asked_for_is_asked_at_once(hall):
    client = known(hall.member, hall)
    hall.member.account.__class__.objects.filter(pk=hall.member.account.pk).update(
        must_use_second_factor=True
    )
    assert ask(client, hall.meeting).headers.get("Location") == reverse("mfa_index")


def test_who_is_called_no_more_is_out_within_seconds(hall, later):
    client = known(hall.guest, hall)
    attendance.uncall(hall.meeting.attendance.get(person=hall.guest), by=hall.office.account)
    later(rights.GRANTED + 0.1)
    assert ask(client, hall.meeting).status_code == 404


def test_a_post_that_ended_is_noticed_within_seconds(hall, later, keeper):
    hall.meeting.attendance.all().delete()
    client = known(hall.member, hall)
    units.end_post(hall.member.posts.get(), until=clock.today() - timedelta(days=1), by=keeper)
    later(rights.GRANTED + 0.1)
    assert ask(client, hall.meeting).status_code == 404


def test_personnel_plans_that_are_switched_off_are_gone_within_seconds(hall, later, keeper):
    PersonnelStatement.objects.create(statement="Tôi cam kết", signed_by=keeper)
    client = sign_in(hall.member)
    assert "Đề án nhân sự" in ask(client, hall.meeting).content.decode()
    units.switch_personnel_off(by=keeper)
    later(rights.GRANTED + 0.1)
    assert "Đề án nhân sự" not in ask(client, hall.meeting).content.decode()


def test_what_no_event_tells_is_noticed_within_a_minute(hall, later):
    client = known(hall.member, hall)
    hall.meeting.attendance.all().delete()
    hall.member.posts.all().delete()
    later(beat.KEPT + 0.1)
    assert ask(client, hall.meeting).status_code == 404


def test_what_is_said_in_the_meeting_lets_nobody_be_asked_again(hall, later):
    client = known(hall.member, hall)
    room.discuss(hall.meeting, hall.first, by=hall.chair.account)
    assert Event.objects.filter(verb="item_discussed").exists()
    later(rights.GRANTED + 0.1)
    ask(client, hall.meeting)  # the history is asked
    assert questions(client, hall) == (1, 200)


def test_events_too_many_to_look_at_count_as_a_change(hall, monkeypatch, later):
    monkeypatch.setattr(rights, "_MANY", 1)
    before = rights.since()
    room.discuss(hall.meeting, hall.first, by=hall.chair.account)
    later(rights.GRANTED + 0.1)
    assert rights.since() > before


def test_every_language_is_answered_in_its_own(hall):
    client = known(hall.member, hall)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Agenda" in ask(client, hall.meeting).content.decode()
    assert ask(client, hall.meeting).headers["Content-Language"] == "en"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "vi"
    assert "Agenda" not in ask(client, hall.meeting).content.decode()
