"""The first page, the demonstration's roles, and what the navigation shows to whom."""

import re

import pytest

import factories

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def demonstration(settings):
    settings.VANKIEN_DEMO = True
    settings.ALLOWED_HOSTS = ["localhost", "elsewhere.test"]
    person = factories.make_person(
        factories.make_unit("Đảng bộ xã Ba"), "unit_secretary", title="Bí thư Đảng ủy"
    )
    person.account.is_demonstration = True
    person.account.save()
    return person


def menu(client, user=None, path="/don-vi/"):
    client.force_login(user, backend=BACKEND)
    page = client.get(path).content.decode()
    return re.findall(r'<li><a href="(/[a-z-]+/)"', page.split('class="fold"')[0])


def test_a_stranger_is_shown_in_or_to_the_quick_check(client):
    page = client.get("/").content.decode()
    assert 'href="/vao/">Đăng nhập</a>' in page
    assert 'href="/ra-soat/"' in page
    assert "/trinh-dien/" not in page


def test_who_is_signed_in_is_led_on(client):
    client.force_login(factories.make_user(factories.make_unit(), "office"), backend=BACKEND)
    assert client.get("/").status_code == 302


def test_the_demonstration_s_roles_are_one_button_each(client, demonstration):
    page = client.get("/", HTTP_HOST="localhost").content.decode()
    assert f'value="{demonstration.account.username}"' in page
    assert "Bí thư Đảng ủy · Đảng bộ xã Ba" in page
    entered = client.post(
        "/trinh-dien/vao/", {"username": demonstration.account.username}, HTTP_HOST="localhost"
    )
    assert entered.status_code == 302


def test_in_the_demonstration_the_sign_in_leads_to_the_roles_and_they_to_the_page_asked_for(
    client, demonstration
):
    asked = client.get("/ra-soat/", HTTP_HOST="localhost", follow=True).content.decode()
    there = "/trinh-dien/?next=%2Fra-soat%2F"
    assert f'href="{there}"' in asked
    roles = client.get(there, HTTP_HOST="localhost").content.decode()
    assert '<input type="hidden" name="next" value="/ra-soat/">' in roles
    chosen = {"username": demonstration.account.username, "next": "/ra-soat/"}
    assert client.post("/trinh-dien/vao/", chosen, HTTP_HOST="localhost").url == "/ra-soat/"


@pytest.mark.parametrize("path", ["/", "/trinh-dien/"])
def test_no_role_is_named_outside_the_demonstration_or_to_another_machine(
    client, demonstration, settings, path
):
    username = f'value="{demonstration.account.username}"'  # a token may hold the bare name by chance
    assert username in client.get(path, HTTP_HOST="localhost").content.decode()
    assert username not in client.get(path, HTTP_HOST="elsewhere.test").content.decode()
    assert username not in client.get(path, HTTP_HOST="localhost", REMOTE_ADDR="10.0.0.9").content.decode()
    settings.VANKIEN_DEMO = False
    assert username not in client.get(path, HTTP_HOST="localhost").content.decode()


@pytest.mark.parametrize(
    ("role", "drafts", "units"),
    [
        ("office", True, True),
        ("unit_drafter", True, True),
        ("observer", True, True),
        ("administrator", False, True),
        ("verifier", False, True),
        ("", False, False),
    ],
)
def test_the_navigation_follows_the_posts(client, role, drafts, units):
    found = menu(client, factories.make_user(factories.make_unit(), role))
    assert ("/van-ban/" in found) is drafts
    assert ("/don-vi/" in found) is units
    assert "/ra-soat/" in found


def test_the_frame_says_in_whose_place_one_acts(client):
    client.force_login(factories.make_user(factories.make_unit(), "unit_secretary"), backend=BACKEND)
    assert '<p class="acting">' in client.get("/don-vi/").content.decode()
