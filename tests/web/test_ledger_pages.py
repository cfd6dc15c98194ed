"""The table of a draft's figures, its workbook, contradictions of a congress, sums of the units below."""

import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from asking import POVERTY, Case
from benchmarks.scale.measure import counted
from factories import make_congress, make_draft, make_season, make_unit, make_user, make_version
from vankien_web.drafts import actions
from vankien_web.drafts.models import Draft, Reading
from vankien_web.figures import contradictions, sums
from vankien_web.figures.changes import since_last
from vankien_web.figures.models import Figure
from vankien_web.units.actions import switch_personnel_on
from vankien_web.units.models import Role
from web.document_scene import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(commune):
    return Case(commune)


def state(version, indicator, value, *, number=None, unit="tỷ đồng", **fields):
    """A row of the ledger made directly: of the whole unit, a result of 2019 unless told."""
    value = Decimal(value)
    fields = {"moment": "2019", "role": "actual", "comparator": "=", "topic": "khac"} | fields
    amount, dimension = (value * 1000, "triệu đồng") if unit == "tỷ đồng" else (value, unit)
    matter = f"{indicator} {fields['moment']} {fields['role']}"[:32]
    number = number or Figure.objects.filter(version=version).count() + 1
    path = version.draft.unit_path
    return Figure.objects.create(
        **{"version": version, "number": number, "unit_path": path, "kind": version.draft.kind, "sent": True}
        | {"block": 0, "start": 0, "end": 1, "surface": f"{value} {unit}", "sentence": f"Nêu {value} {unit}."}
        | {"indicator": indicator, "value": value, "unit": unit, "amount": amount, "dimension": dimension}
        | {"key": f"{matter}{number}", "matter": matter}
        | fields
    )


def brought(congress, kind="political_report"):
    return make_version(make_draft(congress, kind=kind))


def test_the_table_shows_each_figure_with_its_sentence(case):
    case.bring(POVERTY)
    page = at(case.secretary).get(f"/van-ban/{case.draft.pk}/so-lieu/").content.decode()
    assert POVERTY.partition(" đến năm")[0] in page
    assert "Tỷ lệ hộ nghèo" in page
    figure = Figure.objects.get(version=case.draft.latest, surface="1,25%", moment="2019")
    assert f'/lan/{case.draft.latest.number}/#b{figure.block}"' in page


def test_the_filter(case):
    case.bring(POVERTY)

    def shown(**asked):
        answer = at(case.secretary).get(f"/van-ban/{case.draft.pk}/so-lieu/", asked)
        return [line.figure for line in answer.context["lines"]]

    assert {f.indicator for f in shown(**{"chi-tieu": "ho_ngheo"})} == {"ho_ngheo"}
    assert {f.topic for f in shown(**{"chu-de": "ho_ngheo"})} == {"ho_ngheo"}
    Figure.objects.filter(pk=shown()[0].pk).update(standing="verified")
    assert {f.standing for f in shown(**{"tham-dinh": "verified"})} == {"verified"}
    assert "verified" not in {f.standing for f in shown(**{"tham-dinh": ""})}
    assert len(shown(**{"chi-tieu": "khong-co"})) == len(shown())


