"""The frame with every part in it, in a real browser: seen by axe, walked by keyboard, enlarged, printed."""

import mimetypes
from pathlib import Path

import pytest
from playwright.sync_api import expect

import gallery
from browser.test_road import accessible

WEB = Path(gallery.__file__).parents[1] / "src/vankien_web"
SITE = "http://frame.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'"


def dress(route):
    """A style sheet, script or picture from the source, as the site would send it."""
    file = WEB / "common" / route.request.url.removeprefix(SITE).lstrip("/").split("?")[0]
    route.fulfill(path=file, content_type=mimetypes.guess_type(file)[0])


def shown(page, where="/tien-do/", **more):
    """The gallery at `where`, under the site's policy for scripts and styles."""
    body = gallery.render(where, **more)
    page.route(f"{SITE}/static/**", dress)
    page.route(
        SITE + where,
        lambda route: route.fulfill(
            body=body, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
        ),
    )
    page.goto(SITE + where)
    return page


@pytest.fixture(params=[1280, 375], ids=["desktop", "narrow"])
def page(chromium, request):
    """A page without a site behind it; whatever the browser complains of fails the test."""
    context = chromium.new_context(viewport={"width": request.param, "height": 800})
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def frame(page):
    return shown(page)


def test_everyone_can_use_every_part(frame):
    accessible(frame)
    frame.locator(".mine summary").click()
    accessible(frame)
    frame.locator(".confirm summary").click()
    accessible(frame)


def test_a_stranger_s_page_is_usable_too(page):
    accessible(shown(page, person=None))


def test_the_printed_page_is_readable_and_bare(frame):
    frame.emulate_media(media="print")
    frame.set_viewport_size({"width": 643, "height": 900})  # 170 mm, what the margins leave of A4
    accessible(frame)
    for furniture in (
        ".top",
        ".demonstration",
        ".crumbs",
        ".tabs",
        ".actions",
        ".filter-bar",
        ".bottom",
        ".confirm",
    ):
        expect(frame.locator(furniture).first).to_be_hidden()
    expect(frame.locator(".print-foot")).to_contain_text("Người in: Cán bộ Văn phòng 01")
    assert (
        frame.evaluate("getComputedStyle(document.querySelector('.data thead')).display")
        == "table-header-group"
    )
    assert frame.locator(".data a").first.evaluate("a => getComputedStyle(a, '::after').content") in (
        "none",
        "normal",
    )


def names_in_turn(page, most=40):
    """What the Tab key reaches, in order, until the page's content begins."""
    reached = []
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " return [e.innerText || e.name || e.getAttribute('aria-label'), !!e.closest('main'),"
            " parseFloat(s.outlineWidth) >= 2 && s.outlineStyle !== 'none'] }"
        )
        if at[1]:
            break
        assert at[2], f"no visible focus on {at[0]}"
        reached.append(at[0].strip())
    return reached


def test_the_header_is_walked_by_keyboard_alone(frame):
    narrow = frame.viewport_size["width"] < 1200
    reached = names_in_turn(frame)
    assert reached[:3] == ["Đến thẳng nội dung", "đổi vai", "Văn kiện"]
    if narrow:
        assert reached[3:] == ["Mục lục", "Tài khoản: Tài khoản"] or reached[3] == "Mục lục"
    else:
        assert reached[3:8] == ["Việc của tôi", "Bảng tiến độ", "Văn bản", "Đơn vị", "Rà soát nhanh"]
    assert frame.locator(".sheetlet").is_hidden()


def test_the_folded_navigation_opens_by_keyboard_and_closes_by_escape(frame):
    fold = frame.locator(".fold" if frame.viewport_size["width"] < 1200 else ".mine")
    fold.locator("summary").focus()
    frame.keyboard.press("Enter")
    expect(fold.locator("a").first).to_be_visible()
    frame.keyboard.press("Tab")
    expect(fold.locator("a").first).to_be_focused()
    frame.keyboard.press("Escape")
    expect(fold.locator("a").first).to_be_hidden()
    expect(fold.locator("summary")).to_be_focused()


def test_the_skip_link_leads_past_the_header(frame):
    frame.keyboard.press("Tab")
    expect(frame.locator(".skip")).to_be_in_viewport()
    frame.keyboard.press("Enter")
    expect(frame.locator("main")).to_be_focused()


def test_a_stroke_leads_into_the_search_box_but_not_while_one_writes(frame):
    frame.keyboard.press("/")
    box = frame.locator(".top input[name=q]:visible")
    expect(box).to_be_focused()
    frame.keyboard.type("a/b")
    expect(box).to_have_value("a/b")


def test_without_scripts_the_whole_navigation_is_there(chromium, page):
    context = chromium.new_context(
        viewport=page.viewport_size, java_script_enabled=False, reduced_motion="reduce"
    )
    plain = shown(context.new_page())
    if page.viewport_size["width"] < 1200:
        plain.locator(".fold summary").click()
    for name in ("Việc của tôi", "Bảng tiến độ", "Văn bản", "Đơn vị", "Rà soát nhanh"):
        expect(plain.locator(".top").get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(plain.locator(".top").get_by_role("searchbox")).to_be_visible()
    plain.locator(".confirm summary").click()
    expect(plain.get_by_text("không lấy lại được")).to_be_visible()
    context.close()


def test_enlarged_to_twice_the_size_nothing_is_pushed_off_the_page(frame):
    """A browser that enlarges to 200 % has half the width left; 320 is the least that WCAG asks for."""
    frame.set_viewport_size({"width": max(320, frame.viewport_size["width"] // 2), "height": 400})
    accessible(frame)
    assert frame.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for item in frame.locator(
        ".top a:visible, .top summary:visible, .actions > *:visible, .tabs a:visible"
    ).all():
        box = item.bounding_box()
        assert box["x"] >= -1
        assert box["x"] + box["width"] <= frame.viewport_size["width"] + 1


def test_on_a_telephone_each_row_is_a_card_that_names_its_values(frame):
    label = frame.locator(".data td[data-label=Hạn]").first
    named = label.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert (named == '"Hạn"') == (frame.viewport_size["width"] == 375)


def test_nothing_is_smaller_than_sixteen_pixels(frame):
    small = frame.evaluate(
        "() => [...document.querySelectorAll('body *')].filter(e => e.offsetParent && [...e.childNodes].some("
        "n => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 15.9)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert small == []
