"""Reference data: a department's workbook is looked at, decided, imported once, and stands by its date."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import make_unit, make_user
from vankien_web.common import clock
from vankien_web.figures.actions import reference as actions
from vankien_web.figures.models import Mapping, Reference, Value
from vankien_web.figures.workbooks import read_workbook
from vankien_web.units.models import Role
from web.document_scene import verbs
from web.reference_scene import HEAD, INCOME, POOR, Scene, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db):
    return Scene()


def test_nothing_counts_before_it_is_imported(scene, tmp_path):
    reference = scene.bring(workbook(tmp_path, HEAD, INCOME, POOR))
    assert reference.waiting and not Value.objects.exists()
    assert not Reference.objects.visible_to(scene.office).exists()
    count, left = actions.import_values(reference, {}, seen=True, revision=0, by=scene.verifier)
    assert (count, left) == (4, 0)
    value = Value.objects.get(indicator="ho_ngheo", period="2019")
    assert (value.value, value.unit, value.cell, value.about) == (
        Decimal("1.87"),
        "%",
        "Biểu 1!E5",
        scene.city,
    )
    assert Reference.objects.visible_to(scene.office).exists()
    assert verbs(reference) == ["reference_brought", "reference_imported"]


def test_only_who_verifies_for_the_department_brings_imports_and_withdraws(scene, tmp_path):
    data = workbook(tmp_path, HEAD, POOR)
    for user in (
        scene.office,
        make_user(scene.commune, Role.UNIT_SECRETARY),
        make_user(scene.commune, Role.VERIFIER),
    ):
        with pytest.raises(PermissionDenied):
            scene.bring(data, by=user)
    reference = scene.bring(data)
    for verb in (
        lambda: actions.import_values(reference, {}, revision=0, by=scene.office),
        lambda: actions.withdraw(reference, revision=0, by=scene.office),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_the_same_workbook_twice_changes_nothing(scene, tmp_path):
    data = workbook(tmp_path, HEAD, INCOME, POOR)
    first = scene.take(data)
    with pytest.raises(actions.Known) as known:
        scene.bring(data)
    assert known.value.reference == first
    assert (Reference.objects.count(), Value.objects.count()) == (1, 4)


def test_a_doubtful_cell_is_left_out_unless_a_reading_is_chosen(scene, tmp_path):
    data = workbook(tmp_path, HEAD, POOR, (3, "Tổng sản lượng lương thực", "tấn", "1.234", "5.678"))
    reference = scene.bring(data)
    book = read_workbook(reference)
    assert [q.doubt.why for q in book.questions] == ["thousand_or_decimal", "thousand_or_decimal"]
    assert [o.value.value for o in book.questions[0].offers] == [Decimal(1234), Decimal("1.234")]
    count, left = actions.import_values(reference, {"Biểu 1!E5": 0}, seen=True, revision=0, by=scene.verifier)
    assert (count, left) == (3, 1)
    assert scene.standing("luong_thuc") == [Decimal(5678)]
    assert scene.standing("luong_thuc", "2018") == []


def test_a_choice_that_was_not_offered_is_no_choice(scene, tmp_path):
    data = workbook(tmp_path, HEAD, POOR, (3, "Tổng sản lượng lương thực", "tấn", "1.234", "5.678"))
    reference = scene.bring(data)
    actions.import_values(
        reference, {"Biểu 1!E5": 7, "Biểu 1!Z9": 0}, seen=True, revision=0, by=scene.verifier
    )
    assert scene.standing("luong_thuc") == []


def test_what_a_name_means_is_said_once_and_remembered_by_shape(scene, tmp_path):
    row = (1, "Tỷ lệ nghèo toàn thành phố hiện nay", "%", 2.7, 1.87)
    reference = scene.bring(workbook(tmp_path, HEAD, row))
    book = read_workbook(reference)
    assert [q.doubt.why for q in book.questions] == ["which_indicator"] * 2
    (name,) = book.names
    actions.settle(reference, names={name: "ho_ngheo"}, units={}, answers={}, revision=0, by=scene.verifier)
    reference.refresh_from_db()
    assert [r.value.indicator for r in read_workbook(reference).ready] == ["ho_ngheo"] * 2
    newer = ("STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2019", "Năm 2020")
    again = scene.bring(workbook(tmp_path, newer, row))
    assert [r.value.indicator for r in read_workbook(again).ready] == ["ho_ngheo"] * 2
    assert Mapping.objects.count() == 1


def test_units_of_the_tree_are_matched_by_name_and_asked_for_where_none_is_found(scene, tmp_path):
    head = ("TT", "Xã, phường", "Tỷ lệ hộ nghèo (%)")
    rows = ((1, "Quảng Tâm", 1.5), (2, "Xã Quảng Phú", 2.5), (3, "Quảng Xa Lạ", 3.5), ("", "Tổng cộng", 2.1))
    reference = scene.bring(workbook(tmp_path, head, *rows, title="HỘ NGHÈO NĂM 2019"))
    book = read_workbook(reference)
    assert [(r.unit, r.value.value) for r in book.ready] == [
        (scene.commune, Decimal("1.5")),
        (scene.other, Decimal("2.5")),
        (scene.city, Decimal("2.1")),
    ]
    assert [q.doubt.why for q in book.questions] == ["unknown_unit"]
    units = {"Quảng Xa Lạ": scene.statistics}
    actions.settle(reference, names={}, units=units, answers={}, revision=0, by=scene.verifier)
    reference.refresh_from_db()
    assert read_workbook(reference).ready[2].unit == scene.statistics


def test_two_units_of_one_name_are_a_question(scene, tmp_path):
    make_unit("Đảng bộ phường Quảng Tâm", scene.city)
    head = ("TT", "Xã, phường", "Tỷ lệ hộ nghèo (%)")
    rows = ((1, "Quảng Tâm", 1.5), (2, "Phường Quảng Tâm", 2.5))
    book = read_workbook(scene.bring(workbook(tmp_path, head, *rows, title="HỘ NGHÈO NĂM 2019")))
    assert [q.doubt.why for q in book.questions] == ["many_units"]
    assert [r.unit.name for r in book.ready] == ["Đảng bộ phường Quảng Tâm"]


def test_a_period_that_the_workbook_does_not_say_is_said_for_the_sheet(scene, tmp_path):
    data = workbook(tmp_path, ("STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả"), (1, "Tỷ lệ hộ nghèo", "%", 1.87))
    reference = scene.bring(data)
    assert read_workbook(reference).periods == ["Biểu 1"]
    answers = {"Biểu 1": {"period": "năm 2019"}}
    actions.settle(reference, names={}, units={}, answers=answers, revision=0, by=scene.verifier)
    reference.refresh_from_db()
    assert read_workbook(reference).ready[0].value.period == "2019"
    with pytest.raises(ValidationError):
        wrong = {"Biểu 1": {"period": "mới đây"}}
        actions.settle(reference, names={}, units={}, answers=wrong, revision=1, by=scene.verifier)


def test_plans_are_written_as_plans_and_ratios_stay_out(scene, tmp_path):
    head = ("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch 2019", "Thực hiện 2019", "TH/KH (%)")
    scene.take(workbook(tmp_path, head, (1, "Tỷ lệ hộ nghèo", "%", 2, 1.87, 93.5)))
    told = {(v.role, v.value) for v in Value.objects.standing()}
    assert told == {("target", Decimal(2)), ("actual", Decimal("1.87"))}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_whatever_the_order_the_newest_data_stand(scene, tmp_path, order):
    books = [
        (workbook(tmp_path, HEAD, (1, "Tỷ lệ hộ nghèo", "%", 2.7, value)), date(2020, month, 1))
        for month, value in ((1, 1.5), (2, 1.6), (3, 1.7))
    ]
    made = [scene.take(books[n][0], as_of=books[n][1]) for n in order]
    assert scene.standing() == [Decimal("1.7")]
    assert len(scene.standing(period="2018")) == 1
    newest = next(r for r in made if r.as_of == date(2020, 3, 1))
    actions.withdraw(newest, revision=newest.revision, by=scene.verifier)
    assert scene.standing() == [Decimal("1.6")]


def test_two_workbooks_of_one_day_do_not_silently_replace_each_other(scene, tmp_path):
    scene.take(workbook(tmp_path, HEAD, (1, "Tỷ lệ hộ nghèo", "%", 2.7, 1.5)))
    second = scene.bring(workbook(tmp_path, HEAD, (1, "Tỷ lệ hộ nghèo", "%", 2.7, 1.6)))
    with pytest.raises(ValidationError):
        actions.import_values(second, {}, seen=True, revision=0, by=scene.verifier)
    assert scene.standing() == [Decimal("1.5")]


def test_data_of_tomorrow_and_files_that_are_no_workbook_are_refused(scene, tmp_path):
    with pytest.raises(ValidationError):
        scene.bring(workbook(tmp_path, HEAD, POOR), as_of=clock.today() + timedelta(days=1))
    with pytest.raises(ValidationError):
        scene.bring(b"STT;Ch\xe1\xbb\x89 ti\xc3\xaau")
    assert not Reference.objects.exists()


def test_a_workbook_that_bears_a_secrecy_stamp_is_refused(scene, tmp_path, settings):
    settings.VANKIEN_PROFILE = "networked"
    data = workbook(tmp_path, HEAD, POOR, title="TỐI MẬT")
    with pytest.raises(ValidationError):
        scene.bring(data)
    assert not Reference.objects.exists()


def test_the_ledger_refuses_floats(scene, tmp_path):
    reference = scene.take(workbook(tmp_path, HEAD, (1, "Tỷ lệ hộ nghèo", "%", 0.1 + 0.2 + 1, 1.87)))
    assert {v.value for v in reference.values.all()} == {Decimal("1.3"), Decimal("1.87")}
    with pytest.raises(TypeError):
        Value.objects.filter(value=1.87).exists()
