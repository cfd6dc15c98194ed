"""What a plan says is sealed at rest; the key is a file of its own, is changed and recovered."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from vankien_web.common import keyring
from vankien_web.personnel.actions import keys
from vankien_web.personnel.models import PersonnelPlan, Row
from vankien_web.units.actions import switch_personnel_on


def stored():
    """Every byte of the whole database, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table's own name
            for row in cursor.fetchall():
                yield (
                    table,
                    " ".join(
                        bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v)
                        for v in row
                    ),
                )


def test_no_name_stands_in_the_database(scene, go):
    """Neither a name nor a digit of a vote, whatever was done to the plan."""
    named = {"name": "Tên Không Ai Biết", "posts": "Chức Vụ Kín", "agreed_4": "8317", "revision": 0}
    assert go(scene.secretary, scene.at + "ung-vien/moi/", named).status_code == 302
    assert "Tên Không Ai Biết" in go(scene.secretary, scene.at).content.decode()
    go(scene.office, f"{scene.at}ung-vien/{Row.objects.last().key}/")
    words = ("Không Ai Biết", "Vụ Kín", "8317")
    found = [table for table, text in stored() if any(word in text for word in words)]
    assert found == []


def test_the_key_is_for_its_owner_alone_and_outside_the_database(scene, settings):
    assert stat.S_IMODE(keyring.path().stat().st_mode) == 0o600
    key = keyring.path().read_text().strip()
    assert not any(key in text for _table, text in stored())


def test_switching_on_makes_a_key(settings, db, administrator):
    assert not keyring.path().exists()
    switch_personnel_on("Tôi cam kết", by=administrator)
    assert len(keyring.keys()) == 1
    kept = keyring.path().read_bytes()
    switch_personnel_on("Tôi cam kết lần nữa", by=administrator)
    assert keyring.path().read_bytes() == kept


def test_the_key_may_stand_elsewhere_and_switching_on_without_its_place_is_refused(
    settings, tmp_path, administrator
):
    settings.VANKIEN_PERSONNEL_KEYS = str(tmp_path / "usb" / "khoa")
    with pytest.raises(ValidationError, match="tệp khóa"):
        switch_personnel_on("Tôi cam kết", by=administrator)
    (tmp_path / "usb").mkdir()
    switch_personnel_on("Tôi cam kết", by=administrator)
    assert (tmp_path / "usb/khoa").is_file()
    assert not Path(settings.DATA, keyring.FILE).exists()


def test_a_sealed_text_opens_only_in_its_own_place(scene):
    first, second, _third = scene.plan.rows.all()
    Row.objects.filter(pk=second.pk).update(sealed=first.sealed)
    with pytest.raises(keyring.Lost):
        PersonnelPlan.objects.get().whole  # noqa: B018
    Row.objects.filter(pk=second.pk).update(sealed=bytes(second.sealed)[:-1] + b"\0")
    with pytest.raises(keyring.Lost):
        Row.objects.get(pk=second.pk).opened()


def test_a_new_key_seals_everything_and_the_old_one_stays_for_old_backups(scene):
    before = {one.pk: bytes(one.sealed) for one in Row.objects.all()}
    names = [c.name for c in scene.plan.whole.candidates]
    (old,) = keyring.keys()
    assert keys.rotate() == 4
    kept, fresh = keyring.keys()
    assert kept == old
    assert {keyring.sealed_under(one.sealed) for one in keys.sealed()} == {fresh}
    again = PersonnelPlan.objects.get()
    assert [c.name for c in again.whole.candidates] == names
    assert all(bytes(one.sealed) != before[one.pk] for one in Row.objects.all())
    keys.rotate(forget=True)
    (last,) = keyring.keys()
    assert last not in (old, fresh)
    assert keys.unopened() == 0
    Row.objects.filter(pk=scene.first.pk).update(sealed=before[scene.first.pk])  # out of an old backup
    assert keys.unopened() == 1


def test_a_key_comes_back_from_its_sheet_however_it_is_typed(scene):
    (key,) = keyring.keys().values()
    sheet = keyring.to_sheet(key)
    assert len(sheet.split()) == 14
    keyring.path().unlink()
    assert keys.unopened() == 4
    with pytest.raises(ValueError):
        keys.recover([sheet.replace(sheet[0], "Z" if sheet[0] != "Z" else "A", 1)])
    assert not keyring.path().exists()
    assert keys.recover([sheet.lower().replace(" ", "-").replace("o", "0").replace("i", "1")]) == 0
    assert stat.S_IMODE(keyring.path().stat().st_mode) == 0o600
    assert PersonnelPlan.objects.get().whole.candidates[0].name == "Ứng viên 01"


def test_a_key_that_is_there_already_stays_the_one_that_seals(scene):
    (key,) = keyring.keys().values()
    keys.rotate()
    newest = list(keyring.keys())[-1]
    assert keys.recover([keyring.to_sheet(key)]) == 0
    assert list(keyring.keys())[-1] == newest


@pytest.mark.parametrize("damage", [None, b"", b"not a key\n", b"\xff\xfe"])
def test_without_its_key_a_plan_is_closed_in_one_sentence_and_all_else_goes_on(scene, go, damage):
    keyring.path().unlink()
    if damage is not None:
        keyring.path().write_bytes(damage)
    for end in ("", f"ung-vien/{scene.first.key}/", "so-luong/", "in/", "excel/", "buoc/4/"):
        answer = go(scene.secretary, scene.at + end)
        assert answer.status_code == 503
        assert "khóa" in answer.content.decode()
    typed = {"name": "Ứng viên 04", "revision": 0}
    assert go(scene.secretary, scene.at + "ung-vien/moi/", typed).status_code == 503
    assert scene.plan.rows.count() == 3
    for end in (f"/dai-hoi/{scene.congress.pk}/", "/viec-cua-toi/", scene.at + "nhat-ky/"):
        assert go(scene.secretary, end).status_code == 200
    for user in scene.others:
        assert go(user, scene.at).status_code == 404


def test_no_second_key_is_made_where_the_first_is_lost(scene, administrator):
    """What is written afterwards would stand under a key that nobody has a sheet of."""
    keyring.path().unlink()
    with pytest.raises(ValidationError, match="khóa"):
        switch_personnel_on("Tôi cam kết", by=administrator)
    assert not keyring.path().exists()


@pytest.fixture
def administrator(db):
    from factories import make_user
    from vankien_web.units.models import Role

    return make_user(None, Role.ADMINISTRATOR)


def test_a_form_kept_while_nobody_was_signed_in_is_sealed_too(scene, client):
    """A session ended while a candidate was typed in: the text waits, and is not readable in the database."""
    client.force_login(scene.secretary)
    client.get(scene.at)
    del client.cookies["sessionid"]
    answer = client.post(scene.at + "ung-vien/moi/", {"name": "Tên Không Ai Biết", "revision": 0})
    assert answer.status_code == 302
    assert [table for table, text in stored() if "Không Ai Biết" in text or "ung-vien/moi" in text] == []
    client.force_login(scene.secretary)
    assert "Tên Không Ai Biết" in client.get("/vao/gui-lai/").content.decode()
