"""People at their pages, played by one process: each asks every few seconds, some send opinions meanwhile.

A person keeps one connection and its cookies as a browser does, waits for an answer before asking again,
and brings the tag of what it has. Nothing of the site is imported here: its time is not this process's.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

_JITTER = 0.1


@dataclass
class Figures:
    """Seconds of each question, how many were answered 304, and what went wrong, in words."""

    seconds: list[float] = field(default_factory=list)
    unchanged: int = 0
    bytes: int = 0
    sent: int = 0
    errors: list[str] = field(default_factory=list)


class Person:
    """One browser at one site."""

    def __init__(self, port: int, meeting: int, session: str) -> None:
        self._port, self._meeting = port, meeting
        self._cookies = {"sessionid": session}
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.tag = self.token = ""

    def apart(self) -> Person:
        """The same browser on another connection, as for a form that is sent while the page asks."""
        other = Person(self._port, self._meeting, "")
        other._cookies, other.token = self._cookies, self.token
        return other

    async def ask(
        self, path: str, *, form: dict[str, str] | None = None, tag: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an answer; a connection that the server has closed is opened again."""
        try:
            return await self._ask(path, form, tag)
        except (ConnectionError, asyncio.IncompleteReadError):
            self._line = None
            return await self._ask(path, form, tag)

    async def _ask(
        self, path: str, form: dict[str, str] | None, tag: str
    ) -> tuple[int, dict[str, str], bytes]:
        if self._line is None:
            self._line = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._line
        writer.write(self._request(path, form, tag))
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {}
        for line in head[1:-2]:
            name, _colon, value = line.partition(": ")
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                cookie, _equals, content = value.partition(";")[0].partition("=")
                self._cookies[cookie.strip()] = content
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        return int(head[0].split()[1]), headers, body

    def _request(self, path: str, form: dict[str, str] | None, tag: str) -> bytes:
        body = urlencode(form).encode() if form is not None else b""
        lines = [f"{'GET' if form is None else 'POST'} {path} HTTP/1.1", f"Host: 127.0.0.1:{self._port}"]
        lines += ["Accept: application/json", f"Content-Length: {len(body)}"]
        lines += ["Cookie: " + "; ".join(f"{name}={value}" for name, value in self._cookies.items())]
        lines += [f"If-None-Match: {tag}"] if tag else []
        lines += ["Content-Type: application/x-www-form-urlencoded"] if body else []
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def enter(self) -> None:
        """Open the room as a browser does; the page brings a tag and a token for its forms."""
        status, _headers, body = await self.ask(f"/hop/{self._meeting}/phong/")
        page = body.decode()
        if status != 200:
            raise RuntimeError(f"phong/: {status}")
        self.tag = re.findall(r'data-mark="([^"]*)"', page)[0].replace("&quot;", '"')
        tokens = re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)
        self.token = tokens[0] if tokens else ""

    async def poll(self, figures: Figures, *, naive: bool) -> None:
        """Ask once: is anything new? `naive`: the whole page again, as without beat and tag."""
        path = f"/hop/{self._meeting}/" + ("phong/" if naive else "nhip/")
        began = time.perf_counter()
        status, headers, body = await self.ask(path, tag="" if naive else self.tag)
        figures.seconds.append(time.perf_counter() - began)
        figures.bytes += len(body)
        figures.unchanged += status == 304
        if status not in (200, 304):
            figures.errors.append(f"{path}: {status}")
        self.tag = headers.get("etag", self.tag)

    async def send(self, figures: Figures, path: str, **form: str) -> None:
        status, _headers, body = await self.ask(
            f"/hop/{self._meeting}/{path}", form=form | {"csrfmiddlewaretoken": self.token}
        )
        figures.sent += 1
        if status not in (204, 302):
            figures.errors.append(f"{path}: {status} {body[:200]!r}")


async def follow(person: Person, figures: Figures, every: float, until: float, *, naive: bool) -> None:
    """One page from now on; the first question comes at any moment of the first interval."""
    await asyncio.sleep(random.uniform(0, every))  # noqa: S311 - no secret
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            await person.poll(figures, naive=naive)
        except (OSError, asyncio.IncompleteReadError, RuntimeError) as error:
            figures.errors.append(repr(error))
        wait = every * random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 - no secret
        await asyncio.sleep(max(0.0, wait - (time.perf_counter() - began) if naive else wait))
