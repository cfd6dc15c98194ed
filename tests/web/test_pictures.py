"""Results beside targets, and an indicator over periods and units: what is shown, of whom, to whom."""

import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from factories import make_congress, make_unit, make_user
from vankien_web.drafts import actions as drafts
from vankien_web.drafts import tasks
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.figures.models import Reference, Value
from vankien_web.units.models import Role
from web.document_scene import Scene, at
from web.permissions.world import docx

pytestmark = pytest.mark.django_db
INCOME = "Thu nhập bình quân đầu người năm {} đạt {} triệu đồng/người/năm."
REPORT = (
    "BÁO CÁO CHÍNH TRỊ",
    "Nhiệm kỳ 2015 - 2020",
    "I. KẾT QUẢ",
    INCOME.format(2018, "42"),
    INCOME.format(2019, "47,5"),
    "Mục tiêu đến năm 2020 thu nhập bình quân đầu người đạt 45 triệu đồng/người/năm.",
    "II. PHƯƠNG HƯỚNG, MỤC TIÊU NHIỆM KỲ 2020 - 2025",
    "Phấn đấu thu nhập bình quân đầu người đến năm 2025 đạt 75 triệu đồng/người/năm.",
    "Tỷ lệ hộ nghèo đến năm 2025 còn dưới 0,5%.",
)
PAGE = "/chi-tieu/thu_nhap_bq/"


@pytest.fixture
def scene():
    scene = Scene()
    scene.draft = scene.sent(docx(REPORT))
    return scene


def words(user, address):
    answer = at(user).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def value(scene, amount, period="2019", unit=None, **own):
    department = own.pop("department", None) or make_unit("Chi cục Thống kê", scene.city, kind="khac")
    verifier = make_user(department, Role.VERIFIER)
    reference = Reference.objects.create(
        department=department,
        source="Niên giám 2019",
        file_name="a.xlsx",
        sha256="0" * 64,
        size=1,
        by=verifier,
    )
    about = unit or scene.unit
    return Value.objects.create(
        reference=reference,
        indicator="thu_nhap_bq",
        about=about,
        unit_path=about.path,
        period=period,
        unit="triệu đồng/người/năm",
        value=Decimal(amount),
        cell="Biểu 1!C7",
        **own,
    )


def neighbour(scene, name, *lines):
    """Another unit of the city whose report was sent up."""
    unit = make_unit(name, scene.city)
    secretary = make_user(unit, Role.UNIT_SECRETARY)
    draft = drafts.create_draft(make_congress(scene.season, unit), "political_report", by=secretary)
    version = tasks.submit_version(draft, [docx((*REPORT[:3], *lines))], "b.docx", by=secretary)
    tasks.examine.call(version.pk)
    draft.refresh_from_db()
    drafts.share(draft, by=secretary)
    return unit


# A document


def test_a_document_shows_its_results_beside_both_targets(scene):
    page = words(scene.office, f"/van-ban/{scene.draft.pk}/chi-tieu/")
    table = page[page.index("figures-beside") :]
    income = table[table.index("Thu nhập bình quân") :][:4000]
    for told in ("47,5", "45", "75"):
        assert f"<b>{told} triệu đồng/người/năm</b>" in income, told
    assert f"/van-ban/{scene.draft.pk}/lan/1/#b4" in income
    assert '<svg class="chart"' in page and "style=" not in page[page.index("<main") :]


def test_the_latest_result_counts_and_a_missing_one_is_said(scene):
    page = words(scene.office, f"/van-ban/{scene.draft.pk}/chi-tieu/")
    assert "<b>42 triệu" not in page
    poverty = page[page.rindex("Tỷ lệ hộ nghèo") :]
    assert "chưa có số liệu" in poverty and ">0 %" not in poverty


def test_the_resolution_of_the_last_congress_sets_the_target(scene):
    earlier = scene.season
    old = type(earlier).objects.create(
        name="Đại hội 2015", root=scene.city, pack=earlier.pack, term_from=2015, term_until=2020
    )
    congress = make_congress(old, scene.unit, ordinal=26)
    lines = ("NGHỊ QUYẾT", "Nhiệm kỳ 2015 - 2020", "I. MỤC TIÊU", REPORT[5].replace("45", "44"))
    draft = drafts.create_draft(congress, "resolution", by=scene.drafter)
    version = tasks.submit_version(draft, [docx(lines)], "nq.docx", by=scene.drafter)
    tasks.examine.call(version.pk)
    drafts.share(type(draft).objects.get(pk=draft.pk), by=scene.secretary)
    page = words(scene.office, f"/van-ban/{scene.draft.pk}/chi-tieu/")
    assert "<b>44 triệu đồng/người/năm</b>" in page and "<b>45 triệu" not in page


def test_the_sheet_holds_numbers_and_sources(scene):
    answer = at(scene.office).get(f"/van-ban/{scene.draft.pk}/chi-tieu/bang/")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    income = [row for row in rows if row[0] == "Thu nhập bình quân đầu người"]
    assert {row[2] for row in income} >= {47.5, 45, 75}
    assert all("dự thảo lần 1" in row[6] for row in income)


