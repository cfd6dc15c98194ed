"""The key on the command line; backup, restore, export and import with the key and without it."""

import fcntl
import re
import stat
import subprocess
import sys
import zipfile

import pytest

from drills.site import environment
from places import FILL, Place

NAMES = """
from django.conf import settings
from vankien_web.congresses.models import Congress, Season
from vankien_web.common import keyring
from vankien_web.personnel.models import PersonnelPlan, Row
from vankien_web.units.models import Unit
from vankien.personnel import Candidate, Plan
root = Unit.objects.create(code="a", name="Đảng bộ xã Ba", kind="xa-phuong", level="co-so")
season = Season.objects.create(root=root, pack="dang-2019", name="x", term_from=2020, term_until=2025)
plan = PersonnelPlan(congress=Congress.objects.create(season=season, unit=root))
keyring.make()
plan.sealed = plan.seal(Plan("xa-phuong"))
with transaction.atomic():
    for record_of in (root, season, plan.congress):
        record("unit_founded", record_of, by=None, name="x")
    plan.save()
    record("personnel_begun", plan, by=user)
    row = Row(plan=plan, position=1)
    row.sealed = row.seal(Candidate("Tên Không Ai Biết"))
    row.save()
"""
UNKNOWN = "Tên Không Ai Biết"


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("site"))
    call = [sys.executable, "-c", FILL + NAMES]
    subprocess.run(call, env=environment(place.folder, place.database), check=True)
    place.out = tmp_path_factory.mktemp("out")
    return place


@pytest.fixture
def empty(tmp_path):
    return Place(tmp_path / "new")


def inside(archive):
    with zipfile.ZipFile(archive) as opened:
        return opened.namelist(), b"".join(opened.read(name) for name in opened.namelist())


@pytest.mark.parametrize(("out", "back"), [("backup", "restore"), ("export", "import")])
def test_archives_carry_sealed_plans_and_no_key(full, empty, out, back):
    """The person is told so; without the key plans stay closed and all else is there, with it they open."""
    archive = full.out / f"{out}.zip"
    said = full.vankien(out, archive)
    assert (said.returncode, "KHÔNG kèm khóa" in said.stdout) == (0, True), said.stderr
    names, data = inside(archive)
    key = (full.folder / "personnel-keys").read_bytes()
    assert not [name for name in names if "personnel-keys" in name]
    assert UNKNOWN.encode() not in data
    assert key.strip() not in data
    assert empty.vankien(back, archive).returncode == 0
    told = empty.vankien("verify")
    assert (told.returncode, "personnel-key recover" in told.stdout) == (1, True)
    told = empty.vankien("personnel-key", "status")
    assert told.returncode == 2
    assert len(told.stderr.strip().splitlines()) == 1
    again = empty.folder.parent / "again.zip"
    assert empty.vankien("backup", again).returncode == 0  # a site without its key is saved, too
    (empty.folder / "personnel-keys").write_bytes(key)
    assert "Mở được 2/2" in empty.vankien("personnel-key", "status").stdout
    assert empty.vankien("verify").returncode == 0


def test_a_key_that_is_there_first_is_no_reason_to_refuse(full, empty):
    archive = full.out / "first.zip"
    full.vankien("backup", archive)
    empty.folder.mkdir()
    (empty.folder / "personnel-keys").write_bytes((full.folder / "personnel-keys").read_bytes())
    assert empty.vankien("restore", archive).returncode == 0
    assert "Mở được 2/2" in empty.vankien("personnel-key", "status").stdout


def test_kept_on_paper_changed_lost_and_recovered(full, empty):
    archive = full.out / "sheet.zip"
    full.vankien("backup", archive)
    empty.vankien("restore", archive)
    sheet = keys_of(full)
    assert empty.vankien("personnel-key", "recover", "ABCD EFGH").returncode == 2
    assert not (empty.folder / "personnel-keys").exists()
    assert empty.vankien("personnel-key", "recover", *sheet).returncode == 0
    assert stat.S_IMODE((empty.folder / "personnel-keys").stat().st_mode) == 0o600
    said = empty.vankien("personnel-key", "rotate")
    assert (said.returncode, "2 bản ghi" in said.stdout) == (0, True), said.stderr
    assert len(keys_of(empty)) == 2
    with (empty.folder / "lock").open("w") as lock:  # as a site that serves the folder holds it
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert empty.vankien("personnel-key", "rotate", "--forget").returncode == 2
    assert len(keys_of(empty)) == 2
    assert empty.vankien("personnel-key", "rotate", "--forget").returncode == 0
    (last,) = keys_of(empty)
    (empty.folder / "personnel-keys").unlink()
    old = empty.vankien("personnel-key", "recover", *sheet)
    assert (old.returncode, "2 bản ghi cần khóa khác" in old.stderr) == (1, True)
    assert empty.vankien("personnel-key", "recover", last).returncode == 0


def test_a_site_that_never_had_a_plan_says_so(empty):
    empty.folder.mkdir()
    subprocess.run([sys.executable, "-c", FILL], env=environment(empty.folder, empty.database), check=True)
    said = empty.vankien("personnel-key", "status")
    assert (said.returncode, "Chưa có khóa" in said.stdout) == (0, True)
    archive = empty.folder.parent / "a.zip"
    assert "khóa" not in empty.vankien("backup", archive).stdout
    assert empty.vankien("personnel-key", "sheet").returncode == 2


def keys_of(place):
    return re.findall(
        r"^(?:[A-Z2-7]{4} ?){14}$", place.vankien("personnel-key", "sheet").stdout, re.MULTILINE
    )
