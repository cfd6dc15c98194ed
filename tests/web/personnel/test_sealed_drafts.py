"""The Word draft of a personnel plan is sealed at rest: its file, what was read in it, what was found."""

import io
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from vankien_web.common import keyring, sealed, storage
from vankien_web.drafts import actions, tasks
from vankien_web.drafts.comparing import compare_versions
from vankien_web.drafts.models import Reading, StoredComparison, Version
from vankien_web.personnel.actions import keys
from vankien_web.site import exchange
from web.personnel.test_sealing import stored

NAME = "Tên Không Ai Biết"
LINES = (
    "ĐỀ ÁN NHÂN SỰ BAN CHẤP HÀNH",
    "I. TÌNH HÌNH",
    "Ban Chấp hành hiện có 27 đồng chí, trong đó có 5 nữ, đã qua hai lần kiện toàn trong nhiệm kỳ.",
    "II. PHƯƠNG HƯỚNG NHÂN SỰ",
    f"Giới thiệu {NAME} tái cử, giữ chức vụ Phó Bí thư, phụ trách công tác tổ chức của đảng bộ xã.",
    "Số lượng ủy viên nhiệm kỳ mới là 25 đồng chí, tỷ lệ nữ đạt 20% theo quy định của cấp trên.",
)


def docx(*lines):
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


@pytest.fixture
def plan(scene, site, work):
    """Two versions of a plan, brought, read and compared."""
    scene.draft = actions.create_draft(scene.congress, "personnel_plan", by=scene.secretary)
    scene.files = [docx(*LINES), docx(*LINES, "Danh sách kèm theo có 29 đồng chí.")]
    for number, data in enumerate(scene.files, 1):
        tasks.submit_version(scene.draft, [data], f"de-an-{number}.docx", by=scene.secretary)
        work()
        scene.draft.refresh_from_db()
    compare_versions.call(*Version.objects.order_by("number").values_list("pk", flat=True))
    return scene


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def readable_anywhere(site):
    """Tables and files in which the name can be read."""
    tables = [table for table, text in stored() if "Không Ai Biết" in text or "\\u00f4ng Ai Bi" in text]
    opened = (path for path in site.DATA.rglob("*") if path.is_file() and path.name != keyring.FILE)
    return tables + [path.name for path in opened if path.read_bytes().startswith((b"PK\x03\x04", b"%PDF"))]


def test_neither_tables_nor_files_tell_what_it_says(plan, site):
    versions = list(Version.objects.order_by("number"))
    assert [v.state for v in versions] == ["done", "done"]
    assert NAME in versions[0].reading.content["blocks"][4]["text"]
    assert StoredComparison.objects.get().content
    assert readable_anywhere(site) == []


def test_who_may_reads_it_as_it_was_brought(plan):
    at, client = f"/van-ban/{plan.draft.pk}/", client_of(plan.secretary)
    for number, data in enumerate(plan.files, 1):
        answer = client.get(f"{at}lan/{number}/ban-goc/")
        assert b"".join(answer.streaming_content) == data
        version = Version.objects.get(number=number)
        assert version.noted == sha256(data).hexdigest() != version.sha256
        assert version.size == len(data)
    assert NAME in client.get(at).content.decode()
    assert client.get(f"{at}nhan-xet/").status_code in (200, 404)
    for other in plan.others:
        assert client_of(other).get(at).status_code == 404


def test_a_report_stays_as_it_is(plan, work):
    draft = actions.create_draft(plan.congress, "political_report", by=plan.secretary)
    tasks.submit_version(draft, [plan.files[0]], "bao-cao.docx", by=plan.secretary)
    work()
    version = Version.objects.get(draft=draft)
    assert version.noted == version.sha256 == sha256(plan.files[0]).hexdigest()
    assert storage.path(version.sha256).read_bytes() == plan.files[0]


def test_a_new_key_seals_it_again_and_drops_what_the_old_one_had_sealed(plan, site):
    before = set(storage.stored())
    with_plan = keys.total()
    keys.rotate(forget=True)
    assert keys.unopened() == 0
    assert keys.total() == with_plan
    assert not before & set(storage.stored())
    assert storage.strays() == []
    version = Version.objects.get(number=2)
    assert sealed.content(storage.path(version.sha256)) == plan.files[1]
    assert version.findings.exists()


def test_what_stood_open_before_is_sealed_with_the_next_key(plan, site):
    version = Version.objects.get(number=1)
    kept = version.reading.content
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "is_due", lambda _record: False)
        version.reading.save()
    assert readable_anywhere(site) != []
    assert sealed.unsealed() == 2  # what was read, and its outline
    keys.rotate()
    assert sealed.unsealed() == 0
    assert readable_anywhere(site) == []
    assert Version.objects.get(number=1).reading.content == kept


def test_an_export_carries_it_sealed_and_asks_for_no_key(plan):
    kept = keyring.path().read_bytes()
    keyring.path().unlink()
    leaving = {model: list(exchange._lines(model)) for model in (Version, Reading, StoredComparison)}
    lines = leaving[Reading]
    assert len(lines) == 2
    assert not any("Không Ai Biết".encode() in line for gone in leaving.values() for line in gone)
    Reading.objects.all().delete()
    exchange._load(Reading, lines)
    assert list(exchange._lines(Reading)) == lines
    keyring.path().write_bytes(kept)
    assert NAME in Reading.objects.get(version__number=1).content["blocks"][4]["text"]


def test_without_its_key_it_is_closed_in_one_sentence_and_all_else_goes_on(plan):
    keyring.path().unlink()
    at, client = f"/van-ban/{plan.draft.pk}/", client_of(plan.secretary)
    for end in ("", "lan/1/", "lan/1/ban-goc/", "so-sanh/"):
        answer = client.get(at + end)
        assert answer.status_code == 503, end
        assert "khóa" in answer.content.decode()
    file = SimpleUploadedFile("moi.docx", plan.files[0])
    assert client.post(f"{at}nop/", {"file": file, "phase": "draft"}).status_code == 503
    assert Version.objects.count() == 2
    assert client.get(f"/dai-hoi/{plan.congress.pk}/").status_code == 200
    for other in plan.others:
        assert client_of(other).get(at).status_code == 404
