"""Every address × method × role × relation, against the golden table.

`VANKIEN_GOLDEN=write pytest tests/web/permissions/test_matrix.py` writes the table anew from what the site
does: then every line that `git diff` shows is looked at before it is committed.
"""

import logging
import os

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template import loader

from vankien import word
from vankien_web.common import errors, office
from vankien_web.reviews import live
from web.permissions import golden, known
from web.permissions.asking import address, cases, routes, row
from web.permissions.cases import Case
from web.permissions.meetings import CALLED
from web.permissions.world import RELATED, SINGLE

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
COLUMNS = [*RELATED, *SINGLE]  # and where people are called to a meeting, they
CALLS = [*RELATED, *CALLED, *SINGLE]
CALLING = ("meetings", "reviews", "programs_conclusions", "programs_meetings", "programs_reviews")
ROOMS = {
    "reference": ("so-lieu-doi-chieu/", "api/v1/references"),
    "verification": (
        "tham-dinh/",
        "van-ban/<int:draft>/so-lieu/tham-dinh/",
        "api/v1/verifications",
        "api/v1/drafts/<int:draft>/verifications",
    ),
    "indicators": (
        "chi-tieu/",
        "van-ban/<int:draft>/chi-tieu/",
        "van-ban/<int:draft>/so-lieu/trich/",
        "api/v1/indicators",
        "api/v1/drafts/<int:draft>/targets",
    ),
    "meetings": ("hop/",),
    "reviews": (
        "y-kien/",
        "tham-van/",
        "yeu-cau/",
        "giay-to/",
        "tong-hop/",
        "goi-y-kien/",
        *(
            f"van-ban/<int:draft>/{t}"
            for t in ("y-kien", "lan/<int:number>/y-kien", "tham-van", "yeu-cau", "dua-ra-hop", "tong-hop")
        ),
    ),
    "notices": ("thong-bao/", "lich/"),
    "personnel": ("nhan-su/",),
    "units": ("don-vi/", "to-cong-tac/"),
    "people": ("nguoi/", "chuc-vu/", "de-an-nhan-su/"),
    "congresses": ("dot-dai-hoi/", "dai-hoi/", "tien-do/", "luu-tru/"),
    "drafts": ("van-ban/", "ra-soat/"),
    "programs_conclusions": tuple(
        f"api/v1/meetings/<int:meeting>/{part}"
        for part in ("conclusion", "sentences", "requests", "trace", "papers")
    ),
    "programs_meetings": ("api/v1/meetings",),
    "programs_reviews": (
        *(f"api/v1/{room}" for room in ("opinions", "advice", "requests", "papers", "notices", "collations")),
        *(
            f"api/v1/drafts/<int:draft>/{part}"
            for part in ("opinions", "advice", "requests", "verdicts", "collations")
        ),
    ),
    "programs_units": ("api/v1/units", "api/v1/people", "api/v1/posts", "api/v1/groups", "api/v1/me"),
    "programs_drafts": ("api/v1/drafts", "api/v1/quick"),
    "programs": ("api/",),
    "accounts": ("",),
}


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    """Only the outcome counts here: no page is drawn (test_crawl draws them all)."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    monkeypatch.setattr(errors, "page", lambda request, status, *rest: HttpResponse(status=status))
    monkeypatch.setattr(loader, "render_to_string", lambda *rest, **more: "")
    monkeypatch.setattr(live, "render_to_string", lambda *rest, **more: "")
    monkeypatch.setattr(office, "available", lambda: True)
    known.once(monkeypatch)
    monkeypatch.setattr(word, "read_apart", lambda path, *, name, **limits: word.read(path, name=name))
    yield
    logging.disable(before)


def of(room):
    """The addresses of a room: those that no room before it has."""
    starts = [s for starts in ROOMS.values() for s in starts if s]
    for route in routes():
        start = next((s for s in starts if route.startswith(s)), "")
        if start in ROOMS[room]:
            yield route


@pytest.mark.parametrize("room", ROOMS)
def test_every_cell(world, room):
    expected, found = golden.read(room), []
    columns = CALLS if room in CALLING else COLUMNS
    for route in of(room):
        for method in METHODS:
            known = any(key[:2] == (route, method) for key in expected)
            if not known and refuses(world, route, method):
                continue
            for case in cases(route, method):
                cells = row(world, route, method, case, columns)
                found.append({"address": route, "method": method, "case": case.name} | cells)
    if os.environ.get("VANKIEN_GOLDEN") == "write":
        golden.write(room, found, columns)
        return
    there = {golden.key(r) for r in found}
    assert there - expected.keys() == set(), "addresses without a row"
    assert expected.keys() - there == set(), "rows without an address"
    wrong = [
        f"{' '.join(golden.key(r))} {column}: {r[column]}, not {right}"
        for r in found
        for column in columns
        if r[column] != (right := expected[golden.key(r)][column])
    ]
    assert wrong == []


def refuses(world, route, method):
    """Whether the address knows no such method (405), whoever asks."""
    program = route.startswith("api/")
    with transaction.atomic():
        url = address(route, (cases(route, "POST") or cases(route, "GET") or [Case()])[0], world)
        transaction.set_rollback(True)
    for actor in (
        world.actors["unit_secretary"]["own"],
        world.actors["office"]["ancestor"],
        world.actors["site"][""],
    ):
        with transaction.atomic():
            status = actor.ask(method, url, program=program).status_code
            transaction.set_rollback(True)
        if status == 405:
            return True
    return method not in ("GET", "POST") and not cases(route, method)
