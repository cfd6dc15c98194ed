"""Every page of the demonstration season that its people can reach by links, as each of them sees it.

Read once over HTTP (speed, headings, words, dead links), then each kind of page once in the browser: by axe
on a wide screen, a narrow one and on paper, and by keyboard. A kind is the name of its address; of its pages
the one that has most in it stands for all.
"""

import itertools
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import get_resolver, resolve
from lxml import html
from playwright.sync_api import expect

from browser.test_road import COMMUNE, accessible

ROLES = ("van-phong", "bi-thu-quang-tam", "le-van-tu", "le-anh-xuan", "quan-tri")
EACH = 3  # pages of one address name that a role visits
SLOWEST = 3.0  # seconds
CATALOGUE = Path(__file__).parents[2] / "src/vankien_web/locale/vi/LC_MESSAGES/django.po"
# Why no link of these five leads to some addresses.
BY_OTHER_WAYS = {
    "asked for by a page that is being read": "progress version_progress",
    "the newest version's, by its number": "annotated report",
    "an older version's: the demonstration has none": "version_findings",
    "everybody in the demonstration has an account": "open_account",
    "the demonstration has personnel plans off": "personnel_off",
    "for strangers": "account_login",
    "in the middle of signing in": "mfa_authenticate mfa_login_webauthn",
    "after a session has ended": "kept_form forget_form",
    "by an invitation": "set_password invitation",
    "the demonstration's accounts have no password": "account_change_password",
    "before what is delicate, for who has a password": "account_reauthenticate",
    "for who has a second factor": "mfa_reauthenticate mfa_deactivate_totp",
    "for who has codes in reserve": "mfa_view_recovery_codes mfa_generate_recovery_codes",
    "for who has a key": "mfa_reauthenticate_webauthn mfa_remove_webauthn",
}
ENGLISH = re.compile(r"\b(the|and|of|is|are|not|this|that|with|for|by|which|from|your?)\b", re.IGNORECASE)
SENTENCES = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)
SEEN = ("text()", "@title", "@aria-label", "@placeholder", "@alt")


