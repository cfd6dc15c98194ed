"""The ledger of the benchmark, small: what was planted is found and nothing else, by few queries."""

import pytest
from django.db import transaction

from benchmarks.ledger.build import PLANTED, SHORT, build
from benchmarks.ledger.measure import measure

pytestmark = pytest.mark.django_db
QUERIES = 6


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """Built and measured once for this file, and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        build(SHORT)
        yield measure(requests=8)
        transaction.set_rollback(True)


def test_everything_planted_is_found_and_nothing_else(told):
    assert told["found"]["congresses"] == SHORT.wide > PLANTED
    assert told["found"]["wrong"] == 0
    assert told["found"]["sums"]["agrees"] > 0
    assert told["found"]["sums"]["open"] > 0


def test_few_queries(told):
    asked = {name: one["queries"] for name, one in told.items() if "queries" in one}
    assert len(asked) == 4
    assert max(asked.values()) <= QUERIES, asked
