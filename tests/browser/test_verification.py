"""Verification in the browser: by keyboard alone, without script as well, on a telephone and on paper."""

import pytest
from playwright.sync_api import expect

from browser import replay_drafts, replay_figures
from browser.replay_answers import bring
from browser.replay_people import SECRETARY, Day, Site, read, scene
from browser.visits import unusable


@pytest.fixture(scope="module")
def day(chromium, tmp_path_factory):
    """The commune's report has been sent up."""
    data = tmp_path_factory.mktemp("verification")
    scene(data)
    site = Site(data)
    day = Day(chromium, site.on("2020-02-26"))
    secretary = day.enter(SECRETARY["quang-tam"], scripts=True)
    secretary.page.goto("/dai-hoi/1/van-ban/")
    secretary.press("button[name=kind][value=political_report]")
    secretary.fill("/van-ban/1/nop/", file=replay_drafts.sample("quang-tam"))
    read(secretary, 1)
    secretary.post("/van-ban/1/gui/")
    yield day
    day.leave()
    site.end()


def test_the_departments_verify_the_figures_and_only_what_changed_comes_back(day, tmp_path):
    replay_figures.sent_out(day)
    replay_figures.verified(day)
    day.office.page.goto("/van-ban/1/")
    day.office.unfold("/tra-lai/")
    day.office.page.locator("form[action$='/tra-lai/'] [name=reason]").fill("Rà lại (minh họa).")
    day.office.post("/tra-lai/")
    bring(day, 1, tmp_path, number=2)
    secretary = day.enter(SECRETARY["quang-tam"], scripts=True)
    secretary.page.goto("/van-ban/1/")
    secretary.post("/van-ban/1/gui/")
    replay_figures.what_changed_comes_back(day)


def test_a_correction_by_keyboard_and_keys_that_are_quiet_in_a_field(day):
    clerk = day.enter("tai-chinh", scripts=True)
    page = clerk.page
    page.goto(replay_figures.DRAFT)
    first = page.locator("#one-title").inner_text()
    page.keyboard.press("j")
    expect(page.locator("#one-title")).not_to_have_text(first)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".verify-list [aria-current]")).to_contain_text(first)
    page.keyboard.press("s")
    expect(page.locator("[name=value]")).to_be_focused()
    page.keyboard.type("jkthc")
    expect(page.locator("[name=value]")).to_have_value("jkthc")
    page.keyboard.press("Escape")
    expect(page.locator(".verb[open]")).to_have_count(0)
    page.keyboard.press("s")
    page.keyboard.press("Control+a")
    page.keyboard.type("1.049,5")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Báo cáo quyết toán 2019 (minh họa)")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    clerk.says("Đã sửa")
    assert page.locator(".verify-list li.answered").count() == 1


def test_every_page_of_it_can_be_used(day):
    verifier, office = day.enter("kinh-te", scripts=True).page, day.enter("van-phong", scripts=True).page
    wrong = []
    for page, address in (
        (verifier, "/tham-dinh/"),
        (verifier, replay_figures.DRAFT),
        (office, replay_figures.DRAFT),
        (office, replay_figures.DRAFT + "gui/"),
    ):
        page.goto(address)
        wrong += unusable(page)
    assert wrong == []