@pytest.fixture(scope="module")
def address(chromium, tmp_path_factory):
    """The demonstration, as `vankien serve --demo` builds it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    own = {"DJANGO_SETTINGS_MODULE", "VANKIEN_DATA"}
    call = [Path(sys.executable).with_name("vankien"), "serve", "--demo", "--port", port]
    site = subprocess.Popen(
        [*call, "--data", tmp_path_factory.mktemp("demonstration")],
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
def people(chromium, address):
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


class Read:
    """One page as it came: its address, its name, its text."""

    def __init__(self, answer, took):
        self.url, self.status, self.took = answer.url, answer.status, took
        self.name = resolve(urlsplit(answer.url).path).url_name
        self.is_page = "text/html" in answer.headers.get("content-type", "")
        self.tree = html.fromstring(answer.text() or "<p>") if self.is_page else None

    def links(self):
        if self.tree is None:
            return
        for at in self.tree.xpath("//a/@href | //form[not(@method='post')]/@action"):
            target = urlsplit(at)
            if target.scheme in ("", "http") and target.path:
                yield target.path + (f"?{target.query}" if target.query else "")

    def named(self):
        """Names of every address that the page knows: links, forms, what scripts ask for."""
        ways = ("href", "action", "formaction", "hx-get", "hx-post") if self.tree is not None else ()
        for value in itertools.chain.from_iterable(self.tree.xpath(f"//@{way}") for way in ways):
            path = urlsplit(value).path
            if path.startswith("/") and not path.startswith("/static/"):
                yield resolve(path).url_name

    def richness(self):
        return len(
            {f"{e.tag}.{e.get('class', '')}.{e.get('type', '')}" for e in self.tree.xpath("//main//*")}
        )

    def faults(self, sentences):
        """What is wrong with the page as it was sent."""
        if self.status != 200:
            yield f"status {self.status}"
        if self.took > SLOWEST:
            yield f"{self.took:.1f} s"
        if self.tree is not None and self.status == 200:
            yield from self.of_form()
            yield from self.of_words(sentences)

    def of_form(self):
        if self.tree.get("lang") != "vi":
            yield "not marked as Vietnamese"
        if len(self.tree.xpath("//h1")) != 1:
            yield f"{len(self.tree.xpath('//h1'))} first headings"
        own = (self.tree.findtext(".//title") or "").removesuffix("Văn kiện").strip(" ·")
        if not own and self.name != "entry":
            yield "no title of its own"
        primary = self.tree.xpath("//main//*[contains(@class, 'btn-primary') and not(ancestor::details)]")
        if len(primary) > 1:
            yield f"{len(primary)} primary buttons"

    def of_words(self, sentences):
        ours = "//body//*[not(self::script) and not(ancestor-or-self::*[@lang='en'])]"
        for said in self.tree.xpath(" | ".join(f"{ours}/{one}" for one in SEEN)):
            words = " ".join(said.split())
            if words in sentences or ENGLISH.search(words):
                yield f"English: {words[:80]}"


def walk(page):
    """Pages by links from "my work", some of each name, the links of the nearer pages first."""
    waiting, seen, counted = ["/viec-cua-toi/", "/"], set(), Counter()
    while waiting:
        at = waiting.pop(0)
        name = resolve(urlsplit(at).path).url_name
        key = (name, bool(urlsplit(at).query))
        if at in seen or counted[key] >= EACH:
            continue
        seen.add(at)
        counted[key] += 1
        start = time.perf_counter()
        answer = page.request.get(at)
        read = Read(answer, time.perf_counter() - start)
        waiting += read.links()
        yield read


@pytest.fixture(scope="module")
def pages(season):
    return {role: list(walk(page)) for role, page in season.items()}


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


def test_everyone_can_use_every_page(season, kinds, complaints):
    faults = []
    for role, url in kinds.values():
        page = season[role]
        page.goto(url)
        for width, media in ((1280, "screen"), (375, "screen"), (643, "print")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media)
            try:
                accessible(page)
            except AssertionError as error:
                faults.append(f"{role} {url} {width} {media}: {str(error)[:300]}")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(media="screen")
    assert faults == []
    assert complaints == []


LISTEN = """() => {
  const can = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const live = e => e.type !== "hidden" && !e.disabled && e.tabIndex >= 0;
  const all = [...document.querySelectorAll(can)].filter(live);
  const shown = all.filter(e => e.type !== "radio" && e.checkVisibility({visibilityProperty: true}));
  window.asked = shown; window.reached = []; window.faint = [];
  document.activeElement.blur();
  addEventListener("focusin", ({target}) => {
    window.reached.push(target);
    const at = [target, target.parentElement, target.nextElementSibling, target.closest(".drop, label")];
    const looks = at.filter(e => e).map(e => getComputedStyle(e));
    const faint = looks.every(s => s.outlineStyle === "none" && s.boxShadow === "none");
    if (faint) window.faint.push(target.outerHTML.slice(0, 120));
  });
  return shown.length;
}"""
HEARD = """() => {
  const order = window.reached.map(e => window.asked.indexOf(e)).filter(n => n >= 0);
  return {
    missed: window.asked.filter(e => !window.reached.includes(e)).map(e => e.outerHTML.slice(0, 120)),
    faint: window.faint,
    back: order.filter((n, i) => i && n < order[i - 1] && n !== 0).length,
  };
}"""


def walked(page):
    """What Tab does not reach, reaches out of order or without showing where it is."""
    for _stop in range(page.evaluate(LISTEN) + 1):
        page.keyboard.press("Tab")
    heard = page.evaluate(HEARD)
    return [f"{page.url}: {name} {what}" for name, what in heard.items() if what]


def folded(page, known):
    """Menus and folds that Enter and Space do not open, or Escape (a mere fold: the key again) not close."""
    for fold in page.locator("details > summary:visible").all():
        words = fold.inner_text()
        if words in known or fold.evaluate("e => e.parentElement.open"):
            continue
        known.add(words)
        fold.focus()
        escapes = fold.evaluate("e => e.parentElement.matches('header details, .more, .confirm')")
        opened = []
        for key in ("Enter", "Escape" if escapes else "Enter", "Space", "Escape" if escapes else "Space"):
            page.keyboard.press(key)
            opened.append(fold.evaluate("e => e.parentElement.open"))
        if opened != [True, False, True, False]:
            yield f"{page.url}: {words} {opened}"


def test_every_page_is_walked_by_keyboard(season, kinds):
    faults, known = [], set()
    for role, url in kinds.values():
        page = season[role]
        page.goto(url)
        faults += walked(page)
        faults += folded(page, known)
    assert faults == []
    assert len(known) > 4


def tab_to(page, target):
    """Press Tab until the target has the focus."""
    for _step in range(400):
        if target.count() and target.first.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"not reached by Tab at {page.url}: {target}")


def press(page, target, key="Enter"):
    tab_to(page, target)
    page.keyboard.press(key)


def test_a_draft_goes_up_by_keyboard_alone(season, chromium, address):
    page = enter(chromium, address, "bi-thu-quang-tam")
    page.goto("/dai-hoi/1/")
    press(page, page.get_by_role("link", name="Văn bản của đại hội"))
    press(page, page.locator("button[value=resolution]"))
    press(page, page.get_by_role("link", name=re.compile("^Nộp dự thảo lần 1")))
    tab_to(page, page.locator("#id_file"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(COMMUNE)
    press(page, page.locator("#upload button.btn-primary"))
    expect(page.locator(".sheet")).to_be_visible(timeout=40_000)
    press(page, page.get_by_role("link", name=re.compile("^Kết quả rà soát")))
    page.wait_for_url("**/ra-soat/")
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
