"""Word files as PDF, by LibreOffice where that is installed.

Each conversion has a process, a profile and a time limit of its own; nothing in the file may reach the
network: references to elsewhere are blocked in the profile, every protocol leads to a closed door, and where
the system lets us the process has no network at all. Macros never run.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SECONDS = 120
_CLOSED = "http://127.0.0.1:9"
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


class NotConverted(Exception):  # noqa: N818 - reads as what happened
    """`reason`: "absent", "late" or "failed"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@cache
def program() -> str | None:
    """Where LibreOffice is, if anywhere."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def available() -> bool:
    return program() is not None


def to_pdf(source: Path, *, suffix: str = ".docx", seconds: float = SECONDS) -> bytes:
    """The file's pages. `suffix` is its true kind: stored files have none. Raises NotConverted."""
    office = program()
    if office is None:
        raise NotConverted("absent")
    with tempfile.TemporaryDirectory(prefix="vankien-office-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        (home / "profile" / "user").mkdir(parents=True)
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        named = home / f"van-ban{suffix}"
        shutil.copyfile(source, named)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf"]
        _run([*_apart(), *command, "--outdir", folder, str(named)], home, seconds)
        made = named.with_suffix(".pdf")
        if not made.is_file():
            raise NotConverted("failed")
        return made.read_bytes()


def _run(command: list[str], home: Path, seconds: float) -> None:
    closed = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _CLOSED)
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - our own words
        command,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        cwd=home,
        env={**kept, **closed, "HOME": str(home), "TMPDIR": str(home)},
        start_new_session=True,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise NotConverted("late") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """LibreOffice starts a process below the one that we started: both go."""
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


@cache
def _apart() -> tuple[str, ...]:
    """What puts a command into a network of its own, with nobody in it, where the system allows that."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    words = (unshare, "--map-root-user", "--net")
    tried = subprocess.run([*words, "true"], capture_output=True, check=False)  # noqa: S603
    return words if tried.returncode == 0 else ()
