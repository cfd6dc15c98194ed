"""A person brings a Word draft, watches it being read, walks through the findings and takes it home."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import expect

from samples import make_samples
from vankien import word

PASSWORD = "đường về Quảng Tâm 1954"  # noqa: S105
COMMUNE = Path(__file__).parents[2] / "src/vankien_web/drafts/samples/xa-quang-tam.docx"


def accessible(page):
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture(scope="module")
def signed_in(chromium, address, data):
    """What the browser keeps of somebody who signed in by the link that `vankien admin` prints."""
    own = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "VANKIEN_DATA")}
    words = ["vankien", "admin", "quan.tri", "--name", "Quản trị viên 01", "--data", data]
    words[0] = Path(sys.executable).with_name("vankien")
    said = subprocess.run(words, capture_output=True, text=True, check=True, env=own).stdout
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto(re.search(r"/loi-moi/\S+", said)[0])
    page.get_by_label("Mật khẩu mới").first.fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    page.get_by_label("Tên đăng nhập").fill("quan.tri")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".mine summary")).to_be_visible()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(params=[1280, 375], ids=["desktop", "narrow"])
def page(chromium, address, signed_in, request):
    """A page of somebody signed in; whatever the browser complains of fails the test."""
    viewport = {"width": request.param, "height": 800}
    context = chromium.new_context(viewport=viewport, base_url=address, storage_state=signed_in)
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [c for c in complaints if "422" not in c] == []


def bring(page, file=COMMUNE):
    page.goto("/ra-soat/")
    page.set_input_files("#id_file", file)
    expect(page.locator("#chosen")).to_have_text(Path(file).name)
    page.get_by_role("button", name="Rà soát", exact=True).click()


@pytest.fixture(scope="module")
def commune(chromium, address, signed_in):
    """Where the commune's draft lies, read and checked: brought once."""
    page = chromium.new_context(base_url=address, storage_state=signed_in).new_page()
    bring(page)
    expect(page.locator(".sheet")).to_be_visible(timeout=30_000)
    yield page.url
    page.close()


@pytest.fixture
def reading(page, commune):
    """The reading page of the commune's draft."""
    page.goto(commune)
    return page


def test_first_page_can_be_used_by_everyone(page):
    page.goto("/ra-soat/")
    accessible(page)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#id_file").focus()
    expect(page.locator("#id_file")).to_be_focused()
    page.locator("#id_pack").select_option("cong-doan-2023")
    expect(page.locator("#id_unit option[value=cong-doan-co-so]")).to_have_count(1)
    expect(page.locator("#id_unit option[value=xa-phuong]")).to_have_count(0)


@pytest.fixture(scope="module")
def long_draft(tmp_path_factory):
    """Some forty pages, so that there is progress to watch."""
    lines = (Path(make_samples.__file__).parent / "xa-quang-tam.txt").read_text(encoding="utf-8").splitlines()
    file = tmp_path_factory.mktemp("long") / "dai.docx"
    body = [line for line in lines if not line.startswith("@")]
    make_samples.build(lines + body * 5, automatic=False).save(str(file))
    return file


def test_progress_is_shown_until_the_text_is_there(page, long_draft):
    steps = []
    page.on("response", lambda r: steps.append(r.status) if r.url.endswith("/tien-do/") else None)
    bring(page, long_draft)
    expect(page.get_by_role("heading", name="Đang rà soát dự thảo")).to_be_visible()
    accessible(page)
    expect(page.locator(".sheet")).to_be_visible(timeout=60_000)
    assert steps
    assert set(steps) <= {200, 304}
    accessible(page)


def test_findings_stand_beside_their_passages(reading):
    page = reading
    card = page.locator(".rail .remark").first
    number = card.get_attribute("id")[1:]
    mark = page.locator(f'mark[data-remarks~="{number}"]').first
    mark.scroll_into_view_if_needed()
    passage, remark = mark.bounding_box(), card.bounding_box()
    if page.viewport_size["width"] > 1100:
        assert remark["x"] > passage["x"] + 100
        assert abs(remark["y"] - passage["y"]) < 400
    else:
        assert 0 < remark["y"] - passage["y"] < 400
    for words in ("Phải sửa", "Cách sửa:", "Căn cứ:"):
        assert words in page.locator(".remark").first.inner_text()
    mark.click()
    expect(card).to_be_focused()
    expect(mark).to_have_class(re.compile("current"))
    card.get_by_role("link").click()
    expect(page.locator(f"#m{number}")).to_be_focused()


