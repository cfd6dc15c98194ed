"""Start-up: the data made ready, the worker started beside the web server, both stopped together."""

import contextlib
import errno
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from typing import IO

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from vankien_web.site.configuration import Configuration, data_folder, make_key

_WAIT = 10  # seconds that the worker gets to finish what it is doing
_ALONE = 0x56454B53  # the lock of PostgreSQL that the only site on a database holds
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Unusable(Exception):  # noqa: N818 - reads as what happened
    """The site cannot start; the message says why and how to mend it."""


def run(host: str, port: int) -> None:
    """Serve until interrupted. Raises Unusable."""
    configuration = _configuration()
    if configuration.demo and host not in _LOOPBACK:
        raise Unusable(f"Mùa minh họa chỉ mở trên máy này; hãy bỏ --host {host} hoặc bỏ --demo.")
    _refuse_taken(host, port)
    with _only_one(configuration.database), Worker():
        server = Granian(
            "vankien_web.site.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            blocking_threads=configuration.threads,
            respawn_failed_workers=True,
            log_level=LogLevels.warning,
        )
        threading.Thread(target=_announce, args=(host, port), daemon=True).start()
        server.serve()


def _announce(host: str, port: int) -> None:
    """Print the address once it answers; a person opens it at once."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - what the caller asked for
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection((reachable, port), timeout=1):
            address = f"http://{f'[{reachable}]' if ':' in reachable else reachable}:{port}"
            print(f"Văn kiện đang chạy tại {address}  (dừng: Ctrl+C)", flush=True)
            return
        time.sleep(0.1)


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unusable(_why(error, host, port)) from error


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Cổng {port} đang có chương trình khác dùng; hãy dừng chương trình đó "
            f"hoặc chọn cổng khác, ví dụ: vankien serve --port {port + 1 if port < 65535 else 8000}."
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Không được phép mở cổng {port}; hãy chọn cổng từ 1024 trở lên, ví dụ: --port 8000."
    return f"Không mở được địa chỉ {host}; hãy kiểm tra lại --host, ví dụ: vankien serve --host 127.0.0.1."


def _configuration() -> Configuration:
    try:
        return Configuration()
    except ValueError as error:
        raise Unusable(_misconfigured(error)) from error


def _misconfigured(error: Exception) -> str:
    return f"Cấu hình chưa đúng; hãy sửa vankien.toml hoặc biến môi trường VANKIEN_…: {error}"


def prepare() -> None:
    """Settings read, tables up to date, static files collected. Raises Unusable."""
    import django
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError
    from django.db import DatabaseError, connection

    try:
        django.setup()
        call_command("check", databases=["default"], stdout=StringIO())
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("clearsessions")
        from vankien_web.common import storage

        storage.sweep()
        _demonstrate()
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]  # the web server forks
    except (ValueError, SystemCheckError) as error:
        raise Unusable(_misconfigured(error)) from error
    except DatabaseError as error:
        raise Unusable(_unreachable(error)) from error


def _unreachable(error: Exception) -> str:
    return f"Không dùng được cơ sở dữ liệu; hãy kiểm tra lại mục database: {str(error).strip()}"


def _demonstrate() -> None:
    """In demonstration mode: the season of the demonstration, built into an empty site. Raises Unusable."""
    from django.conf import settings
    from django.contrib.auth import get_user_model

    if not settings.VANKIEN_DEMO or not find_spec("vankien_web.site.demonstration"):
        return
    people = get_user_model().objects.all()
    if people.exists():
        if not people.filter(is_demonstration=True).exists():
            raise Unusable(
                f"Trong {data_folder()} là một trang thật, không phải mùa minh họa; "
                "hãy bỏ --demo hoặc chọn thư mục khác bằng --data."
            )
        return
    print("Đang dựng mùa minh họa, xin chờ một lát…", flush=True)
    import_module("vankien_web.site.demonstration").build()


@contextmanager
def _only_one(database: str) -> Iterator[None]:
    """Hold the data folder's lock and make it ready: two sites on one folder would do each job twice."""
    folder = data_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "incoming").mkdir(mode=0o700, exist_ok=True)
        make_key(folder)
        lock = (folder / "lock").open("w")
    except OSError as error:
        raise Unusable(
            f"Không ghi được vào thư mục dữ liệu {folder} ({error.strerror}); "
            "hãy chọn thư mục khác bằng --data."
        ) from error
    with lock:
        if not _locked(lock):
            raise Unusable(
                f"Thư mục dữ liệu {folder} đang được một trang khác dùng; "
                "hãy dừng trang đó hoặc chọn thư mục khác bằng --data."
            )
        with _only_one_on(database):
            prepare()
            yield


@contextmanager
def _only_one_on(database: str) -> Iterator[None]:
    """Hold PostgreSQL's lock as long as this site runs; with SQLite the data folder's lock is enough."""
    if not database:
        yield
        return
    import psycopg

    try:
        held = psycopg.connect(database, autocommit=True)
    except psycopg.Error as error:
        raise Unusable(_unreachable(error)) from error
    with held:
        if held.execute("SELECT pg_try_advisory_lock(%s)", [_ALONE]).fetchone() != (True,):
            raise Unusable(
                "Cơ sở dữ liệu trong cấu hình đang được một trang khác dùng; "
                "hãy dừng trang đó hoặc sửa mục database."
            )
        yield


def is_running() -> bool:
    """Whether a site serves the data folder now; on Windows nobody can tell."""
    try:
        with (data_folder() / "lock").open("a") as file:
            return not _locked(file)
    except OSError:
        return False


def _locked(file: IO[str]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: the port alone tells
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class Worker:
    """The machine's worker as a child process: started again when it dies, stopped with the site.

    It ends by itself when the pipe to its standard input closes, so it cannot outlive a killed site.
    """

    def __enter__(self) -> "Worker":
        self._stop = threading.Event()
        self._child = self._start()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._watcher.join(timeout=2)
        if self._child.stdin:
            self._child.stdin.close()
        try:
            self._child.wait(timeout=_WAIT)
        except subprocess.TimeoutExpired:
            self._child.kill()

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "vankien_web.site.worker"], stdin=subprocess.PIPE, start_new_session=True
        )

    def _watch(self) -> None:
        while not self._stop.wait(0.5):
            if self._child.poll() is not None and not self._stop.wait(1):
                self._child = self._start()
