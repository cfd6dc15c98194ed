"""What hostile or unlucky requests get: a sentence, and nothing left behind."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from vankien_web.common import errors
from vankien_web.common.uploads import UploadHandler
from vankien_web.drafts.models import Draft
from vankien_web.drafts.views import quick

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd.docx", "passwd.docx"),
        ("..\\..\\x.docx", "x.docx"),
        ("/etc/passwd", "passwd"),
        ("<img src=x onerror=alert(1)>.docx", "<img src=x onerror=alert(1)>.docx"),
    ],
)
def test_a_name_is_only_a_name(client, bring, work, commune, name, kept):
    address = bring(commune, name)
    work()
    assert Draft.objects.get().title == kept
    for page in ("", "ket-qua/"):
        assert "<img" not in client.get(address + page).content.decode()
    assert client.get(f"{address}nhan-xet/").status_code == 200


def test_a_long_name_keeps_its_ending(bring, commune):
    assert not hasattr(bring(commune, "đường dẫn dài " * 40 + ".docx"), "status_code")
    assert Draft.objects.get().title.endswith(".docx")


def test_another_name_of_the_machine_is_told_how_to_be_opened(client):
    answer = client.get("/", headers={"host": "may-chu.example"})
    assert answer.status_code == 400
    assert "thêm tên ấy vào mục “hosts”" in answer.content.decode()


def test_a_wrong_choice_names_its_field(bring, commune):
    page = bring(commune, pack="cong-doan-2023", unit="<xa-phuong>").content.decode()
    assert "Hãy chọn lại mục “Loại đơn vị”, rồi chọn lại tệp." in page


def test_a_full_disk_keeps_no_half_of_a_file(site):
    folder = site.DATA / "incoming"
    folder.mkdir()
    site.FILE_UPLOAD_TEMP_DIR = folder
    handler = UploadHandler()
    handler.new_file("file", "a.docx", "", 10, None, None)
    handler.receive_data_chunk(b"begun", 0)
    assert len(list(folder.iterdir())) == 1
    os.close(handler.file.fileno())  # any further write now fails, as on a full disk
    with pytest.raises(OSError):
        handler.receive_data_chunk(b"x" * (1 << 20), 5)
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_said_in_a_sentence(monkeypatch, somebody):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(quick, "check_file", full)
    client = Client(raise_request_exception=False)
    client.force_login(somebody)
    answer = client.post("/ra-soat/ban-mau/xa-quang-tam/")
    assert answer.status_code == 507
    assert "Ổ đĩa đã đầy" in answer.content.decode()
    assert errors._disk_is_full(Exception("database or disk is full"))
    assert not errors._disk_is_full(OSError(errno.EACCES, "no"))


def test_no_address_is_redirected_to_another_site(client):
    answer = client.post("/ngon-ngu/", {"language": "en", "next": "//evil.example/"})
    assert answer.headers["Location"] == "/"


def test_drafts_beyond_the_list_are_told_of(client, bring, commune, monkeypatch):
    monkeypatch.setattr(quick, "LISTED", 2)
    for number in range(3):
        bring(commune, f"{number}.docx")
    page = client.get("/ra-soat/").content.decode()
    assert "Chỉ liệt kê 2 dự thảo mới nhất" in page
    assert "0.docx" not in page


def test_nothing_is_left_to_say_about_a_site_behind_https(tmp_path):
    for room in ("incoming", "static"):
        (tmp_path / room).mkdir()
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"VANKIEN_DATA": str(tmp_path), "VANKIEN_HTTPS": "true"},
    )
    assert (checked.returncode, checked.stderr) == (0, "")
