"""The programs' interface: tokens, errors of one shape, pages; every action has an address."""

import logging
from datetime import timedelta

import pytest
from django.test import Client

from factories import (
    make_unit,
)
from vankien_web.accounts.actions import revoke_token, suspend
from vankien_web.accounts.models import Token
from vankien_web.common import clock
from vankien_web.congresses import actions as congresses
from vankien_web.drafts import actions as drafts
from vankien_web.drafts import tasks
from vankien_web.site.api import api
from vankien_web.units import actions as units
from web.programs import COPIES, MEETINGS, VERIFICATION, Scene, a_file, there

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db):
    return Scene()


# Tokens


def test_a_token_lives_until_it_ends(scene):
    program, user = scene.office, scene.office.user
    assert program.get("/me")["username"] == user.username
    token = Token.objects.get(user=user)
    assert token.last_used_on == clock.today()
    Token.objects.filter(pk=token.pk).update(expires_on=clock.today() - timedelta(days=1))
    program.get("/me", 401)
    Token.objects.filter(pk=token.pk).update(expires_on=clock.today())
    program.get("/me")
    revoke_token(token, by=user)
    assert program.get("/me", 401)["error"] == "unauthenticated"


def test_a_suspended_person_is_out(scene):
    suspend(scene.observer.user, by=scene.administrator.user)
    scene.observer.get("/units", 401)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer vankien_wrong", "Basic dTpw", "Bearer \xff"])
def test_without_a_good_token_nothing(scene, header, caplog):
    answer = Client().get("/api/v1/units", headers={"Authorization": header})
    assert (answer.status_code, answer.json()["error"]) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "wrong" not in caplog.text


def test_a_session_opens_nothing_here(scene):
    browser = Client()
    browser.force_login(scene.office.user)
    answer = browser.post("/api/v1/people", {"name": "Ai đó"}, content_type="application/json")
    assert answer.status_code == 401


def test_a_program_is_given_no_cookies(scene):
    assert not scene.office.client.get(there("/me"), headers=scene.office.headers).cookies


def test_last_used_is_written_once_a_day(scene, django_assert_num_queries):
    scene.office.get("/me")
    with django_assert_num_queries(3):  # the token, the person, the posts with the groups, and no write
        scene.office.get("/me")


def test_who_must_have_a_second_factor_sets_it_up_first(scene, settings):
    settings.VANKIEN_SECOND_FACTOR = "everyone"
    assert scene.office.get("/me", 403)["error"] == "forbidden"


def test_tokens_are_not_logged(scene, caplog):
    with caplog.at_level(logging.DEBUG):
        scene.office.get("/units/999999", 404)
    assert scene.office.token not in caplog.text


# One shape of errors


def test_errors_have_one_shape(scene):
    office = scene.office
    for answer, code in (
        (office.get("/nothing", 404), "not_found"),
        (office.get("/units/abc", 404), "not_found"),
        (office.get("/units?page=0", 422), "invalid"),
        (office.delete("/units", 405), "method_not_allowed"),
        (office.post("/people", 422), "invalid"),
    ):
        assert set(answer) == {"error", "sentence", "fields"}
        assert answer["error"] == code
        assert answer["sentence"]


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_numbers_that_no_record_has(scene, number):
    for thing in ("units", "people", "groups", "seasons", "congresses", "drafts"):
        scene.office.get(f"/{thing}/{number}", 404)
    scene.office.get(f"/congresses/{scene.congress.pk}/reports/{number}", 404)


def test_what_is_no_json_is_told(scene):
    sent = {"content_type": "application/json", "headers": scene.office.headers}
    answer = scene.office.client.post("/api/v1/people", "{", **sent)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")


def test_sentences_are_vietnamese_or_as_asked_for(scene):
    assert "chưa điền" in scene.office.post("/people", 422)["fields"]["name"][0]
    english = scene.office.client.post(
        "/api/v1/people",
        {},
        content_type="application/json",
        headers=scene.office.headers | {"Accept-Language": "en-GB,vi;q=0.5"},
    )
    assert english.json()["fields"] == {"name": ["This field is required."]}
    assert english.headers["Content-Language"] == "en"


def test_a_misspelt_field_is_noticed(scene):
    assert "tên" in scene.office.post("/people", 422, name="A", tên="B")["fields"]


