"""Files are kept by content: whole, with their row, and gone with it."""

import hashlib
import os

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.transaction import TransactionManagementError

import factories
from vankien_web.common import storage
from vankien_web.drafts.models import Version
from vankien_web.site import verification

pytestmark = pytest.mark.django_db(transaction=True)
BYTES = b"as it was brought"
SHA256 = hashlib.sha256(BYTES).hexdigest()


class Stop(Exception):  # noqa: N818 - reads as what happened
    pass


@pytest.fixture
def draft(db):
    commune = factories.make_unit()
    return factories.make_draft(factories.make_congress(factories.make_season(commune), commune))


def bring(draft, data=BYTES, number=1):
    with storage.staged([data], 1000) as file, transaction.atomic():
        file.place()
        return Version.objects.create(
            draft=draft,
            number=number,
            sha256=file.sha256,
            size=file.size,
            file_name="x",
            submitted_by=draft.owner,
        )


def remove(version):
    with transaction.atomic():
        version.delete()
        storage.drop_unused(version.sha256)


def files(site, room):
    return [p.name for p in (site.DATA / room).rglob("*") if p.is_file()]


def test_a_file_lies_under_its_hash_once_its_row_is_committed(site, draft):
    version = bring(draft)
    assert (version.sha256, version.size) == (SHA256, len(BYTES))
    assert storage.path(SHA256).read_bytes() == BYTES
    assert (files(site, "files"), files(site, "incoming")) == ([SHA256], [])


def test_before_the_commit_it_is_found_in_the_temporary_folder_only(site, draft):
    with transaction.atomic():
        bring(draft)
        assert storage.path(SHA256).read_bytes() == BYTES
        assert files(site, "files") == []
    assert (files(site, "files"), files(site, "incoming")) == ([SHA256], [])


@pytest.mark.parametrize("where", ["staged", "placed", "outer"])
def test_what_fails_leaves_nothing(site, draft, where):
    with pytest.raises(Stop), transaction.atomic():
        if where == "outer":
            bring(draft)
            raise Stop
        with storage.staged([BYTES], 1000) as file, transaction.atomic():
            if where == "placed":
                file.place()
            raise Stop
    storage.sweep()
    assert files(site, "files") == files(site, "incoming") == []
    assert not Version.objects.exists()


def test_too_large_a_file_leaves_nothing(site):
    with pytest.raises(storage.TooLarge), storage.staged([b"12345", b"67890"], 9):
        pass
    assert files(site, "incoming") == []


def test_a_file_is_placed_with_its_row_only():
    with pytest.raises(TransactionManagementError):
        storage.keep([BYTES], 1000)


def test_a_crash_between_commit_and_move_is_mended_at_start(site, draft, monkeypatch):
    monkeypatch.setattr(storage, "_move", lambda temporary, sha256: None)
    bring(draft)
    monkeypatch.undo()
    (site.DATA / "incoming" / "half").write_bytes(b"x")
    (site.DATA / "incoming" / f"{'0' * 64}-never").write_bytes(b"y")
    assert storage.path(SHA256).read_bytes() == BYTES
    assert list(verification.files()) == []
    assert storage.sweep() == 2
    assert (files(site, "files"), files(site, "incoming")) == ([SHA256], [])


def test_the_same_bytes_stay_until_nobody_names_them(site, draft):
    first, second = bring(draft), bring(draft, number=2)
    remove(first)
    assert storage.path(SHA256).read_bytes() == BYTES
    remove(second)
    assert files(site, "files") == []


def test_a_file_is_not_dropped_when_the_deletion_fails(draft):
    version = bring(draft)
    with pytest.raises(Stop), transaction.atomic():
        remove(version)
        raise Stop
    assert storage.path(SHA256).read_bytes() == BYTES


def test_nothing_is_removed_while_a_backup_copies(site, draft):
    version = bring(draft)
    with storage.hold() as mark:
        remove(version)
        storage.collect()
        assert files(site, "files") == [SHA256]
        old = mark.stat().st_mtime - storage.HOLD_SECONDS - 1
        os.utime(mark, (old, old))
        assert not storage.held()  # a backup that was killed holds nothing for ever
    assert storage.collect() == 1
    assert files(site, "files") == []


def test_verification_names_what_is_wrong(site, draft):
    bring(draft)
    bring(draft, b"another", number=2)
    stray = site.DATA / "files" / "ab" / ("ab" * 32)
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"nobody knows me")
    storage.path(SHA256).write_bytes(b"changed")
    storage.path(hashlib.sha256(b"another").hexdigest()).unlink()
    said = [" ".join(problem.split()[:2]) for problem in verification.files()]
    assert set(said) == {"Thiếu tệp", "Tệp thừa", f"Tệp {SHA256}"}


def test_every_column_of_a_hash_is_known_to_the_store():
    """A model that named files by a plain text column would see them swept away."""
    plain = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if "sha256" in field.name and type(field) is models.CharField
    ]
    assert plain == []
