"""The programs' interface: the same actions, the same permissions, errors of one shape."""

import logging
from datetime import date, timedelta

import pytest
from django.test import Client

from factories import (
    make_draft,
    make_group,
    make_person,
    make_season,
    make_tree,
    make_unit,
    make_user,
)
from vankien_web.accounts.actions import revoke_token, suspend
from vankien_web.accounts.models import Token
from vankien_web.common import clock, history
from vankien_web.congresses import actions as congresses
from vankien_web.drafts import actions as drafts
from vankien_web.drafts import tasks
from vankien_web.drafts.models import Draft
from vankien_web.site.api import api
from vankien_web.units import actions as units
from vankien_web.units.models import PersonnelStatement, Post, Role, Unit
from web.programs import MEETINGS, Program, a_file, there

pytestmark = pytest.mark.django_db
DAY = "2020-01-06"


@pytest.fixture
def scene(db):
    """A commune's congress below a city, and a program for everybody who has to do with it."""

    class Scene:
        tree = make_tree()
        city, commune = tree.city, tree.commune
        season = make_season(city)
        congress = congresses.open_congresses(season, [commune], by=make_user(city, Role.OFFICE))[0]
        office = Program(make_user(city, Role.OFFICE))
        secretary = Program(make_user(commune, Role.UNIT_SECRETARY))
        drafter = Program(make_user(commune, Role.UNIT_DRAFTER))
        observer = Program(make_user(city, Role.OBSERVER))
        administrator = Program(make_user(city, Role.ADMINISTRATOR))
        stranger = Program(make_user(tree.other_commune, Role.OFFICE))
        group = make_group(city, commune)
        member = Program(group.head_user)

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


# Units, people, groups


def test_units_as_of_a_day(scene):
    office, commune = scene.office, scene.commune
    assert office.get("/units")["total"] == 4
    found = office.get(f"/units?parent={scene.city.pk}&name=xa ba")["items"]
    assert [(row["id"], row["code"]) for row in found] == [(commune.pk, commune.code)]
    shown = office.get(f"/units/{commune.pk}")
    ward = {"name": "Đảng bộ phường Ba", "kind": "xa-phuong", "level": "co-so", "on": DAY}
    office.post(f"/units/{commune.pk}/change", **ward, revision=shown["revision"])
    assert office.get(f"/units?code={commune.code}")["items"][0]["name"] == "Đảng bộ phường Ba"
    before = office.get(f"/units?code={commune.code}&on=2020-01-05")["items"][0]
    assert (before["name"], before["until"]) == ("Đảng bộ xã Ba", "2020-01-05")
    assert office.get(f"/units/{commune.pk}")["parent"]["id"] == scene.city.pk


def test_two_programs_change_a_unit(scene):
    sent = {"kind": "xa-phuong", "level": "co-so", "on": DAY, "revision": 0}
    scene.office.post(f"/units/{scene.commune.pk}/change", **sent, name="Một")
    late = scene.office.post(f"/units/{scene.commune.pk}/change", 409, **sent, name="Hai")
    assert (late["error"], late["current"]) == ("conflict", {"name": "Một", "revision": 1})


def test_a_unit_is_founded_and_ended(scene):
    new = {"code": "xa-moi", "name": "Đảng bộ xã Mới", "kind": "xa-phuong", "level": "co-so"}
    made = scene.office.post("/units", 201, **new, parent=scene.city.pk, since=DAY)
    scene.office.post("/units", 422, **new, parent=scene.city.pk)
    nowhere = scene.office.post("/units", 422, **new | {"code": "x"}, parent=scene.tree.other_commune.pk)
    assert "parent" in nowhere["fields"]
    scene.office.post("/units", 403, **new | {"code": "goc"})
    ended = scene.office.post(
        f"/units/{made['id']}/end", on="2020-02-01", into=scene.commune.pk, revision=made["revision"]
    )
    assert (ended["ended"], ended["successor"]["id"]) == ("2020-02-01", scene.commune.pk)


def test_units_come_from_a_workbook(scene):
    from vankien_web.common.tables import write_table

    rows = [("xa-a", "Đảng bộ xã A", "xa-phuong", "co-so")]
    book = write_table("Đơn vị", ["Mã đơn vị", "Tên đơn vị", "Loại", "Cấp"], rows)
    there = f"/units/{scene.city.pk}/import-units"
    tried = scene.office.form(there, file=a_file(book, "a.xlsx"))
    assert (tried["written"], tried["rows"][0]["problems"]) == (0, [])
    assert scene.office.form(there, file=a_file(book, "a.xlsx"), write="true")["written"] == 1
    assert Unit.objects.filter(code="xa-a").exists()
    assert "file" in scene.office.form(there, 422, file=a_file(b"x", "a.xlsx"))["fields"]


