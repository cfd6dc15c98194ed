"""The replay of a later day, an illustration: answers, checks, what is lost and mended."""

import re

from browser import replay_drafts as drafts
from browser.replay_people import SECRETARY, UNITS, Actor, faults, read
from browser.test_replay import number, stage

FOLLOWED = {"quang-tam": "le-van-tu", "co-quan-thanh-uy": "to-so-5"}
OWN_WORK = {14: "thong-ke", 15: "tai-chinh", 16: "kinh-te", 17: "le-van-tu", 22: "co-quan-ubnd"}
OWN_WORK |= {
    28: "le-van-tu",
    29: "to-so-5",
    30: "bi-thu-quang-tam",
    31: "co-quan-ubnd",
    32: "co-quan-thanh-uy",
}


class Second:
    """05/03/2020."""

    def __init__(self, chromium, site):
        self.enter = lambda username, **more: Actor(chromium, site, username, **more)
        self.office = self.enter("van-phong", scripts=False)
        self.chair = self.enter("le-anh-xuan", scripts=False)
        self.groups = {name: self.enter(name, scripts=False) for name in ("le-van-tu", "to-so-5")}
        self.writers = {unit: self.enter(SECRETARY[unit], scripts=False) for unit in UNITS}

    def units_answer(self, folder):
        """S15: the next version, an answer to each request with its place, checked and confirmed."""
        refused = stage(self.chair, 1, "approve", "2020-03-05")
        assert "yêu cầu bắt buộc chưa được tiếp thu" in refused
        for n, unit in enumerate(UNITS, 1):
            self.bring(unit, n, folder, number=2)
            asked = self.asked(n)
            for pk, words in asked.items():
                self.answer(self.writers[unit], pk, drafts.passage(unit, words))
            self.writers[unit].page.goto(f"/van-ban/{n}/yeu-cau/")
            self.writers[unit].post(f"/van-ban/{n}/gui/")
            for pk in asked:
                self.check(FOLLOWED.get(unit), pk)
                self.close(pk)
        for pk, username in OWN_WORK.items():
            self.do(pk, username)
        self.answers_as_paper(folder)

    def asked(self, draft):
        """The requests on a draft: number and words. Numbers and labels run alike in one meeting."""
        self.office.page.goto(f"/van-ban/{draft}/yeu-cau/")
        links = self.office.page.locator(".asked-list li a").all()
        return {int(re.search(r"yc=(\d+)", a.get_attribute("href"))[1]): a.inner_text() for a in links}

    def bring(self, unit, draft, folder, *, number, without=()):
        writer = self.writers[unit]
        path = drafts.revised(unit, folder / f"{unit}-{number}.docx", number=number, without=without)
        writer.fill(f"/van-ban/{draft}/nop/", file=path)
        reader = self.enter(SECRETARY[unit])
        reader.page.goto(f"/van-ban/{draft}/")
        read(reader, draft)
        reader.context.close()

    def answer(self, writer, pk, quote=None):
        fields = {"kind": "adopted", "text": "Đã tiếp thu (minh họa)."}
        fields |= {"section": "", "quote": quote} if quote else {}
        writer.fill(f"/yeu-cau/{pk}/tra-loi/", **fields)

    def check(self, group, pk):
        if group is None:
            return
        member = self.groups[group]
        member.page.goto(f"/yeu-cau/{pk}/")
        member.field("value", "met")
        member.field("why", "Đã có trong bản mới (minh họa).")
        member.post(f"/yeu-cau/{pk}/kiem-tra/")
        member.says("Đã ghi kết quả kiểm tra")

    def close(self, pk, note="Văn phòng đã xem bản mới (minh họa)."):
        self.office.page.goto(f"/yeu-cau/{pk}/")
        self.office.field("note", note)
        self.office.post(f"/yeu-cau/{pk}/xac-nhan/")
        self.office.says("Đã xác nhận yêu cầu đạt")

    def do(self, pk, username):
        """Work that changes no text (S11, S12): said to be done, checked by the group, confirmed."""
        doer = self.groups.get(username) or self.enter(username, scripts=False)
        self.answer(doer, pk)
        self.close(pk)

    def answers_as_paper(self, folder):
        office = self.office
        office.page.goto("/hop/1/giay-to/")
        rows = office.page.locator("tr", has_text="Báo cáo tiếp thu, giải trình")
        rows.filter(has_text="Xã Quảng Tâm").locator("form button").click()
        made = number(office.page.url)
        office.fill(f"/giay-to/{made}/ban-hanh/", dated="05/03/2020")
        file = office.file(f"/giay-to/{made}/van-ban.docx", folder / "answers.docx")
        assert faults(file) == []
        office.says(drafts.COMMUNE[2][1])

    def a_request_is_lost_and_mended(self, folder):
        """A version without the motto reopens its request by itself; the next one has it again."""
        motto = next(pk for pk, words in self.asked(1).items() if "phương châm" in words)
        self.office.page.goto("/van-ban/1/")
        back = self.office.page.locator("details", has=self.office.page.locator("form[action$='/tra-lai/']"))
        back.locator("summary").last.click()
        back.locator("[name=reason]").fill("Rà lại thể thức (minh họa).")
        back.locator("form[action$='/tra-lai/'] button").click()
        self.bring("quang-tam", 1, folder, number=3, without=("Phương châm Đại hội",))
        self.writers["quang-tam"].sees(f"/yeu-cau/{motto}/", "Chờ trả lời")
        self.writers["quang-tam"].says("mở lại")
        self.bring("quang-tam", 1, folder, number=4)
        self.answer(self.writers["quang-tam"], motto, drafts.passage("quang-tam", "phương châm"))
        self.writers["quang-tam"].page.goto("/van-ban/1/yeu-cau/")
        self.writers["quang-tam"].post("/van-ban/1/gui/")
        self.check("le-van-tu", motto)
        self.close(motto)
