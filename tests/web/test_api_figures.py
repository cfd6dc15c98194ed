"""The programs' interface to the ledger: figures of a version, contradictions, sums."""

import pytest

from asking import POVERTY, Case
from benchmarks.scale.measure import counted
from factories import make_user
from vankien_web.figures.models import Figure
from vankien_web.units.models import Role
from web.programs import Program
from web.test_ledger_pages import District, brought, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(commune):
    case = Case(commune)
    case.program = Program(case.office)
    return case


def test_figures_of_a_version(case):
    version = case.bring(POVERTY, "Thu ngân sách năm 2019 đạt 16 tỷ 434 triệu đồng.")
    address = f"/drafts/{case.draft.pk}/versions/{version.number}/figures"
    case.program.get(address, 404)
    told = Program(case.secretary).get(f"{address}?indicator=thu_ns&page_size=200")
    [row] = [r for r in told["items"] if r["surface"] == "16 tỷ 434 triệu đồng"]
    assert (row["value"], row["amount"], row["dimension"]) == ("16.434", "16434", "triệu đồng")
    assert (row["moment"], row["role"], row["standing"]) == ("2019", "actual", "")
    assert {r["indicator"] for r in told["items"]} == {"thu_ns"}
    assert told["total"] == Figure.objects.filter(version=version, indicator="thu_ns").count()


def test_contradictions_of_a_congress(case):
    resolution = brought(case.congress, "resolution")
    Figure.objects.filter(version=case.draft.sent).delete()
    state(case.draft.sent, "thu_ns", "16.4")
    state(resolution, "thu_ns", "18")
    told = case.program.get(f"/congresses/{case.congress.pk}/contradictions")
    [pair] = told["contradictions"]
    assert [pair[side]["kind"] for side in ("first", "second")] == ["political_report", "resolution"]
    assert [d["kind"] for d in told["documents"]] == ["political_report", "resolution"]
    assert told["former"] is None
    stranger = make_user(case.tree.other_commune, Role.OFFICE)
    Program(stranger).get(f"/congresses/{case.congress.pk}/contradictions", 404)


def test_sums_of_the_units_below(db):
    place = District()
    state(place.own, "von_dtpt", "30")
    for report in place.reports[:2]:
        state(report, "von_dtpt", "10.25")
    [told] = Program(place.office).get(f"/congresses/{place.congress.pk}/sums")
    assert (told["total"], told["sum"], told["unit"]) == ("30000", "20500", "triệu đồng")
    assert (told["counted"], told["units"], told["standing"]) == (2, 3, "open")
    assert [unit["name"] for unit in told["missing"]] == ["Xã C"]


@pytest.mark.parametrize("part", ["contradictions", "sums", "sums?base=true"])
def test_the_budget_holds_however_many_figures_there_are(db, part):
    place, numbers = District(), []
    program = Program(place.office)
    program.get("/me")  # which writes that the token was used today
    for year in range(2010, 2030, 10):
        for n in range(10):
            for report in (place.own, *place.reports, brought_once(place)):
                state(report, "von_dtpt", "30", moment=str(year + n))
        with counted() as asked:
            program.get(f"/congresses/{place.congress.pk}/{part}")
        numbers.append(asked.number)
    assert numbers[0] == numbers[1] <= 12


def brought_once(place):
    found = place.congress.drafts.filter(kind="resolution").first()
    return found.sent if found else brought(place.congress, "resolution")
