"""The programs' interface: the same actions, the same permissions, errors of one shape."""

from datetime import timedelta

import pytest
from django.test import Client

from factories import make_congress, make_draft, make_season, make_tree, make_user
from vankien_web.accounts.actions import make_token
from vankien_web.common import clock
from vankien_web.units.models import Role

pytestmark = pytest.mark.django_db


class Program:
    """Somebody's program, with a token."""

    def __init__(self, user):
        self.user, self.client = user, Client(enforce_csrf_checks=True)
        self.token = make_token(user, "thử", clock.today() + timedelta(days=1))

    def __call__(self, method, address, data=None, **headers):
        headers = {"Authorization": f"Bearer {self.token}"} | headers
        more = {"content_type": "application/json", "data": data} if data is not None else {}
        return getattr(self.client, method)(f"/api/v1{address}", **more, headers=headers)

    def get(self, address, **headers):
        return self("get", address, **headers)

    def post(self, address, data=None, **headers):
        return self("post", address, data or {}, **headers)

    def form(self, address, **fields):
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.client.post(f"/api/v1{address}", fields, headers=headers)


@pytest.fixture
def tree(db):
    return make_tree()


def test_units_of_ones_scope(tree):
    office = Program(make_user(tree.city, Role.OFFICE))
    listed = office.get("/units").json()
    assert listed["total"] == 4
    assert {row["name"] for row in listed["items"]} >= {"Đảng bộ thành phố Hai", "Đảng bộ xã Ba"}
    assert office.get(f"/units/{tree.commune.pk}").json()["parent"]["id"] == tree.city.pk
    hidden = office.get(f"/units/{tree.other_commune.pk}")
    assert (hidden.status_code, hidden.json()["error"]) == (404, "not_found")


def test_drafts_one_and_many(tree):
    season = make_season(tree.city)
    draft = make_draft(make_congress(season, tree.commune))
    secretary = Program(make_user(tree.commune, Role.UNIT_SECRETARY))
    assert [row["id"] for row in secretary.get("/drafts").json()["items"]] == [draft.pk]
    one = secretary.get(f"/drafts/{draft.pk}").json()
    assert one["state"] == "drafting"
    assert one["may"]["submit"]
    office = Program(make_user(tree.city, Role.OFFICE))
    assert office.get(f"/drafts/{draft.pk}").status_code == 404
