"""The replay of 13/02/2020: drafts, checks, reports, the meeting, its conclusion, the papers."""

import html
import re
import tomllib

from playwright.sync_api import expect

from browser import replay_drafts as drafts
from browser.replay_people import SECRETARY, UNITS, Day, converted, faults, read
from browser.test_replay import number

FOUND = {
    "quang-tam": ("Dự thảo chưa có chủ đề đại hội", "Báo cáo chưa có số liệu về tỷ lệ hộ nghèo"),
    "ubnd-thanh-pho": ("Dự thảo chưa có phần “Chương trình trọng tâm”",),
    "co-quan-thanh-uy": ("Dự thảo chưa nêu mục tiêu của nhiệm kỳ mới",),
}
SITE = drafts.ROOT / "src/vankien_web/site/demonstration"
MEETING = tomllib.loads((SITE / "meeting.toml").read_text(encoding="utf-8"))
SENTENCES = tomllib.loads((SITE / "conclusion.toml").read_text(encoding="utf-8"))["sentences"]
TABLE = [
    (address, word)
    for line in (drafts.ROOT / "docs/replay.md").read_text(encoding="utf-8").splitlines()
    for address, words in re.findall(r"`(/\S*)`((?: “[^”]+”)+)", line)
    for word in re.findall("“([^”]+)”", words)
]
DUE = "28/02/2020"
NAMES = {
    "phong-thong-ke": "Phòng Thống kê",
    "phong-tai-chinh": "Phòng Tài chính",
    "phong-kinh-te": "Phòng Kinh tế",
    "quang-tam": "Đảng bộ xã Quảng Tâm",
    "ubnd-thanh-pho": "Đảng bộ cơ quan UBND thành phố",
    "co-quan-thanh-uy": "Đảng bộ cơ quan Thành ủy",
}


