"""The pages of reference data: brought, looked at, decided, written, taken away again as Excel."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factories import make_unit, make_user
from vankien.reference.simple import read_reference
from vankien_web.figures.models import Reference, Value
from vankien_web.units.models import Role
from web.reference_scene import HEAD, INCOME, POOR, workbook
from web.verification_scene import Asked, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db):
    return Asked()


@pytest.fixture
def enter(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def send(client, scene, data, **more):
    form = {
        "department": scene.statistics.pk, "source": "Niên giám thống kê 2019", "as_of": "31/12/2019",
        "about": scene.city.pk, "file": SimpleUploadedFile("so-lieu.xlsx", data),
    }  # fmt: skip
    return client.post(reverse("add_reference"), form | more)


def test_from_the_file_to_the_values(enter, scene, tmp_path):
    page = enter(scene.verifier)
    row = (3, "Tổng sản lượng lương thực", "tấn", "1.234", "5.678")
    assert send(page, scene, workbook(tmp_path, HEAD, INCOME, POOR, row)).status_code == 302
    reference = Reference.objects.get()
    there = reverse("reference", args=[reference.pk])
    shown = page.get(there).content.decode()
    assert "Biểu 1!D6" in shown and 'name="o:Biểu 1!D6"' in shown and "cell-doubt" in shown
    done = page.post(
        reverse("import_reference", args=[reference.pk]), {"o:Biểu 1!D6": "0", "seen": "1", "revision": "0"}
    )
    assert done.status_code == 302
    assert Value.objects.get(indicator="luong_thuc").value == Decimal(1234)
    text = page.get(there).content.decode()
    assert "1.234" in text and "Biểu 1!E5" in text
    assert "Niên giám thống kê 2019" in page.get(reverse("references")).content.decode()


def test_the_same_file_again_says_that_nothing_has_changed(enter, scene, tmp_path):
    page, data = enter(scene.verifier), workbook(tmp_path, HEAD, POOR)
    send(page, scene, data)
    first = Reference.objects.get()
    answer = send(page, scene, data)
    assert answer.headers["Location"] == reverse("reference", args=[first.pk])
    assert Reference.objects.count() == 1


def test_a_name_is_decided_on_the_page(enter, scene, tmp_path):
    page = enter(scene.verifier)
    send(page, scene, workbook(tmp_path, HEAD, (1, "Tỷ lệ nghèo toàn thành phố hiện nay", "%", 2.7, 1.87)))
    reference = Reference.objects.get()
    there = reverse("settle_reference", args=[reference.pk])
    page.post(there, {"revision": "0", "name-0": "ho_ngheo"})
    page.post(reverse("import_reference", args=[reference.pk]), {"revision": "1", "seen": "1"})
    assert {v.indicator for v in Value.objects.all()} == {"ho_ngheo"}


def test_others_do_not_see_what_waits_and_may_not_change_what_stands(enter, scene, tmp_path):
    page = enter(scene.verifier)
    send(page, scene, workbook(tmp_path, HEAD, POOR))
    reference = Reference.objects.get()
    there = reverse("reference", args=[reference.pk])
    assert enter(scene.accountant).get(there).status_code == 404
    assert enter(scene.office).get(there).status_code == 404
    enter(scene.verifier).post(
        reverse("import_reference", args=[reference.pk]), {"revision": "0", "seen": "1"}
    )
    office = enter(scene.office)
    assert office.get(there).status_code == 200
    assert office.post(reverse("withdraw_reference", args=[reference.pk])).status_code == 403
    assert office.get(reverse("add_reference")).status_code == 403
    stranger = make_user(make_unit("Đảng bộ nơi khác", kind="tinh", level="tinh"), Role.VERIFIER)
    assert enter(stranger).get(there).status_code == 404


def test_the_export_is_read_by_the_command_line(enter, scene, tmp_path):
    page = enter(scene.verifier)
    send(page, scene, workbook(tmp_path, HEAD, INCOME, POOR))
    reference = Reference.objects.get()
    page.post(reverse("import_reference", args=[reference.pk]), {"revision": "0", "seen": "1"})
    answer = page.get(reverse("reference_sheet", args=[reference.pk]))
    path = tmp_path / "xuat.xlsx"
    path.write_bytes(answer.content)
    values = {(v.indicator, v.period): v.value for v in read_reference(path)}
    assert values["ho_ngheo", "2019"] == Decimal("1.87")
    assert values["thu_nhap_bq", "2018"] == Decimal("45.2")
    assert io.BytesIO(answer.content).read(2) == b"PK"


def of_the_commune(tmp_path):
    head = ("TT", "Xã, phường", "Tỷ lệ hộ nghèo (%)")
    return workbook(tmp_path, head, (1, "Quảng Tâm", 1.87), title="HỘ NGHÈO NĂM 2019")


def test_a_draft_that_states_something_else_is_shown_beside_the_value(enter, scene, tmp_path):
    page = enter(scene.verifier)
    send(page, scene, of_the_commune(tmp_path))
    reference = Reference.objects.get()
    page.post(reverse("import_reference", args=[reference.pk]), {"revision": "0", "seen": "1"})
    shown = enter(scene.office).get(reverse("reference", args=[reference.pk])).content.decode()
    assert "1,2%" in shown and "1,87" in shown


def test_a_version_that_comes_later_has_the_finding(enter, scene, tmp_path):
    page = enter(scene.verifier)
    send(page, scene, of_the_commune(tmp_path))
    page.post(reverse("import_reference", args=[Reference.objects.get().pk]), {"revision": "0", "seen": "1"})
    scene.again(text(poor="1,3"))
    codes = list(scene.draft.latest.findings.values_list("code", flat=True))
    assert codes.count("VK408") == 1
    scene.again(text(poor="1,87"))
    assert not scene.draft.latest.findings.filter(code="VK408").exists()


@pytest.mark.parametrize("rows", [1, 60])
def test_budget(enter, scene, tmp_path, rows, django_assert_max_num_queries):
    page = enter(scene.verifier)
    lines = [(n, f"Chỉ tiêu riêng số {n} của ngành", "người", n, n + 1) for n in range(1, rows + 1)]
    send(page, scene, workbook(tmp_path, HEAD, *lines))
    reference = Reference.objects.get()
    there = reverse("reference", args=[reference.pk])
    with django_assert_max_num_queries(12):
        page.get(there)
    page.post(reverse("import_reference", args=[reference.pk]), {"revision": "0", "seen": "1"})
    for address in (there, reverse("references")):
        with django_assert_max_num_queries(12):
            page.get(address)
