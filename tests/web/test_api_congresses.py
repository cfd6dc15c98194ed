"""The programs' interface to seasons, congresses, the board."""

from datetime import date, timedelta

import pytest

from vankien_web.common import clock
from web.programs import Scene, a_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db):
    return Scene()


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
