"""A site in a folder of its own: started, asked, killed."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode

KEY = "k" * 50  # the drill signs people in with it, too
VANKIEN = Path(sys.executable).with_name("vankien")
_TOKEN = "d" * 32  # any secret will do where cookie and header agree


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, database: str = "") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VANKIEN_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    own = {"VANKIEN_DATA": str(folder), "VANKIEN_DATABASE": database, "VANKIEN_SECRET_KEY": KEY}
    return kept | own


def new_database(address: str) -> str:
    """An empty database beside the one at `address`; nothing for SQLite, which makes its own."""
    if not address:
        return ""
    import psycopg

    name = f"drill_{uuid.uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    before, _, query = address.partition("?")
    return f"{before.rpartition('/')[0]}/{name}?{query}"


def vankien(*words: object, folder: Path, database: str = "") -> subprocess.CompletedProcess[str]:
    """A command of the site, to its end."""
    return subprocess.run(
        [VANKIEN, *map(str, words)],
        env=environment(folder, database),
        capture_output=True,
        text=True,
        timeout=600,
    )


class Site:
    """`vankien serve` on `folder`; killed with everything it started."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder, self.database, self.port = folder, database, free_port()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [VANKIEN, "serve", "--port", str(self.port)],
            env=environment(self.folder, self.database),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        if "http://" not in line:
            raise SystemExit(f"The site did not start: {line}")

    def kill(self) -> None:
        """Everything at once, as when the machine's power fails for the programs on it."""
        for pid in (self.process.pid, *_descendants(self.process.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        while not _is_free(self.port):
            time.sleep(0.02)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=60)


class Client:
    """Somebody signed in, who sends forms."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={_TOKEN}",
            "X-CSRFToken": _TOKEN,
        }

    def post(self, path: str, file: tuple[str, bytes] | None = None, **fields: object) -> int:
        """The answer's status; 0 where none came."""
        body, kind = _form(fields) if file is None else _parts(fields, *file)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", path, body, self.headers | {"Content-Type": kind})
            answer = connection.getresponse()
            answer.read()
            if "/dang-nhap" in answer.headers.get("Location", ""):
                raise SystemExit("The drill's people are not signed in.")
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()
        return answer.status


def _form(fields: dict[str, object]) -> tuple[bytes, str]:
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _parts(fields: dict[str, object], name: str, data: bytes) -> tuple[bytes, str]:
    mark = uuid.uuid4().hex
    head = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    )
    head += f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + data + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def _descendants(pid: int) -> list[int]:
    """By /proc: the web server's workers and the machine's worker, which has a session of its own."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            child, _, rest = stat.read_text().partition(" (")
            parents.setdefault(int(rest.rpartition(")")[2].split()[1]), []).append(int(child))
    found, waiting = [], [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0
