"""Asks pages through the whole stack of the site, in this process; notes time and queries of each answer."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Count
from django.test import Client

from benchmarks.scale import pages
from benchmarks.scale.build import PASSWORD
from benchmarks.scale.pages import Page, Places
from vankien_web.accounts.models import User
from vankien_web.common.fields import under
from vankien_web.congresses.models import Congress
from vankien_web.units.models import Role

_WARM = 3
Figures = dict[str, Any]


class Counted:
    """How many statements were sent."""

    number = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.number += not sql.startswith(("SAVEPOINT", "RELEASE"))
        return execute(sql, params, many, context)


@contextmanager
def counted() -> Iterator[Counted]:
    counter = Counted()
    with connection.execute_wrapper(counter):
        yield counter


def ask(user: User, address: str) -> tuple[float, float, int, int]:
    """Seconds, of these this process's own, queries and bytes of an answer to somebody signed in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    with counted() as counter:
        began, own = time.perf_counter(), time.process_time()
        answer = client.get(address)
        content = answer.content
        taken, worked = time.perf_counter() - began, time.process_time() - own
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    return taken, worked, counter.number, len(content)


def measure(part: int, requests: int, only: Iterable[str] = ()) -> dict[str, Figures]:
    """Every page, `requests` times. `part` tells processes apart: each visits other people and records."""
    from vankien_web.site import wsgi

    assert wsgi.application
    places = Places(seed=part)
    found = {}
    for page in pages.pages(places):
        if not only or any(page.name.startswith(name) for name in only):
            found[page.name] = _page(page, requests)
    if not only:
        found |= {"sign-in": _sign_in(places), "naive count of the root's tree": _naive(places)}
    return found


def _page(page: Page, requests: int) -> Figures:
    visits = pages.visits(page, requests)
    for user, address in visits[:_WARM]:
        ask(User.objects.get(pk=user.pk), address)
    rows = [ask(user, address) for user, address in visits]
    times, own, queries, sizes = zip(*rows, strict=True)
    return {"bar": page.bar, "times": times, "own": own, "queries": max(queries), "bytes": max(sizes)}


def _sign_in(places: Places) -> Figures:
    """With a password, as a person does; most of the time is Argon2's, on purpose."""
    times, own, queries = [], [], 0
    for unit in places.communes[:10]:
        user, client = places.holder(unit, Role.UNIT_SECRETARY), Client(SERVER_NAME="localhost")
        with counted() as counter:
            began, worked = time.perf_counter(), time.process_time()
            answer = client.post("/vao/", {"login": user.username, "password": PASSWORD})
            times.append(time.perf_counter() - began)
            own.append(time.process_time() - worked)
        queries = max(queries, counter.number)
        if answer.status_code != 302:
            raise SystemExit(f"sign-in: {answer.status_code}")
    return {"bar": False, "times": times, "own": own, "queries": queries, "bytes": 0}


def _naive(places: Places) -> Figures:
    """What the root's board would cost by counting: one row a province, its congresses by stage."""
    times, own = [], []
    for _ in range(5):
        began, worked = time.perf_counter(), time.process_time()
        for province in [*places.provinces, places.wide]:
            below = Congress.objects.filter(under(province.path or "", "unit__path"), season=places.season)
            list(below.values_list("stage").annotate(n=Count("pk")).order_by())
        times.append(time.perf_counter() - began)
        own.append(time.process_time() - worked)
    return {"bar": False, "times": times, "own": own, "queries": len(places.provinces) + 1, "bytes": 0}