class First(Day):
    """13/02/2020."""

    def __init__(self, chromium, site):
        super().__init__(chromium, site)
        self.chair = self.enter("le-anh-xuan")
        self.items, self.notice = {}, ""

    def drafts_arrive(self):
        """S7, and what the checks find before the meeting (S10)."""
        for n, unit in enumerate(UNITS, 1):
            secretary = self.enter(SECRETARY[unit], scripts=True)
            secretary.page.goto(f"/dai-hoi/{n}/van-ban/")
            secretary.press("button[name=kind][value=political_report]")
            assert number(secretary.page.url) == n
            secretary.fill(f"/van-ban/{n}/nop/", file=drafts.sample(unit))
            read(secretary, n)
            secretary.post(f"/van-ban/{n}/gui/")
        for n, unit in enumerate(UNITS, 1):
            self.office.sees(f"/van-ban/{n}/ra-soat/", *FOUND[unit])

    def groups_report(self):
        """S5, S6, S14."""
        first, fifth = self.enter("le-van-tu"), self.enter("to-so-5")
        first.fill("/dai-hoi/1/buoc/cells/", count="11", total="11", said_by="Tổ công tác số 1")
        summary = "11/11 Chi bộ cơ sở Đại hội xong, các hồ sơ, các bước chuẩn bị cho Đại hội đã xong."
        first.fill("/dai-hoi/1/bao-cao/moi/", summary=summary)
        fifth.fill("/dai-hoi/3/bao-cao/moi/", summary="Báo cáo chính trị trình Ban Thường vụ (minh họa).")
        self.office.sees("/dai-hoi/1/bao-cao/1/", summary)
        self.office.sees("/dai-hoi/3/bao-cao/1/", "Tổ chỉ đạo số 5")

    def office_prepares(self):
        """S2, S3: when, who chairs, the agenda over the gate with a reason, who is called."""
        office, plan = self.office, MEETING["meeting"]
        office.page.goto("/hop/moi/")
        chair = office.option("chair", "Lê Anh Xuân – Bí thư Thành ủy")
        fields = {name: plan[name] for name in ("title", "convener", "place")}
        season = office.option("season", "2020–2025")
        url = office.fill(
            "/hop/moi/",
            **fields,
            body="thuong-vu",
            day="13/02/2020",
            begins="08:00",
            ends="11:30",
            chair=chair,
            season=season,
        )
        assert number(url) == 1
        for entry in MEETING["items"]:
            self.put_on_agenda(entry)
        office.page.goto("/hop/1/thanh-phan/")
        office.post("/thanh-phan/theo-chuc-vu/")
        office.page.goto("/hop/1/")
        office.post("/buoc/call/")
        office.says("Chủ trì Lê Anh Xuân Tỉnh ủy viên, Bí thư Thành ủy, Chủ tịch UBND thành phố")

    def put_on_agenda(self, entry):
        unit = entry.get("unit", "")
        query = {"progress": "?loai=progress", "matter": ""}.get(entry.get("subject", ""))
        more = {
            name: str(entry[name]) for name in ("title", "presenter", "minutes", "over_gate") if name in entry
        }
        where = query if query is not None else f"?van-ban={UNITS.index(unit) + 1}"
        url = self.office.fill(f"/hop/1/muc/moi/{where}", **more)
        self.items[unit or entry["subject"]] = int(url.rpartition("-")[2])

    def members_speak(self):
        """S8, S9: one before the meeting, the others in it; the room follows by itself."""
        members = {f"uy-vien-0{n}": self.enter(f"uy-vien-0{n}") for n in (1, 2, 3, 4)}
        chair = self.enter("le-anh-xuan", scripts=True)
        early, *others = MEETING["opinions"]
        members[early["by"]].speak("/van-ban/1/y-kien/viet/", early)
        chair.page.goto("/hop/1/phong/")
        follower = self.enter("uy-vien-04", scripts=True).page
        follower.goto("/hop/1/phong/")
        follower.evaluate("window.same = true")
        chair.page.locator("#go-open").click()
        chair.page.locator("#go-next").click()
        title = "Báo cáo chính trị của Ban Chấp hành Đảng bộ xã Quảng Tâm"
        expect(follower.locator("#now-title")).to_contain_text(title, timeout=60_000)
        for entry in others:
            about = {"item": str(self.items[entry["unit"]])}
            members[entry["by"]].speak("/hop/1/y-kien/viet/", entry, **about)
        expect(follower.locator("#opinions")).to_contain_text("xem lại một số chỉ tiêu", timeout=60_000)
        assert follower.evaluate("window.same === true")
        for entry in MEETING["positions"]:
            item = self.items[entry["unit"]]
            for stance in ("agree", "with_comments"):
                for username in entry.get(stance, ()):
                    where = f"/hop/1/muc/{item}/chinh-kien/"
                    members[username].fill(where, stance=stance, reason="Chính kiến minh họa")
        self.mark_and_write()

    def mark_and_write(self):
        """S4: attendance, minutes, the picture."""
        clerk = self.enter("van-phong", scripts=True)
        clerk.page.goto("/hop/1/thanh-phan/")
        away = clerk.page.locator("tr", has_text="Ủy viên Ban Thường vụ 05")
        away.locator("input[value=excused]").check()
        away.locator("[name$='-reason']").fill(MEETING["meeting"]["absent"][0]["reason"])
        clerk.page.locator("[data-mark=present]").click()
        clerk.press("#diem-danh .form-end .btn-primary")
        for entry in MEETING["minutes"]:
            item = self.items.get(entry.get("unit", ""), "")
            self.office.page.goto("/hop/1/bien-ban/")
            row = self.office.page.locator(f"#rows-{item or 'chung'} .fresh")
            row.locator("textarea").fill(entry["text"])
            self.office.follow(row.locator("button").first)
        image = drafts.ROOT / "docs/images/board.png"
        self.office.fill("/hop/1/anh/", file=image, caption="Toàn cảnh hội nghị")
        self.office.sees("/hop/1/anh/", "Toàn cảnh hội nghị")

    def chair_concludes(self):
        """S10–S15: sentences typed, what was said and found tied to them, requests, the issue."""
        self.end_the_sitting()
        page = self.office.page
        for told in SENTENCES:
            item = self.items.get(told.get("item", ""), "")
            self.office.at("/hop/1/ket-luan/")
            row = page.locator(f"#rows-{item or 'chung'} .fresh")
            row.locator("textarea").fill(told["text"])
            row.locator("select").select_option(told.get("kind", "request"))
            self.office.follow(row.locator("button").first)
            links = page.locator("[data-row]", has_text=told["text"]).locator("a[href*='/ket-luan/cau/']")
            asks = told.get("asks", ())
            where = links.first.get_attribute("href") if asks else ""
            for asked in asks:
                self.ask(where, asked, asked.get("congress") or told.get("item"))
            self.tie(told, item)
        for entry in MEETING["items"]:
            item = self.items[entry.get("unit") or entry["subject"]]
            self.office.at("/hop/1/ket-luan/")
            self.office.decide(item, entry["outcome"])
        self.chair.sees("/hop/1/ket-luan/", "Đã đủ điều kiện ban hành")
        self.chair.issue(1)
        asked = sum(len(told.get("asks", ())) for told in SENTENCES)
        self.office.sees("/yeu-cau/", f"0/{asked}", "YC-14 Phòng Thống kê tham gia thẩm định số liệu")

    def end_the_sitting(self):
        chair = self.enter("le-anh-xuan", scripts=True).page
        chair.goto("/hop/1/phong/")
        chair.locator("#ending summary").click()
        chair.locator("#ending button").click()
        expect(chair.locator("#ending")).to_have_count(0, timeout=60_000)
        for page in (chair, self.enter("uy-vien-04", scripts=True).page):
            page.goto("about:blank")  # they would follow on and on

    def ask(self, where, asked, unit):
        """Work that changes no text is asked of the unit's congress, whoever is to do it."""
        self.office.page.goto(where)
        fields = {"text": asked["text"], "kind": asked.get("kind", "free"), "due": DUE}
        fields |= asked.get("target", {}) | ({"blocking": True} if asked.get("blocking") else {})
        if called := asked.get("group") or NAMES.get(asked.get("unit", "")):
            fields["owner"] = self.office.option("owner", called)
        if fields["kind"] in ("verify", "task"):
            fields["about"] = self.office.option("about", f"Đại hội: {NAMES[unit].removeprefix('Đảng bộ ')}")
        self.office.complete(**fields)

    def tie(self, told, item):
        """What was said or found goes into the sentence."""
        said = {entry["id"]: entry["text"] for entry in MEETING["opinions"]}
        for name in told.get("opinions", ()):
            self.draw(said[name], told, item)
        for code in told.get("found", ()):
            for n in range(self.draw(code, told, item) - 1):
                self.draw(code, told, item, n + 1)

    def draw(self, words, told, item, n=0):
        """Returns how many there are with these words."""
        self.office.at(f"/hop/1/ket-luan/nguon/?muc={item}")
        sources = self.office.page.locator("li", has_text=words)
        sources = sources.locator("form[action$='/nguon/lay/']")
        count, source = sources.count(), sources.nth(n)
        chosen = source.locator("option", has_text=told["text"][:35]).first.get_attribute("value")
        source.locator("select").select_option(chosen)
        self.office.follow(source.locator("button"))
        return count

    def papers_come_out(self, folder):
        """S16: made, issued, taken away, opened by LibreOffice, right by our own checks."""
        office = self.office
        for congress in (1, 2, 3):
            office.stage(congress, "review", "2020-02-13")
        office.page.goto("/hop/1/giay-to/")
        office.post("/giay-to/lap/")
        copies = office.page.locator("main a[href^='/giay-to/']").evaluate_all(
            "all => all.map(a => a.pathname)"
        )
        papers = sorted({one for one in copies if re.fullmatch(r"/giay-to/\d+/", one)})
        assert len(papers) >= 8
        official = []
        for one in papers:
            office.page.goto(one)
            called = office.page.locator("h1").inner_text()
            if "Báo cáo tiếp thu" in called:
                continue  # it waits for the answers
            self.notice = one if "Thông báo" in called else self.notice
            office.page.goto(f"{one}ban-hanh/")
            official += [one] * office.page.locator("[name=signed_by]").count()  # news is not signed
            office.complete(dated="13/02/2020")
        files = [office.file(f"{one}van-ban.docx", folder / f"{number(one)}.docx") for one in official]
        for file in files:
            assert faults(file) == [], file
        texts = converted(files, folder)
        assert any("THÔNG BÁO" in text and "bổ sung tỷ lệ hộ nghèo" in text for text in texts)
        assert all("Thanh Hóa" in text for text in texts)

    def every_sentence_has_its_page(self):
        """docs/replay.md, walked: each sentence of the source stands where the table says."""
        table = [(self.notice if at.startswith("/giay-to/") else at, word) for at, word in TABLE]
        pages = {}
        for address in dict(table):
            assert self.office.page.goto(address).ok, address
            pages[address] = plain(self.office.page.locator("main").inner_html())
        missing = [(at, word) for at, word in table if plain(word) not in pages[at]]
        assert missing == [], missing


def plain(page):
    """Its words, without the page's own quotation marks, which the table cannot hold."""
    words = html.unescape(re.sub(r"<[^>]+>", " ", page))
    return re.sub(r"\s+", " ", re.sub("[“”‘’]", "'", words))
