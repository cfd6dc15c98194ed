"""What comes of a meeting, for programs: conclusion, requests, advice, papers, notices."""

import inspect
import tomllib
from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest

from factories import make_group, make_opinion, make_person, make_request
from vankien_web.common import clock, office
from vankien_web.drafts import actions as drafts
from vankien_web.drafts import tasks
from vankien_web.reviews.actions.papers import make_paper
from vankien_web.reviews.models import Advice, ChangeRequest, Meeting, Opinion
from vankien_web.site.api import api
from vankien_web.units.models import Post, Role
from web.programs import MEETINGS, Program, a_file
from web.speaking_scene import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_office(monkeypatch):
    monkeypatch.setattr(office, "available", lambda: False)


@pytest.fixture
def scene(db, commune):
    scene = Scene(commune)
    scene.call()
    scene.stand = lambda state: Meeting.objects.filter(pk=scene.meeting.pk).update(state=state)
    return scene


def program(person):
    return Program(type(person.account).objects.get(pk=person.account.pk))


def concluded(scene):
    """The scene after a conclusion with one request on the draft; returns its number."""
    made = make_request(scene.meeting, scene.draft, text="Bổ sung tỷ lệ hộ nghèo.", due=clock.today())
    scene.stand("concluded")
    drafts.send_back(scene.draft, "Theo kết luận", by=scene.office.account)
    return made.pk


# The conclusion


def test_a_conclusion_is_written(scene):
    here, office = f"/meetings/{scene.meeting.pk}", program(scene.office)
    opinion = make_opinion(scene.member, scene.draft, scene.meeting, kind="request", item=scene.item)
    aside = make_opinion(scene.other, scene.draft, scene.meeting, kind="suggest", item=scene.item)
    key = str(uuid4())
    sent = {"key": key, "text": "Bổ sung tỷ lệ hộ nghèo", "item": scene.item.pk}
    office.post(f"{here}/sentences", 403, **sent)  # before the opening
    scene.stand("open")
    program(scene.member).post(f"{here}/sentences", 403, **sent)
    program(scene.secretary).post(f"{here}/sentences", 404, **sent)
    assert office.post(f"{here}/sentences", **sent)["label"] == "1.1"
    assert office.post(f"{here}/sentences", **sent)["revision"] == 0
    changed = office.post(f"{here}/sentences", **sent | {"text": "Bổ sung số hộ nghèo"})
    assert changed["revision"] == 1
    late = office.post(f"{here}/sentences", 409, **sent | {"text": "Khác"})
    assert late["current"]["text"] == "Bổ sung số hộ nghèo"
    second = str(uuid4())
    office.post(f"{here}/sentences", **sent | {"key": second, "text": "Báo cáo tốt", "kind": "assessment"})
    assert office.post(f"{here}/sentences/{second}/move", step=-1)["label"] == "1.1"
    assert [row["key"] for row in office.get(f"{here}/sentences")["items"]] == [second, key]
    tied = office.post(f"{here}/sentences/{key}/tie", opinions=[opinion.pk])
    assert tied["opinions"] == [opinion.pk]
    assert office.post(f"{here}/sentences/{key}/untie", opinions=[opinion.pk])["opinions"] == []
    office.post(f"{here}/sentences/{key}/tie", opinions=[opinion.pk])
    office.post(f"{here}/sentences/{key}/tie", 422, opinions=[10**9])
    program(scene.other).post(f"/opinions/{aside.pk}/note", 403, why="Đã nêu")
    assert office.post(f"/opinions/{aside.pk}/note", why="Đã nêu ở mục khác")["noted"]


