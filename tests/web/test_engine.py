"""The database: which engine, how it writes, and what is refused."""

import pytest
from django.db import connections, transaction
from django.db.utils import IntegrityError

from vankien_web.common.checks import journal
from vankien_web.common.engine import wal_is_safe
from vankien_web.drafts.models import Version
from vankien_web.site import engine


@pytest.mark.parametrize(
    ("number", "safe"),
    [((3, 40, 1), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True), ((3, 6, 23), True)],
)
def test_affected_engines_are_known(number, safe):
    assert wal_is_safe(number) is safe


@pytest.mark.sqlite
def test_the_engine_in_use_is_a_fixed_one():
    assert wal_is_safe(connections["default"].Database.sqlite_version_info)
    assert journal(["default"]) == []


@pytest.mark.sqlite
def test_write_ahead_logging_on_an_affected_engine_is_refused(monkeypatch):
    monkeypatch.setattr(connections["default"].Database, "sqlite_version_info", (3, 40, 1))
    (error,) = journal(["default"])
    assert error.id == "vankien.E001"
    assert "3.40.1" in error.msg


@pytest.mark.sqlite
@pytest.mark.django_db
def test_writes_are_durable_and_keys_are_kept():
    with connections["default"].cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert connections["default"].settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.postgresql
@pytest.mark.django_db
def test_writes_are_durable_and_do_not_wait_for_ever():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_setting('synchronous_commit'), current_setting('lock_timeout')")
        assert cursor.fetchone() == ("on", f"{engine.WAIT}s")


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_connection_that_died_while_nobody_asked_is_replaced(monkeypatch):
    from vankien_web.common.postgresql import base

    asked = []
    check = base.ConnectionPool.check_connection
    monkeypatch.setattr(base.ConnectionPool, "check_connection", lambda c: (asked.append(c), check(c)))
    database = connections["default"].copy(alias="alone")
    database.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 1}  # nobody else's answers

    def backend():
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (found,) = cursor.fetchone()
        database.close()
        return found

    first = backend()
    assert backend() == first
    assert len(asked) == 1  # it answered this moment
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
    base._answered.clear()
    assert backend() != first
    database.close_pool()


@pytest.mark.django_db
def test_a_version_without_its_draft_is_refused(django_user_model):
    user = django_user_model.objects.create(username="u1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(draft_id=999, number=1, file_name="x", size=0, submitted_by=user)
        connections["default"].check_constraints()


def test_one_address_chooses_postgresql(tmp_path):
    made = engine.database("postgresql://office:a%40b@db.example:5433/congress?sslmode=require", tmp_path, 6)
    assert [made[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "congress",
        "office",
        "a@b",
        "db.example",
        "5433",
    ]
    assert made["OPTIONS"]["sslmode"] == "require"
    assert made["OPTIONS"]["pool"]["max_size"] > 6
    assert engine.database("", tmp_path, 4)["NAME"] == tmp_path / "vankien.sqlite3"


@pytest.mark.parametrize("address", ["mysql://x/y", "congress", "postgresql://host", "postgresql://h/d?no=1"])
def test_a_wrong_address_is_refused(tmp_path, address):
    with pytest.raises(ValueError, match="database"):
        engine.database(address, tmp_path, 4)