def test_people_and_posts(scene):
    office = scene.office
    person = office.post("/people", 201, name="Cán bộ 90")
    post = {"unit": scene.commune.pk, "body": "cap-uy", "title": "Bí thư", "role": "chair", "since": DAY}
    made = office.post(f"/people/{person['id']}/posts", 201, **post)
    assert office.get(f"/people/{person['id']}")["titles"] == "Bí thư"
    assert "Cán bộ 90" in [row["name"] for row in office.get("/people?name=can bo 90")["items"]]
    office.post(f"/people/{person['id']}/name", name="Cán bộ 91", revision=person["revision"])
    to = make_person(scene.commune)
    given = office.post(f"/posts/{made['id']}/hand-over", 201, to=to.pk, on="2020-02-01")
    assert Post.objects.get(pk=given["id"]).person == to
    assert office.post(f"/posts/{given['id']}/end", until="2020-02-10")["until"] == "2020-02-10"
    higher = office.post(f"/people/{person['id']}/posts", 403, **post | {"role": "administrator"})
    assert higher["error"] == "forbidden"


def test_groups(scene):
    office, person = scene.office, make_person(scene.commune)
    group = office.post("/groups", 201, unit=scene.city.pk, name="Tổ công tác số 5", since=DAY)
    here = f"/groups/{group['id']}"
    seat = office.post(f"{here}/members", 201, person=person.pk, is_head=True, since=DAY)
    row = office.post(f"{here}/units", 201, unit=scene.commune.pk, since=DAY)
    shown = office.get(here)
    assert shown["members"][0]["person"]["name"] == person.name
    assert shown["assignments"][0]["unit"]["id"] == scene.commune.pk
    office.post(f"{here}/members/{seat['id']}/end", until="2020-02-01")
    office.post(f"{here}/units/{row['id']}/end", until="2020-02-01")
    office.post(f"{here}/change", name="Tổ công tác số 6", revision=0)
    office.post(f"{here}/change", 409, name="Tổ công tác số 7", revision=0)
    assert group["id"] in [g["id"] for g in office.get("/groups")["items"]]


# Seasons, congresses, the board


def test_a_season_from_beginning_to_end(scene):
    office, city = scene.office, scene.city
    years = {"term_from": 2025, "term_until": 2030}
    made = office.post("/seasons", 201, root=city.pk, pack="dang-2019", name="Đợt hai", **years)
    here = f"/seasons/{made['id']}"
    sent = {"unit": city.pk, "kinds": ["xa-phuong", "co-quan"]}
    assert len(office.post(f"{here}/congresses", 201, **sent)["opened"]) == 2
    until = next(kind["until"] for kind in made["kinds"] if kind["kind"] == "xa-phuong")
    strict = {"unit": city.pk, "kind": "xa-phuong", "source": "Kế hoạch 01-KH/TU"}
    late = office.post(f"{here}/overrides", 422, **strict, until="2029-01-01")
    assert "until" in late["fields"]
    earlier = (date.fromisoformat(until) - timedelta(days=10)).isoformat()
    own = office.post(f"{here}/overrides", 201, **strict, until=earlier, max_days="1.5")
    assert (own["max_days"], own["until"]) == ("1.5", earlier)
    assert office.post(f"{here}/overrides/{own['id']}/lift")["overrides"] == []
    season = office.get(here)
    changed = {"pack": "dang-2025", "since": clock.today().isoformat(), "reason": "Chỉ thị 45-CT/TW"}
    late = office.post(f"{here}/pack", 422, **changed, revision=season["revision"])
    assert "since" in late["fields"]  # the first pack holds since the same day
    assert office.post(f"{here}/close", revision=season["revision"])["closed_on"]
    assert scene.observer.post(f"{here}/close", 403, revision=1)["error"] == "forbidden"


def test_rules_are_switched_on_a_day(scene):
    sent = {"pack": "dang-2025", "since": clock.today().isoformat(), "reason": "Chỉ thị 45-CT/TW"}
    assert scene.office.post(f"/seasons/{scene.season.pk}/pack", **sent, revision=0)["changed"] == 1
    assert [p["pack"] for p in scene.office.get(f"/seasons/{scene.season.pk}")["packs"]][-1] == "dang-2025"