def test_sentences_ask_for_something_and_go_out(scene):
    here, office, key = f"/meetings/{scene.meeting.pk}", program(scene.office), str(uuid4())
    scene.stand("open")
    office.post(f"{here}/sentences", key=key, text="Bổ sung tỷ lệ hộ nghèo", item=scene.item.pk)
    asks = f"{here}/sentences/{key}/requests"
    unknown = office.post(asks, 422, text="Bổ sung", kind="add_indicator", indicator="x")
    assert "indicator" in unknown["fields"]
    elsewhere = make_group(scene.tree.other_province).pk
    assert "owner" in office.post(asks, 422, text="Bổ sung", owner_group=elsewhere)["fields"]
    asked = office.post(asks, 201, text="Bổ sung số hộ nghèo", owner_unit=scene.tree.commune.pk)
    assert (asked["label"], asked["sentence"], asked["owner_unit"]) == ("", key, scene.tree.commune.pk)
    there = f"{here}/requests/{asked['id']}"
    due = (clock.today() + timedelta(days=10)).isoformat()
    terms = {"text": "Bổ sung số hộ nghèo", "owner_group": scene.group.pk, "due": due, "blocking": True}
    changed = office.post(f"{there}/change", **terms, revision=0)
    assert (changed["owner_unit"], changed["owner_group"]) == (None, scene.group.pk)
    office.post(f"{there}/change", 409, **terms | {"blocking": False}, revision=0)
    extra = office.post(asks, 201, text="Việc thừa")
    office.delete(f"{here}/requests/{extra['id']}")
    assert office.get(f"{here}/requests")["total"] == 1
    office.delete(f"{here}/sentences/{key}", 422)
    assert program(scene.secretary).get("/requests")["total"] == 0

    program(scene.member).post(f"{here}/conclusion/issue", 403)
    scene.stand("closed")
    refused = office.post(f"{here}/conclusion/issue", 422)
    assert refused["sentence"] in " ".join(office.get(f"{here}/conclusion")["missing"])
    office.post(f"{here}/items/{scene.item.pk}/outcome", outcome="revise")
    assert office.get(f"{here}/conclusion")["missing"] == []
    issued = office.post(f"{here}/conclusion/issue")
    assert (issued["state"], issued["requests"], issued["may_write"]) == ("concluded", 1, False)
    office.post(f"{there}/change", 404, **terms, revision=1)
    shown = program(scene.group.head_user.person).get(f"/requests/{asked['id']}")
    assert (shown["label"], shown["meeting"], shown["may"]["answer"]) == ("YC-01", None, True)
    trace = office.get(f"{here}/trace")
    assert trace["items"][0]["sentences"][0]["requests"][0]["label"] == "YC-01"
    assert (trace["hears"], trace["loose"], trace["gaps"]) == (True, [], [])
    own = program(scene.secretary).get(f"{here}/trace")
    assert (own["hears"], own["items"][0]["sentences"][0]["opinions"]) == (False, [])
    program(scene.leader).get(f"{here}/conclusion", 404)


# Requests


def test_the_road_back_of_a_request(scene, commune):
    pk = concluded(scene)
    here = f"/requests/{pk}"
    secretary, head, office = map(program, (scene.secretary, scene.group.head_user.person, scene.office))
    listed = secretary.get("/requests?state=open&late=false")["items"]
    assert [(row["id"], row["draft"], row["late"]) for row in listed] == [(pk, scene.draft.pk, False)]
    early = secretary.post(f"{here}/answer", 422, kind="adopted", text="Đã bổ sung")
    assert "kind" in early["fields"]
    version = tasks.submit_version(scene.draft, [commune], "lần 2.docx", by=scene.secretary.account)
    tasks.examine.call(version.pk)
    nowhere = {"kind": "adopted", "text": "Đã bổ sung", "quote": "không có câu này trong văn bản"}
    assert "quote" in secretary.post(f"{here}/answer", 422, **nowhere)["fields"]
    words = version.reading.document.blocks[3].text[:20]
    said = secretary.post(f"{here}/answer", kind="adopted", text="Đã bổ sung", quote=words, seen=0)
    assert (said["state"], said["seen"], said["chain"][0]["place"]["quote"]) == ("answered", 1, words)
    secretary.post(f"{here}/answer", 422, kind="explained", text="Lại", seen=0)
    hidden = office.get(here)["chain"][0]
    assert (hidden["hidden"], hidden["text"], hidden["place"]) == (True, "", None)
    seen = office.get(f"/meetings/{scene.meeting.pk}/trace")["items"][0]["sentences"][0]["requests"][0]
    assert (seen["state"], seen["answer"], seen["verdict"]) == ("answered", None, None)
    office.post(f"{here}/close", 422, seen=1)  # the version was not sent up
    secretary.post(f"{here}/check", 403, value="met", why="Đủ")
    assert head.post(f"{here}/check", value="partly", why="Thiếu số hộ", seen=1)["state"] == "checked"
    drafts.share(type(scene.draft).objects.get(pk=scene.draft.pk), by=scene.secretary.account)
    assert office.get(here)["note_needed"]
    assert "note" in office.post(f"{here}/close", 422)["fields"]
    closed = office.post(f"{here}/close", note="Chấp nhận")
    assert (closed["state"], closed["chain"][-1]["verdict"]) == ("closed", "met")
    secretary.post(f"{here}/answer", 403, kind="adopted", text="x")
    assert (
        office.post(f"{here}/reopen", reason="Thiếu số hộ cận nghèo")["reopened"] == "Thiếu số hộ cận nghèo"
    )
    verbs = [event["verb"] for event in office.get(f"{here}/events")["items"]]
    assert verbs[-2:] == ["request_closed", "request_reopened"]
    text = b"".join(secretary.get(f"/drafts/{scene.draft.pk}/requests.toml"))
    assert [one["id"] for one in tomllib.loads(text.decode())["request"]] == ["YC-01"]
    program(scene.leader).get(here, 404)
    assert office.get(f"/requests?draft={scene.draft.pk}&owner=xa ba")["total"] == 1
    assert office.get("/requests?owner=khong co")["total"] == 0


