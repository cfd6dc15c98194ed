"""The embedded database: which engine, how it writes, and what is refused."""

import pytest
from django.db import connections
from django.db.utils import IntegrityError

from vankien_web.common.checks import journal
from vankien_web.common.engine import wal_is_safe
from vankien_web.drafts.models import Version


@pytest.mark.parametrize(
    ("number", "safe"),
    [((3, 40, 1), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True), ((3, 6, 23), True)],
)
def test_affected_engines_are_known(number, safe):
    assert wal_is_safe(number) is safe


def test_the_engine_in_use_is_a_fixed_one():
    assert wal_is_safe(connections["default"].Database.sqlite_version_info)
    assert journal(["default"]) == []


def test_write_ahead_logging_on_an_affected_engine_is_refused(monkeypatch):
    monkeypatch.setattr(connections["default"].Database, "sqlite_version_info", (3, 40, 1))
    (error,) = journal(["default"])
    assert error.id == "vankien.E001"
    assert "3.40.1" in error.msg


@pytest.mark.django_db
def test_writes_are_durable_and_keys_are_kept():
    with connections["default"].cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert connections["default"].settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db
def test_a_version_without_its_draft_is_refused():
    Version.objects.create(draft_id=999, number=1, file_name="x", size=0)
    with pytest.raises(IntegrityError):
        connections["default"].check_constraints()
    Version.objects.all().delete()
