"""Every page of the demonstration season that its people can reach by links, as each of them sees it.

Read once over HTTP (speed, headings, words, dead links), then each kind of page once in the browser: by
keyboard, by axe on a wide screen and a narrow one, and on paper. A kind is the name of its address; of its
pages the one that has most in it stands for all.
"""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import get_resolver
from playwright.sync_api import expect

from browser.test_road import COMMUNE
from browser.visits import folded, go, press, tab_to, unusable, walk, walked

# Who reads, and how many pages of one address name: the office, a unit and a group every state of them.
ROLES = {"van-phong": 4, "bi-thu-quang-tam": 3, "le-van-tu": 4} | dict.fromkeys(
    ("le-anh-xuan", "quan-tri", "uy-vien-01", "thong-ke", "co-quan-ubnd"), 2
)
CATALOGUE = Path(__file__).parents[2] / "src/vankien_web/locale/vi/LC_MESSAGES/django.po"
# Why no link of these people's leads to some addresses.
BY_OTHER_WAYS = {
    "asked for by a page that is being read": "progress version_progress binding_progress collation_progress",
    "the newest version's, by its number": "annotated report",
    "everybody in the demonstration has an account": "open_account",
    "when the worker has bound a meeting's papers": "bound_papers",
    "until one Word file of all reviewers' copies is made": "order_master",
    "where an outcome goes against positions": "item_opposed",
    "where two versions differ": "comparison_redline",
    "when a department has brought a workbook": "reference reference_sheet import_reference settle_reference"
    " withdraw_reference overrule_reference",
    "where a department's value equals a draft's": "confirm_equal",
    "where a department has corrected a figure": "settle_correction take_back_correction",
    "where an answer came with a file": "answer_file",
    "when a congress's ballots have been counted": "poll change_poll take_out_poll poll_minute polls_minute",
    "an address that is shown once, to its owner": "calendar",
    "in the middle of signing in": "mfa_authenticate mfa_login_webauthn",
    "after a session has ended": "kept_form forget_form",
    "by an invitation": "set_password invitation",
    "the demonstration's accounts have no password": "account_change_password",
    "before what is delicate, for who has a password": "account_reauthenticate",
    "for who has a second factor": "mfa_reauthenticate mfa_deactivate_totp",
    "for who has codes in reserve": "mfa_view_recovery_codes mfa_generate_recovery_codes",
    "for who has a key": "mfa_reauthenticate_webauthn mfa_remove_webauthn",
}
SENTENCES = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)


@pytest.fixture(scope="module")
def address(chromium, data):
    """The demonstration, as `vankien serve --demo` builds it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    own = {"DJANGO_SETTINGS_MODULE", "VANKIEN_DATA"}
    call = [Path(sys.executable).with_name("vankien"), "serve", "--demo", "--port", port]
    site = subprocess.Popen(
        [*call, "--data", data],
        stdout=subprocess.PIPE,
        text=True,
        env={k: v for k, v in os.environ.items() if k not in own},
    )
    assert any(port in line for line in site.stdout)
    yield f"http://127.0.0.1:{port}"
    site.terminate()
    site.communicate(timeout=30)


def enter(chromium, address, role):
    page = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(15_000)
    page.goto("/trinh-dien/")
    page.locator(f"form:has(input[value='{role}']) button").click()
    expect(page.locator(".mine summary")).to_be_visible()
    return page


@pytest.fixture(scope="module")
def people(chromium, address, data):
    scene = Path(__file__).with_name("every_page_scene.py")
    tests = str(Path(__file__).parents[1])
    env = os.environ | {"VANKIEN_DATA": str(data), "VANKIEN_DEMO": "1", "PYTHONPATH": tests}
    subprocess.run([sys.executable, scene], check=True, env=env)
    return {role: enter(chromium, address, role) for role in ROLES}


def send(page):
    page.locator("main form:not([role=search]) button:not(details button)").last.click()
    page.wait_for_load_state()
    assert page.locator(".errorlist").count() == 0, page.locator("main").inner_text()


@pytest.fixture(scope="module")
def season(people):
    """The season a little further on: a draft in the making, a paper with a file, a deadline of one's own."""
    unit, office = people["bi-thu-quang-tam"], people["van-phong"]
    unit.goto("/dai-hoi/1/van-ban/")
    unit.locator("button[value=self_review]").click()
    unit.goto(f"{unit.url}nop/" if "/van-ban/" in unit.url else unit.url)
    unit.set_input_files("#id_file", COMMUNE)
    send(unit)
    expect(unit.locator(".sheet")).to_be_visible(timeout=40_000)
    unit.get_by_role("link", name=re.compile("^Kết quả rà soát")).click()
    unit.locator("details.waive summary").first.click()
    unit.locator("details.waive[open] [name=reason]").fill("Số liệu nêu ở phụ lục")
    unit.locator("details.waive[open] button").click()
    unit.goto("/dai-hoi/1/ho-so/request/")
    unit.set_input_files("#id_file", COMMUNE)
    send(unit)
    office.goto("/dot-dai-hoi/1/han-rieng/")
    office.locator("[name=kind]").select_option("xa-phuong")
    office.locator("[name=until]").fill("2020-04-15")
    office.locator("[name=source]").fill("Công văn minh họa")
    if not office.locator("[name=unit]").input_value():
        office.locator("[name=unit]").fill("Đảng bộ thành phố Thanh Hóa")
    send(office)
    for role in ("quan-tri", "le-van-tu"):
        people[role].goto("/tai-khoan/ma-truy-cap/")
        people[role].locator("main [name=name]").fill("Phần mềm thống kê")
        send(people[role])
    people["le-van-tu"].goto("/ra-soat/")
    people["le-van-tu"].locator(".samples button").first.click()
    expect(people["le-van-tu"].locator(".sheet")).to_be_visible(timeout=40_000)
    return people


