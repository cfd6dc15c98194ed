"""How a workbook is read: confirmed as a whole before anything is written, overruled by line, remembered."""

from decimal import Decimal

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from vankien_web.common.conflict import Conflict
from vankien_web.figures.actions import reference as actions
from vankien_web.figures.models import Mapping, Reference, Value
from vankien_web.figures.workbooks import read_workbook
from web.document_scene import verbs
from web.reference_scene import HEAD, INCOME, POOR, Scene, workbook

pytestmark = pytest.mark.django_db
LATER = ("STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2019", "Năm 2020")
HALF = ("STT", "Chỉ tiêu", "Đơn vị tính", "Giao đầu năm 2019", "Năm 2019")


@pytest.fixture
def scene(db):
    return Scene()


def take(scene, reference, **more):
    reference.refresh_from_db()
    return actions.import_values(reference, {}, revision=reference.revision, by=scene.verifier, **more)


def overrule(scene, reference, *lines, revision=None, **said):
    reference.refresh_from_db()
    number = reference.revision if revision is None else revision
    actions.overrule(reference, {"Biểu 1": lines}, said, revision=number, by=scene.verifier)
    reference.refresh_from_db()


def told():
    return {(v.indicator, v.period, v.role, v.value) for v in Value.objects.standing()}


def test_nothing_is_written_before_the_reading_is_confirmed(scene, tmp_path):
    reference = scene.bring(workbook(tmp_path, HEAD, INCOME, POOR))
    with pytest.raises(ValidationError, match="4"):
        take(scene, reference)
    assert not Value.objects.exists() and not Mapping.objects.exists()
    assert take(scene, reference, seen=True) == (4, 0)


def test_the_next_workbook_of_the_shape_needs_no_more_than_a_glance(scene, tmp_path):
    take(scene, scene.bring(workbook(tmp_path, HEAD, POOR)), seen=True)
    again = scene.bring(workbook(tmp_path, LATER, (1, "Tỷ lệ hộ nghèo", "%", 1.87, 1.1)))
    assert read_workbook(again).unseen == 0
    assert take(scene, again) == (2, 0)


@pytest.mark.parametrize(
    "rows",
    [
        (LATER, POOR, INCOME),
        (("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2019", "Năm 2020"), POOR),
        (("STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2018", "Năm 2019", "Năm 2020"), (*POOR, 1.2)),
    ],
)
def test_another_row_another_role_or_another_shape_is_asked_again(scene, tmp_path, rows):
    take(scene, scene.bring(workbook(tmp_path, HEAD, POOR)), seen=True)
    with pytest.raises(ValidationError):
        take(scene, scene.bring(workbook(tmp_path, *rows)))


def test_a_column_is_overruled_and_that_is_remembered_without_its_period(scene, tmp_path):
    reference = scene.bring(workbook(tmp_path, HEAD, POOR))
    overrule(scene, reference, "c0:3", role="target", period="năm 2020")
    assert not Mapping.objects.exists()
    take(scene, reference, seen=True)
    assert told() == {
        ("ho_ngheo", "2020", "target", Decimal("2.7")),
        ("ho_ngheo", "2019", "actual", Decimal("1.87")),
    }
    assert verbs(reference) == ["reference_brought", "reference_overruled", "reference_imported"]
    again = scene.bring(workbook(tmp_path, LATER, (1, "Tỷ lệ hộ nghèo", "%", 1.5, 1.1)))
    book = read_workbook(again)
    assert [(r.value.role, r.value.period) for r in book.ready] == [("target", "2019"), ("actual", "2020")]
    assert book.sheets[0].new == {"c0:3"}  # its period was given by a person the last time


def test_a_row_is_left_out_or_named_and_can_be_taken_back(scene, tmp_path):
    reference = scene.bring(workbook(tmp_path, HEAD, INCOME, POOR))
    (poor,) = [line.key for line in read_workbook(reference).sheets[0].lines if "nghèo" in line.key]
    overrule(scene, reference, poor, role="left")
    assert {r.value.indicator for r in read_workbook(reference).ready} == {"thu_nhap_bq"}
    overrule(scene, reference, poor)
    overrule(scene, reference, poor, indicator="ho_can_ngheo")
    assert {r.value.indicator for r in read_workbook(reference).ready} == {"thu_nhap_bq", "ho_can_ngheo"}
    take(scene, reference, seen=True)
    again = read_workbook(scene.bring(workbook(tmp_path, LATER, INCOME, POOR)))
    assert {r.value.indicator for r in again.ready} == {"thu_nhap_bq", "ho_can_ngheo"} and not again.unseen


