"""From an upload to the findings beside the text, and away again."""

import hashlib
import io
import re
import zipfile

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from factories import make_user
from vankien import word
from vankien_web.common import storage
from vankien_web.common.models import Event
from vankien_web.drafts.models import Draft, Version

pytestmark = pytest.mark.django_db


def test_a_draft_is_read_with_its_findings_beside_it(client, bring, work, commune):
    address = bring(commune, "Báo cáo chính trị.docx")
    assert "Chờ đến lượt" in client.get(address).content.decode()
    work()
    page = client.get(address).content.decode()
    assert "Báo cáo chính trị.docx" in page
    assert "Dự thảo chưa có chủ đề đại hội." in page
    assert 'href="#b' in page  # the outline leads into the text
    number = page.split('data-remarks="')[1].split('"')[0]
    assert f'id="f{number}"' in page
    assert f'href="#m{number}"' in page
    assert "Cách sửa:" in page
    assert "Căn cứ:" in page


def test_a_heading_without_a_number_is_read_too(client, bring, work):
    document, out = Document(), io.BytesIO()
    document.add_heading("Lời nói đầu", 1)
    document.add_paragraph("Đảng bộ xã có 312 đảng viên.")
    document.save(out)
    address = bring(out.getvalue())
    work()
    page = client.get(address).content.decode()
    assert '<li class="level-1"><a href="#b0">Lời nói đầu</a></li>' in page


def test_three_ways_to_take_it_away(client, bring, work, commune, tmp_path):
    address = bring(commune, "Báo cáo.docx")
    work()
    original = client.get(f"{address}ban-goc/")
    assert b"".join(original.streaming_content) == commune
    assert "attachment" in original.headers["Content-Disposition"]
    report = client.get(f"{address}ket-qua/")
    assert "chủ đề đại hội" in report.content.decode()
    assert "script-src 'self'" in report.headers["Content-Security-Policy"]
    target = tmp_path / "annotated.docx"
    target.write_bytes(client.get(f"{address}nhan-xet/").content)
    document = word.read(target)
    assert len(document.comments) == Draft.objects.get().latest.found
    assert [b.text for b in document.blocks] == [
        b.text for b in Draft.objects.get().latest.reading.document.blocks
    ]


def test_plain_text_goes_home_with_remarks_too(client, bring, work, tmp_path):
    address = bring("BÁO CÁO CHÍNH TRỊ\nI. KẾT QUẢ\nKinh tế tăng 9%.".encode(), "báo cáo.txt")
    work()
    assert "Tải dự thảo có nhận xét" in client.get(address).content.decode()
    target = tmp_path / "annotated.docx"
    target.write_bytes(client.get(f"{address}nhan-xet/").content)
    assert len(word.read(target).comments) == Draft.objects.get().latest.found > 0


def test_the_report_counts_as_the_page_does_and_says_when(client, bring, work, commune):
    address = bring(commune)
    work()
    version = Draft.objects.get().latest
    report = client.get(f"{address}ket-qua/").content.decode()
    shown = dict(re.findall(r'id="f(\d+)">.*?class="code">(\w+)<', report, re.DOTALL))
    own = version.findings.exclude(severity="")
    assert shown == {str(n): f.code for n, f in enumerate(own, start=1)}
    when = timezone.localtime(version.finished_at)
    assert f"{when:%H:%M, %d/%m/%Y}" in report
    assert f"Đã rà soát xong lúc {when:%H:%M} ngày {when:%d/%m/%Y}" in client.get(address).content.decode()


def test_the_list_says_how_many_findings_there_are(client, bring, work, commune):
    bring(commune)
    assert "điểm</span>" not in client.get("/ra-soat/").content.decode()
    work()
    count = Draft.objects.get().latest.found
    assert f"Đã rà soát xong · {count} điểm" in client.get("/ra-soat/").content.decode()


def test_progress_answers_304_until_something_changes(client, bring, work, commune):
    address = bring(commune)
    first = client.get(f"{address}tien-do/")
    etag = first.headers["ETag"]
    assert 'aria-current="step"' in first.content.decode()
    assert client.get(f"{address}tien-do/", headers={"if-none-match": etag}).status_code == 304
    work()
    last = client.get(f"{address}tien-do/", headers={"if-none-match": etag})
    assert last.status_code == 200
    assert last.headers["HX-Refresh"] == "true"


def test_samples_take_the_same_road(signed_in, work):
    client = signed_in
    for name in ("xa-quang-tam", "co-quan-ubnd-thanh-pho", "co-quan-thanh-uy"):
        answer = client.post(f"/ra-soat/ban-mau/{name}/")
        assert answer.status_code == 302
    work()
    assert {v.state for v in Version.objects.all()} == {"done"}
    assert client.post("/ra-soat/ban-mau/khong-co/").status_code == 404