def test_one_walks_from_finding_to_finding_by_keyboard(reading):
    page = reading
    page.keyboard.press("n")
    expect(page.locator("#f1")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#f2")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator("#f1")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator(".remark").last).to_be_focused()


def test_the_letter_keys_can_be_switched_off_for_good(reading):
    page = reading
    page.get_by_label("Dùng phím N, P").uncheck()
    page.reload()
    page.keyboard.press("n")
    expect(page.locator(".current")).to_have_count(0)
    page.get_by_role("button", name="Điểm sau").click()
    expect(page.locator("#f1")).to_be_focused()
    page.get_by_label("Dùng phím N, P").check()
    page.keyboard.press("n")
    expect(page.locator("#f2")).to_be_focused()


def test_a_severity_can_be_hidden(reading):
    page = reading
    errors, warnings = page.locator(".remark.error"), page.locator(".remark.warning")
    assert errors.count() > 0
    assert warnings.count() > 0
    page.get_by_role("button", name=re.compile("Phải sửa")).click()
    expect(errors.first).to_be_hidden()
    expect(warnings.first).to_be_visible()
    page.keyboard.press("n")
    expect(warnings.first).to_be_focused()


def test_the_outline_leads_into_the_text(reading):
    page = reading
    if page.viewport_size["width"] < 1100:
        page.locator(".outline summary").click()
    page.locator(".outline").get_by_role("link", name="3. Quốc phòng - an ninh").first.click()
    expect(page.locator(".sheet p", has_text="3. Quốc phòng - an ninh").first).to_be_in_viewport()


def test_the_annotated_draft_reads_back(reading, tmp_path):
    page = reading
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải dự thảo có nhận xét").click()
    download.value.save_as(tmp_path / "annotated.docx")
    assert download.value.suggested_filename.endswith(".docx")
    annotated, original = word.read(tmp_path / "annotated.docx"), word.read(COMMUNE)
    assert len(annotated.comments) == page.locator(".remark").count()
    assert [b.text for b in annotated.blocks] == [b.text for b in original.blocks]


LET_GO = """(names) => {
  const data = new DataTransfer();
  for (const name of names) data.items.add(new File(["x"], name));
  const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  return document.querySelector("h1").dispatchEvent(drop);
}"""


def test_a_file_let_go_anywhere_is_taken_and_two_are_not(page):
    page.goto("/ra-soat/")
    assert page.evaluate(LET_GO, ["một.docx", "hai.docx"]) is False
    expect(page.get_by_role("alert")).to_contain_text("Mỗi lần chỉ rà soát một dự thảo")
    assert page.evaluate("document.getElementById('id_file').files.length") == 0
    assert page.evaluate(LET_GO, ["một.docx"]) is False
    expect(page.locator("#chosen")).to_have_text("một.docx")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_after_going_back_the_form_says_what_it_will_send(page):
    bring(page)
    expect(page.locator(".sheet")).to_be_visible(timeout=30_000)
    page.go_back()
    kept = page.evaluate("document.getElementById('id_file').files.length")
    expect(page.locator("#chosen")).to_have_text(COMMUNE.name if kept else re.compile("docx"))
    expect(page.get_by_role("button", name="Rà soát", exact=True)).to_be_enabled()


def test_reviewers_comments_are_shown_and_can_be_hidden(page, tmp_path):
    commented = Document(str(COMMUNE))
    passage = next(p for p in commented.paragraphs if len(p.text) > 80)
    said = '<img src="x" onerror="alert(1)">'
    commented.add_comment(passage.runs, said, author="Ủy viên 02", initials="U2")
    commented.save(str(tmp_path / "góp ý.docx"))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    bring(page, tmp_path / "góp ý.docx")
    thread = page.locator(".thread")
    expect(thread).to_contain_text(said, timeout=30_000)
    expect(thread).to_contain_text("Ủy viên 02")
    accessible(page)
    page.get_by_role("button", name=re.compile("Ý kiến trong tệp")).click()
    expect(thread).to_be_hidden()
    expect(page.locator(".remark").first).to_be_visible()


def test_a_file_that_is_no_draft_is_refused_with_a_sentence(page, tmp_path):
    broken = tmp_path / "hong.docx"
    broken.write_bytes(COMMUNE.read_bytes()[:3000])
    bring(page, broken)
    expect(page.get_by_role("alert")).to_contain_text("Tệp hong.docx bị hỏng", timeout=30_000)
    accessible(page)


def test_a_sample_is_one_click_away_and_can_be_deleted(page):
    page.goto("/ra-soat/")
    page.get_by_role("button", name=re.compile("Đảng bộ cơ quan cấp ủy")).click()
    expect(page.locator(".sheet")).to_be_visible(timeout=30_000)
    page.get_by_text("Xóa dự thảo này").click()
    page.get_by_role("button", name="Xóa hẳn").click()
    expect(page.get_by_role("status")).to_contain_text("Đã xóa dự thảo")
