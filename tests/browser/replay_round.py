"""The replay of 05/03/2020, an illustration: the second round, which approves."""

from browser import replay_answers as road
from browser.replay_drafts import MOTTO as MOTTO_TEXT
from browser.replay_people import SECRETARY, UNITS, Day, converted, faults
from browser.test_replay import number, papers_missing

AGREED = "Nhất trí với bản đã chỉnh sửa (minh họa)."


class Round(Day):
    """05/03/2020."""

    def office_prepares(self):
        """What the first meeting sent back returns, and only what is still open is shown."""
        office = self.office
        title = "Hội nghị Ban Thường vụ cho ý kiến lần thứ hai (minh họa)"
        office.page.goto("/hop/moi/?tu=1")
        chair = office.option("chair", "Ủy viên Ban Thường vụ 01")  # whom the source names does nothing more
        plan = {
            "day": "05/03/2020",
            "begins": "08:00",
            "ends": "10:00",
            "place": "Trụ sở Thành ủy (minh họa)",
        }
        assert number(office.fill("/hop/moi/?tu=1", title=title, chair=chair, **plan)) == 2
        for _unit in UNITS:
            office.page.goto("/hop/2/muc/")
            office.press("a[href*='/muc/moi/?tu=']")
            if office.page.locator("[name=over_gate]").count():
                office.field("over_gate", "Bản mới trình trước hội nghị (minh họa)")
            office.complete()
        office.page.goto("/hop/2/muc/")
        assert office.page.locator("a[href*='/muc/moi/?tu=']").count() == 0
        office.page.goto("/hop/2/thanh-phan/")
        office.post("/thanh-phan/theo-chuc-vu/")
        office.page.goto("/hop/2/")
        office.post("/buoc/call/")
        assert office.page.locator("table.agenda tr", has_text="Trình lại").count() == len(UNITS)
        assert self.left_open() == ["YC-13", "YC-17"]

    def left_open(self):
        self.office.page.goto("/hop/2/")
        return self.office.page.locator("#con-mo ~ table th a").all_inner_texts()

    def the_unit_mends(self, folder):
        """Version 5 has the motto again; it lies on the table."""
        road.mend_the_motto(self, folder, number=5)
        self.office.page.goto("/hop/2/")
        self.office.post("/ban-moi/")
        self.office.says("Dự thảo lần 5")

    def committee_agrees(self):
        """All positions agree; what must be met is confirmed first, then the conclusion goes out."""
        self.office.page.goto("/hop/2/")
        self.office.post("/buoc/open/")
        self.office.page.goto("/hop/2/")
        items = [int(row.removeprefix("muc-")) for row in self.rows()]
        for member in (self.enter("uy-vien-01"), self.enter("uy-vien-02")):
            for item in items:
                member.fill(f"/hop/2/muc/{item}/chinh-kien/", stance="agree")
        member.speak("/hop/2/y-kien/viet/", {"kind": "agree", "text": AGREED}, item=str(items[0]))
        self.office.page.goto("/hop/2/")
        self.office.post("/buoc/close/")
        self.office.page.goto(f"/hop/2/ket-luan/nguon/?muc={items[0]}")
        said = self.office.page.locator("li", has_text=AGREED).locator("form[action$='/nguon/lay/']")
        self.office.follow(said.locator("button").first)
        for item in items:
            self.office.at("/hop/2/ket-luan/")
            self.office.decide(item, "agreed")
        self.office.at("/hop/2/ket-luan/")
        self.office.follow(self.office.page.locator("a.btn-primary[href*='thieu']"))  # it is tried too early
        self.office.says("YC-13 ngày 13/02/2020")
        assert self.office.page.locator("details.confirm summary.btn-primary").count() == 0
        road.confirm(self.office, road.MOTTO)
        assert self.left_open() == ["YC-17"]
        self.office.issue(2)
        for draft in (1, 2, 3):
            self.office.sees(f"/van-ban/{draft}/", "Hội nghị đã nhất trí")

    def rows(self):
        rows = self.office.page.locator("table.agenda tr[id^='muc-']").all()
        return [row.get_attribute("id") for row in rows]

    def congress_is_approved(self):
        """S12: nothing that must be met is open, the dossier is there: the congress is approved."""
        secretary = self.enter(SECRETARY["quang-tam"])
        for item in papers_missing(secretary, 1):
            secretary.fill(f"/dai-hoi/1/ho-so/{item}/", state="there", note="Đã nộp (minh họa)")
        plan = {"ordinal": "27", "form": "delegates", "pilot": True, "opens_on": "12/03/2020"}
        self.office.fill("/dai-hoi/1/ke-hoach/", **plan)
        self.office.stage(1, "approve", "2020-03-05")
        self.office.sees("/dai-hoi/1/", "đã duyệt: 05/03/2020, Cán bộ Văn phòng Thành ủy 01 ghi")

    def answers_as_paper(self, folder):
        """S16: what became of each request, as the report that goes with the draft."""
        office = self.office
        office.page.goto("/hop/1/giay-to/")
        rows = office.page.locator("tr", has_text="Báo cáo tiếp thu, giải trình")
        office.follow(rows.filter(has_text="Xã Quảng Tâm").locator("form button").first)
        made = number(office.page.url)
        office.fill(f"/giay-to/{made}/ban-hanh/", dated="05/03/2020")
        file = office.file(f"/giay-to/{made}/van-ban.docx", folder / "answers.docx")
        assert faults(file) == []
        text = converted([file], folder)[0]
        for words in (MOTTO_TEXT, "Tỷ lệ hộ nghèo năm 2019 còn 1,2%.", "Giải trình", "Tiếp thu một phần"):
            assert words.lower() in text.lower(), (words, text[:3000])
