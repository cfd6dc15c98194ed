"""The people of the replay at their browsers, and the site on the day that the replay has come to."""

import re
import socket
import subprocess
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfReader

from browser.test_replay import VANKIEN, Person, environment
from vankien import checks, word

UNITS = ("quang-tam", "ubnd-thanh-pho", "co-quan-thanh-uy")  # congresses and drafts no. 1, 2, 3
SECRETARY = {
    "quang-tam": "bi-thu-quang-tam",
    "ubnd-thanh-pho": "co-quan-ubnd",
    "co-quan-thanh-uy": "co-quan-thanh-uy",
}
TESTS = Path(__file__).parents[1]


class Site:
    """`vankien serve` on a day of 2020; started anew when the replay goes on to a later day."""

    def __init__(self, data):
        self.data, self.served, self.address = data, None, ""

    def on(self, day):
        self.end()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        own = {
            "DJANGO_SETTINGS_MODULE": "browser.replay_settings",
            "REPLAY_DAY": day,
            "PYTHONPATH": str(TESTS),
        }
        call = [VANKIEN, "serve", "--demo", "--port", str(port), "--data", self.data]
        self.served = subprocess.Popen(call, stdout=subprocess.PIPE, text=True, env=environment() | own)
        assert str(port) in self.served.stdout.readline()
        self.address = f"http://127.0.0.1:{port}"
        return self

    def end(self):
        if self.served is not None:
            self.served.terminate()
            self.served.communicate(timeout=30)


class Day:
    """What happens on one day of the replay, and who is at a browser then."""

    def __init__(self, chromium, site):
        self.chromium, self.site, self.there = chromium, site, {}
        self.office = self.enter("van-phong")

    def enter(self, username, *, scripts=False):
        """The same browser again for who has one open; most run no scripts, which must do as well."""
        known = self.there.get((username, scripts))
        if known is None:
            known = self.there[username, scripts] = Actor(self.chromium, self.site, username, scripts=scripts)
        return known

    def leave(self, *usernames):
        """These close their browsers; without names, everyone."""
        for who in [who for who in self.there if not usernames or who[0] in usernames]:
            self.there.pop(who).context.close()


class Actor(Person):
    """Somebody of the demonstration."""

    def __init__(self, chromium, site, username, *, scripts):
        self.context = chromium.new_context(
            viewport={"width": 1280, "height": 900}, base_url=site.address, java_script_enabled=scripts
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.set_default_navigation_timeout(120_000)
        self.page.goto("/trinh-dien/")
        self.press(f"form:has(input[value='{username}']) button")

    def press(self, selector, nth=0):
        self.follow(self.page.locator(selector).nth(nth))

    def follow(self, control):
        """A link or the button of a form: the next page is there, however slow the machine is."""
        with self.page.expect_navigation():
            control.click()

    def fill(self, address, **fields):
        """A form's page, filled in by the names of its fields and sent."""
        self.page.goto(address)
        return self.complete(**fields)

    def stage(self, congress, verb, day):
        """What the page says when one wants to take this step."""
        self.page.goto(f"/dai-hoi/{congress}/giai-doan/{verb}/")
        self.field("on", day)
        self.press("main form .form-end button")
        return self.page.locator("main").inner_text()

    def at(self, address):
        """Go there, unless what was done last has led there."""
        if not self.page.url.partition("#")[0].endswith(address):
            self.page.goto(address)

    def post(self, action, nth=0):
        """The button of the form that goes to this address."""
        self.press(f"main form[action$='{action}'] button", nth)

    def unfold(self, action):
        """Open what the form that goes to this address is folded away in."""
        form = self.page.locator(f"form[action$='{action}']")
        for fold in self.page.locator("main details", has=form).all():
            if fold.get_attribute("open") is None:
                fold.locator("summary").first.click()

    def complete(self, **fields):
        """The form that is shown."""
        for name, value in fields.items():
            self.field(name, value)
        self.press("main form .form-end button")
        assert self.page.locator(".errorlist").count() == 0, self.page.locator(".errorlist").all_inner_texts()
        return self.page.url

    def says(self, words):
        main = re.sub(r"\s+", " ", self.page.locator("main").inner_text())
        assert words in main, (self.page.url, words, main[:1500])

    def sees(self, address, *words):
        self.page.goto(address)
        for one in words:
            self.says(one)

    def option(self, name, words):
        """The value of the option of a list that says these words."""
        options = self.page.locator(f"main [name='{name}'] option")
        return options.filter(has_text=words).first.get_attribute("value")

    def speak(self, where, told, **about):
        """An opinion, sent at once."""
        self.page.goto(where)
        for name, value in (about | {"kind": told["kind"], "text": told["text"]}).items():
            self.field(name, value)
        self.press("main form .form-end .btn-primary")
        assert self.page.locator(".errorlist").count() == 0, self.page.url

    def decide(self, item, outcome):
        """What came of an item, on the page of its conclusion."""
        self.page.locator(f"#outcome-of-{item}").select_option(outcome)
        self.post(f"/muc/{item}/ket-qua/")

    def issue(self, meeting):
        """The conclusion goes out; its chain has no gap."""
        self.at(f"/hop/{meeting}/ket-luan/")
        self.page.locator("details.confirm summary.btn-primary").click()
        self.post("/ket-luan/ban-hanh/")
        self.sees(f"/hop/{meeting}/doi-chieu/", "Không còn chỗ trống")

    def file(self, address, path):
        answer = self.context.request.get(address)
        assert answer.status == 200, (address, answer.status)
        path.write_bytes(answer.body())
        return path


def scene(data):
    """The season before any draft."""
    command = [VANKIEN.with_name("python"), Path(__file__).with_name("replay_scene.py")]
    own = {"VANKIEN_DATA": str(data), "VANKIEN_DEMO": "true"}
    made = subprocess.run(command, env=environment() | own, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr


def read(person, draft):
    """The machine has looked at the newest version."""
    person.page.goto(f"/van-ban/{draft}/")
    expect(person.page.locator(".sheet")).to_be_visible(timeout=300_000)


def faults(file):
    """What our own checks of format say of a paper (VK501–509)."""
    found = checks.prepare(word.read(file), pack="dang-2019", unit="huyen-tp", kind="political_report")
    said = checks.run(replace(found, phase="submitted"))
    return [finding.code for finding in said if "VK501" <= finding.code <= "VK509"]


def converted(files, folder):
    """The texts of the PDF files that LibreOffice makes of them."""
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    call = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(call, check=True, capture_output=True, timeout=180)
    texts = ["\n".join(p.extract_text() for p in PdfReader(f.with_suffix(".pdf")).pages) for f in files]
    return [re.sub(r"\s+", " ", text) for text in texts]
