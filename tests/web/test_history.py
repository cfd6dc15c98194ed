"""Events: recorded with their change, chained, refused to change, said as sentences."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from vankien_web.accounts.models import User
from vankien_web.common import chain, history, seal
from vankien_web.common.audit import verify
from vankien_web.common.history import happened, record, record_many
from vankien_web.common.models import Event, Stream


def make_user(name="Cán bộ 01"):
    return User.objects.create(username=f"u{User.objects.count()}", name=name)


@pytest.fixture
def user(db):
    return make_user()


def test_an_event_says_who_what_when_and_is_chained_to_the_one_before(user):
    first = record(
        "password_changed", user, by=user, number=7, since=date(2020, 2, 1), share=0.5, names=("a", "b")
    )
    second = record("password_changed", user, by=None, on=date(2020, 1, 31))
    assert (first.number, first.previous, first.actor, first.actor_name) == (
        1,
        "",
        f"user:{user.pk}",
        user.name,
    )
    assert (second.number, second.previous, second.actor) == (2, first.hash, "machine")
    kept = Event.objects.get(pk=first.pk)
    assert kept.details == {"number": 7, "since": "2020-02-01", "share": "0.5", "names": ["a", "b"]}
    assert chain.fingerprint(kept) == kept.hash
    assert Event.objects.get(pk=second.pk).on == date(2020, 1, 31)
    assert Stream.objects.get(name=f"user:{user.pk}").count == 2


def test_the_hash_is_the_one_that_the_docstring_tells(user):
    import hashlib

    event = record("password_changed", user, by=user, name="Đảng bộ xã")
    at = event.at.astimezone(__import__("datetime").UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
    name = f"user:{user.pk}"
    text = (
        f'["{name}",1,"{at}","{event.on}","{name}","{user.name}","password_changed","{name}",'
        '{"name":"Đảng bộ xã"},""]'
    )
    assert hashlib.sha256(text.encode()).hexdigest() == event.hash


def test_letters_that_a_database_refuses_are_left_out(user):
    event = record("password_changed", user, by=user, name="a\0b\ud800")
    assert Event.objects.get(pk=event.pk).details == {"name": "ab?"}
    with pytest.raises(TypeError, match="cannot hold"):
        record("password_changed", user, by=user, other=object())


def test_events_of_a_stream_and_of_a_subject(user):
    other = make_user()
    record("password_changed", user, by=user)
    record("second_factor_added", other, by=user, stream=user)
    assert [e.verb for e in history.stream(user)] == ["password_changed", "second_factor_added"]
    assert [e.number for e in history.of(other)] == [2]


@pytest.mark.parametrize("times", [1, 2])
def test_a_record_costs_at_most_three_queries(user, times):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for _ in range(times):
            record("password_changed", user, by=user)
    assert len(queries) <= 3 * times


@pytest.mark.django_db(transaction=True)
def test_an_event_is_only_recorded_inside_a_transaction():
    user = make_user()
    with pytest.raises(transaction.TransactionManagementError, match="inside the transaction"):
        record("password_changed", user, by=user)
    with pytest.raises(transaction.TransactionManagementError):
        record_many([happened("password_changed", user, by=user)])
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("password_changed", user, by=user)
        raise ZeroDivisionError
    assert (Event.objects.count(), Stream.objects.count()) == (0, 0)


def test_many_are_recorded_as_if_one_by_one(user, monkeypatch):
    monkeypatch.setattr(history, "_BATCH", 7)
    record("password_changed", user, by=user)
    names = [f"user:{user.pk}", "draft:1", "draft:2"]
    told = (happened("password_changed", names[i % 3], by=user, row=i) for i in range(50))
    assert record_many(told) == 50
    record("password_changed", user, by=None)
    assert [e.number for e in history.stream(user)] == list(range(1, 20))
    assert [e.details["row"] for e in history.stream("draft:1")] == list(range(1, 50, 3))
    assert verify() == []


CHANGES = [
    "UPDATE common_event SET verb = 'x'",
    "UPDATE common_event SET id = id + 1000",
    "DELETE FROM common_event",
    "UPDATE common_stream SET count = count - 1",
    "UPDATE common_stream SET name = 'x'",
    "DELETE FROM common_stream",
]
CHANGES += {
    "sqlite": [
        "INSERT OR REPLACE INTO common_event SELECT * FROM common_event",
        "INSERT OR REPLACE INTO common_stream SELECT name, 0, hash FROM common_stream",
        "UPDATE OR REPLACE common_event SET number = 1",
    ],
    "postgresql": ["TRUNCATE common_event CASCADE", "TRUNCATE common_stream"],
}[connection.vendor]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_the_history(user, change):
    record("password_changed", user, by=user)
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert verify() == []


def test_the_code_refuses_too(user):
    event = record("password_changed", user, by=user)
    for change in (event.save, event.delete, Event.objects.all().delete, Event.objects.update):
        with pytest.raises(TypeError, match="never"):
            change()


@pytest.mark.django_db(transaction=True)
def test_the_seal_is_on_again_after_a_test_that_commits():
    with transaction.atomic():
        record("password_changed", make_user(), by=None)
    seal.lift(connection)
    seal.protect(connection)
    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM common_event")


@pytest.mark.django_db(transaction=True)
def test_writers_of_the_same_streams_in_any_order_neither_lock_out_nor_lose():
    """Each transaction takes the streams in an order of its own: with locks alone some would deadlock."""
    failed = []

    def write(seed):
        try:
            for i in range(10):
                with transaction.atomic():
                    for n in ((seed * 7 + i + k * (1 + seed % 2)) % 3 for k in range(3)):
                        record_many([happened("password_changed", f"unit:{n}", by=None, row=i)])
        except DatabaseError as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Event.objects.count() == 120
    assert verify() == []
