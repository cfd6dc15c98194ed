"""`vankien backup`, `restore` and `verify`, as one calls them."""

import json
import shutil
import subprocess
import sys
import zipfile

import pytest

from drills.site import environment
from places import FILL, Place

SHA256 = "f2051062dfb1c3c6dbc7277b6e94350d3daeac0bf280500cba1a02a86dc43b38"


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A site with a draft, and its backup."""
    place = Place(tmp_path_factory.mktemp("site"))
    subprocess.run([sys.executable, "-c", FILL], env=environment(place.folder, place.database), check=True)
    place.archive = tmp_path_factory.mktemp("backup") / "a.zip"
    done = place.vankien("backup", place.archive)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def empty(tmp_path):
    return Place(tmp_path / "new")


def refused(done, *words):
    """Exit status 2 and one plain sentence."""
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert all(word in done.stderr for word in words), done.stderr


def test_a_backup_restores_and_verifies(full, empty):
    assert empty.vankien("restore", full.archive).returncode == 0
    done = empty.vankien("verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert (empty.folder / "files" / SHA256[:2] / SHA256).read_bytes() == b"as it was brought"
    again = full.archive.with_name("again.zip")
    assert empty.vankien("backup", again).returncode == 0
    assert tables(again, empty) == tables(full.archive, full)
    again.unlink()


def tables(archive, place):
    """What the archive's database holds, as far as it can be compared byte by byte."""
    with zipfile.ZipFile(archive) as opened:
        names = [n for n in opened.namelist() if n.startswith("database/") and "migrations" not in n]
        return {n: opened.read(n) for n in names} if place.database else len(names)


def test_after_a_restore_numbers_go_on(full, empty):
    """A record made later never gets the number of one that was deleted."""
    manifest = read_manifest(full.archive)
    assert (manifest["sequences"] != {}) == bool(full.database)
    assert manifest["members"].keys() >= {f"files/{SHA256[:2]}/{SHA256}"}


def read_manifest(archive):
    with zipfile.ZipFile(archive) as opened:
        return json.loads(opened.read("manifest.json"))


def changed(source, target, name, change):
    """A copy of the archive in which one member is another, or left out (`change` gives None)."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            if member.startswith(name):
                data = change(data)
            if data is not None:
                new.writestr(member, data)
    return target


def manifest_with(**values):
    return lambda data: json.dumps(json.loads(data) | values)


@pytest.mark.parametrize(
    ("name", "change", "word"),
    [
        ("files/", lambda data: b"x" + data[1:], "hỏng"),
        ("files/", lambda data: None, "hỏng"),
        ("database/", lambda data: data + b"\n", "hỏng"),
        ("manifest.json", lambda data: None, "hỏng"),
        ("manifest.json", lambda data: b"[]", "hỏng"),
        ("manifest.json", manifest_with(format=99), "phiên bản"),
        ("manifest.json", manifest_with(migrations=[["drafts", "0999_to_come"]]), "phiên bản"),
        ("manifest.json", manifest_with(database="oracle"), "cấu hình"),
    ],
    ids=[
        "altered file",
        "lost file",
        "altered table",
        "no manifest",
        "no object",
        "format",
        "newer",
        "other",
    ],
)
def test_a_damaged_or_foreign_archive_is_refused(full, empty, tmp_path, name, change, word):
    refused(empty.vankien("restore", changed(full.archive, tmp_path / "b.zip", name, change)), word)
    assert not empty.folder.exists()


def test_a_file_that_is_no_archive_is_refused(empty, full, tmp_path):
    refused(empty.vankien("restore", tmp_path / "no.zip"), "Không tìm thấy")
    (tmp_path / "half.zip").write_bytes(full.archive.read_bytes()[:-100])
    refused(empty.vankien("restore", tmp_path / "half.zip"), "hỏng")


def test_a_place_that_is_not_empty_is_refused(full):
    refused(full.vankien("restore", full.archive), "không trống")
    refused(full.vankien("backup", full.archive), "Đã có")


def test_a_folder_without_a_site_is_refused(empty, tmp_path):
    refused(empty.vankien("backup", tmp_path / "b.zip"), "chưa có trang nào")
    refused(empty.vankien("verify"), "chưa có trang nào")
    assert list(tmp_path.iterdir()) == []


def test_what_is_damaged_is_told_and_the_rest_saved(full, empty, tmp_path):
    assert empty.vankien("restore", full.archive).returncode == 0
    shutil.rmtree(empty.folder / "files")
    done = empty.vankien("backup", tmp_path / "b.zip")
    assert (done.returncode, "thiếu hoặc hỏng" in done.stderr) == (1, True)
    done = empty.vankien("verify")
    assert (done.returncode, "Thiếu tệp" in done.stdout) == (1, True)
