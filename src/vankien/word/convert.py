""".doc, .odt, .rtf and web pages, through LibreOffice: one job, one cold process with its own profile.

The output file is trusted, never the exit status. Macros never run and links are never followed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from functools import cache
from pathlib import Path

from vankien.model import UnreadableFile
from vankien.word.strip import strip_links

SECONDS = 25  # for each of two tries
_ADDRESS_SPACE = 1_400_000  # kilobytes; LibreOffice maps about four times what it uses
_SUFFIX = {"word_xml": "xml", "mhtml": "html"}
_FILTER = "docx:MS Word 2007 XML"
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)


def to_docx(path: Path, kind: str, folder: Path, *, seconds: float = SECONDS) -> Path:
    """The file as a .docx inside `folder`. Raises UnreadableFile (LibreOffice missing, nothing came out)."""
    if kind == "flat_opc":
        from vankien.word.strip import unflatten

        return unflatten(path, folder / "flat.docx")
    source = strip_links(path, kind, folder / f"draft.{_SUFFIX.get(kind, kind)}")
    office = _soffice()
    if office is None:
        raise UnreadableFile("no_libreoffice", format=_SUFFIX.get(kind, kind))
    for attempt in ("first", "second"):
        out = _convert(office, source, kind, folder / attempt, seconds)
        if out is not None:
            return out
    raise UnreadableFile("not_converted")


def _soffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _convert(office: str, source: Path, kind: str, folder: Path, seconds: float) -> Path | None:
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_profile(), encoding="utf-8")
    command = [
        *_cage(),
        office,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *(["--infilter=HTML (StarWriter)"] if kind in ("html", "mhtml") else []),
        *("--convert-to", _FILTER, "--outdir", str(folder), str(source)),
    ]
    _run(command, folder, seconds)
    out = folder / f"{source.stem}.docx"
    return out if out.is_file() and out.stat().st_size else None


def _profile() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _run(command: list[str], folder: Path, seconds: float) -> None:
    env = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "MALLOC_ARENA_MAX": "2",
    }
    env |= {k: v for k, v in os.environ.items() if k.upper() in ("SYSTEMROOT", "TEMP", "TMP")}
    quiet = subprocess.DEVNULL
    job = subprocess.Popen(  # noqa: S603 - the converter, with our own arguments
        command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=folder, env=env, start_new_session=True
    )
    try:
        job.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(job.pid, signal.SIGKILL)
        else:
            job.kill()
        job.wait()


@cache
def _cage() -> list[str]:
    """What goes before the command on Unix: a memory limit and, where the system allows it, no network."""
    if os.name != "posix":
        return []
    limit = ["/bin/sh", "-c", f'ulimit -S -v {_ADDRESS_SPACE}; exec "$@"', "sh"]
    unshare = shutil.which("unshare")
    if unshare is None:
        return limit
    no_network = [unshare, "--map-root-user", "--net"]
    tried = subprocess.run([*no_network, "true"], capture_output=True, check=False)  # noqa: S603
    return limit + no_network if tried.returncode == 0 else limit
