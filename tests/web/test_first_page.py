import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_page_is_vietnamese_whatever_the_browser_prefers(signed_in):
    client = signed_in
    page = client.get("/ra-soat/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="vi">' in page
    assert "Thả tệp dự thảo vào đây" in page
    assert "xã, phường" in page.lower()


def test_english_can_be_chosen(signed_in):
    client = signed_in
    client.get("/ra-soat/")  # the account's own language is taken over once
    client.post("/ngon-ngu/", {"language": "en", "next": "/ra-soat/"})
    page = client.get("/ra-soat/").content.decode()
    assert '<html lang="en">' in page
    assert "Drop a Word draft here" in page


def test_rules_are_named_in_the_language_of_the_page(signed_in):
    client = signed_in
    client.get("/ra-soat/")  # the account's own language is taken over once
    client.post("/ngon-ngu/", {"language": "en", "next": "/ra-soat/"})
    page = client.get("/ra-soat/").content.decode()
    assert "Commune, ward" in page
    assert "Political report" in page
    assert "Directive 35-CT/TW" in page
    union = client.get("/ra-soat/bo-quy-tac/", {"pack": "cong-doan-2023"}).content.decode()
    assert "Report of the executive committee" in union


def test_the_rules_chosen_last_are_offered_again(client, bring, commune):
    bring(commune, pack="cong-doan-2023", unit="cong-doan-co-so")
    page = client.get("/ra-soat/").content.decode()
    assert '<option value="cong-doan-2023" selected>' in page
    assert '<option value="cong-doan-co-so" selected>' in page


def test_a_page_without_an_icon_of_its_own_finds_one(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("icon.svg")


def test_choices_follow_the_pack(signed_in):
    client = signed_in
    page = client.get("/ra-soat/bo-quy-tac/", {"pack": "cong-doan-2023"}).content.decode()
    assert 'value="cong-doan-co-so"' in page
    assert 'value="xa-phuong"' not in page
    assert "error" not in page


def test_no_page_asks_another_host_or_carries_script(signed_in):
    client = signed_in
    answer = client.get("/ra-soat/")
    page = answer.content.decode()
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", page)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("address", ["/khong-co/", "/van-ban/77/", "/van-ban/77/ban-goc/"])
def test_what_does_not_exist_is_said_in_vietnamese(signed_in, address):
    answer = signed_in.get(address)
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


def test_a_form_without_token_is_refused_with_a_sentence(somebody):
    client = Client(enforce_csrf_checks=True)
    client.force_login(somebody)
    answer = client.post("/ra-soat/", {})
    assert answer.status_code == 403
    assert "Hãy về trang đầu rồi gửi lại" in answer.content.decode()


def test_a_defect_is_a_page_not_a_traceback(signed_in, monkeypatch):
    client = signed_in
    monkeypatch.setattr("vankien_web.drafts.views.quick.UploadForm", None)
    client.raise_request_exception = False
    answer = client.get("/ra-soat/")
    assert answer.status_code == 500
    assert "Chương trình gặp lỗi" in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/ra-soat/", "/van-ban/", "/van-ban/1/", "/dai-hoi/1/van-ban/"])
def test_strangers_are_asked_to_sign_in(client, address):
    assert client.get(address).headers["Location"].startswith("/vao/?next=")