def test_a_congress_is_planned_and_prepared(scene):
    here, secretary = f"/congresses/{scene.congress.pk}", scene.secretary
    shown = secretary.get(here)
    opens = (clock.today() + timedelta(days=30)).isoformat()
    plan = {"ordinal": 27, "form": "delegates", "opens_on": opens, "days": "1.5"}
    planned = secretary.post(f"{here}/plan", **plan, revision=shown["revision"])
    assert (planned["ordinal"], planned["days"], planned["opens_on"]) == (27, "1.5", opens)
    secretary.post(f"{here}/plan", 409, **plan | {"ordinal": 28}, revision=shown["revision"])
    secretary.post(f"{here}/plan", 403, **plan, pilot=True, revision=planned["revision"])
    counted = next(step for step in shown["steps"] if step["counted"])["item"]
    proof = a_file(b"bien ban", "bien-ban.txt")
    ticked = secretary.form(f"{here}/steps/{counted}", count=11, total=11, said_by="Tổ 1", file=proof)
    step = next(one for one in ticked["steps"] if one["item"] == counted)
    assert (step["done"], step["count"], step["said_by"]) == (True, 11, "Tổ 1")
    file = secretary.get(f"{here}/files/steps/{counted}")
    assert b"".join(file.streaming_content) == b"bien ban"
    paper = next(one for one in shown["dossier"] if one["required"])["item"]
    done = secretary.form(f"{here}/papers/{paper}", present="true", note="đủ")
    assert done["dossier_missing"] == shown["dossier_missing"] - 1
    secretary.form(f"{here}/papers/{paper}", 422, not_needed="true", revision=1)
    scene.observer.form(f"{here}/papers/{paper}", 403, present="true", revision=1)


def test_stages_and_what_stands_in_the_way(scene):
    here = f"/congresses/{scene.congress.pk}"
    revision = scene.office.get(here)["revision"]
    reviewed = scene.office.post(f"{here}/stages/review", revision=revision)
    assert reviewed["stage"] == "reviewed"
    assert reviewed["next"][0]["guards"]
    refused = scene.office.post(f"{here}/stages/approve", 422, revision=reviewed["revision"])
    assert "Hồ sơ còn thiếu" in refused["sentence"]
    scene.secretary.post(f"{here}/stages/approve", 403, revision=reviewed["revision"])
    scene.office.post(f"{here}/stages/vanish", 422, revision=0)


def test_progress_reports(scene):
    here = f"/congresses/{scene.congress.pk}/reports"
    sent = {"group": scene.group.pk, "summary": "Đã xong 11/11 chi bộ."}
    made = scene.member.form(here, 201, **sent, workstreams='{"van_kien": {"percent": 80}}')
    assert made["number"] == 1
    assert scene.office.get(here)["items"][0]["summary"] == sent["summary"]
    assert scene.office.get(f"{here}/1")["group"]["id"] == scene.group.pk
    scene.office.form(here, 403, **sent)
    scene.member.form(here, 422, **sent, workstreams="[")


def test_the_board(scene):
    board = scene.office.get(f"/seasons/{scene.season.pk}/board")
    assert board["unit"]["id"] == scene.city.pk
    assert [row["unit"]["id"] for row in board["items"]] == [scene.commune.pk]
    assert board["items"][0]["groups"][0]["name"] == scene.group.name
    assert (board["own"]["congresses"], board["lines"][0]["total"]) == (1, 1)
    part = scene.office.get(f"/seasons/{scene.season.pk}/board?unit={scene.commune.pk}")
    assert (part["own"]["congress"], part["items"]) == (scene.congress.pk, [])
    scene.office.get(f"/seasons/{scene.season.pk}/board?unit={scene.tree.other_commune.pk}", 404)
    scene.stranger.get(f"/seasons/{scene.season.pk}/board", 404)


def test_congresses_by_filters(scene):
    office = scene.office
    assert office.get("/congresses")["total"] == 1
    assert office.get(f"/congresses?season={scene.season.pk}&stage=preparing&unit=xa ba")["total"] == 1
    assert office.get("/congresses?kind=tinh")["total"] == 0
    assert scene.stranger.get("/congresses")["total"] == 0


# Drafts