@pytest.fixture(scope="module")
def pages(season):
    return {role: list(walk(page, ROLES[role])) for role, page in season.items()}


@pytest.fixture(scope="module")
def kinds(pages):
    """By kind: the role and the address of the page that has most in it."""
    seen = [
        (read.richness(), role, read) for role, all_read in pages.items() for read in all_read if read.is_page
    ]
    best = sorted(seen, key=lambda one: (one[0], one[2].url))
    return {read.name: (role, read.url) for _richness, role, read in best if read.status == 200}


def test_every_page_comes_soon_and_speaks_vietnamese(pages):
    source = SENTENCES.findall(CATALOGUE.read_text(encoding="utf-8"))
    sentences = {english for english, said in source if english != said}
    faults = {
        f"{role} {read.url}: {fault}"
        for role, all_read in pages.items()
        for read in all_read
        for fault in read.faults(sentences)
    }
    assert sorted(faults) == []


def addresses(patterns, before=""):
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from addresses(one.url_patterns, before + str(one.pattern))
        elif one.name and not before.startswith("api/"):
            yield one.name


def test_every_address_is_linked_where_somebody_can_find_it(pages):
    other = set(" ".join(BY_OTHER_WAYS.values()).split())
    named = {name for all_read in pages.values() for read in all_read for name in read.named()}
    assert set(addresses(get_resolver().url_patterns)) - named - other == set()
    assert other & named == set()


@pytest.fixture(scope="module")
def complaints(season):
    """What browsers complain of, and what they ask of other machines."""
    heard = []

    def elsewhere(sent):
        if not sent.url.startswith(("http://127.0.0.1:", "data:")):
            heard.append(sent.url)

    for page in season.values():
        page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", elsewhere)
    return heard


@pytest.fixture(scope="module")
def tried(season, kinds, complaints):
    """What is wrong with each kind of page in the browser; every page is opened once."""
    found, known, met = {"axe": [], "keyboard": []}, set(), set()
    for role, url in kinds.values():
        page = season[role]
        page.goto(url)
        found["keyboard"] += walked(page, whole=role not in met)
        found["keyboard"] += folded(page, known)
        met.add(role)
        found["axe"] += unusable(page)
    return found | {"folds": known, "complaints": list(complaints)}


def test_everyone_can_use_every_page(tried):
    assert tried["axe"] == []
    assert tried["complaints"] == []


def test_every_page_is_walked_by_keyboard(tried):
    assert tried["keyboard"] == []
    assert len(tried["folds"]) > 4