@pytest.fixture
def other(db):
    client = Client()
    client.force_login(make_user())
    return client


def test_a_quick_check_is_its_owners_alone(client, other, bring, work, commune):
    address = bring(commune, "Của tôi.docx")
    work()
    assert "Của tôi.docx" in client.get("/ra-soat/").content.decode()
    assert "Của tôi.docx" not in other.get("/ra-soat/").content.decode()
    for page in ("", "tien-do/", "ban-goc/", "nhan-xet/", "ket-qua/", "ra-soat/", "lich-su/", "lan/1/"):
        assert other.get(address + page).status_code == 404
    for page in ("xoa/", "gui/", "tra-lai/", "san-sang/"):
        assert other.post(address + page).status_code == 404
    assert "Của tôi.docx" not in client.get("/van-ban/").content.decode()


def test_only_its_owner_deletes_a_quick_check(client, other, bring, work, commune):
    address = bring(commune, "Xóa tôi.docx")
    work()
    sha256 = Draft.objects.get(title="Xóa tôi.docx").latest.sha256
    assert other.post(f"{address}xoa/").status_code == 404
    assert storage.path(sha256).exists()


@pytest.mark.django_db(transaction=True)
def test_a_deleted_quick_check_leaves_only_that_it_was_done(client, bring, work, commune):
    address = bring(commune, "Xóa tôi.docx")
    work()
    sha256 = Draft.objects.get().latest.sha256
    answer = client.post(f"{address}xoa/", follow=True)
    assert "Đã xóa dự thảo “Xóa tôi.docx”" in answer.content.decode()
    assert client.get(address).status_code == 404
    assert not storage.path(sha256).exists()
    assert Event.objects.filter(verb="draft_deleted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_file_brought_twice_outlives_one_deletion(client, bring, commune):
    first, second = bring(commune), bring(commune)
    client.post(f"{first}xoa/")
    version = Draft.objects.get(pk=second.split("/")[2]).latest
    assert storage.path(version.sha256).read_bytes() == commune


def refused(bring, data, name):
    """The page that refuses a file; nothing but its hash may stay."""
    answer = bring(data, name)
    assert answer.status_code == 422
    assert not Draft.objects.exists()
    folders = (storage.path("ab").parents[1], storage.path("ab").parents[2] / "incoming")
    assert [p for folder in folders for p in folder.rglob("*") if p.is_file()] == []
    event = Event.objects.get(verb="version_refused")
    assert event.details["sha256"] == hashlib.sha256(data).hexdigest()
    assert set(event.details) == {"sha256", "reason"}
    return answer.content.decode()


def test_a_damaged_file_is_refused_with_a_sentence(bring, commune):
    page = refused(bring, commune[:4000], "hỏng.docx")
    assert "Tệp hỏng.docx bị hỏng" in page
    assert "Traceback" not in page


def test_a_refused_file_leaves_what_was_typed(bring, commune):
    answer = bring(commune[:4000], "hỏng.docx", pack="cong-doan-2023", unit="cong-doan-co-so")
    assert '<option value="cong-doan-2023" selected>' in answer.content.decode()


def test_a_secrecy_stamp_is_refused_on_a_networked_machine(client, bring, work, site):
    text = "ĐẢNG BỘ HUYỆN\nMẬT\nBÁO CÁO CHÍNH TRỊ\nI. KẾT QUẢ\nKinh tế tăng 9%."
    page = refused(bring, stamped(text), "mat.docx")
    assert "dấu chỉ độ mật" in page
    site.VANKIEN_PROFILE = "isolated"
    address = bring(stamped(text), "mat.docx")
    work()
    assert "Kinh tế tăng 9%." in client.get(address).content.decode()


def stamped(text):
    document, out = Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def test_nothing_an_empty_file_or_one_too_large(client, bring, site):
    assert "Chưa chọn tệp dự thảo" in client.post("/ra-soat/", {}).content.decode()
    assert "rỗng (0 byte)" in bring(b"").content.decode()
    site.VANKIEN_UPLOAD_BYTES = 1 << 20
    answer = bring(b"x" * ((1 << 20) + 1))
    assert "Tệp lớn hơn 1 MB" in answer.content.decode()
    far_too_large = bring(b"x" * (2 << 20))
    assert far_too_large.status_code == 413
    assert "Tệp lớn hơn 1 MB" in far_too_large.content.decode()
    assert not Draft.objects.exists()


def test_a_unit_that_the_rules_do_not_know_is_a_sentence(client, bring, commune):
    answer = bring(commune, unit="hanh-tinh")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_hostile_package_is_refused(bring):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"0" * (200 << 20))
    assert "Tệp bom.docx" in refused(bring, out.getvalue(), "bom.docx")
