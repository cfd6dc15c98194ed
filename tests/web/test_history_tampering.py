"""Whatever is done to stored events behind the site's back is found, and nothing else."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vankien_web.accounts.models import User
from vankien_web.common import audit, chain, history, seal
from vankien_web.common.audit import problems, verify
from vankien_web.common.history import happened, record, record_many
from vankien_web.common.models import Event, Stream

pytestmark = pytest.mark.django_db
STREAMS = ("draft:1", "draft:2", "unit:9")
words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
happenings = st.lists(st.tuples(st.sampled_from(STREAMS), words, st.integers()), min_size=1, max_size=25)
examples = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def make_user(name="Cán bộ 01"):
    return User.objects.create(username=f"u{User.objects.count()}", name=name)


@contextmanager
def written(told):
    """A history of its own, unsealed; it is gone afterwards."""
    with transaction.atomic():
        record_many(happened("password_changed", name, by=None, word=word, n=n) for name, word, n in told)
        seal.lift(connection)
        yield
        transaction.set_rollback(True)


def sql(statement, *values, **names):
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**names), values)


@examples
@given(happenings)
def test_an_honest_history_has_no_problem(db, told):
    with written(told):
        assert verify() == []
        assert verify(streams=STREAMS) == []


FIELDS = {
    "at": "2020-02-13 08:00:00+00:00" if connection.vendor == "postgresql" else "2020-02-13 08:00:00",
    '"on"': "2020-02-13",
    "actor": "user:666",
    "actor_name": "Ai đó",
    "verb": "unit_removed",
    "subject": "draft:666",
    "stream": "draft:666",
    "number": 666,
    "details": '{"n": 1, "word": "thay"}',
    "previous": "0" * 64,
    "hash": "0" * 64,
}


@pytest.mark.parametrize("field", FIELDS)
@examples
@given(happenings, st.data())
def test_an_altered_field_is_found(db, field, told, data):
    with written(told):
        event = data.draw(st.sampled_from(list(Event.objects.all())))
        sql("UPDATE common_event SET {field} = %s WHERE id = %s", FIELDS[field], event.pk, field=field)
        found = verify()
        assert event.stream in {p.stream for p in found}
        if field not in ("stream", "number"):
            assert (event.stream, event.number, "changed") in {p[:3] for p in found}


@examples
@given(happenings, st.data())
def test_an_altered_event_with_a_new_hash_is_found(db, told, data):
    with written(told):
        event = data.draw(st.sampled_from(list(Event.objects.all())))
        event.verb = "unit_removed"
        sql("UPDATE common_event SET verb = %s WHERE id = %s", event.verb, event.pk)
        sql("UPDATE common_event SET hash = %s WHERE id = %s", chain.fingerprint(event), event.pk)
        assert event.stream in {p.stream for p in verify()}


@examples
@given(happenings, st.data())
def test_removed_events_are_found_the_last_ones_too(db, told, data):
    with written(told):
        gone = data.draw(st.sets(st.sampled_from(list(Event.objects.all())), min_size=1))
        for event in gone:
            sql("DELETE FROM common_event WHERE id = %s", event.pk)
        found = [p for p in verify() if p.what == "missing"]
        told_of = {(p.stream, n) for p in found for n in range(p.number, p.until + 1)}
        assert told_of == {(event.stream, event.number) for event in gone}


@examples
@given(happenings, st.data())
def test_events_that_changed_places_are_found(db, told, data):
    with written(told):
        one = data.draw(st.sampled_from(list(Event.objects.all())))
        two = data.draw(st.sampled_from(list(history.stream(one.stream))))
        what = data.draw(st.sampled_from(["number", "id"]))
        first, second = getattr(one, what), getattr(two, what)
        sql("UPDATE common_event SET {it} = 99999999 WHERE id = %s", one.pk, it=what)
        sql("UPDATE common_event SET {it} = %s WHERE id = %s", first, two.pk, it=what)
        sql("UPDATE common_event SET {it} = %s WHERE {it} = 99999999", second, it=what)
        if first != second:
            assert one.stream in {p.stream for p in verify()}


@examples
@given(happenings, st.data())
def test_inserted_events_are_found_even_well_linked_ones(db, told, data):
    with written(told):
        name = data.draw(st.sampled_from([*STREAMS, "draft:666", "z", ""]))
        last = Event.objects.filter(stream=name).order_by("-number").first()
        forged = happened("password_changed", name, by=None)
        forged.number, forged.previous = (last.number + 1, last.hash) if last else (1, "")
        forged.hash = chain.fingerprint(forged)
        forged.save()
        assert [p.stream for p in verify()] == [name]
        assert [p.what for p in verify(streams=[name])] == ["beyond" if last else "headless"]


@pytest.mark.parametrize(
    "change", ["count = count + 1", "count = count - 1", "hash = 'x'", "name = 'draft:666'"]
)
@examples
@given(happenings, st.data())
def test_an_altered_head_is_found(db, change, told, data):
    with written(told):
        name = data.draw(st.sampled_from(list(Stream.objects.all()))).name
        sql("UPDATE common_stream SET {change} WHERE name = %s", name, change=change)
        assert name in {p.stream for p in verify()}


@examples
@given(happenings, st.data())
def test_a_removed_head_is_found(db, told, data):
    with written(told):
        name = data.draw(st.sampled_from(list(Stream.objects.all()))).name
        sql("DELETE FROM common_stream WHERE name = %s", name)
        assert [tuple(p)[:3] for p in verify()] == [(name, None, "headless")]


def test_a_stream_removed_whole_is_found_while_its_record_stands(monkeypatch):
    user, other = make_user(), make_user()
    monkeypatch.setattr(type(user), "streamed", True, raising=False)
    for subject in (user, other):
        record("password_changed", subject, by=None)
    assert verify() == []
    seal.lift(connection)
    sql("DELETE FROM common_event WHERE stream = %s", history.name_of(user))
    sql("DELETE FROM common_stream WHERE name = %s", history.name_of(user))
    assert verify() == verify(streams=[history.name_of(user)]) == [(f"user:{user.pk}", None, "lost", None)]


@pytest.mark.parametrize("value", ["{", "1", "null", "[]"])
def test_details_that_are_no_json_are_a_problem_not_an_error(value):
    if connection.vendor == "postgresql" and value == "{":
        value = '"{"'  # the database itself refuses the other
    with written([("draft:1", "a", 1)]):
        if connection.vendor == "sqlite":
            sql("PRAGMA ignore_check_constraints = ON")
        sql("UPDATE common_event SET details = %s", value)
        assert [p.what for p in verify()] == ["changed"]
    if connection.vendor == "sqlite":
        sql("PRAGMA ignore_check_constraints = OFF")


def test_the_history_is_read_in_pages_however_long_a_stream_is(monkeypatch):
    monkeypatch.setattr(audit, "_ROWS", 4)
    monkeypatch.setattr(audit, "_HEADS", 2)
    with written([(f"draft:{i % 5}", "", i) for i in range(60)]):
        assert verify() == []
        sql("DELETE FROM common_event WHERE stream = 'draft:3' AND number IN (5, 6, 12)")
        assert [str(p) for p in problems()] == [
            "Lịch sử draft:3, sự kiện số 5 đến 6: đã bị xóa.",
            "Lịch sử draft:3, sự kiện số 12: đã bị xóa.",
        ]
