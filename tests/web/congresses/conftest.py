"""A season of congresses below a province, on the day of the demonstration."""

import pytest
from django.urls import reverse

from factories import make_tree, make_user
from vankien_web.congresses import actions
from vankien_web.congresses.models import Congress
from vankien_web.units.models import Role, Unit


@pytest.fixture(autouse=True)
def that_day(settings):
    settings.VANKIEN_DEMO = True


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def office(tree):
    return make_user(tree.province, Role.OFFICE)


@pytest.fixture
def city_office(tree):
    return make_user(tree.city, Role.OFFICE)


@pytest.fixture
def season(tree, office):
    made = actions.open_season(tree.province, "dang-2019", "Đại hội 2020–2025", (2020, 2025), by=office)
    actions.open_congresses(made, Unit.objects.below(tree.province), by=office)
    return made


@pytest.fixture
def commune(tree, season):
    return Congress.objects.get(unit=tree.commune)


@pytest.fixture
def get(client):
    def ask(user, name, *args, data=None, code=200, **query):
        client.force_login(user)
        path = reverse(name, args=args)
        answer = client.get(path, query) if data is None else client.post(path, data)
        assert answer.status_code == code, answer.content.decode()[:3000]
        return answer

    return ask