def test_the_road_of_a_draft(scene, commune):
    begun = scene.drafter.post(f"/congresses/{scene.congress.pk}/drafts", 201, kind="political_report")
    here = f"/drafts/{begun['id']}"
    version = scene.drafter.form(f"{here}/versions", 201, file=a_file(commune), note="Lần đầu")
    assert (version["number"], version["state"], version["note"]) == (1, "queued", "Lần đầu")
    tasks.examine.call(Draft.objects.get(pk=begun["id"]).latest_id)
    assert scene.drafter.get(f"{here}/versions/1")["state"] == "done"
    scene.office.get(here, 404)
    scene.drafter.post(f"{here}/share", 403)
    assert scene.secretary.post(f"{here}/share")["state"] == "shared"
    late = scene.secretary.post(f"{here}/share", 409)
    assert (late["error"], late["current"]["state"]) == ("moved", "shared")
    shut = scene.office.post(f"{here}/ready", 422)
    assert (shut["error"], bool(shut["fields"]["missing"])) == ("not_ready", True)
    scene.observer.post(f"{here}/ready", 403)
    returned = scene.office.post(f"{here}/return", reason="Bổ sung tỷ lệ hộ nghèo")
    assert (returned["state"], returned["may"]["waive"]) == ("returned", False)
    original = scene.office.get(f"{here}/versions/1/original")
    assert b"".join(original.streaming_content) == commune
    assert scene.office.get(f"{here}/versions/1/annotated").content[:2] == b"PK"


def test_findings_are_set_aside_and_taken_up(scene, commune):
    draft = drafts.create_draft(scene.congress, "political_report", by=scene.drafter.user)
    tasks.examine.call(tasks.submit_version(draft, [commune], "a.docx", by=scene.drafter.user).pk)
    here = f"/drafts/{draft.pk}"
    found = scene.drafter.get(f"{here}/versions/1/findings")["findings"]
    waiver = scene.drafter.post(f"{here}/waivers", 201, finding=found[0]["id"], reason="Đã nêu ở phụ lục")
    told = scene.drafter.get(f"{here}/versions/1/findings?phase=draft")["findings"][-1]
    assert (told["id"], told["waiver"]["reason"]) == (found[0]["id"], "Đã nêu ở phụ lục")
    scene.drafter.post(f"{here}/waivers", 422, finding=found[0]["id"], reason="Lại nữa")
    scene.office.post(f"{here}/waivers", 404, finding=found[0]["id"], reason="Không thấy")
    scene.drafter.post(f"{here}/waivers/{waiver['id']}/lift")
    assert scene.drafter.get(f"{here}/versions/1/findings")["findings"][0]["waiver"] is None


def test_a_quick_check_is_ones_own(scene, commune):
    made = scene.observer.form("/quick-checks", 201, file=a_file(commune))
    assert scene.observer.get("/quick-checks")["total"] == 1
    assert scene.office.get("/quick-checks")["total"] == 0
    scene.office.get(f"/drafts/{made['id']}", 404)
    scene.observer.form("/quick-checks", 422, file=a_file(commune), pack="x", kind="y")
    refused = scene.observer.form("/quick-checks", 422, file=a_file(b"khong phai word"))
    assert refused["error"] == "unreadable_file"
    scene.observer.delete(f"/drafts/{made['id']}")
    scene.observer.get(f"/drafts/{made['id']}", 404)


def test_a_congresss_draft_stays(scene):
    draft = drafts.create_draft(scene.congress, "political_report", by=scene.drafter.user)
    scene.drafter.delete(f"/drafts/{draft.pk}", 403)


def test_history_is_a_chain(scene):
    events = scene.office.get(f"/congresses/{scene.congress.pk}/events")["items"]
    assert events[0]["previous"] == ""
    assert [e["previous"] for e in events[1:]] == [e["hash"] for e in events[:-1]]
    assert events[0]["hash"] == history.stream(scene.congress).first().hash
    for thing in (f"units/{scene.commune.pk}", f"seasons/{scene.season.pk}", f"groups/{scene.group.pk}"):
        assert scene.office.get(f"/{thing}/events")["page"] == 1


def test_work_search_and_archive(scene):
    assert scene.member.get("/work")["total"] >= 1
    new = {"code": "xa-tim", "name": "Đảng bộ xã Quảng Tìm", "kind": "xa-phuong", "level": "co-so"}
    made = scene.office.post("/units", 201, **new, parent=scene.city.pk)
    found = scene.office.get("/search?q=quang tim&kind=unit")
    assert [hit["subject"] for hit in found[0]["hits"]] == [f"unit:{made['id']}"]
    assert scene.stranger.get("/search?q=quang tim") == []
    scene.office.get("/search?q=", 422)
    answer = scene.office.post(f"/seasons/{scene.season.pk}/archive", unit=scene.commune.pk)
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    scene.observer.post(f"/seasons/{scene.season.pk}/archive", 403, unit=scene.commune.pk)


