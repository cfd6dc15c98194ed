"""Every page that somebody may read needs at most a dozen queries."""

import logging

import pytest
from django.db import transaction

from benchmarks.scale.measure import counted
from benchmarks.scale.report import QUERIES
from web.permissions.asking import address, cases, routes

pytestmark = pytest.mark.django_db
READERS = [("office", "ancestor"), ("chair", "ancestor"), ("unit_secretary", "own"), ("group_head", "own")]


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def pages(world):
    for route in routes():
        if not route.startswith("api/"):
            for case in cases(route, "GET"):
                with transaction.atomic():
                    case.before(world)
                    yield address(route, case, world)
                    transaction.set_rollback(True)


def test_every_page_needs_few_queries(world):
    found = []
    for url in pages(world):
        for role, where in READERS:
            with transaction.atomic(), counted() as asked:
                answer = world.actors[role][where].ask("GET", url)
                transaction.set_rollback(True)
            if answer.status_code == 200 and asked.number > QUERIES:
                found.append(f"{role} {url}: {asked.number}")
    assert "\n".join(found) == ""
