"""A unit answers beside its text, the group checks, the office confirms: by keyboard, axe, telephone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from asking import COOPERATIVE
from browser.test_documents import enter
from browser.test_road import accessible


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("requests")
    scene = Path(__file__).with_name("scene_requests.py")
    subprocess.run([sys.executable, scene], check=True, env=os.environ | {"VANKIEN_DATA": str(folder)})
    return folder


@pytest.fixture
def at(chromium, address):
    """A page of this person's; what the browser complains of fails the test."""
    complaints, contexts = [], []

    def opened(name, width=1280):
        state, view = enter(chromium, address, name), {"width": width, "height": 800}
        contexts.append(chromium.new_context(base_url=address, storage_state=state, viewport=view))
        page = contexts[-1].new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def test_a_request_goes_its_road_by_keyboard(at):
    page = at("bi.thu")
    page.goto("/van-ban/1/yeu-cau/?yc=2")
    page.get_by_role("link", name="Trả lời YC-02").press("Enter")
    page.get_by_label("Tiếp thu", exact=True).press("Space")
    page.get_by_label("Đã làm gì").fill("Đã bổ sung ở phần kết quả.")
    page.get_by_label("Câu hoặc đoạn").fill(COOPERATIVE)
    page.get_by_label("Mục của bản mới").select_option("")
    page.get_by_role("button", name="Ghi trả lời").press("Enter")
    expect(page.get_by_text("Đã ghi trả lời cho YC-02.")).to_be_visible()
    page.get_by_role("link", name="YC-02").first.press("Enter")
    expect(page.locator(".abreast mark").first).to_have_text(COOPERATIVE)
    page.goto("/van-ban/1/")
    page.get_by_role("button", name="Gửi cấp trên").press("Enter")
    group = at("to.vien", 375)
    group.goto("/yeu-cau/2/")
    group.get_by_label("Đạt", exact=True).press("Space")
    group.get_by_label("Nhận xét trong một câu").fill("Có ở phần kết quả.")
    group.get_by_role("button", name="Ghi kết quả kiểm tra").press("Enter")
    office = at("van.phong")
    office.goto("/yeu-cau/2/")
    office.get_by_role("button", name="Xác nhận đã đạt").press("Enter")
    expect(office.get_by_text("Đã xác nhận yêu cầu đạt.")).to_be_visible()


def test_arrows_go_through_the_list_and_without_scripts_links_do(at, chromium, address):
    page = at("bi.thu")
    page.goto("/van-ban/1/yeu-cau/?yc=1")
    expect(page.locator("#one-title")).to_have_text("YC-01")
    expect(page.locator(".abreast").first).to_be_visible()
    page.locator(".asked-list li > a").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#one-title")).to_have_text("YC-02")
    expect(page.locator(".asked-list [aria-current]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#one-title")).to_have_text("YC-01")
    state = enter(chromium, address, "bi.thu")
    plain = chromium.new_context(base_url=address, storage_state=state, java_script_enabled=False).new_page()
    plain.goto("/van-ban/1/yeu-cau/")
    plain.locator(".coverage nav a").nth(1).click()
    plain.locator(".asked-list li > a").last.click()
    expect(plain.locator("#yeu-cau")).to_be_visible()
    plain.context.close()


@pytest.mark.parametrize("width", [1280, 375])
def test_everyone_can_use_them_and_nothing_is_cut_off(at, width):
    page = at("bi.thu", width)
    for where in ("/yeu-cau/", "/van-ban/1/yeu-cau/", "/yeu-cau/1/", "/yeu-cau/1/tra-loi/"):
        assert page.goto(where).status == 200
        accessible(page)
        assert page.locator(".btn-primary:visible").count() <= 1, where
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
        page.emulate_media(media="screen")