def test_the_workbook_holds_numbers_as_numbers(case):
    case.bring(POVERTY)
    address = f"/van-ban/{case.draft.pk}/lan/{case.draft.latest.number}/so-lieu/bang/"
    answer = at(case.secretary).get(address, {"chi-tieu": "ho_ngheo"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [1.25, "%"] in [[row[4], row[7]] for row in rows]
    assert all(len(row) == 12 for row in rows)


def test_versions_not_sent_up_have_no_figures_for_those_above(case):
    number = case.bring(POVERTY).number
    assert at(case.office).get(f"/van-ban/{case.draft.pk}/lan/{number}/so-lieu/").status_code == 404
    page = at(case.office).get(f"/van-ban/{case.draft.pk}/so-lieu/")
    assert POVERTY not in page.content.decode()


def test_two_documents_with_two_values_stand_side_by_side(case):
    report, resolution = case.draft.sent, brought(case.congress, "resolution")
    Figure.objects.filter(version=report).delete()
    state(report, "thu_ns", "16.4")
    state(resolution, "thu_ns", "18")
    found = contradictions.of_congress(case.office, case.congress)
    assert [(p.first.figure.value, p.second.figure.value) for p in found.across] == [
        (Decimal("16.4"), Decimal(18))
    ]
    page = at(case.office).get(f"/dai-hoi/{case.congress.pk}/so-lieu/").content.decode()
    assert "Nêu 16.4 tỷ đồng." in page
    assert "Nêu 18 tỷ đồng." in page


def test_a_personnel_plan_is_compared_only_for_who_may_see_it(case):
    plan = brought(case.congress, "personnel_plan")
    Figure.objects.filter(version=case.draft.sent).delete()
    state(case.draft.sent, "thu_ns", "16.4")
    row = state(plan, "thu_ns", "18", sentence="")
    assert row.personnel
    reader = at(case.office)
    with_it = seen(reader, f"/dai-hoi/{case.congress.pk}/so-lieu/")
    plan.draft.delete()
    assert seen(reader, f"/dai-hoi/{case.congress.pk}/so-lieu/") == with_it


def seen(client, address):
    """The page but for its token."""
    return [line for line in client.get(address).content.decode().splitlines() if "csrf" not in line.lower()]


def test_who_may_see_the_plan_is_told_of_it_with_the_words_of_the_document(case):
    switch_personnel_on("Cam kết", by=make_user(None, Role.ADMINISTRATOR))
    plan = case.tree.commune.congresses.get().drafts.create(
        kind="personnel_plan", title="Đề án nhân sự", owner=case.secretary
    )
    version = make_version(plan)
    content = {"format": "txt", "blocks": [{"index": 0, "text": "Thu 18 tỷ đồng năm 2019. Không đưa ra."}]}
    Reading.objects.create(version=version, content=content)
    Figure.objects.filter(version=case.draft.sent).delete()
    state(case.draft.sent, "thu_ns", "16.4")
    state(version, "thu_ns", "18", sentence="")
    chief = make_user(case.tree.city, Role.OFFICE, sees_personnel=True)
    [pair] = contradictions.of_congress(chief, case.congress).across
    assert pair.second.sentence == "Thu 18 tỷ đồng năm 2019."
    assert (
        "Thu 18 tỷ đồng năm 2019." in at(chief).get(f"/dai-hoi/{case.congress.pk}/so-lieu/").content.decode()
    )


def test_last_terms_targets_beside_this_terms_results(case):
    last = make_season(case.tree.province, name="Nhiệm kỳ 2015–2020", term_from=2015, term_until=2020)
    aims = brought(make_congress(last, case.tree.commune), "resolution")
    Figure.objects.filter(version=case.draft.sent).delete()
    state(aims, "thu_ns", "15", role="target", moment="2020", ahead=True)
    state(aims, "ho_ngheo", "2", unit="%", role="target", moment="2020", ahead=True)
    state(case.draft.sent, "thu_ns", "16.4")
    found = contradictions.of_congress(case.office, case.congress)
    assert [(a.kind, a.target.figure.indicator) for a in found.aims] == [("unanswered", "ho_ngheo")]
    assert found.former is not None
    page = at(case.office).get(f"/dai-hoi/{case.congress.pk}/so-lieu/").content.decode()
    assert "Nêu 2 %." in page


@pytest.fixture
def district(commune):
    return District()


class District:
    """A district's congress with those of three communes."""

    def __init__(self):
        province = make_unit("Tỉnh ủy Một", kind="tinh", level="tinh")
        self.city = make_unit("Thành ủy Hai", province, kind="huyen-tp", level="tren-co-so")
        self.season = make_season(self.city.parent)
        self.congress = make_congress(self.season, self.city)
        self.office = make_user(self.city, Role.OFFICE)
        self.own = brought(self.congress)
        self.communes = [make_unit(f"Xã {n}", self.city) for n in "ABC"]
        self.reports = [brought(make_congress(self.season, c)) for c in self.communes]

    def sums(self, **more):
        return sums.of_congress(self.office, self.congress, **more).found


def test_a_units_total_beside_the_sum_of_its_children(district):
    state(district.own, "von_dtpt", "30")
    for report, value in zip(district.reports, ("10", "11.5", "8.5"), strict=True):
        state(report, "von_dtpt", value)
    assert [s.standing for s in district.sums()] == ["agrees"]
    Figure.objects.filter(version=district.reports[0]).update(value=12, amount=12_000)
    [found] = district.sums()
    assert (found.standing, found.amount) == ("differs", Decimal(32_000))
    page = at(district.office).get(f"/dai-hoi/{district.congress.pk}/so-lieu/tong/").content.decode()
    assert "Tổng không khớp" in page
    assert "3/3 đơn vị" in page


def test_missing_children_are_counted_and_named(district):
    state(district.own, "von_dtpt", "30")
    state(district.reports[0], "von_dtpt", "10")
    state(district.reports[1], "von_dtpt", "10", moment="2018")
    Draft.objects.filter(pk=district.reports[2].draft_id).update(sent=None, shared_at=None)
    state(district.reports[2], "von_dtpt", "10")
    [found] = district.sums()
    assert (found.standing, found.counted, len(found.missing)) == ("open", 1, 2)
    address = f"/dai-hoi/{district.congress.pk}/so-lieu/tong/"
    page = at(district.office).get(address, {"dong": "von_dtpt-actual-2019"}).content.decode()
    assert "1/3 đơn vị" in page
    assert "Xã C" in page
    assert "không nêu" in page


def test_units_of_the_base_are_added_up_past_the_level_between(district):
    state(district.own, "viec_lam", "5", unit="người")
    for report in district.reports:
        state(report, "viec_lam", "10", unit="người")
    province = make_congress(district.season, district.city.parent)
    report = brought(province)
    state(report, "viec_lam", "30", unit="người")
    chief = make_user(district.city.parent, Role.OFFICE)
    assert sums.of_congress(chief, province).found[0].standing == "differs"
    assert sums.of_congress(chief, province, base=True).found[0].standing == "agrees"


def test_what_a_district_has_of_its_own_is_no_contradiction(district):
    state(district.own, "von_dtpt", "90")
    for report in district.reports:
        state(report, "von_dtpt", "10")
    assert [s.standing for s in district.sums()] == ["open"]
    page = at(district.office).get(f"/dai-hoi/{district.congress.pk}/so-lieu/tong/").content.decode()
    assert "Nhỏ hơn; cấp trên có thể có phần của riêng mình" in page
    assert "Tổng không khớp" not in page


def test_what_changed_though_nobody_asked(case):
    case.bring("Tỷ lệ hộ nghèo năm 2019 còn 1,25%.")
    case.asks(kind="correct_figure", target={"indicator": "thu_ns"}, issued_at=case.draft.created_at)
    version = case.bring("Tỷ lệ hộ nghèo năm 2019 còn 1,5%.")
    version.draft = case.draft
    [change] = [c for c in since_last(case.office, version).changed if c.new.figure.indicator == "ho_ngheo"]
    assert (change.old.figure.surface, change.new.figure.surface, list(change.asked)) == ("1,25%", "1,5%", [])
    page = at(case.secretary).get(f"/van-ban/{case.draft.pk}/so-lieu/").content.decode()
    assert "mà không có yêu cầu sửa nào nêu: 1" in page


def test_what_was_asked_is_not_held_against_the_unit(case):
    case.bring("Tỷ lệ hộ nghèo năm 2019 còn 1,25%.")
    case.asks(kind="correct_figure", target={"indicator": "ho_ngheo"}, issued_at=case.draft.created_at)
    version = case.bring("Tỷ lệ hộ nghèo năm 2019 còn 1,5%.")
    version.draft = case.draft
    since = since_last(case.secretary, version)
    assert [c.new.figure.surface for c in since.changed] == ["1,5%"]
    assert since.unasked == []


def test_a_first_version_has_nothing_before_it(case):
    actions.share(case.draft, by=case.secretary)
    first = case.draft.versions.first()
    first.draft = case.draft
    assert since_last(case.secretary, first).before is None


def test_the_page_keeps_to_its_budget_with_changes_and_requests(case):
    case.bring(POVERTY)
    case.asks(kind="correct_figure", target={"indicator": "thu_ns"}, issued_at=case.draft.created_at)
    case.bring(POVERTY.replace("1,25%", "1,5%"))
    reader = at(case.secretary)
    reader.get(f"/van-ban/{case.draft.pk}/so-lieu/")
    with counted() as asked:
        page = reader.get(f"/van-ban/{case.draft.pk}/so-lieu/")
    assert page.context["since"].unasked
    assert asked.number <= 12