def test_a_personnel_plan_and_a_strange_document_have_no_picture(scene):
    plan = Draft.objects.create(
        congress=scene.congress, kind=PERSONNEL, unit_path=scene.unit.path, owner=scene.drafter
    )
    assert at(scene.drafter).get(f"/van-ban/{plan.pk}/chi-tieu/").status_code == 404
    stranger = make_user(make_unit("Đảng bộ xã khác"), Role.UNIT_SECRETARY)
    assert at(stranger).get(f"/van-ban/{scene.draft.pk}/chi-tieu/").status_code == 404
    assert at(stranger).get(f"/chi-tieu/thu_nhap_bq/?dv={scene.unit.pk}").status_code == 404


# An indicator


def test_a_unit_has_a_line_for_each_period_with_every_source(scene):
    value(scene, "46.5")
    page = words(scene.office, f"{PAGE}?dv={scene.unit.pk}")
    for told in ("42 triệu", "47,5 triệu", "46,5 triệu", "75 triệu", "Niên giám 2019 (Biểu 1!C7)"):
        assert told in page, told
    assert page.index("2018") < page.index("47,5 triệu")


def test_a_value_that_was_replaced_or_withdrawn_is_not_shown(scene):
    value(scene, "33.3", replaced=True)
    assert "33,3" not in words(scene.office, f"{PAGE}?dv={scene.unit.pk}")


def test_siblings_stand_beside_each_other_and_who_says_nothing_is_named(scene):
    neighbour(scene, "Đảng bộ xã Đông Vinh", INCOME.format(2019, "51,2"))
    make_congress(scene.season, make_unit("Đảng bộ xã Hoằng Long", scene.city))
    make_unit("Phòng Tài chính", scene.city, kind="khac")
    page = words(scene.office, f"{PAGE}?dv={scene.city.pk}&ky=2019")
    table = page[page.rindex("figures-beside") :]
    assert "51,2" in table and "47,5" in table
    silent = table[table.index("Hoằng Long") :]
    assert "chưa có số liệu" in silent[:400]
    assert "Phòng Tài chính" not in page


def test_a_unit_sees_itself_alone(scene):
    neighbour(scene, "Đảng bộ xã Đông Vinh", INCOME.format(2019, "51,2"))
    page = words(scene.secretary, PAGE)
    assert "47,5" in page and "51,2" not in page and "Đông Vinh" not in page


def test_what_was_not_sent_up_is_the_units_alone(scene):
    drafts.send_back(scene.draft, "Bổ sung", by=scene.office)
    scene.draft.refresh_from_db()
    scene.bring(scene.draft, docx((*REPORT[:4], INCOME.format(2019, "48,8"), *REPORT[5:])))
    assert "48,8" in words(scene.secretary, PAGE)
    assert "47,5" not in words(scene.secretary, PAGE)
    above = words(scene.office, f"{PAGE}?dv={scene.unit.pk}")
    assert "47,5" in above and "48,8" not in above


def test_another_unit_of_measure_of_the_same_kind_is_drawn_exactly(scene):
    neighbour(scene, "Đảng bộ xã Đông Vinh", "Thu ngân sách năm 2019 đạt 1.500 triệu đồng.")
    neighbour(scene, "Đảng bộ xã Đông Lĩnh", "Thu ngân sách năm 2019 đạt 1,5 tỷ đồng.")
    neighbour(scene, "Đảng bộ xã Đông Tân", "Thu ngân sách năm 2019 đạt 3 tỷ đồng.")
    page = words(scene.office, f"/chi-tieu/thu_ns/?dv={scene.city.pk}&ky=2019")
    svg = page[page.rindex('<svg class="chart" role') :]
    widths = [part.split('width="')[1].split('"')[0] for part in svg.split('<rect class="bar"')[1:]]
    assert len(widths) == 3 and sorted(widths, key=int)[0] == sorted(widths, key=int)[1]


@pytest.mark.parametrize("query", ["?dv=0", "?dv=abc", "?dv=99999999999999999999", "?dv=²"])
def test_a_unit_that_is_none_is_not_found(scene, query):
    assert at(scene.office).get(PAGE + query).status_code == 404


def test_an_indicator_that_is_none_is_not_found(scene):
    assert at(scene.office).get("/chi-tieu/khong-co/").status_code == 404


def test_the_catalogue_is_searched_without_accents(scene):
    page = words(scene.office, "/chi-tieu/?q=ho ngheo")
    assert "Tỷ lệ hộ nghèo" in page and "Thu nhập bình quân" not in page


def test_pages_ask_as_little_for_many_as_for_one(scene, django_assert_max_num_queries):
    value(scene, "46.5")
    client = at(scene.office)
    for n in range(12):
        neighbour(scene, f"Đảng bộ xã số {n}", INCOME.format(2019, str(40 + n)))
    for address in (
        f"{PAGE}?dv={scene.city.pk}",
        f"{PAGE}?dv={scene.unit.pk}",
        f"/van-ban/{scene.draft.pk}/chi-tieu/",
    ):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
