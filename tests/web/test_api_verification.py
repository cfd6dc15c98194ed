"""Verification for programs: the same verbs under the same permissions."""

import pytest

from vankien_web.common import clock
from vankien_web.figures.models import Verification
from web.programs import Program
from web.verification_scene import Asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db):
    return Asked()


def test_a_program_asks_answers_and_is_told_what_stands(scene):
    figure = scene.figure("Thu nhập")
    office, verifier = Program(scene.office), Program(scene.verifier)
    sent = {"department": scene.statistics.pk, "figures": [figure.pk], "due": f"{clock.today():%Y-%m-%d}"}
    assert office.post(f"/drafts/{scene.draft.pk}/verifications", 201, **sent) == {"count": 1}
    office.post(f"/drafts/{scene.draft.pk}/verifications", 422, **sent)
    (row,) = verifier.get("/verifications?state=waiting")["items"]
    assert (row["figure"], row["sealed"], row["broken"]) == ("47,5 triệu đồng/người/năm", "", False)
    one = f"/verifications/{row['id']}"
    wrong = {"value": "47.50", "unit": "triệu đồng/người/năm", "source": "Niên giám", "revision": 0}
    assert "value" in verifier.post(one + "/correct", 422, **wrong)["fields"]
    verifier.post(one + "/correct", 422, **wrong | {"value": "0.12345678"})
    told = verifier.post(one + "/correct", **wrong | {"value": "49"})
    assert (told["outcome"], told["value"], told["sealed"]) == ("corrected", "49", "49 triệu đồng/người/năm")
    assert verifier.post(one + "/confirm", 409, revision=0)["error"] == "moved"
    office.post(one + "/confirm", 403, revision=0)
    assert Verification.objects.get().answered_by == scene.verifier


def test_a_question_and_its_answer(scene):
    (one,) = scene.ask("Thu nhập")
    verifier, unit = Program(scene.verifier), Program(scene.drafter)
    address = f"/verifications/{one.pk}"
    assert verifier.post(address + "/question", question="Năm nào?", revision=0)["state"] == "asked_back"
    assert unit.post(address + "/explanation", text="2019", revision=1)["state"] == "waiting"
    verifier.post(address + "/confirm", 409, revision=0)
    assert verifier.post(address + "/pass-on", department=scene.finance.pk, revision=2) == {"count": 1}
    verifier.get(address, 404)
    assert Program(scene.accountant).get(address)["department"]["id"] == scene.finance.pk


def test_a_call_needs_few_queries(scene, django_assert_max_num_queries):
    first, *_ = scene.ask("Thu nhập", "hộ nghèo")
    verifier = Program(scene.verifier)
    for address in ("/verifications", f"/verifications/{first.pk}"):
        with django_assert_max_num_queries(12):
            verifier.get(address)
