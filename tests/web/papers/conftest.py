"""The meeting of 13/02/2020 on its day, and its clerk at the browser."""

import pytest

from vankien_web.common import clock, office
from web.papers_case import DAY, make_case


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)


@pytest.fixture
def no_libreoffice(monkeypatch):
    monkeypatch.setattr(office, "available", lambda: False)


@pytest.fixture
def case(db):
    return make_case()


@pytest.fixture
def clerk(client, case):
    client.force_login(case.office)
    return client
