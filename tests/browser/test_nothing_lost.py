"""Not a sentence is lost: two people at once, a dead line, an ended session, a killed server."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.test_documents import enter
from browser.test_road import PASSWORD, accessible

MINUTES, CONCLUSION = "/hop/1/bien-ban/", "/hop/1/ket-luan/"
SAVED = re.compile(r"Đã lưu lúc \d\d:\d\d")
WAITING = "Chưa lưu – còn giữ trong máy này"
SCENE = Path(__file__).with_name("hall_scene.py")
WRITTEN = [MINUTES, CONCLUSION]


class Site:
    """`vankien serve` on one port, as often as it is killed."""

    def __init__(self, data):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.data = data
        self.start()

    def start(self):
        own = {"DJANGO_SETTINGS_MODULE", "VANKIEN_DATA"}
        self.process = subprocess.Popen(
            [
                Path(sys.executable).with_name("vankien"),
                "serve",
                "--port",
                str(self.port),
                "--data",
                self.data,
            ],
            stdout=subprocess.PIPE,
            text=True,
            env={k: v for k, v in os.environ.items() if k not in own},
            start_new_session=True,
        )
        assert str(self.port) in self.process.stdout.readline()

    def kill(self, how=signal.SIGKILL):
        os.killpg(self.process.pid, how)
        self.process.communicate(timeout=30)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hall")
    subprocess.run([sys.executable, SCENE], check=True, env=os.environ | {"VANKIEN_DATA": str(folder)})
    return folder


@pytest.fixture(scope="module")
def site(chromium, data):
    running = Site(data)
    yield running
    running.kill(signal.SIGTERM)


@pytest.fixture(scope="module")
def address(site):
    return f"http://127.0.0.1:{site.port}"


@pytest.fixture(scope="module")
def people(chromium, address):
    return {name: enter(chromium, address, name) for name in ("van.phong", "van.phong.2", "uy.vien")}


@pytest.fixture
def at(chromium, address, people):
    """A page of this person's in a browser of its own; an error of a script fails the test."""
    contexts, complaints = [], []

    def opened(name, where, width=1280):
        viewport = {"width": width, "height": 900}
        context = chromium.new_context(base_url=address, storage_state=people[name], viewport=viewport)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(where)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def fresh(page):
    """The empty row of the first item, ready to be typed into."""
    return page.locator("[data-rows] > [data-fresh] textarea").first


def row_with(page, text):
    """The row in which this text is typed now; it stays this row when others come in."""
    key = page.evaluate(
        "(text) => [...document.querySelectorAll('[data-row]')].find((row) => "
        "row.querySelector('textarea[name=text]')?.value.includes(text))?.dataset.row",
        text,
    )
    assert key, f"no row has {text!r}"
    return page.locator(f'[data-row="{key}"]')


def kept_here(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('keep:')).length")


def stored(at, where, text):
    """Somebody else, in another browser, reads it from the server."""
    page = at("uy.vien", where)
    expect(page.locator("main")).to_contain_text(text)
    assert page.locator("main").inner_text().count(text) == 1
    page.context.close()


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("where", WRITTEN)
def test_the_pages_can_be_used_by_everyone(at, where, width):
    page = at("van.phong", where, width)
    accessible(page)
    assert page.locator(".btn-primary:visible").count() <= 1


def test_two_people_at_the_same_sentence_the_second_is_told_and_shown_both(at):
    one, two = at("van.phong", CONCLUSION), at("van.phong.2", CONCLUSION)
    first, second = (page.get_by_label("Câu 1.2", exact=True) for page in (one, two))
    first.focus()
    second.focus()
    first.fill("Lời của người thứ nhất.")
    expect(one.locator(".keep-state", has_text=SAVED)).to_be_visible(timeout=20_000)
    second.fill("Lời của người thứ hai.")
    told = two.get_by_role("alert").filter(has_text="đã lưu nội dung khác")
    expect(told).to_contain_text("Lời của người thứ nhất.", timeout=20_000)
    expect(told).to_contain_text("Lời của người thứ hai.")
    expect(told).to_contain_text("Cán bộ Văn phòng Thành ủy 01")
    accessible(two)
    told.get_by_role("button", name="Lưu phần tôi").click()
    expect(told).to_have_count(0)
    expect(two.locator(".keep-state", has_text=SAVED)).to_be_visible(timeout=20_000)
    expect(second).to_have_value("Lời của người thứ hai.")
    stored(at, CONCLUSION, "Lời của người thứ hai.")
    expect(first).to_have_value("Lời của người thứ hai.", timeout=10_000)


@pytest.mark.parametrize("where", WRITTEN)
def test_two_people_at_different_sentences_both_stay(at, where):
    one, two = at("van.phong", where), at("van.phong.2", where)
    fresh(one).fill("Câu của tôi.")
    fresh(two).fill("Câu của bạn.")
    expect(row_with(one, "Câu của tôi.").locator(".keep-state")).to_have_text(SAVED, timeout=20_000)
    expect(row_with(two, "Câu của bạn.").locator(".keep-state")).to_have_text(SAVED, timeout=20_000)
    for page in (one, two):
        page.wait_for_function(
            "() => ['Câu của tôi.', 'Câu của bạn.'].every((text) => "
            "[...document.querySelectorAll('textarea')].filter((area) => area.value === text).length === 1)",
            timeout=10_000,
        )
        page.reload()
        for text in ("Câu của tôi.", "Câu của bạn."):
            row_with(page, text)


