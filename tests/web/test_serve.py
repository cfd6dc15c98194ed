"""Start-up: the settings file, the key, a port that is taken, a folder that is taken."""

import os
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from vankien_web.site.configuration import Configuration, kept_key, make_key

VANKIEN = Path(sys.executable).with_name("vankien")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(**more):
    own = {"DJANGO_SETTINGS_MODULE", "VANKIEN_DATA"}
    return {k: v for k, v in os.environ.items() if k not in own} | more


def serve(folder, port, **more):
    return subprocess.Popen(
        [VANKIEN, "serve", "--port", str(port), "--data", folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**more),
    )


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path):
    assert kept_key(tmp_path) != kept_key(tmp_path)
    assert list(tmp_path.iterdir()) == []
    make_key(tmp_path)
    key = kept_key(tmp_path)
    assert len(key) > 40
    make_key(tmp_path)
    assert kept_key(tmp_path) == key
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_the_environment_outranks_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("VANKIEN_DATA", str(tmp_path))
    (tmp_path / "vankien.toml").write_text('profile = "isolated"\nupload_megabytes = 5\n', encoding="utf-8")
    monkeypatch.setenv("VANKIEN_UPLOAD_MEGABYTES", "7")
    configuration = Configuration()
    assert (configuration.profile, configuration.upload_megabytes) == ("isolated", 7)
    assert configuration.debug is False


def test_a_taken_port_is_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        site = serve(tmp_path, taken.getsockname()[1])
        out, err = site.communicate(timeout=30)
    assert site.returncode == 2
    assert "đang có chương trình khác dùng" in err
    assert len(err.strip().splitlines()) == 1
    assert out == ""


def test_a_wrong_setting_is_one_sentence(tmp_path):
    site = serve(tmp_path, free_port(), VANKIEN_PROFILE="abc")
    _, err = site.communicate(timeout=30)
    assert site.returncode == 2
    assert "Cấu hình chưa đúng" in err
    assert "Traceback" not in err


@pytest.fixture
def running(tmp_path):
    port = free_port()
    site = serve(tmp_path, port)
    assert f"http://127.0.0.1:{port}" in site.stdout.readline()
    yield site, port, tmp_path
    if site.poll() is None:
        site.terminate()
    site.communicate(timeout=30)


def children(pid):
    listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True)
    return {int(line.split()[0]): line for line in listed.stdout.splitlines()}


def test_site_and_worker_live_and_end_together(running):
    site, port, folder = running
    answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)
    assert answer.status == 200
    second = serve(folder, free_port())
    assert "đang được một trang khác dùng" in second.communicate(timeout=30)[1]
    before = children(site.pid)
    worker = next(pid for pid, line in before.items() if "vankien_web.site.worker" in line)
    os.kill(worker, 9)
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        again = [
            p for p, line in children(site.pid).items() if "site.worker" in line and "defunct" not in line
        ]
        if again and again != [worker]:
            break
        time.sleep(0.2)
    assert again != [worker]
    site.terminate()
    site.wait(timeout=30)
    time.sleep(0.5)
    alive = [p for p in (*before, *again) if Path(f"/proc/{p}").exists()]
    assert alive == []


def test_a_draft_that_hangs_the_worker_ends_the_worker(tmp_path):
    hang = """
import re
from vankien_web.site.worker import stop_a_hang
stop_a_hang(1)
re.match("(a|a)+$", "a" * 60 + "b")
"""
    worker = subprocess.run(
        [sys.executable, "-c", hang],
        capture_output=True,
        text=True,
        timeout=30,
        env=environment(VANKIEN_DATA=str(tmp_path)),
    )
    assert worker.returncode == 1
    assert "Timeout" in worker.stderr
