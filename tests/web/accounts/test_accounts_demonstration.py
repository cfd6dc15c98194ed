"""The demonstration is entered without a password, on this machine and by no other door."""

import pytest
from django.test import Client

from vankien_web.accounts.models import User
from web.accounts_site import STRANGE, sign_in


@pytest.fixture
def player():
    return User.objects.create_user("bi.thu", name="Bí thư 01", is_demonstration=True)


@pytest.fixture
def demonstration(settings):
    settings.VANKIEN_DEMO = True


LOCAL = {"HTTP_HOST": "localhost:8000", "REMOTE_ADDR": "127.0.0.1"}


def enter(username="bi.thu", browser=None, method="post", **where):
    return getattr(browser or Client(), method)("/trinh-dien/vao/", {"username": username}, **LOCAL | where)


def test_the_demonstration_is_entered_without_a_password_on_this_machine(player, demonstration):
    browser = Client()
    assert enter(browser=browser)["Location"] == "/"
    assert browser.get("/", **LOCAL).content.decode() == "trang đầu của Bí thư 01"
    for there in STRANGE:
        answer = browser.post("/trinh-dien/vao/", {"username": "bi.thu", "next": there}, **LOCAL)
        assert answer["Location"] == "/", there


def test_without_the_demonstration_there_is_no_such_page(player):
    for method in ("get", "post", "put"):
        assert enter(method=method).status_code == 404
    assert sign_in(Client(headers={"user-agent": "x"}), "bi.thu", "").status_code == 200


@pytest.mark.parametrize(
    "where",
    [
        {"REMOTE_ADDR": "192.168.1.5"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_HOST": "testserver"},
        {"method": "get"},
        {"username": "nguyen.van.a"},
        {"username": "khong.co"},
        {"username": ""},
    ],
)
def test_the_demonstration_has_no_other_door(player, person, demonstration, where):
    assert enter(**where).status_code == 404


def test_a_player_without_password_has_nothing_to_confirm(player, demonstration):
    browser = Client()
    enter(browser=browser)
    for path in ("xac-nhan/", "xac-nhan/ma/", "xac-nhan/khoa/", "mat-khau/"):
        assert browser.get(f"/tai-khoan/{path}", **LOCAL).status_code == 404, path
    assert browser.get("/tai-khoan/", **LOCAL).status_code == 200


def test_a_suspended_player_stays_out(player, demonstration):
    User.objects.update(is_active=False)
    assert enter().status_code == 404
