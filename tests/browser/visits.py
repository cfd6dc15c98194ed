"""How test_every_page.py reads a page as it came, and tries it in the browser: axe, paper, keyboard."""

import re
import time
from collections import Counter
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import resolve
from lxml import html

SLOWEST = 3.0  # seconds
ENGLISH = re.compile(r"\b(the|and|of|is|are|not|this|that|with|for|by|which|from|your?)\b", re.IGNORECASE)
SEEN = ("text()", "@title", "@aria-label", "@placeholder", "@alt")
PRIMARY = "//main//*[contains(@class, 'btn-primary') and not(ancestor::details or ancestor::template)]"


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
        """Names of every address that the page knows: links, forms, pictures, what scripts ask for."""
        for value in self.tree.xpath("//@*[starts-with(., '/')]") if self.tree is not None else ():
            path = urlsplit(value).path
            if not path.startswith("/static/"):
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
        primary = self.tree.xpath(PRIMARY)
        if len(primary) > 1:
            yield f"{len(primary)} primary buttons"

    def of_words(self, sentences):
        ours = (
            "//body//*[not(self::script) and not(ancestor-or-self::*[@lang='en'] or ancestor-or-self::code)]"
        )
        for said in self.tree.xpath(" | ".join(f"{ours}/{one}" for one in SEEN)):
            words = " ".join(said.split())
            if words in sentences or ENGLISH.search(words):
                yield f"English: {words[:80]}"


def walk(page, each):
    """Pages by links from "my work", `each` of one name, the links of the nearer pages first."""
    waiting, seen, counted = ["/viec-cua-toi/", "/"], set(), Counter()
    while waiting:
        at = waiting.pop(0)
        name = resolve(urlsplit(at).path).url_name
        key = (name, bool(urlsplit(at).query))
        if at in seen or counted[key] >= each:
            continue
        seen.add(at)
        counted[key] += 1
        start = time.perf_counter()
        answer = page.request.get(at)
        read = Read(answer, time.perf_counter() - start)
        waiting += read.links()
        yield read


AXE = """() => axe.run({resultTypes: ["violations"], preload: false}).then(found => found.violations
  .filter(v => ["serious", "critical"].includes(v.impact)).map(v => v.id + " " + v.nodes[0].html))"""
# Where the print sheet does more than leave away: what axe has seen on the screen is not what is on paper.
OTHER_ON_PAPER = "main.landscape, main .print-only, main .with-remarks, main .columns, main .loose"


def unusable(page):
    """What axe finds serious at two widths and on paper, and what is pushed off the side."""
    page.evaluate(AXE_SCRIPT)
    for width, media in ((1280, "screen"), (375, "screen"), (643, "print")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media=media, reduced_motion="reduce")  # a bar that is fading out has no colours
        if media == "screen" or page.locator(OTHER_ON_PAPER).count():
            yield from (f"{page.url} {width} {media}: {found[:300]}" for found in page.evaluate(AXE))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"{page.url} {width} {media}: pushed off the side"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(media="screen")


LISTEN = """(whole) => {
  const main = document.querySelector("main");
  const can = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const live = e => e.type !== "hidden" && !e.disabled && e.tabIndex >= 0;
  const all = [...document.querySelectorAll(can)].filter(live);
  const asked = all.filter(e => e.type !== "radio" && e.checkVisibility({visibilityProperty: true}));
  const shown = asked.filter(e => whole || main.contains(e));
  window.asked = shown; window.reached = []; window.faint = [];
  whole ? document.activeElement.blur() : main.focus();
  addEventListener("focusin", ({target}) => {
    window.reached.push(target);
    const at = [target, target.parentElement, target.nextElementSibling, target.closest(".drop, label")];
    const looks = at.filter(e => e).map(e => getComputedStyle(e));
    const faint = looks.every(s => s.outlineStyle === "none" && s.boxShadow === "none");
    if (faint) window.faint.push(target.outerHTML.slice(0, 120));
  });
  const groups = new Set(all.filter(e => e.type === "radio").map(e => e.name));
  return shown.length + groups.size;
}"""
HEARD = """() => {
  const order = window.reached.map(e => window.asked.indexOf(e)).filter(n => n >= 0);
  const missed = window.asked.filter(e => e.isConnected && !window.reached.includes(e));
  return {
    missed: missed.map(e => e.outerHTML.slice(0, 120)),
    faint: window.faint,
    back: order.filter((n, i) => i && n < order[i - 1] && n !== 0).length,
  };
}"""


def walked(page, *, whole):
    """What Tab does not reach, reaches out of order or without showing where it is; `whole`: header, too."""
    for _stop in range(page.evaluate(LISTEN, whole) + 1):
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


def go(page, target):
    """Press what leads to another page, and wait until it is there: no key is for the page that is left."""
    tab_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")