@pytest.mark.parametrize("where", WRITTEN)
def test_a_dropped_line(at, where):
    page = at("van.phong", where)
    page.context.set_offline(True)
    fresh(page).fill("Gõ khi mất mạng.")
    row = row_with(page, "Gõ khi mất mạng.")
    expect(row.locator(".keep-state")).to_have_text(WAITING)
    page.wait_for_timeout(2000)
    expect(row.locator(".keep-state")).not_to_have_text(SAVED, timeout=20_000)
    page.context.set_offline(False)
    expect(row.locator(".keep-state")).to_have_text(SAVED, timeout=20_000)
    assert kept_here(page) == 0
    stored(at, where, "Gõ khi mất mạng.")


@pytest.mark.parametrize("where", WRITTEN)
def test_a_killed_server(at, where, site):
    page = at("van.phong", where)
    fresh(page).focus()
    site.kill()
    fresh(page).fill("Gõ khi máy chủ chết.")
    row = row_with(page, "Gõ khi máy chủ chết.")
    expect(row.locator(".keep-state")).to_have_text(WAITING, timeout=10_000)
    assert kept_here(page) == 1
    site.start()
    expect(row.locator(".keep-state")).to_have_text(SAVED, timeout=30_000)
    assert kept_here(page) == 0
    stored(at, where, "Gõ khi máy chủ chết.")


@pytest.mark.parametrize("where", WRITTEN)
def test_a_closed_laptop(at, where):
    page = at("van.phong", where)
    page.context.set_offline(True)
    fresh(page).fill("Gõ rồi gập máy.")
    expect(row_with(page, "Gõ rồi gập máy.").locator(".keep-state")).to_have_text(WAITING)
    page.close()
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(where)
    expect(row_with(again, "Gõ rồi gập máy.").locator(".keep-state")).to_have_text(SAVED, timeout=20_000)
    stored(at, where, "Gõ rồi gập máy.")


@pytest.mark.parametrize("where", WRITTEN)
def test_an_ended_session(at, where, chromium, address, data, people):
    page = at("van.phong", where)
    everybody = os.environ | {"VANKIEN_DATA": str(data)}
    subprocess.run([sys.executable, SCENE, "--end-sessions"], check=True, env=everybody)
    fresh(page).fill("Gõ khi hết phiên.")
    row = row_with(page, "Gõ khi hết phiên.")
    told = row.get_by_role("alert")
    expect(told).to_contain_text("Phiên làm việc đã hết", timeout=20_000)
    with page.context.expect_page() as opened:
        told.get_by_role("link", name="Đăng nhập lại").click()
    entrance = opened.value
    entrance.fill("input[name=login]", "van.phong")
    entrance.fill("input[name=password]", PASSWORD)
    entrance.keyboard.press("Enter")
    expect(entrance.locator(".mine summary")).to_be_visible()
    entrance.close()
    expect(row.locator(".keep-state")).to_have_text(SAVED, timeout=30_000)
    expect(told).to_be_hidden()
    people |= {name: enter(chromium, address, name) for name in people}
    stored(at, where, "Gõ khi hết phiên.")


def test_a_text_that_waits_is_its_writers_alone_and_goes_with_the_sign_out(at, people):
    page = at("van.phong", MINUTES)
    page.context.set_offline(True)
    fresh(page).fill("Lời riêng chưa lưu.")
    expect(row_with(page, "Lời riêng chưa lưu.").locator(".keep-state")).to_have_text(WAITING)
    page.context.clear_cookies()
    page.context.add_cookies(people["van.phong.2"]["cookies"])
    page.context.set_offline(False)
    expect(page.locator("main")).to_contain_text("Người khác đã đăng nhập trên máy này", timeout=20_000)
    assert "Lời riêng" not in page.content()
    other = page.context.new_page()
    other.goto(MINUTES)
    assert "Lời riêng" not in other.content()
    assert kept_here(other) == 1
    page.context.clear_cookies()
    page.context.add_cookies(people["van.phong"]["cookies"])
    other.route("**/luu/", lambda route: route.abort())
    other.goto(MINUTES)
    expect(row_with(other, "Lời riêng chưa lưu.").locator(".keep-state")).to_have_text(WAITING)
    other.locator(".mine summary").click()
    other.get_by_role("button", name="Đăng xuất").click()
    expect(other.get_by_role("alert").filter(has_text="lần nữa")).to_be_visible()
    other.get_by_role("button", name="Đăng xuất").click()
    expect(other.locator("header").get_by_role("link", name="Đăng nhập")).to_be_visible(timeout=20_000)
    assert kept_here(other) == 0


def test_without_the_script_the_button_saves(chromium, address, people, at):
    people["van.phong"] = enter(chromium, address, "van.phong")
    context = chromium.new_context(
        base_url=address, storage_state=people["van.phong"], java_script_enabled=False
    )
    page = context.new_page()
    page.goto(CONCLUSION)
    fresh(page).fill("Gõ không có kịch bản.")
    page.locator("[data-fresh]").first.get_by_role("button", name="Lưu").click()
    expect(page.locator("main")).to_contain_text("Gõ không có kịch bản.")
    context.close()
    stored(at, CONCLUSION, "Gõ không có kịch bản.")
