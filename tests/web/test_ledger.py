"""Every figure of a version stands in the ledger: exact, once, marked as the newest or the one sent up."""

from dataclasses import replace
from decimal import Decimal

import pytest

from asking import POVERTY, Case
from factories import make_unit, make_user
from vankien_web.common import clock
from vankien_web.drafts import actions, tasks
from vankien_web.figures.actions import ledger
from vankien_web.figures.models import Entered, Figure
from vankien_web.figures.tasks import ledger as ledger_tasks
from vankien_web.units.actions.tree import Description, change_unit
from vankien_web.units.models import Role, Unit

pytestmark = pytest.mark.django_db
INCOME = "Thu ngân sách năm 2019 đạt 16 tỷ 434 triệu đồng, bằng 103,50% dự toán."


@pytest.fixture
def case(commune):
    return Case(commune)


def rows(version):
    return list(Figure.objects.filter(version=version).values())


def one(version, indicator, **of):
    return Figure.objects.get(version=version, indicator=indicator, **of)


def test_a_figure_is_held_exactly_with_its_words(case):
    version = case.bring(INCOME)
    figure = one(version, "thu_ns", moment="2019", surface="16 tỷ 434 triệu đồng")
    assert (figure.value, figure.unit) == (Decimal("16.434"), "tỷ đồng")
    assert (figure.amount, figure.dimension) == (Decimal(16434), "triệu đồng")
    assert (figure.sentence, figure.role, figure.about) == (INCOME, "actual", "")
    assert figure.unit_path == case.tree.commune.path
    text = version.reading.document.blocks[figure.block].text
    assert text[figure.start : figure.end] == figure.surface


def test_trailing_zeros_are_remembered(case):
    version = case.bring(INCOME)
    figure = Figure.objects.get(version=version, surface="103,50%")
    assert (figure.value, figure.places) == (Decimal("103.5"), 2)


def test_what_is_not_held_exactly_keeps_its_words_alone(case):
    version = case.bring("Tỷ lệ hộ nghèo năm 2019 còn 1,23456789%.")
    figure = Figure.objects.get(version=version, surface="1,23456789%")
    assert (figure.value, figure.amount, figure.unit) == (None, None, "%")


def test_entering_twice_changes_nothing(case):
    version = case.bring(POVERTY)
    before = rows(version)
    assert before
    ledger_tasks.enter_again.call(version.pk)
    assert rows(version) == before


def test_a_row_keeps_its_identity_and_standing_when_the_reading_changes(case):
    version = case.bring(POVERTY)
    kept = Figure.objects.filter(version=version, indicator="ho_ngheo").first()
    Figure.objects.filter(pk=kept.pk).update(standing="verified", number=9999, surface="?", sentence="?")
    Figure.objects.filter(version=version).exclude(pk=kept.pk).first().delete()
    ledger_tasks.enter_again.call(version.pk)
    again = Figure.objects.get(pk=kept.pk)
    assert (again.standing, again.number, again.surface) == ("verified", kept.number, kept.surface)
    numbers = [row["number"] for row in rows(version)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_rows_that_are_no_longer_read_go(case):
    version = case.bring(POVERTY)
    stray = Figure.objects.filter(version=version).first()
    Figure.objects.create(version=version, number=500, block=0, start=0, end=1, key="stray", role="actual")
    ledger_tasks.enter_again.call(version.pk)
    assert not Figure.objects.filter(version=version, key="stray").exists()
    assert Figure.objects.filter(pk=stray.pk).exists()


def test_newest_and_sent_follow_the_draft(case):
    first = case.draft.sent
    second = case.bring(POVERTY)

    def marks(version):
        return set(Figure.objects.filter(version=version).values_list("newest", "sent"))

    assert (marks(first), marks(second)) == ({(False, True)}, {(True, False)})
    case.send()
    assert (marks(first), marks(second)) == ({(False, False)}, {(True, True)})
    actions.send_back(case.draft, "Hoàn thiện tiếp", by=case.office)
    case.bring(read=False)
    assert (marks(first), marks(second)) == ({(False, False)}, {(False, True)})


def test_the_statement_is_found_again_though_its_value_changed(case):
    first = case.bring("Tỷ lệ hộ nghèo năm 2019 còn 1,25%.")
    second = case.bring("Đến hết năm 2019, tỷ lệ hộ nghèo của xã giảm còn 1,5%.")
    keys = [one(v, "ho_ngheo", moment="2019", about="", role="actual").key for v in (first, second)]
    assert keys[0] == keys[1]


def test_a_killed_task_leaves_all_or_nothing(case, monkeypatch):
    version = case.bring(POVERTY, read=False)
    monkeypatch.setattr(Entered.objects, "update_or_create", lambda **_: 1 / 0)
    tasks.examine.call(version.pk)
    assert rows(version) == []
    version.refresh_from_db()
    assert version.state == "done"


def test_versions_read_before_are_entered_when_the_worker_starts(case):
    version = case.bring(POVERTY)
    before = [{k: v for k, v in row.items() if k != "id"} for row in rows(version)]
    Figure.objects.all().delete()
    Entered.objects.all().delete()
    assert ledger_tasks.recover() == 2
    ledger_tasks.enter_again.call(version.pk)
    assert [{k: v for k, v in row.items() if k != "id"} for row in rows(version)] == before
    assert ledger_tasks.recover() == 1


def test_an_older_edition_is_entered_again(case, monkeypatch):
    assert ledger_tasks.recover() == 0
    monkeypatch.setattr(ledger_tasks, "EDITION", ledger.EDITION + 1)
    assert ledger_tasks.recover() == 1


def test_figures_follow_their_unit(case):
    district = make_unit("Đảng bộ thị xã Tám", case.tree.province, kind="huyen-tp", level="tren-co-so")
    version = case.bring(POVERTY)
    commune = case.tree.commune
    chief = make_user(case.tree.province, Role.OFFICE)
    what = replace(Description.of(commune), parent=district)
    change_unit(commune, what, on=clock.today(), revision=commune.revision, by=chief)
    paths = Figure.objects.filter(version=version).values_list("unit_path", flat=True)
    assert set(paths) == {Unit.objects.get(pk=commune.pk).path}
    assert Unit.objects.get(pk=commune.pk).path.startswith(district.path)
