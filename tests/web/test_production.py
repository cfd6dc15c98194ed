"""The shipped settings behind HTTPS, and the profile that speaks to nobody."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from vankien_web.site import engine
from vankien_web.site.configuration import make_key

ROOT = Path(__file__).parents[2]


def test_the_check_before_production_is_clean(tmp_path):
    (tmp_path / "incoming").mkdir()
    (tmp_path / "static").mkdir()
    make_key(tmp_path)
    own = {"VANKIEN_DATA": str(tmp_path), "VANKIEN_HTTPS": "true", "VANKIEN_HOSTS": '["vankien.example"]'}
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("VANKIEN_")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=inherited | own,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "no issues" in done.stdout


@pytest.fixture
def no_way_out(monkeypatch):
    """Whoever opens a connection to another machine, or asks for its address, fails the test."""
    tried = []

    def guarded(real):
        def connect(sock, address, *rest):
            if sock.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
                tried.append(address)
                raise OSError("no way out")
            return real(sock, address, *rest)

        return connect

    def named(host, *rest, **more):
        tried.append(host)
        raise OSError("no way out")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
    monkeypatch.setattr(socket, "getaddrinfo", named)
    return tried


def test_the_guard_itself_catches(no_way_out):
    with pytest.raises(OSError, match="no way out"):
        socket.create_connection(("vankien.example", 443), timeout=1)
    with socket.socket() as one, pytest.raises(OSError, match="no way out"):
        one.connect(("192.0.2.1", 443))
    assert len(no_way_out) == 2


def test_isolated_opens_no_connection(bring, work, signed_in, commune, settings, no_way_out):
    settings.VANKIEN_PROFILE = "isolated"
    address = bring(commune)
    work()
    for page in ("", "ra-soat/", "lich-su/", "ban-goc/", "nhan-xet/", "ket-qua/"):
        assert signed_in.get(address + page).status_code == 200
    for page in ("/", "/ra-soat/", "/van-ban/"):
        assert signed_in.get(page).status_code in (200, 302)
    assert no_way_out == []


def test_isolated_keeps_its_database_on_this_machine(tmp_path):
    away = "postgresql://u@192.0.2.1/vankien"
    with pytest.raises(ValueError, match="isolated"):
        engine.database(away, tmp_path, 4, isolated=True)
    assert engine.database(away, tmp_path, 4)["HOST"] == "192.0.2.1"
    assert engine.database("postgresql:///vankien", tmp_path, 4, isolated=True)["HOST"] == ""


def test_the_units_of_systemd_name_what_is_shipped():
    for unit in ("vankien.service", "vankien-backup.service"):
        text = (ROOT / "deploy" / unit).read_text(encoding="utf-8")
        assert "/opt/vankien/bin/vankien " in text
        assert "VANKIEN_DATA=/var/lib/vankien" in text
