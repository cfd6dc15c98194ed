"""Accounts in a real browser on a real site: a link, a password, a passkey; every page seen by axe."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.test_road import accessible

VANKIEN = Path(sys.executable).with_name("vankien")
PASSWORD = "đường về Quảng Tâm 1954"  # noqa: S105
PAGES = ("", "ma-truy-cap/", "mat-khau/", "lop-hai/", "lop-hai/ung-dung/", "lop-hai/khoa/", "xac-nhan/")
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("accounts")


def environment():
    return {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "VANKIEN_DATA"}}


def link(data, name):
    """The path that `vankien admin` prints, also while the site runs."""
    said = subprocess.run(
        [VANKIEN, "admin", name, "--name", "Quản trị viên 01", "--data", data],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    return re.search(r"/loi-moi/\S+", said.stdout)[0]


@pytest.fixture(scope="module")
def address(chromium, data):
    """Under the name localhost, where browsers give keys without https."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = subprocess.Popen(
        [VANKIEN, "serve", "--port", str(port), "--data", data],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert str(port) in site.stdout.readline()
    yield f"http://localhost:{port}"
    site.terminate()
    site.communicate(timeout=30)


def sign_out(page):
    page.goto("/tai-khoan/")
    page.locator("details.mine summary").click()
    page.get_by_role("button", name="Đăng xuất", exact=True).click()


def test_from_the_link_to_the_passkey(page, data, request):
    name = f"quan.tri.{len(request.node.name)}"
    page.goto(link(data, name))
    accessible(page)
    page.get_by_label("Mật khẩu mới").first.fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_text("Mời đồng chí đăng nhập")).to_be_visible()
    accessible(page)
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/vao/" not in url)
    for path in PAGES:
        page.goto(f"/tai-khoan/{path}")
        accessible(page)

    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto("/tai-khoan/lop-hai/khoa/")
    page.get_by_label("Đăng nhập không cần mật khẩu").check()
    page.get_by_role("button", name="Thêm khóa này").click()
    expect(page.locator(".codes li")).to_have_count(10)
    accessible(page)
    page.goto("/tai-khoan/lop-hai/")
    expect(page.get_by_text("Khóa chính")).to_be_visible()
    accessible(page)

    sign_out(page)
    page.goto("/vao/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url(lambda url: "/vao/" not in url)

    sign_out(page)
    page.goto("/vao/?next=/tai-khoan/ma-truy-cap/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bước thứ hai")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    expect(page.get_by_role("heading", name="Mã truy cập", exact=True)).to_be_visible()
    page.get_by_label("Dùng để làm gì").fill("Báo cáo tuần")
    page.get_by_role("button", name="Tạo mã").click()
    expect(page.locator(".secret")).to_contain_text("vankien_")
    accessible(page)


def test_where_browsers_give_no_keys_none_is_offered(chromium, address):
    page = chromium.new_page()
    page.goto(address.replace("localhost", "127.0.0.1") + "/vao/")
    expect(page.get_by_label("Tên đăng nhập")).to_be_visible()
    expect(page.locator("#passkey_login")).to_be_hidden()
    page.close()