# Advice


def test_advice_is_asked_and_given(scene):
    department = scene.tree.city
    expert = make_person(department, Role.VERIFIER)
    office, verifier = program(scene.office), program(expert)
    ask = f"/drafts/{scene.draft.pk}/advice"
    sent = {"question": "Số liệu đúng không?", "due": f"{clock.today() + timedelta(days=3)}"}
    assert "service" in office.post(ask, 422, **sent, service=scene.tree.other_commune.pk)["fields"]
    assert "due" in office.post(ask, 422, **sent | {"due": "2019-01-01"}, service=department.pk)["fields"]
    program(scene.secretary).post(ask, 403, **sent, service=department.pk)
    words = scene.draft.sent.reading.document.blocks[3].text
    made = office.post(ask, 201, **sent, service=department.pk, quote=words[:15])
    here = f"/advice/{made['id']}"
    assert (made["passage"], made["waits"], made["draft"]) == (words, True, scene.draft.pk)
    seen = verifier.get("/advice?waits=true")["items"]
    assert [(row["id"], row["draft"], row["quote"]) for row in seen] == [(made["id"], None, words[:15])]
    program(scene.secretary).get(here, 404)
    office.post(f"{here}/remind")
    office.post(f"{here}/remind", 422)
    verifier.post(f"{here}/withdraw", 403)
    answer = {"outcome": "with_remarks", "text": "Thiếu nguồn", "source": "Niên giám 2019"}
    assert "text" in verifier.post(f"{here}/answer", 422, **answer | {"text": ""}, revision=0)["fields"]
    office.post(f"{here}/answer", 403, **answer, revision=0)
    assert verifier.post(f"{here}/answer", **answer, revision=0)["answered_by"] == expert.name
    verifier.post(f"{here}/answer", 403, **answer, revision=1)
    again = office.post(f"{here}/again", 201, **sent)
    assert (again["again"], again["passage"]) == (made["id"], words)
    assert office.post(f"/advice/{again['id']}/withdraw")["withdrawn_at"]
    assert office.get(f"/advice?draft={scene.draft.pk}&waits=false")["total"] == 2


# Papers


def test_papers_are_made_issued_and_verified(scene):
    here, office = f"/meetings/{scene.meeting.pk}/papers", program(scene.office)
    lines = {line["form"]: line for line in office.get(here)["items"]}
    assert lines["giay-moi"]["lacks"] == []
    assert lines["bien-ban"]["lacks"]
    refused = office.post(here, 422, form="bien-ban")
    assert lines["bien-ban"]["lacks"][0] in refused["sentence"]
    office.post(here, 422, form="khong-co")
    office.post(here, 422, form="tong-hop-y-kien", subject="draft:999999")
    program(scene.member).post(here, 403, form="giay-moi")
    program(scene.secretary).get(here, 404)
    made = office.post(here, 201, form="giay-moi")
    assert (made["label"], made["issued_at"]) == ("", None)
    left = {form for form, line in lines.items() if not line["lacks"]} - {"giay-moi"}
    assert {paper["form"] for paper in office.post(f"{here}/all")} == left != set()
    paper = f"/papers/{made['id']}"
    data = b"".join(office.get(f"{paper}/docx").streaming_content)
    office.get(f"{paper}/pdf", 404)
    told = office.form("/papers/verify", file=a_file(data))
    assert (told["paper"], told["unaltered"], told["same"]) == (made["id"], True, True)
    assert office.form("/papers/verify", 422, file=a_file(b"x"))["error"] == "unreadable_file"
    hidden = program(scene.secretary).form("/papers/verify", file=a_file(data))
    assert hidden["paper"] is None
    today = clock.today().isoformat()
    assert "signed_by" in office.post(f"{paper}/issue", 422, dated=today)["fields"]
    chair = scene.chair.posts.get().pk
    program(scene.member).post(f"{paper}/issue", 403, dated=today, signed_by=chair)
    issued = office.post(f"{paper}/issue", dated=today, signed_by=chair)
    assert (issued["dated"], issued["signed_by"]) == (today, scene.chair.name)
    assert issued["label"].startswith("1-")
    office.post(f"{paper}/issue", 422, dated=today, signed_by=chair)
    assert office.post(f"{paper}/withdraw", why="Sai giờ")["withdrawn_why"] == "Sai giờ"
    assert office.get("/papers?form=giay-moi&issued=true")["total"] == 1