# Who may what


def test_personnel_plans_do_not_exist_for_who_may_not_see_them(scene):
    congress = scene.congress
    make_draft(congress, kind="personnel_plan", title="Đề án nhân sự", shared_at=clock.now())
    sees = Program(make_user(scene.city, Role.OFFICE, sees_personnel=True))
    for program in (scene.office, sees):  # off for everybody until it is switched on
        assert program.get("/drafts")["total"] == 0
    PersonnelStatement.objects.create(statement="Theo quyết định", signed_by=scene.administrator.user)
    plan = Draft.objects.get(kind="personnel_plan")
    assert [row["id"] for row in Program(sees.user).get("/drafts")["items"]] == [plan.pk]
    before = scene.office.get(f"/congresses/{congress.pk}")["dossier"]
    for program in (scene.office, scene.secretary, scene.member, scene.observer):
        assert program.get("/drafts")["total"] == 0
        assert program.get("/drafts?kind=personnel_plan")["total"] == 0
        program.get(f"/drafts/{plan.pk}", 404)
        program.get(f"/drafts/{plan.pk}/events", 404)
    more = sees.get(f"/congresses/{congress.pk}")["dossier"]
    assert len(more) > len(before)
    extra = ({one["item"] for one in more} - {one["item"] for one in before}).pop()
    hidden = scene.secretary.form(f"/congresses/{congress.pk}/papers/{extra}", 422, present="true")
    unknown = scene.secretary.form(f"/congresses/{congress.pk}/papers/nothing", 422, present="true")
    assert hidden["sentence"].replace(extra, "nothing") == unknown["sentence"]


# role → what of the city's commune it gets: the unit, its congress, its shared draft, renaming the unit
LIMITS = {
    "administrator": (200, 200, 404, 200),
    "office": (200, 200, 200, 200),
    "chair": (200, 200, 200, 403),
    "committee_member": (200, 200, 200, 403),
    "observer": (200, 200, 200, 403),
    "verifier": (200, 404, 404, 403),
}


@pytest.mark.parametrize("role", LIMITS)
def test_each_role_has_its_limits(scene, role):
    draft = make_draft(scene.congress, shared_at=clock.now())
    program = Program(make_user(scene.city, role))
    elsewhere = Program(make_user(scene.tree.other_province, role))
    change = {"name": "Đảng bộ xã Ba", "kind": "xa-phuong", "level": "co-so", "on": DAY, "revision": 0}
    addresses = (f"/units/{scene.commune.pk}", f"/congresses/{scene.congress.pk}", f"/drafts/{draft.pk}")
    for address, status in zip(addresses, LIMITS[role], strict=False):
        program.get(address, status)
        elsewhere.get(address, 404)
    program.post(f"/units/{scene.commune.pk}/change", LIMITS[role][3], **change)
    elsewhere.post(f"/units/{scene.commune.pk}/change", 404, **change)


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
        "AFTER_READING",
        "count_blocking",
        "fill_paper",
        "follow_change",
        "follow_move",
        "follow_unit",
        "settle",
    },
    "the worker's": {"advance", "begin", "fail", "finish", "in_order"},
    "no actions: kinds of values and refusals": {"Moved", "NotReady", "Paper", "Plan", "Rules", "Tick"},
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


def test_a_call_needs_few_queries(scene, django_assert_max_num_queries, commune):
    draft = drafts.create_draft(scene.congress, "political_report", by=scene.drafter.user)
    tasks.examine.call(tasks.submit_version(draft, [commune], "a.docx", by=scene.drafter.user).pk)
    drafts.share(draft, by=scene.secretary.user)
    ids = {
        "unit": scene.commune.pk,
        "person": scene.secretary.user.person.pk,
        "group": scene.group.pk,
        "season": scene.season.pk,
        "congress": scene.congress.pk,
        "draft": draft.pk,
        "number": 1,
    }
    scene.office.get("/me")
    for path, methods in api.document["paths"].items():
        if "get" not in methods or "/files/" in path or path.endswith("/reports/{number}"):
            continue
        if methods["get"]["tags"][0] in MEETINGS:
            continue
        address = path.removeprefix("/api/v1").format(**ids)
        address += "?q=ba" if address == "/search" else ""
        with django_assert_max_num_queries(12):
            scene.office.get(address)