def test_a_draft_goes_up_by_keyboard_alone(season, chromium, address):
    page = enter(chromium, address, "bi-thu-quang-tam")
    page.goto("/dai-hoi/1/")
    go(page, page.get_by_role("link", name="Văn bản của đại hội"))
    go(page, page.locator("button[value=resolution]"))
    go(page, page.get_by_role("link", name=re.compile("^Nộp dự thảo lần 1")))
    with page.expect_file_chooser() as chooser:
        tab_to(page, page.locator("#id_file"))  # in here, so that the browser's side listens before the key
        page.keyboard.press("Enter")
    chooser.value.set_files(COMMUNE)
    go(page, page.locator("#upload button.btn-primary"))
    expect(page.locator(".sheet")).to_be_visible(timeout=40_000)
    go(page, page.get_by_role("link", name=re.compile("^Kết quả rà soát")))
    press(page, page.locator("main article details summary, main details.confirm summary").first)
    field = page.locator("details[open] textarea").first
    tab_to(page, field)
    page.keyboard.type("Số liệu nêu ở phụ lục")
    press(page, page.locator("details[open] form button"))
    expect(page.locator("main")).to_contain_text("Số liệu nêu ở phụ lục")
    press(page, page.get_by_role("button", name="Gửi cấp trên"))
    expect(page.locator(".state-badge").first).to_contain_text(re.compile("gửi", re.IGNORECASE))


def test_a_step_is_ticked_and_one_leaves_by_keyboard_alone(season, chromium, address):
    page = enter(chromium, address, "bi-thu-quang-tam")
    page.goto("/dai-hoi/1/")
    press(page, page.locator("a[href$='/buoc/services/']"))
    press(page, page.locator("[name=done]:visible"), "Space")
    press(page, page.locator("form:has([name=done]) button"))
    page.wait_for_load_state()
    expect(page.locator("#buoc-services .state-badge")).to_contain_text("xong")
    page.goto("/dai-hoi/1/")
    press(page, page.locator(".mine summary"))
    press(page, page.get_by_role("button", name="Đăng xuất"))
    expect(page.locator(".mine")).to_have_count(0)


def test_an_item_goes_on_the_agenda_by_keyboard_alone(season):
    page = season["van-phong"]
    page.goto("/hop/")
    go(page, page.get_by_role("link", name="Hội nghị đang họp"))
    go(page, page.get_by_role("link", name="Thêm mục"))
    go(page, page.get_by_role("link", name="Nội dung khác", exact=True))
    tab_to(page, page.locator("main textarea[name=title], main input[name=title]"))
    page.keyboard.type("Công tác thi đua (minh họa)")
    press(page, page.locator("main .btn-primary"))
    expect(page.locator("main")).to_contain_text("Công tác thi đua (minh họa)")


def test_an_opinion_is_given_and_sent_by_keyboard_alone(season):
    page = season["uy-vien-01"]
    page.goto("/van-ban/1/y-kien/")
    press(page, page.get_by_role("link", name="Viết ý kiến"))
    expect(page.locator(".composer textarea[name=text]")).to_be_focused()
    page.keyboard.type("Gõ bằng bàn phím (minh họa)")
    press(page, page.get_by_role("button", name="Gửi ý kiến"))
    sent = page.locator(".remark.opinion", has_text="Gõ bằng bàn phím (minh họa)")
    expect(sent).to_have_count(1)
    expect(sent.get_by_role("link")).to_have_count(0)


def test_a_sentence_is_typed_into_the_conclusion_by_keyboard_alone(season):
    page = season["van-phong"]
    page.goto("/hop/")
    go(page, page.get_by_role("link", name="Hội nghị đang họp"))
    go(page, page.get_by_role("link", name="Kết luận", exact=True))
    row = page.locator(".rows > .fresh").first.get_attribute("data-row")
    typed = page.locator(f"[data-row='{row}'] textarea[name=text]")
    tab_to(page, typed)
    page.keyboard.type("Viết gọn lại phần tham mưu (minh họa).")
    press(page, page.locator(f"[data-row='{row}']").get_by_role("button", name="Lưu", exact=True))
    expect(page.locator(f"[data-row='{row}'] .keep-state").first).to_contain_text("Đã lưu")
    page.reload()
    expect(typed).to_have_value("Viết gọn lại phần tham mưu (minh họa).")


def test_a_request_is_answered_by_keyboard_alone(season):
    page = season["bi-thu-quang-tam"]
    page.goto("/van-ban/1/yeu-cau/")
    go(page, page.get_by_role("link", name=re.compile("^YC-12")).first)
    go(page, page.get_by_role("link", name=re.compile("^Trả lời")).first)
    tab_to(page, page.locator("main input[name=kind]"))
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Giải trình", exact=False)).to_be_checked()
    tab_to(page, page.get_by_label(re.compile("^Đã làm gì")))
    page.keyboard.type("Chủ đề do đại hội quyết định (minh họa).")
    press(page, page.get_by_role("button", name="Ghi trả lời"))
    expect(page.locator("main")).to_contain_text("Đã ghi trả lời cho YC-12")
