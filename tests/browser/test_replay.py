"""The source document replayed by its people through the pages: rows S1, S3, S5–S8 and S12 of the seed.

The site begins empty. Everything that the news item of 13/02/2020 says of the season is entered by whoever
would enter it; what goes beyond it (opening days, who types) is an illustration by posts without names.
"""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

VANKIEN = Path(sys.executable).with_name("vankien")
COMMUNE = Path(__file__).parents[2] / "src/vankien_web/drafts/samples/xa-quang-tam.docx"
PASSWORD = "mùa đại hội hai không hai không"  # noqa: S105
LONG_AGO, MEETING = "2015-01-01", "2020-02-13"
TREE = {
    "tinh-uy": ("Đảng bộ tỉnh Thanh Hóa", "Tỉnh ủy", "tinh", "tinh", None),
    "thanh-uy": ("Đảng bộ thành phố Thanh Hóa", "Thành ủy", "huyen-tp", "tren-co-so", "tinh-uy"),
    "quang-tam": ("Đảng bộ xã Quảng Tâm", "", "xa-phuong", "co-so", "thanh-uy"),
    "ubnd-tp": ("Đảng bộ cơ quan UBND thành phố", "", "co-quan", "co-so", "thanh-uy"),
    "cq-thanh-uy": ("Đảng bộ cơ quan Thành ủy", "", "co-quan-dang", "co-so", "thanh-uy"),
}


def environment():
    own = {"DJANGO_SETTINGS_MODULE", "VANKIEN_DATA"}
    return {k: v for k, v in os.environ.items() if k not in own}


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, chromium, address):
        self.context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)

    def enter(self, link):
        """By the link of an invitation: set the password, then sign in with it where asked to."""
        self.page.goto(link)
        for field in self.page.locator("input[type=password]").all():
            field.fill(PASSWORD)
        self.page.locator("main form button").last.click()
        self.page.wait_for_load_state()
        return self

    def sign_in(self, username):
        if self.page.locator("input[name=login]").count() == 0:
            self.page.goto("/vao/")
        if self.page.locator("input[name=login]").count():
            self.page.fill("input[name=login]", username)
            self.page.fill("input[name=password]", PASSWORD)
            self.page.locator("main form button").first.click()
        return self

    def fill(self, address, **fields):
        """Open a form's page, fill it by the names of its fields, send it."""
        self.page.goto(address)
        for name, value in fields.items():
            self.field(name, value)
        self.page.locator("main form .form-end button").first.click()
        self.page.wait_for_load_state()
        assert self.page.locator(".errorlist").count() == 0, self.page.locator(".errorlist").all_inner_texts()
        return self.page.url

    def field(self, name, value):
        control = self.page.locator(f"main [name='{name}']").first
        kind = control.get_attribute("type") or control.evaluate("e => e.tagName.toLowerCase()")
        if kind == "select":
            control.select_option(value)
        elif kind == "file":
            control.set_input_files(value)
        elif kind in ("radio", "checkbox") and value is not True:
            for one in value if isinstance(value, list) else [value]:
                self.page.locator(f"main [name='{name}'][value='{one}']").check()
        elif value is True:
            control.check()
        else:
            control.fill(value)

    def text(self, address):
        self.page.goto(address)
        return self.page.locator("main").inner_text()


def number(url):
    return int(re.findall(r"/(\d+)/", url)[-1])