def test_too_large_is_413(scene, settings, commune):
    draft = drafts.create_draft(scene.congress, "political_report", by=scene.drafter.user)
    settings.VANKIEN_UPLOAD_BYTES = 1000
    big = scene.drafter.form(f"/drafts/{draft.pk}/versions", 413, file=a_file(commune))
    assert big["error"] == "too_large"
    settings.VANKIEN_UPLOAD_BYTES = len(commune) - 1
    assert (
        scene.drafter.form(f"/drafts/{draft.pk}/versions", 413, file=a_file(commune))["error"] == "too_large"
    )
    assert not draft.versions.exists()


def test_lists_have_pages(scene):
    for _ in range(3):
        make_unit(parent=scene.city)
    first = scene.office.get("/units?page_size=2")
    last = scene.office.get("/units?page_size=2&page=4")
    assert (first["total"], len(first["items"]), len(last["items"])) == (7, 2, 1)
    assert scene.office.get("/units?page=99")["items"] == []
    scene.office.get("/units?page_size=201", 422)


def test_what_one_has_already_is_not_sent_again(scene):
    first = scene.office.client.get(there(f"/units/{scene.city.pk}"), headers=scene.office.headers)
    again = scene.office.headers | {"If-None-Match": first.headers["ETag"]}
    answer = scene.office.client.get(there(f"/units/{scene.city.pk}"), headers=again)
    assert (answer.status_code, answer.content) == (304, b"")


# Every action has an address


BY_ANOTHER_NAME = {
    "approve": "take_stage",
    "hold_official": "take_stage",
    "hold_preparatory": "take_stage",
    "report": "take_stage",
    "review": "take_stage",
    "take": "take_stage",
    "congresses.send_back": "take_stage",
    "drafts.send_back": "return_draft",
    "share": "share_draft",
    "make_ready": "make_draft_ready",
    "waive": "waive_finding",
}


WITHOUT = {
    "a way in is opened, shut and mended by a person at the page, never by a token": {
        "open_account",
        "new_link",
        "suspend_account",
        "restore_account",
        "unlock_account",
        "forget_second_factor",
    },
    "signed by a person at the page": {"switch_personnel_on", "switch_personnel_off"},
    "by the command line alone": {"make_administrator"},
    "the machine's own, at start, daily or after a repair": {"apply_due", "rebuild"},
    "called by other actions inside their transaction": {
        "AFTER_CHANGE",
        "AFTER_MOVING",
        "AFTER_READING",
        "count_blocking",
        "fill_paper",
        "follow_change",
        "follow_move",
        "follow_unit",
        "settle",
    },
    "the worker's": {"advance", "begin", "fail", "finish", "in_order"},
    "no actions: kinds of values and refusals": {"NotReady", "Paper", "Plan", "Rules", "Tick"},
    "tells the rules that submit_version checks by": {"rules_of"},
}


@pytest.mark.parametrize("room", [units, congresses, drafts])
def test_every_action_has_an_address_or_a_reason(room):
    app = room.__name__.split(".")[1]
    operations = {op["operationId"] for path in api.document["paths"].values() for op in path.values()}
    without = set().union(*WITHOUT.values())
    named = {
        name: BY_ANOTHER_NAME.get(f"{app}.{name}", BY_ANOTHER_NAME.get(name, name)) for name in room.__all__
    }
    assert [n for n, operation in named.items() if operation not in operations and n not in without] == []
    assert [n for n in without & set(room.__all__) if named[n] in operations] == []


# Queries


def test_a_call_needs_few_queries(scene, django_assert_max_num_queries, commune, commented):
    draft = drafts.create_draft(scene.congress, "political_report", by=scene.drafter.user)
    for data in (commune, commented):
        tasks.examine.call(tasks.submit_version(draft, [data], "a.docx", by=scene.drafter.user).pk)
    drafts.share(draft, by=scene.secretary.user)
    ids = {
        "unit": scene.commune.pk,
        "person": scene.secretary.user.person.pk,
        "group": scene.group.pk,
        "season": scene.season.pk,
        "congress": scene.congress.pk,
        "draft": draft.pk,
        "number": 1,
        "indicator": "ho_ngheo",
    }
    scene.office.get("/me")
    for path, methods in api.document["paths"].items():
        if "get" not in methods or "/files/" in path or path.endswith("/reports/{number}"):
            continue
        if methods["get"]["tags"][0] in (*MEETINGS, COPIES, VERIFICATION) or "{reference}" in path:
            continue
        address = path.removeprefix("/api/v1").format(**ids)
        address += "?q=ba" if address == "/search" else ""
        with django_assert_max_num_queries(12):
            scene.office.get(address)
