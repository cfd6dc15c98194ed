"""A throw-away PostgreSQL cluster: try the site, or its tests, on PostgreSQL.

    python -m tests.cluster pytest tests/web/test_road.py    # a command with VANKIEN_DATABASE set
    python -m tests.cluster vankien serve --port 8123 --data /tmp/mine
    python -m tests.cluster                                  # stays until Ctrl+C, prints the address

It listens on a socket in a temporary folder only, keeps nothing, and runs as another user where it is started
as root (PostgreSQL refuses root). Its programs come from VANKIEN_POSTGRESQL (a folder),
/usr/lib/postgresql/*/bin or PATH.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# It is thrown away: durability would only slow the tests.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_QUIET = ("listen_addresses=", "log_min_messages=fatal", "max_connections=200")


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """Yields the address of an empty database `vankien`; `durable`: commits as a real server does."""
    folder = Path(tempfile.mkdtemp(prefix="vankien-pg-", dir="/tmp"))  # a socket's path must be short
    who = _somebody_else(folder)
    try:
        data = folder / "data"
        _run(
            "initdb",
            "-D",
            data,
            "-U",
            "vankien",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
            **who,
        )
        options = [word for o in (*_QUIET, *(() if durable else _FAST)) for word in ("-c", o)]
        server = subprocess.Popen(
            [_program("postgres"), "-D", data, "-k", folder, *options],
            cwd=folder,
            start_new_session=True,
            **who,
        )
        try:
            yield _address(folder, server)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _address(folder: Path, server: "subprocess.Popen[bytes]") -> str:
    """Make the database as soon as the server answers."""
    import psycopg

    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("PostgreSQL did not start.")
        try:
            with psycopg.connect(host=str(folder), user="vankien", dbname="postgres", autocommit=True) as c:
                c.execute("CREATE DATABASE vankien")
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return f"postgresql://vankien@/vankien?host={folder}"
    raise SystemExit("PostgreSQL does not answer.")


def _somebody_else(folder: Path) -> dict[str, Any]:
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run(program: str, *arguments: object, **who: Any) -> None:
    done = subprocess.run(
        [_program(program), *map(str, arguments)], cwd="/", capture_output=True, text=True, **who
    )
    if done.returncode:
        raise SystemExit(f"{program}: {done.stderr}")


def _program(name: str) -> str:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    places = [
        os.environ.get("VANKIEN_POSTGRESQL", ""),
        *map(str, reversed(debian)),
        os.environ.get("PATH", ""),
    ]
    found = shutil.which(name, path=os.pathsep.join(filter(None, places)))
    if found is None:
        raise SystemExit(f"{name} of PostgreSQL is not on this machine (Debian: apt-get install postgresql).")
    return found


def main() -> int:
    with cluster() as address:
        command = sys.argv[1:]
        if command:
            beside = str(Path(sys.executable).parent)  # so that `pytest` and `vankien` are this environment's
            path = os.pathsep.join((beside, os.environ.get("PATH", "")))
            own = os.environ | {"VANKIEN_DATABASE": address, "PATH": path}
            return subprocess.run(
                [shutil.which(command[0], path=path) or command[0], *command[1:]], env=own
            ).returncode
        print(f"export VANKIEN_DATABASE='{address}'", flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