def test_the_unit_reports_on_its_answers(scene):
    concluded(scene)
    sent = {"form": "tiep-thu-giai-trinh", "subject": f"draft:{scene.draft.pk}"}
    here = f"/meetings/{scene.meeting.pk}/papers"
    made = program(scene.secretary).post(here, 201, **sent)
    assert (made["unit"]["id"], made["meeting"]) == (scene.tree.commune.pk, None)
    program(scene.secretary).post(here, 404, form="giay-moi")


# Notices


def test_notices_are_read(scene):
    pk = concluded(scene)
    secretary = program(scene.secretary)
    found = secretary.get("/notices?kind=van-ban&new=true")["items"]
    assert found[0]["subject"] == f"draft:{scene.draft.pk}"
    assert found[0]["sentence"]
    assert secretary.post(f"/notices/{found[0]['id']}/read")["read_at"]
    assert secretary.get("/notices?kind=van-ban&new=true")["total"] == len(found) - 1
    program(scene.member).post(f"/notices/{found[0]['id']}/read", 404)
    assert secretary.post("/notices/read", up_to=2**53 - 1)["read"] == secretary.get("/notices")["total"] - 1
    assert secretary.get(f"/requests/{pk}")


# Every action has an address; every list is cheap

ACTIONS = ("advice", "agenda", "answers", "attendance", "conclusion", "issue", "meetings", "opinions",
           "papers", "positions", "requests", "room")  # fmt: skip
BY_ANOTHER_NAME = {"send_opinions": "send_draft_opinions", "draw": "tie"}
WITHOUT = {
    "called by other actions inside their transaction": {"call_people", "number_and_issue"},
    "what stands on the hall's screen is chosen in the room": {"show"},
    "an extract is made and signed by people, on its page": {"make_extract"},
}


@pytest.mark.parametrize("room", ACTIONS)
def test_every_verb_has_an_address_or_a_reason(room):
    module = import_module(f"vankien_web.reviews.actions.{room}")
    functions = inspect.getmembers(module, inspect.isfunction)
    own = [f for name, f in functions if f.__module__ == module.__name__ and not name.startswith("_")]
    verbs = {f.__name__ for f in own if "by" in inspect.signature(f).parameters}
    operations = {op["operationId"] for path in api.document["paths"].values() for op in path.values()}
    without = set().union(*WITHOUT.values())
    assert [v for v in verbs if BY_ANOTHER_NAME.get(v, v) not in operations | without] == []


def test_a_call_needs_few_queries_however_many_rows(scene, django_assert_max_num_queries, monkeypatch):
    pk = concluded(scene)
    for number in range(12):
        made = make_opinion(make_person(scene.tree.city), scene.draft, scene.meeting, item=scene.item)
        make_request(scene.meeting, scene.draft, text=f"Việc {number}")
    advice = Advice.objects.create(
        draft=scene.draft,
        version=scene.draft.sent,
        asked_of=scene.tree.city,
        question="?",
        due=clock.today(),
        asked_by=scene.office.account,
    )
    paper = make_paper(scene.meeting, "giay-moi", by=scene.office.account)
    Post.objects.filter(person=scene.office).update(title="Văn phòng")
    ids = {
        "meeting": scene.meeting.pk,
        "draft": scene.draft.pk,
        "opinion": made.pk,
        "request_id": pk,
        "advice": advice.pk,
        "paper": paper.pk,
    }
    asked = program(scene.office)
    asked.get("/me")
    told = [(path, ops["get"]) for path, ops in api.document["paths"].items() if "get" in ops]
    mine = [path for path, operation in told if operation["tags"][0] in MEETINGS or "notices" in path]
    assert len(mine) > 20
    assert (Opinion.objects.count(), ChangeRequest.objects.count()) == (12, 13)
    for path in mine:
        if not path.endswith(("/pdf", "/file")):
            with django_assert_max_num_queries(12):
                asked.get(path.removeprefix("/api/v1").format(**ids))
