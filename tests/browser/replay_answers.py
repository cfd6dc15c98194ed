"""The replay goes on, an illustration: the units answer with new versions, each answer is checked.

Whom the source names does nothing here: working group no. 1 has a member without a name.
"""

import re

from browser import replay_drafts as drafts
from browser.replay_people import SECRETARY, UNITS, Day, read

FOLLOWED = {"quang-tam": "uy-vien-05", "co-quan-thanh-uy": "to-so-5"}
OWN_WORK = {14: "thong-ke", 15: "tai-chinh", 16: "kinh-te", 17: "uy-vien-05", 22: "co-quan-ubnd"}
OWN_WORK |= {28: "uy-vien-05", 29: "to-so-5"}
OWN_WORK |= {30: "bi-thu-quang-tam", 31: "co-quan-ubnd", 32: "co-quan-thanh-uy"}
MOTTO, TO_THE_END = 13, 17  # the one that is lost, the one that lasts until the congress is held


class Answers(Day):
    """26/02/2020."""

    def units_answer(self, folder):
        """S15: version 2, an answer to each request with its place; the office confirms or opens again."""
        refused = self.office.stage(1, "approve", "2020-02-26")
        assert "8 yêu cầu bắt buộc chưa được tiếp thu" in refused
        member = "Ủy viên Ban Thường vụ 05"
        self.office.fill("/to-cong-tac/1/thanh-vien/", person=member, since="26/02/2020")
        for draft, unit in enumerate(UNITS, 1):
            without = drafts.MOTTO if unit == "quang-tam" else ()
            bring(self, draft, folder, number=2, without=without)
            asked = self.asked(draft)
            for pk, words in asked.items():
                quote = drafts.passage(unit, words) if pk != MOTTO else ""
                answer(self.enter(SECRETARY[unit]), pk, *drafts.answered(words), quote)
            send(self, draft)
            for pk in asked:
                check(self, pk, unit, "met" if pk != MOTTO else "not_met")
            for pk in asked.keys() - {MOTTO}:
                confirm(self.office, pk)
        self.the_motto_is_not_there()
        self.others_do_their_work()

    def asked(self, draft):
        """The requests on a draft: number and words. Numbers and labels run alike in one meeting."""
        self.office.page.goto(f"/van-ban/{draft}/yeu-cau/")
        links = self.office.page.locator(".asked-list li a").all()
        return {int(re.search(r"yc=(\d+)", a.get_attribute("href"))[1]): a.inner_text() for a in links}

    def the_motto_is_not_there(self):
        """What the unit says was done, machine and group do not find: the office opens it again."""
        found = "Dự thảo chưa có phương châm đại hội"
        self.office.sees(f"/yeu-cau/{MOTTO}/", "Hệ thống", found, "Chưa đạt")
        self.office.unfold("/mo-lai/")
        self.office.field("reason", "Bản mới chưa có phương châm (minh họa).")
        self.office.post(f"/yeu-cau/{MOTTO}/mo-lai/")
        writer = self.enter(SECRETARY["quang-tam"])
        writer.sees(f"/yeu-cau/{MOTTO}/", "Mở lại: Bản mới chưa có phương châm (minh họa).")
        writer.sees(f"/yeu-cau/{MOTTO}/tra-loi/", "Mở lại: Bản mới chưa có phương châm (minh họa).")
        writer.sees("/thong-bao/", f"YC-{MOTTO}")

    def others_do_their_work(self):
        """S11, S12: work that changes no text is said to be done; what lasts stays open."""
        for pk, username in OWN_WORK.items():
            answer(self.enter(username), pk, "adopted", "Đã thực hiện (minh họa).")
            if pk != TO_THE_END:
                confirm(self.office, pk)

    def what_was_met_is_lost(self, folder):
        """Version 3 has the motto and is confirmed; version 4 lost it, which opens the request by itself."""
        mend_the_motto(self, folder, number=3)
        confirm(self.office, MOTTO)
        send_back(self.office, 1)
        bring(self, 1, folder, number=4, without=drafts.MOTTO)
        writer = self.enter(SECRETARY["quang-tam"])
        writer.sees(f"/yeu-cau/{MOTTO}/", "Mở lại:", "Dự thảo lần 3 đã có, dự thảo lần 4 không còn")
        send(self, 1)
        self.office.sees(f"/yeu-cau/{MOTTO}/", "Chờ trả lời", "Dự thảo lần 3 đã có, dự thảo lần 4 không còn")
        refused = self.office.stage(1, "approve", "2020-02-26")
        assert "1 yêu cầu bắt buộc chưa được tiếp thu" in refused


def mend_the_motto(day, folder, *, number):
    """A version that has it, its answer, and the group's word."""
    send_back(day.office, 1)
    bring(day, 1, folder, number=number)
    writer = day.enter(SECRETARY["quang-tam"])
    answer(writer, MOTTO, *drafts.ADOPTED, drafts.MOTTO)
    send(day, 1)
    check(day, MOTTO, "quang-tam", "met")


def bring(day, draft, folder, *, number, without=()):
    """The next version, until the machine has read it."""
    unit = UNITS[draft - 1]
    path = drafts.revised(unit, folder / f"{unit}-{number}.docx", number=number, without=without)
    writer = day.enter(SECRETARY[unit])
    writer.fill(f"/van-ban/{draft}/nop/", file=path)
    writer.page.goto("about:blank")  # the page of progress calls itself again without scripts
    reader = day.enter(SECRETARY[unit], scripts=True)
    read(reader, draft)
    reader.says(f"Dự thảo lần {number}")


def answer(writer, pk, kind, text, quote=None):
    """A request on a draft has a place in it: the words that were written."""
    place = {} if quote is None else {"section": "", "quote": quote}
    writer.fill(f"/yeu-cau/{pk}/tra-loi/", kind=kind, text=text, **place)


def send(day, draft):
    writer = day.enter(SECRETARY[UNITS[draft - 1]])
    writer.page.goto(f"/van-ban/{draft}/yeu-cau/")
    writer.post(f"/van-ban/{draft}/gui/")


def send_back(office, draft):
    office.page.goto(f"/van-ban/{draft}/")
    office.unfold("/tra-lai/")
    office.page.locator("form[action$='/tra-lai/'] [name=reason]").fill("Rà lại bản đã trình (minh họa).")
    office.post("/tra-lai/")


def check(day, pk, unit, value):
    """The working group that follows the unit, where one does."""
    if unit not in FOLLOWED:
        return
    member = day.enter(FOLLOWED[unit])
    member.page.goto(f"/yeu-cau/{pk}/")
    member.field("value", value)
    why = {"met": "Đã có trong bản mới (minh họa).", "not_met": "Bản mới chưa có (minh họa)."}
    member.field("why", why[value])
    member.post(f"/yeu-cau/{pk}/kiem-tra/")
    member.says("Đã ghi kết quả kiểm tra")


def confirm(office, pk):
    office.page.goto(f"/yeu-cau/{pk}/")
    office.field("note", "Văn phòng đã xem bản mới (minh họa).")
    office.post(f"/yeu-cau/{pk}/xac-nhan/")
    office.says("Đã xác nhận yêu cầu đạt")