def test_sheets_of_one_shape_are_overruled_together_but_for_their_periods(scene, tmp_path):
    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Biểu 1", "Biểu 2"):
            sheet = book.add_worksheet(name)
            for r, row in enumerate((HEAD, POOR if name == "Biểu 1" else INCOME)):
                sheet.write_row(r, 0, row)
    reference = scene.bring(path.read_bytes())
    overrule(scene, reference, "c0:3", role="target", period="2021")
    found = {(r.value.indicator, r.value.period, r.value.role) for r in read_workbook(reference).ready}
    assert ("ho_ngheo", "2021", "target") in found and ("thu_nhap_bq", "2018", "target") in found


def test_who_may_not_and_what_is_stale_or_senseless_is_refused(scene, tmp_path):
    reference = scene.bring(workbook(tmp_path, HEAD, POOR))
    with pytest.raises(PermissionDenied):
        actions.overrule(reference, {"Biểu 1": ["c0:3"]}, {"role": "left"}, revision=0, by=scene.office)
    with pytest.raises(Conflict):
        overrule(scene, reference, "c0:3", role="left", revision=7)
    for said in ({"role": "baseline"}, {"period": "mới đây"}):
        with pytest.raises(ValidationError):
            overrule(scene, reference, "c0:3", **said)
    overrule(scene, reference, "c9:9", role="left")
    assert len(read_workbook(reference).ready) == 2


def test_results_and_plans_of_one_period_stand_beside_each_other(scene, tmp_path):
    reference = scene.bring(workbook(tmp_path, HALF, (1, "Tỷ lệ hộ nghèo", "%", 2, 1.87)))
    assert [q.doubt.cell for q in read_workbook(reference).questions] == ["Biểu 1!D4"]
    overrule(scene, reference, "c0:3", role="target", indicator="ho_ngheo")
    take(scene, reference, seen=True)
    assert told() == {
        ("ho_ngheo", "2019", "target", Decimal(2)),
        ("ho_ngheo", "2019", "actual", Decimal("1.87")),
    }


def test_on_the_page(client, scene, tmp_path, django_assert_max_num_queries):
    reference = scene.bring(workbook(tmp_path, HEAD, INCOME, POOR))
    client.force_login(scene.verifier)
    there = reverse("reference", args=[reference.pk])
    with django_assert_max_num_queries(12):
        shown = client.get(there).content.decode()
    assert "Cách đọc bảng" in shown and 'value="0:c0:3"' in shown and "Tôi đã xem cách đọc bảng" in shown
    client.post(reverse("import_reference", args=[reference.pk]), {"revision": "0"})
    assert not Value.objects.exists()
    overrule = reverse("overrule_reference", args=[reference.pk])
    for wrong in (
        {"role": "target"},
        {"lines": "0:c0:3"},
        {"lines": "0:c0:9", "role": "target"},
        {"lines": "0:c0:3", "indicator": "gì đó"},
        {"lines": "0:c0:3", "period": "mới đây"},
    ):
        assert client.post(overrule, {"revision": "0"} | wrong).status_code == 422
    said = {"lines": ["0:c0:3"], "role": "target", "indicator": "Tỷ lệ hộ nghèo", "measure": "%"}
    assert client.post(overrule, {"revision": "0"} | said).status_code == 302
    assert "đã sửa" in client.get(there).content.decode()
    client.post(overrule, {"revision": "1", "lines": ["0:c0:3"], "role": "back"})
    assert "đã sửa" not in client.get(there).content.decode()
    client.post(overrule, {"revision": "2", "lines": ["0:c0:3"], "role": "target"})
    client.post(reverse("import_reference", args=[reference.pk]), {"revision": "3", "seen": "1"})
    assert {v.role for v in Value.objects.filter(period="2018")} == {"target"}
    assert "kế hoạch" in client.get(there).content.decode()
    client.force_login(scene.office)
    assert client.post(overrule, {"revision": "4"} | said).status_code == 403
    assert Reference.objects.get().revision == 4
