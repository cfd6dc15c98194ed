"""Reading and speaking as people do it: by mouse, by keyboard alone, with a laptop that is closed, by axe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.test_documents import enter
from browser.test_road import accessible

TEXT = "/van-ban/1/y-kien/"
PAGES = (
    TEXT,
    TEXT + "viet/",
    "/hop/1/y-kien/",
    "/hop/1/y-kien/viet/",
    "/hop/1/chinh-kien/",
    "/hop/1/muc/1/chinh-kien/",
)
SELECT = """paragraph => {
  const node = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
  const range = document.createRange();
  range.setStart(node, 2); range.setEnd(node, 6);
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("opinions")
    scene = Path(__file__).with_name("opinions_scene.py")
    tests = str(Path(__file__).parents[1])
    env = os.environ | {"VANKIEN_DATA": str(folder), "PYTHONPATH": tests}
    subprocess.run([sys.executable, scene], check=True, env=env)
    return folder


@pytest.fixture(scope="module")
def member(chromium, address):
    return enter(chromium, address, "uy.vien.1")


@pytest.fixture
def opened(chromium, address, member):
    contexts = []

    def at(width=1280, **options):
        context = chromium.new_context(
            base_url=address, storage_state=member, viewport={"width": width, "height": 800}, **options
        )
        contexts.append(context)
        return context.new_page()

    yield at
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_can_be_used_by_everyone(opened, width):
    page = opened(width)
    for address in PAGES:
        assert page.goto(address).status == 200
        accessible(page)
        assert page.locator(".btn-primary:visible").count() <= 1, address


def test_what_is_typed_outlives_a_closed_laptop_and_is_sent_once(opened):
    page = opened()
    page.goto(TEXT)
    paragraph = page.locator("#sheet p.align-justify", has_text="11 chi bộ").first
    paragraph.scroll_into_view_if_needed()
    paragraph.evaluate(SELECT)
    page.click("[data-speak]")
    expect(page.locator("textarea[data-passage]")).to_have_value("Đảng bộ")
    page.keyboard.type("Cần nói rõ hơn.")
    expect(page.locator(".keep-state")).to_contain_text("Đã lưu")
    page.context.close()

    page = opened()
    page.goto(TEXT)
    card = page.locator("article[data-unsent]")
    expect(card).to_contain_text("Cần nói rõ hơn.")
    expect(card).to_contain_text("chỉ đồng chí thấy")
    card.get_by_role("link", name="Viết tiếp").click()
    page.fill("textarea[name=text]", "Cần nói rõ hơn nữa.")
    page.get_by_role("button", name="Gửi ý kiến").click()
    sent = page.locator(".remark.opinion", has_text="Cần nói rõ hơn nữa.")
    expect(sent).to_have_count(1)
    expect(sent.get_by_role("link")).to_have_count(0)


def test_by_keyboard_alone(opened):
    page = opened()
    page.goto(TEXT)
    for key in ("j", "j", "g"):
        page.keyboard.press(key)
    expect(page.locator(".composer textarea[name=text]")).to_be_focused()
    page.keyboard.type("Viết bằng bàn phím.")
    page.keyboard.press("Escape")
    expect(page.locator("article[data-unsent]", has_text="Viết bằng bàn phím.")).to_have_count(1)


def test_without_scripts_a_paragraph_is_chosen_in_a_form(opened):
    page = opened(java_script_enabled=False)
    page.goto(TEXT)
    page.get_by_role("link", name="Viết ý kiến").click()
    page.select_option("select[name=section]", index=3)
    page.get_by_role("button", name="Hiện các đoạn của mục").click()
    page.locator(".paragraphs input").nth(1).check()
    page.fill("textarea[name=text]", "Không cần JavaScript.")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator(".remark.opinion .quote")).not_to_have_count(0)
    expect(page.locator(".remark.opinion", has_text="Không cần JavaScript.")).to_have_count(1)


@pytest.mark.parametrize("where", [TEXT + "viet/", "/hop/1/y-kien/viet/"])
def test_what_was_sent_is_not_said_to_be_unsaved(opened, where):
    page = opened()
    page.goto(where)
    page.locator("textarea[name=text]").fill("Nhất trí với dự thảo.")
    page.get_by_role("button", name="Gửi ý kiến").click()
    page.wait_for_url(lambda url: "viet" not in url)
    assert page.evaluate("Object.keys(localStorage)") == []
    page.goto(where)
    expect(page.locator("main .notice.warning")).to_have_count(0)


def test_what_was_not_taken_waits(opened):
    page = opened()
    page.goto("/hop/1/y-kien/viet/")
    page.locator("textarea[name=text]").fill("Đường truyền đứt khi gửi.")
    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.get_by_role("button", name="Gửi ý kiến").click()
    page.wait_for_timeout(500)
    page.goto("/hop/")
    assert len(page.evaluate("Object.keys(localStorage)")) == 1
    page.goto("/hop/1/y-kien/viet/")
    expect(page.locator("main pre.typed")).to_have_text("Đường truyền đứt khi gửi.")
