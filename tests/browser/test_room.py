"""The room with two people, each with a browser: it follows by itself, and nothing that is typed is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.test_road import accessible

ROOT = Path(__file__).parents[2]
SOON = 9_000  # milliseconds: two questions
WORDS = "Bổ sung chỉ tiêu bảo hiểm y tế tự nguyện"


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """A meeting in session with a chair, a member and a guest, each signed in."""
    folder = tmp_path_factory.mktemp("room")
    command = [sys.executable, "-m", "benchmarks.room.build", "3"]
    own = os.environ | {"VANKIEN_DATA": str(folder)}
    own.pop("VANKIEN_DATABASE", None)
    made = subprocess.run(command, check=True, env=own, cwd=ROOT, capture_output=True, text=True)
    return {"folder": folder} | json.loads(made.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def data(hall):
    return hall["folder"]


@pytest.fixture
def enter(chromium, address, hall):
    """The room as person no. `n` sees it, in a browser of that person's own."""
    contexts = []

    def opened(n, page="phong", width=1280):
        size = {"width": width, "height": 800}
        context = chromium.new_context(base_url=address, viewport=size, reduced_motion="reduce")
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": hall["sessions"][n], "url": address}])
        tab = context.new_page()
        tab.goto(f"/hop/{hall['meeting']}/{page}/")
        return tab

    yield opened
    for context in contexts:
        context.close()


def loaded(page):
    """A mark that a reload would wipe away."""
    page.evaluate("window.same = true")
    return lambda: page.evaluate("window.same === true")


def test_the_page_follows_and_what_is_typed_stays(enter):
    chair, member = enter(0), enter(1)
    same = loaded(member)
    box = member.locator("#speak textarea")
    member.evaluate("scrollTo(0, 120)")
    box.press_sequentially("Đang gõ dở", delay=5)
    box.evaluate("box => box.setSelectionRange(4, 4)")
    before = chair.locator("#now-title").inner_text()
    chair.keyboard.press("F8")
    expect(chair.locator("#now-title")).not_to_have_text(before)
    title = chair.locator("#now-title").inner_text()
    chair.locator("#speak textarea").fill(WORDS)
    chair.locator("#speak button").click()
    expect(chair.locator("#spoken")).not_to_be_empty()
    expect(chair.locator("#speak textarea")).to_have_value("")
    expect(member.locator("#now-title")).to_have_text(title, timeout=SOON)
    expect(member.locator("#opinions")).to_contain_text(WORDS, timeout=SOON)
    expect(member.locator("#said")).to_contain_text(title)
    assert same()
    assert box.input_value() == "Đang gõ dở"
    assert box.evaluate("box => [document.activeElement === box, box.selectionStart]") == [True, 4]


def test_a_guest_follows_without_the_opinions(enter):
    chair, guest = enter(0), enter(2)
    before = guest.locator("#now-title").inner_text()
    chair.locator("#go-previous" if chair.locator("#go-next").is_disabled() else "#go-next").click()
    expect(guest.locator("#now-title")).not_to_have_text(before, timeout=SOON)
    expect(guest.locator("#opinions")).to_be_empty()
    expect(guest.locator("#control button")).to_have_count(0)


def test_a_dead_line_is_said_and_caught_up_with(enter):
    chair, member = enter(0), enter(1)
    same = loaded(member)
    member.context.set_offline(True)
    expect(member.locator("#line")).to_contain_text("Mất kết nối", timeout=SOON)
    member.locator("#speak textarea").fill("Gõ khi mất mạng")
    before = chair.locator("#now-title").inner_text()
    chair.locator("#go-previous" if chair.locator("#go-next").is_disabled() else "#go-next").click()
    expect(chair.locator("#now-title")).not_to_have_text(before)
    title = chair.locator("#now-title").inner_text()
    member.context.set_offline(False)
    expect(member.locator("#now-title")).to_have_text(title, timeout=SOON)
    expect(member.locator("#line")).to_be_hidden()
    assert same()
    assert member.locator("#speak textarea").input_value() == "Gõ khi mất mạng"


def test_a_sign_out_elsewhere_is_said_and_the_words_stay(enter):
    member = enter(1)
    member.locator("#speak textarea").fill("Còn đây")
    cookies = [c for c in member.context.cookies() if c["name"] == "sessionid"]
    member.context.clear_cookies(name="sessionid")
    expect(member.locator("#line")).to_contain_text("Phiên làm việc đã hết", timeout=SOON)
    member.context.add_cookies(cookies)
    expect(member.locator("#line")).to_be_hidden(timeout=SOON)
    assert member.locator("#speak textarea").input_value() == "Còn đây"


def test_the_screen_is_moved_by_a_presenters_clicker(enter):
    screen = enter(0, "man-hinh", width=1920)
    first = screen.locator("#screen h1").inner_text()
    key = "PageUp" if screen.locator("[data-key=next]").is_disabled() else "PageDown"
    screen.keyboard.press(key)
    expect(screen.locator("#screen h1")).not_to_have_text(first)
    screen.keyboard.press("ArrowDown")
    expect(screen.locator("[data-choice]").nth(1)).to_have_attribute("aria-pressed", "true")
    size = screen.locator("#screen .counts").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size / 1920 >= 0.026


@pytest.mark.parametrize("page", ["phong", "man-hinh"])
@pytest.mark.parametrize(("n", "width"), [(0, 1280), (1, 375), (2, 375)])
def test_it_can_be_used_by_everyone(enter, page, n, width):
    shown = enter(n, page, width)
    accessible(shown)
    assert shown.locator(".btn-primary:visible").count() <= 1
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
