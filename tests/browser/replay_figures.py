"""S11 in the replay: the departments that the conclusion names verify the figures, by keyboard.

The source says who is to take part; who answered what is an illustration by posts without names.
"""

from playwright.sync_api import expect

from browser.replay_people import SECRETARY

DRAFT = "/van-ban/1/so-lieu/tham-dinh/"
# The rules' names of departments, and what they are called at this city.
CALLED = {
    "Chi cục Thống kê": "Phòng Thống kê thành phố",
    "Phòng Tài chính - Kế hoạch": "Phòng Tài chính thành phố",
}
QUESTION = "Số liệu lấy theo báo cáo nào (minh họa)?"
ANSWER = "Theo báo cáo kinh tế - xã hội năm 2019 của xã (minh họa)."
TWICE = "47,5 triệu đồng/người/năm"  # the report says another value in its table: the next version mends it


def sent_out(day):
    """The office sends each figure to the department that the rules name, and chooses where names differ."""
    office = day.office
    office.page.goto(DRAFT + "gui/")
    for name, unit in CALLED.items():
        part = office.page.locator("fieldset.group", has=office.page.locator("legend", has_text=name))
        part.locator("select").select_option(label=unit)
    economy = office.page.locator("fieldset.group", has_text="Phòng Kinh tế (Nông nghiệp)").locator("select")
    assert economy.locator("option:checked").inner_text() == "Phòng Kinh tế thành phố"  # by its name
    office.press("main form .form-end button")
    office.says("Đã gửi thẩm định")
    for department in (*CALLED.values(), "Phòng Kinh tế thành phố"):
        office.says(department)


def verified(day):
    """Nobody touches a mouse: the first figure is asked about, all others are confirmed, then the first."""
    verifier = day.enter("thong-ke", scripts=True)
    verifier.sees("/", "Thẩm định")
    verifier.page.goto("/tham-dinh/")
    verifier.follow(verifier.page.locator("table.data th a"))
    total = verifier.page.locator(".verify-list li").count()
    assert total > 3
    assert verifier.page.locator(".in-place").inner_text()
    _by_keys(verifier, "h", QUESTION)
    while verifier.page.locator("[data-confirm]").count():
        _go(verifier, "Enter")
    assert verifier.page.locator(".verify-list li.done").count() == total - 1
    writer = day.enter(SECRETARY["quang-tam"])
    writer.sees("/", "Trả lời phòng thẩm định: 1 số liệu")
    writer.page.goto(DRAFT)
    writer.page.locator(".verify-list li.soon a").click()
    writer.says(QUESTION)
    writer.complete(text=ANSWER)
    verifier.page.goto(DRAFT)
    verifier.says(ANSWER)
    _go(verifier, "Enter")
    assert verifier.page.locator(".verify-list li.done").count() == total
    assert verifier.context.request.get("/van-ban/1/").status == 404  # the sentences, not the draft
    day.office.sees("/van-ban/1/", "đã thẩm định")
    expect(day.office.page.locator(".sheet .fig.verified").first).to_be_visible()


def what_changed_comes_back(day):
    """The unit's next version states another value in one place: that seal is broken, and no other."""
    verifier = day.enter("thong-ke", scripts=True)
    verifier.sees(DRAFT, "dự thảo nay ghi")
    broken = verifier.page.locator(".verify-one .broken")
    assert broken.locator("del").inner_text() == TWICE
    assert verifier.page.locator(".verify-list li.late").count() == 1
    _go(verifier, "Enter")
    assert verifier.page.locator(".verify-list li.late").count() == 0
    day.office.sees("/van-ban/1/lich-su/", "Số liệu đã thẩm định bị thay đổi: " + TWICE)


def _by_keys(person, key, words):
    """Open a form by its letter, write, send."""
    person.page.keyboard.press(key)
    person.page.keyboard.type(words)
    person.page.keyboard.press("Tab")
    _go(person, "Enter")
    person.says("Đã hỏi lại")


def _go(person, key):
    with person.page.expect_navigation():
        person.page.keyboard.press(key)
