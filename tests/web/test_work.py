"""The machine's work may be cut short at any point."""

import pytest
from django_tasks_db.models import DBTaskResult

from vankien_web.common import storage
from vankien_web.common.models import Event
from vankien_web.drafts import actions, tasks
from vankien_web.drafts.models import Draft, State, StoredFinding, Version

pytestmark = pytest.mark.django_db


def test_work_is_ordered_with_the_upload(bring, commune):
    bring(commune)
    assert DBTaskResult.objects.ready().get().args_kwargs["args"] == [Version.objects.get().pk]


def test_running_twice_leaves_one_result(bring, work, commune):
    bring(commune)
    work()
    version = Version.objects.get()
    found = StoredFinding.objects.count()
    Version.objects.update(state=State.CHECKS)
    work()
    assert StoredFinding.objects.count() == found > 0
    assert Version.objects.get().reading.document == version.reading.document


def test_what_a_killed_worker_left_is_found_again(bring, work, commune):
    bring(commune)
    DBTaskResult.objects.update(status="RUNNING")
    actions.begin(Version.objects.get())
    assert tasks.recover() == 1
    assert DBTaskResult.objects.ready().count() == 1
    work()
    assert Version.objects.get().state == State.DONE


def test_a_file_that_kills_the_worker_again_and_again_is_given_up(client, bring, work, commune):
    address = bring(commune)
    for _ in range(3):
        actions.begin(Version.objects.get())
    work()
    assert Version.objects.get().state == State.FAILED
    assert "ngắt giữa chừng nhiều lần" in client.get(address).content.decode()


def test_a_draft_deleted_while_it_is_read_stays_deleted(bring, commune):
    bring(commune)
    version = Version.objects.get()
    Draft.objects.all().delete()
    tasks.examine.call(version.pk)
    actions.finish(version, (), {})
    assert not Version.objects.exists()
    assert not StoredFinding.objects.exists()


def test_history_only_grows(bring, commune):
    bring(commune)
    event = Event.objects.get(verb="version_submitted")
    for change in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(verb="x"),
    ):
        with pytest.raises(TypeError):
            change()


def test_a_defect_of_ours_is_a_sentence_too(client, bring, work, commune, monkeypatch, caplog):
    address = bring(commune)
    monkeypatch.setattr(tasks.checks, "run", lambda draft: 1 / 0)
    work()
    assert Version.objects.get().state == State.FAILED
    assert "Chương trình gặp lỗi khi rà soát tệp này" in client.get(address).content.decode()
    assert "ZeroDivisionError" in caplog.text


def test_what_a_crash_left_half_stored_is_swept(bring, commune, site):
    bring(commune)
    kept = Version.objects.get().sha256
    storage.keep([b"no record knows me"], 1000)
    (site.DATA / "incoming" / "half").write_bytes(b"x")
    assert storage.sweep() == 2
    assert [p.name for p in (site.DATA / "files").rglob("*") if p.is_file()] == [kept]
