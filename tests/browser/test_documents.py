"""A document's pages as the unit and the office see them: by axe, on paper, by keyboard alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.test_road import PASSWORD, accessible

PAGES = ("", "ra-soat/", "ra-soat/?phase=submitted", "lich-su/", "lan/1/", "lan/1/ra-soat/")
LISTS = ("/van-ban/", "/van-ban/?unit=khong-co", "/dai-hoi/1/van-ban/")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    scene = Path(__file__).with_name("scene.py")
    subprocess.run([sys.executable, scene], check=True, env=os.environ | {"VANKIEN_DATA": str(folder)})
    return folder


def enter(chromium, address, name):
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto("/vao/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".mine summary")).to_be_visible()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="module")
def people(chromium, address):
    return {name: enter(chromium, address, name) for name in ("bi.thu", "van.phong")}


@pytest.fixture
def at(chromium, address, people):
    """A page of this person's, at this width; what the browser complains of fails the test."""
    contexts, complaints = [], []

    def opened(name, width=1280):
        viewport = {"width": width, "height": 800}
        context = chromium.new_context(base_url=address, storage_state=people[name], viewport=viewport)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("name", ["bi.thu", "van.phong"])
def test_every_page_can_be_used_by_everyone(at, name, width):
    page = at(name, width)
    for address in (*(f"/van-ban/1/{part}" for part in PAGES), *LISTS):
        assert page.goto(address).status == 200
        accessible(page)
        assert page.locator(".btn-primary:visible").count() <= 1, address
    page.goto("/van-ban/2/nop/" if name == "bi.thu" else "/van-ban/1/")
    accessible(page)


def test_on_paper_nothing_is_cut_off(at):
    page = at("van.phong")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    for part in ("", "ra-soat/", "lich-su/"):
        page.goto(f"/van-ban/1/{part}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        expect(page.locator("h1")).to_contain_text("khóa XXVI")


def test_the_office_sends_it_back_by_keyboard_alone(at):
    page = at("van.phong")
    page.goto("/van-ban/1/")
    expect(page.locator(".sub")).to_contain_text("Chờ Văn phòng Thành ủy xử lý từ")
    page.locator(".actions summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Bổ sung chủ đề đại hội")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã trả lại đơn vị")
    unit = at("bi.thu", 375)
    unit.goto("/van-ban/1/")
    expect(unit.locator(".notice.warning").first).to_contain_text("Bổ sung chủ đề đại hội")
    unit.goto("/van-ban/1/ra-soat/")
    unit.locator(".found .confirm summary").first.click()
    unit.locator(".found textarea").first.fill("Đã có ở phần mở đầu")
    unit.locator(".found .confirm[open] button").first.click()
    expect(unit.locator(".set-aside")).to_contain_text("Đã có ở phần mở đầu")
