"""Two versions compared in the browser: jumping by button and key, moved passages, paper, axe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.test_documents import enter
from browser.test_road import accessible

PAGE = "/van-ban/1/so-sanh/"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("comparison")
    scene = Path(__file__).with_name("comparison_scene.py")
    env = os.environ | {"VANKIEN_DATA": str(folder), "PYTHONPATH": str(Path(__file__).parents[1])}
    subprocess.run([sys.executable, scene], check=True, env=env)
    return folder


@pytest.fixture(scope="module")
def signed_in(chromium, address):
    return enter(chromium, address, "bi.thu")


@pytest.fixture(params=[1280, 375], ids=["desktop", "narrow"])
def page(chromium, address, signed_in, request):
    viewport = {"width": request.param, "height": 800}
    context = chromium.new_context(base_url=address, storage_state=signed_in, viewport=viewport)
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize("kind", ["song-song", "lien"])
def test_it_reads_well_on_every_width(page, kind):
    page.goto(f"{PAGE}?kieu={kind}")
    expect(page.locator("[data-stop]").first).to_be_visible()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_one_jumps_from_change_to_change(page):
    page.goto(PAGE)
    last = page.locator("[data-stop]").count()
    page.keyboard.press("n")
    page.keyboard.press("F8")
    expect(page.locator("#where")).to_have_text(f"2/{last}")
    expect(page.locator("[data-stop='2']")).to_be_focused()
    page.keyboard.press("Shift+F8")
    page.keyboard.press("p")
    expect(page.locator("#where")).to_have_text(f"{last}/{last}")
    page.get_by_role("button", name="Điểm sau").click()
    expect(page.locator("#where")).to_have_text(f"1/{last}")


def test_a_moved_passage_leads_to_where_it_stood(page):
    page.goto(PAGE)
    page.get_by_role("link", name="từ: I. KINH TẾ").click()
    expect(page.locator(".op-gone").first).to_be_in_viewport()


def test_on_paper_it_lies_across(page):
    page.goto(PAGE)
    page.emulate_media(media="print")
    assert page.locator("main").evaluate("main => getComputedStyle(main).page") == "wide"
    expect(page.locator(".filter-bar")).to_be_hidden()
    expect(page.locator(".sum h2")).to_be_visible()
