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


class Actor(Person):
    """Somebody of the demonstration; `scripts` off is a browser that runs none, which must do as well."""

    def __init__(self, chromium, site, username, *, scripts=True):
        self.context = chromium.new_context(
            viewport={"width": 1280, "height": 900}, base_url=site.address, java_script_enabled=scripts
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.goto("/trinh-dien/")
        self.press(f"form:has(input[value='{username}']) button")

    def press(self, selector, nth=0):
        self.page.locator(selector).nth(nth).click()
        self.page.wait_for_load_state()

    def post(self, action, nth=0):
        """The button of the form that goes to this address."""
        self.press(f"main form[action$='{action}'] button", nth)

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
    expect(person.page.locator(".sheet")).to_be_visible(timeout=90_000)


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
