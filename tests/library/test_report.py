"""The printable report: everything a reader needs on paper, nothing loaded from elsewhere."""

import re
from html.parser import HTMLParser

from library.draft_factory import document
from vankien import packs
from vankien.model import Authority, Finding, Place
from vankien.outputs import report_html

TEXT = """BÁO CÁO CHÍNH TRỊ
I. KINH TẾ
Mô hình SXTNT <b>hiệu quả</b> & bền vững.
"""
CLAUSE = Authority("Hướng dẫn 36-HD/VPTW", "H")
FOUND = (
    Finding("VK605", {"found": "SXTNT"}, Place(2, 8, 13, "I", "SXTNT"), "warning", CLAUSE),
    Finding("VK509", {"variant": "missing", "found": ""}, None, "info", CLAUSE),
    Finding("VK513", {"found": "сhắc", "letters": ["с"], "expected": "chắc", "count": 1}, None, "error"),
)


def report(findings=FOUND, language="vi", name="Du thao <1>.docx"):
    pack = packs.load("dang-2019")
    settings = {"pack": pack, "unit": "xa-phuong", "kind": "political_report", "phase": "draft"}
    return report_html(document(TEXT), findings, **settings, file_name=name, language=language)


def words(html):
    parser, found = HTMLParser(), []
    parser.handle_data = found.append
    parser.feed(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))
    return " ".join(" ".join(found).split())


def test_names_the_file_the_rules_and_their_basis():
    shown = words(report())
    for expected in (
        "Du thao <1>.docx",
        "báo cáo chính trị",
        "xã, phường, thị trấn",
        "dang-2019",
        "35-CT/TW ngày 30/05/2019",
    ):
        assert expected in shown


def test_counts_by_severity_and_lists_the_gravest_first():
    shown = words(report())
    assert "1 điểm phải sửa, 1 điểm cần xem lại, 1 lưu ý" in shown
    assert shown.index("VK513") < shown.index("VK605") < shown.index("VK509")


def test_shows_place_passage_authority_and_how_to_mend():
    html = report()
    assert "Mô hình <mark>SXTNT</mark> &lt;b&gt;hiệu quả&lt;/b&gt; &amp; bền vững." in html
    shown = words(html)
    assert "Mục I" in shown
    assert "Căn cứ: Hướng dẫn 36-HD/VPTW" in shown
    assert "Cách sửa: Ở lần dùng đầu tiên" in shown


def test_loads_nothing_and_runs_nothing():
    html = report()
    assert not re.search(r"<script|<link|src=|href=|url\(|@import|javascript:", html)
    assert html.startswith("<!DOCTYPE html>")
    assert 'lang="vi"' in html


def test_a_clean_draft_is_told_to_be_clean():
    assert "Không phát hiện điểm nào cần sửa." in words(report(()))


def test_speaks_english_too():
    shown = words(report(language="en"))
    assert "1 to correct, 1 to look at again, 1 for information" in shown
    assert "is never spelt out" in shown


def test_long_passages_are_shortened_around_the_mark():
    text = "từ " * 200 + "SXTNT" + " ngữ" * 200
    place = Place(0, 600, 605, None, "SXTNT")
    pack = packs.load("dang-2019")
    html = report_html(
        document(text), [Finding("VK605", {"found": "SXTNT"}, place)], pack=pack, unit="xa-phuong",
        kind="political_report",
    )  # fmt: skip
    quoted = re.search(r"<blockquote>(.*?)</blockquote>", html)
    assert quoted
    assert "<mark>SXTNT</mark>" in quoted[1]
    assert quoted[1].startswith("…")
    assert quoted[1].endswith("…")
    assert len(quoted[1]) < 350