@pytest.fixture(scope="module")
def site(chromium, tmp_path_factory):
    """An empty site and its first administrator."""
    data = tmp_path_factory.mktemp("replay")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    call = [VANKIEN, "admin", "quan-tri", "--name", "Quản trị 01", "--address", address, "--data", data]
    said = subprocess.run(call, capture_output=True, text=True, check=True, env=environment()).stdout
    served = subprocess.Popen(
        [VANKIEN, "serve", "--port", str(port), "--data", data],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert str(port) in served.stdout.readline()
    yield address, re.search(r"http\S+", said)[0]
    served.terminate()
    served.communicate(timeout=30)


class Story:
    """What the steps of the replay hand on to one another."""

    def __init__(self, chromium, site):
        address, link = site
        self.chromium, self.address = chromium, address
        self.admin = Person(chromium, address).enter(link).sign_in("quan-tri")
        self.units, self.people = {}, {}

    def found(self):
        for code, (name, short, kind, level, parent) in TREE.items():
            page = f"/don-vi/{self.units[parent]}/moi/" if parent else "/don-vi/moi/"
            url = self.admin.fill(page, code=code, name=name, short_name=short, kind=kind, level=level)
            self.units[code] = number(url)

    def add(self, name, *posts, username=None):
        """A person with posts; with an account when there is a user name."""
        url = self.admin.fill("/nguoi/moi/", name=name)
        person = number(url)
        for post in posts:
            fields = {"since": LONG_AGO} | post
            self.admin.fill(f"/nguoi/{person}/chuc-vu/", **fields)
        self.people[name] = person
        if username is None:
            return None
        self.admin.fill(f"/nguoi/{person}/tai-khoan/", username=username)
        link = self.admin.page.locator("#link").input_value()
        return Person(self.chromium, self.address).enter(link).sign_in(username)


def post(title, unit, body, role="", rank="9"):
    return {"title": title, "unit": unit, "body": body, "role": role, "rank": rank}


def test_the_season_of_13_02_2020(chromium, site):
    story = Story(chromium, site)
    story.found()
    office = story.add(
        "Cán bộ Văn phòng 01", post("Văn phòng Thành ủy", "thanh-uy", "ban-dang", "office"), username="vp"
    )

    # S3: one person, several posts, titles printed in the official order.
    chair = story.add(
        "Lê Anh Xuân",
        post("Chủ tịch UBND thành phố", "thanh-uy", "ubnd", rank="1"),
        post("Bí thư Thành ủy", "thanh-uy", "cap-uy", "chair", rank="1"),
        post("Tỉnh ủy viên", "tinh-uy", "cap-uy"),
        username="le-anh-xuan",
    )
    shown = story.admin.text(f"/nguoi/{story.people['Lê Anh Xuân']}/")
    assert "Tỉnh ủy viên, Bí thư Thành ủy, Chủ tịch UBND thành phố" in shown

    # S5: the working group, its head, its unit.
    head = story.add(
        "Lê Văn Tú", post("Phó Chủ tịch UBND Thành phố", "thanh-uy", "ubnd", rank="2"), username="le-van-tu"
    )
    group = number(
        office.fill(
            f"/don-vi/{story.units['thanh-uy']}/to-cong-tac/", name="Tổ công tác số 1", since="2019-11-15"
        )
    )
    office.fill(f"/to-cong-tac/{group}/thanh-vien/", person="Lê Văn Tú", is_head=True, since="2019-11-15")
    office.fill(f"/to-cong-tac/{group}/don-vi/", unit="quang-tam", since="2019-11-15")
    secretary = story.add(
        "Bí thư xã 01", post("Bí thư Đảng ủy xã", "quang-tam", "cap-uy", "unit_secretary"), username="bt-qt"
    )

    # S1: a season from the pack of Directive 35, a congress for each unit.
    url = office.fill(
        "/dot-dai-hoi/moi/?pack=dang-2019",
        root="thanh-uy",
        name="Đại hội đảng bộ các đơn vị nhiệm kỳ 2020–2025",
        term_from="2020",
        term_until="2025",
    )
    season = number(url)
    office.fill(
        f"/dot-dai-hoi/{season}/don-vi/", unit="thanh-uy", kinds=["xa-phuong", "co-quan", "co-quan-dang"]
    )
    board = f"/tien-do/{season}/{story.units['thanh-uy']}/"
    shown = office.text(board)
    assert "Chỉ thị 35-CT/TW ngày 30/5/2019" in shown
    for code in ("quang-tam", "ubnd-tp", "cq-thanh-uy"):
        assert TREE[code][0] in shown
    office.page.get_by_role("link", name="Đảng bộ xã Quảng Tâm").first.click()
    congress = number(office.page.url)
    office.fill(
        f"/dai-hoi/{congress}/ke-hoach/", ordinal="27", form="delegates", pilot=True, opens_on="2020-03-12"
    )

    # S5, S6: the head counts the branches and reports; the board shows it.
    head.fill(
        f"/dai-hoi/{congress}/buoc/cells/",
        count="11",
        total="11",
        on=MEETING,
        said_by="Tổ công tác số 1",
    )
    head.fill(
        f"/dai-hoi/{congress}/bao-cao/moi/",
        on=MEETING,
        summary="11/11 chi bộ đại hội xong, hồ sơ và các bước chuẩn bị đã xong.",
    )
    shown = office.text(board)
    assert "11/11" in shown
    assert "Tổ công tác số 1" in shown
    shown = office.text(f"/dai-hoi/{congress}/bao-cao/")
    assert "13/02/2020" in shown

    # S7: the political report of the XXVI committee for the XXVII congress, as a numbered version.
    draft = bring(secretary, congress)
    heading = secretary.page.locator("h1").inner_text()
    assert "khóa XXVI, nhiệm kỳ 2015–2020" in heading
    assert "Đại hội đại biểu Đảng bộ xã Quảng Tâm lần thứ XXVII, nhiệm kỳ 2020–2025" in heading
    assert "Dự thảo lần 1" in secretary.page.locator("main").inner_text()
    assert office.page.goto(f"/van-ban/{draft}/").status == 404  # not sent yet: for the unit alone
    secretary.page.goto(f"/van-ban/{draft}/")
    secretary.page.locator(f"form[action='/van-ban/{draft}/gui/'] button").first.click()
    shown = office.text("/viec-cua-toi/")
    assert "Đảng bộ xã Quảng Tâm" in shown
    findings = office.text(f"/van-ban/{draft}/ra-soat/")
    assert "chưa có chủ đề đại hội" in findings

    # S8: the commune becomes a ward and loses no history.
    office.fill(
        f"/don-vi/{story.units['quang-tam']}/sua/",
        name="Đảng bộ phường Quảng Tâm",
        on="2020-12-31",
        reason="Thành lập phường trong năm 2020 (ngày minh họa)",
    )
    unit = f"/don-vi/{story.units['quang-tam']}/"
    assert "Đảng bộ phường Quảng Tâm" in office.text(unit).splitlines()[0:6].__str__()
    before = office.text(f"{unit}?ngay={MEETING}")
    assert "Đảng bộ xã Quảng Tâm" in before
    assert f"/van-ban/{draft}/" in office.page.content() or office.page.goto(f"/van-ban/{draft}/").ok

    # S12: from review to the report, the group stays with the congress; nothing incomplete is approved.
    walk(story, office, chair, head, secretary, congress)


def bring(secretary, congress):
    page = secretary.page
    page.goto(f"/dai-hoi/{congress}/van-ban/")
    page.locator("button[name=kind][value=political_report]").click()
    page.wait_for_url(re.compile(r"/van-ban/\d+/"))
    draft = number(page.url)
    secretary.fill(f"/van-ban/{draft}/nop/", file=COMMUNE)
    page.goto(f"/van-ban/{draft}/")
    expect(page.locator(".sheet")).to_be_visible(timeout=60_000)
    return draft


def stage(person, congress, verb, day):
    person.page.goto(f"/dai-hoi/{congress}/giai-doan/{verb}/")
    person.field("on", day)
    person.page.locator("main form .form-end button").first.click()
    person.page.wait_for_load_state()
    return person.page.locator("main").inner_text()


def walk(story, office, chair, head, secretary, congress):
    stage(office, congress, "review", MEETING)
    refused = stage(chair, congress, "approve", "2020-03-05")
    assert "hồ sơ" in refused.lower()
    assert "reviewed" not in refused
    for item in papers_missing(secretary, congress):
        secretary.fill(f"/dai-hoi/{congress}/ho-so/{item}/", state="there", note="Bản giấy đã nộp (minh họa)")
    stage(chair, congress, "approve", "2020-03-05")
    stage(secretary, congress, "hold_preparatory", "2020-03-11")
    head.fill(f"/dai-hoi/{congress}/bao-cao/moi/", on="2020-03-11", summary="Phiên trù bị (minh họa).")
    stage(secretary, congress, "hold_official", "2020-03-12")
    head.fill(f"/dai-hoi/{congress}/bao-cao/moi/", on="2020-03-12", summary="Phiên chính thức.")
    last = stage(secretary, congress, "report", "2020-03-20")
    assert "12/03/2020" in last
    history = office.text(f"/dai-hoi/{congress}/lich-su/")
    for who in ("Lê Văn Tú", "Lê Anh Xuân", "Bí thư xã 01", "Cán bộ Văn phòng 01"):
        assert who in history
    assert office.text(f"/dai-hoi/{congress}/bao-cao/").count("Tổ công tác số 1") >= 3


def papers_missing(secretary, congress):
    secretary.page.goto(f"/dai-hoi/{congress}/")
    rows = secretary.page.locator("tr", has=secretary.page.locator(".state-badge.wait"))
    links = rows.locator("a[href*='/ho-so/']")
    return [link.get_attribute("href").rstrip("/").rsplit("/", 1)[1] for link in links.all()]
