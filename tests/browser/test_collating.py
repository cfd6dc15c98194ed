"""Reviewers' copies dropped all at once: each with its own result, one table, by axe and on paper."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from browser.test_documents import enter
from browser.test_road import COMMUNE, accessible


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copies")
    scene = Path(__file__).with_name("scene.py")
    subprocess.run([sys.executable, scene], check=True, env=os.environ | {"VANKIEN_DATA": str(folder)})
    return folder


def copy_by(author, text, word):
    """The commune's report with a comment, and a word that was changed with tracking off."""
    made, out = Document(str(COMMUNE)), io.BytesIO()
    long = [p for p in made.paragraphs if len(p.text.split()) > 20 and p.runs]
    made.add_comment([long[3].runs[0]], text, author=author, initials="UV")
    run = max(long[5].runs, key=lambda run: len(run.text))
    run.text = " ".join([*run.text.split(" ")[:-2], word])
    made.core_properties.last_modified_by = author
    made.save(out)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": f"{author}.docx", "mimeType": kind, "buffer": out.getvalue()}


@pytest.fixture(scope="module")
def office(chromium, address):
    state = enter(chromium, address, "van.phong")
    complaints = []
    context = chromium.new_context(base_url=address, storage_state=state)
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def collected(office):
    office.goto("/van-ban/1/")
    office.get_by_role("link", name="Ý kiến", exact=True).click()
    office.get_by_role("link", name="Bản góp ý", exact=True).click()
    good = [copy_by(f"Ủy viên {n:02}", "Cần làm rõ nguyên nhân.", f"khác {n}") for n in (1, 2, 3)]
    broken = good[0] | {"name": "hỏng.docx", "buffer": b"PK\x03\x04"}
    office.locator("#copies input[type=file]").set_input_files(
        [*good, broken, good[2] | {"name": "lại.docx"}]
    )
    return office


def test_each_file_has_its_own_result(collected):
    sent = collected.locator("#sent li")
    expect(sent.filter(has_text="Ủy viên 01.docx")).to_contain_text("đã nhận")
    expect(sent.filter(has_text="hỏng.docx")).to_contain_text("không đọc được")
    expect(sent.filter(has_text="lại.docx")).to_contain_text("trùng với “Ủy viên 03.docx”")
    collected.get_by_role("link", name="Xem kết quả").click()
    expect(collected.locator(".copies tfoot")).to_contain_text("6", timeout=40_000)
    expect(collected.locator(".section-note").first).to_contain_text("= 6; bảng có 6 dòng")


@pytest.mark.parametrize("width", [1280, 375])
def test_everyone_can_use_the_pages(collected, width):
    collected.set_viewport_size({"width": width, "height": 800})
    for address in ("/van-ban/1/tong-hop/", "/tong-hop/1/", "/tong-hop/1/nguoi/"):
        assert collected.goto(address).status == 200
        accessible(collected)
        assert collected.locator(".btn-primary:visible").count() <= 1, address


def test_on_paper_nothing_is_cut_off(collected):
    collected.emulate_media(media="print")
    collected.set_viewport_size({"width": 794, "height": 1123})
    for address in ("/van-ban/1/tong-hop/", "/tong-hop/1/"):
        collected.goto(address)
        assert collected.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        expect(collected.locator(".remark button, .copies button").first).to_be_hidden()
    collected.emulate_media(media="screen")
    collected.set_viewport_size({"width": 1280, "height": 800})


def test_changes_that_cannot_all_be_made_stand_together(collected):
    collected.goto("/tong-hop/1/")
    expect(collected.locator(".clash .remark")).to_have_count(3)
    expect(collected.locator(".remark").filter(has_text="3 góp ý giống nhau")).to_have_count(3)


def test_a_name_that_nobody_has_is_asked_for(collected):
    collected.goto("/tong-hop/1/")
    collected.get_by_role("link", name="Xác định người góp ý").click()
    choices = collected.locator("main select")
    choices.nth(0).select_option(index=2)
    choices.nth(1).select_option("0")
    collected.get_by_role("button", name="Lưu").click()
    expect(collected.get_by_role("status").first).to_contain_text("Đã ghi nhận 2 tên")
    collected.get_by_role("link", name="Xem cả 6 góp ý").click()
    collected.get_by_role("button", name="Đưa 2 góp ý vào ý kiến").click()
    expect(collected.get_by_role("status").first).to_contain_text("Đã đưa 2 góp ý vào ý kiến")
    expect(collected.locator(".remark .fate")).to_have_count(2)
