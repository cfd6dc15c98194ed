"""A city's committee and its office, on the day of the demonstration."""

import pytest

from factories import make_tree, make_user
from vankien_web.units.models import Role


@pytest.fixture(autouse=True)
def that_day(settings):
    settings.VANKIEN_DEMO = True


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def office(tree):
    return make_user(tree.city, Role.OFFICE)
