"""Meetings for programs: prepared, called, run; and what is said there."""

from datetime import timedelta
from uuid import uuid4

import pytest

from factories import make_meeting, make_opinion, make_person, make_season
from vankien_web.common import clock
from vankien_web.drafts.models import Draft
from vankien_web.reviews.models import Meeting, Opinion
from vankien_web.units.models import PersonnelStatement, Post, Role
from web.programs import Program
from web.speaking_scene import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db, commune):
    return Scene(commune)


@pytest.fixture
def office(scene):
    return Program(scene.office.account)


def planned(office, scene, **fields):
    starts = (clock.now() + timedelta(days=1)).isoformat()
    sent = {"unit": scene.tree.city.pk, "title": "Hội nghị Ban Thường vụ", "starts_at": starts} | fields
    return office.post("/meetings", 201, **sent)


def program(person):
    return Program(type(person.account).objects.get(pk=person.account.pk))


# The meeting itself


def test_a_meeting_from_the_first_note_to_its_closing(scene, office):
    made = planned(office, scene, body="cap-uy", season=scene.congress.season_id)
    here = f"/meetings/{made['id']}"
    chair = scene.chair.posts.get().pk
    changed = {"title": "Hội nghị", "starts_at": made["starts_at"], "place": "Phòng họp"}
    changed |= {"chair": chair, "body": "cap-uy"}
    shown = office.post(f"{here}/change", **changed, revision=0)
    assert (shown["place"], shown["chair"]["name"], shown["season"]) == ("Phòng họp", scene.chair.name, None)
    late = office.post(f"{here}/change", 409, **changed | {"place": "Nơi khác"}, revision=0)
    assert (late["error"], late["current"]["place"]) == ("conflict", "Phòng họp")
    refused = office.post(f"{here}/call", 422)
    assert "chương trình" in refused["sentence"].lower()
    assert [step["verb"] for step in shown["next"]] == ["call", "open"]
    assert any(guard["stops"] for guard in shown["next"][0]["guards"])

    item = office.post(f"{here}/items", 201, subject="draft", draft=scene.draft.pk, over_gate="Họp gấp")
    called = office.post(f"{here}/attendance/fill")
    assert {seat["name"] for seat in called} >= {scene.chair.name, scene.member.name}
    member = program(scene.member)
    member.get(here, 200)  # of the committee: sees what its office prepares
    leader = program(scene.leader)
    leader.get(here, 404)
    assert office.post(f"{here}/call")["state"] == "called"
    assert office.post(f"{here}/call", 409)["error"] == "moved"
    member.post(f"{here}/open", 403)
    assert office.post(f"{here}/discuss", 422, item=item["id"])["error"] == "invalid"
    assert program(scene.chair).post(f"{here}/open")["state"] == "open"
    assert office.post(f"{here}/discuss", item=item["id"])["now"] == item["id"]
    assert office.post(f"{here}/items/{item['id']}/outcome", outcome="noted")["outcome"] == "noted"
    closed = office.post(f"{here}/close")
    assert (closed["state"], closed["may"]["arrange"], closed["may"]["conclude"]) == ("closed", False, True)
    verbs = [event["verb"] for event in office.get(f"{here}/events")["items"]]
    assert verbs[0] == "meeting_planned"
    assert verbs[-1] == "meeting_closed"
    assert office.get("/meetings?state=closed")["total"] == 1
    assert office.get("/meetings?state=open")["total"] == 0


def test_what_does_not_fit_is_said_by_field(scene, office):
    outside = make_person(scene.tree.commune).posts.get().pk
    moment = clock.now().isoformat()
    for field, value in (
        ("chair", outside),
        ("season", make_season(scene.tree.other_province).pk),
        ("earlier", make_meeting(scene.tree.other_province).pk),
        ("unit", scene.tree.other_province.pk),
        ("ends_at", moment),
        ("starts_at", "0001-01-01T00:00:00Z"),
        ("starts_at", "2020-02-13T08:00:00"),
        ("body", "ubnd"),
    ):
        sent = {"unit": scene.tree.city.pk, "title": "Hội nghị", "starts_at": moment} | {field: value}
        assert field in office.post("/meetings", 422, **sent)["fields"], field
    sent = {"unit": scene.tree.city.pk, "title": "Hội nghị", "starts_at": moment}
    program(scene.member).post("/meetings", 403, **sent)
    assert not Meeting.objects.filter(unit=scene.tree.city).exists()


def test_cancelled_with_a_reason(scene, office):
    here = f"/meetings/{planned(office, scene)['id']}"
    office.post(f"{here}/cancel", 422)
    assert office.post(f"{here}/cancel", reason="Hoãn")["state"] == "cancelled"
    assert office.post(f"{here}/cancel", 403, reason="Hoãn")["error"] == "forbidden"


def test_the_agenda_is_arranged(scene, office):
    here = f"/meetings/{planned(office, scene)['id']}/items"
    shut = office.post(here, 422, subject="draft", draft=scene.draft.pk)
    assert shut["fields"]["over_gate"]
    assert "draft" in office.post(here, 422, subject="draft", draft=10**9)["fields"]
    assert "subject" in office.post(here, 422, subject="progress")["fields"]
    assert "title" in office.post(here, 422)["fields"]
    first = office.post(here, 201, subject="draft", draft=scene.draft.pk, over_gate="Họp gấp", minutes=30)
    second = office.post(here, 201, title="Công tác khác")
    assert (first["place"], first["version"], first["over_gate"]) == (1, 1, "Họp gấp")
    there = f"{here}/{second['id']}"
    assert office.post(f"{there}/move", step=-1)["place"] == 1
    changed = office.post(f"{there}/change", title="Việc khác", presenter="Văn phòng", revision=0)
    assert (changed["title"], changed["revision"]) == ("Việc khác", 1)
    office.post(f"{there}/change", 409, title="Việc nữa", revision=0)
    assert office.post(f"{here}/{first['id']}/take-version")["newer"] is False
    office.delete(there)
    office.delete(there, 404)
    assert [row["id"] for row in office.get(here)["items"]] == [first["id"]]
    program(scene.member).post(f"{here}/{first['id']}/move", 403, step=1)


def test_attendance_is_called_and_marked(scene, office):
    here = f"/meetings/{scene.call().pk}/attendance"
    seats = office.get(here)["items"]
    assert [seat["name"] for seat in seats] == [p.name for p in (scene.chair, scene.member, scene.other)]
    marks = [
        {"seat": seats[0]["id"], "presence": "present", "number": 1, "revision": 0},
        {"seat": seats[1]["id"], "presence": "excused", "number": 2, "reason": "Đi công tác", "revision": 0},
    ]
    assert office.post(f"{here}/mark", marks=marks) == {"saved": 2, "clashes": []}
    late = [marks[0] | {"presence": "absent"}]
    clash = office.post(f"{here}/mark", marks=late)
    assert (clash["saved"], clash["clashes"][0]["presence"]) == (0, "present")
    assert "marks" in office.post(f"{here}/mark", 422, marks=[marks[0] | {"seat": 10**9}])["fields"]
    guest = office.post(here, 201, person=scene.leader.pk)
    assert guest["member"] is False
    office.post(here, 422, person=scene.leader.pk)
    member = program(scene.member)
    assert {seat["reason"] for seat in member.get(here)["items"]} == {""}
    member.post(f"{here}/mark", 403, marks=marks)
    assert program(scene.leader).get(here)["total"] == 4  # a guest who was called sees it now
    office.delete(f"{here}/{guest['id']}")
    program(scene.leader).get(here, 404)


# Opinions and positions


def test_an_opinion_is_private_until_it_is_sent(scene):
    scene.call()
    member, chair = program(scene.member), program(scene.chair)
    sent = {"key": str(uuid4()), "text": "Bổ sung tỷ lệ hộ nghèo.", "kind": "request"}
    block = scene.draft.sent.reading.document.blocks[3]
    made = member.post(f"/drafts/{scene.draft.pk}/opinions", 201, **sent, block=3, quote=block.text[:12])
    assert (made["place"]["quote"], made["scope"], made["sent_at"]) == (block.text[:12], "passage", None)
    again = member.post(f"/drafts/{scene.draft.pk}/opinions", 201, **sent, block=3)
    assert (again["id"], Opinion.objects.count()) == (made["id"], 1)
    here = f"/opinions/{made['id']}"
    assert member.get("/opinions")["total"] == 1
    assert chair.get("/opinions")["total"] == 0
    for address in (here, f"/meetings/{scene.meeting.pk}/opinions"):
        chair.get(address, 404 if address == here else 200)
    assert chair.get(f"/meetings/{scene.meeting.pk}/opinions")["items"] == []
    changed = member.post(f"{here}/change", text="Bổ sung số hộ nghèo.", revision=again["revision"])
    member.post(f"{here}/change", 409, text="Khác nữa.", revision=again["revision"])
    assert changed["text"] == "Bổ sung số hộ nghèo."
    told = member.post(f"{here}/send")
    assert (told["meeting"], told["item"], bool(told["sent_at"])) == (scene.meeting.pk, scene.item.pk, True)
    member.post(f"{here}/change", 403, text="Khác", revision=told["revision"])
    member.delete(here, 403)
    once_more = {"key": sent["key"], "text": told["text"], "kind": told["kind"]}
    assert member.post(f"/drafts/{scene.draft.pk}/opinions", 201, **once_more)["id"] == made["id"]
    heard = chair.get(f"/meetings/{scene.meeting.pk}/opinions?kind=suggest&taken=no")["items"]
    assert [(row["person"], row["entered_by"]) for row in heard] == [(scene.member.name, "")]
    assert chair.get(f"/meetings/{scene.meeting.pk}/opinions?kind=praise")["total"] == 0
    secretary = program(scene.secretary)  # the unit does not see who said what
    secretary.get(here, 404)
    secretary.get(f"/drafts/{scene.draft.pk}/opinions", 404)
    secretary.get(f"/meetings/{scene.meeting.pk}/opinions", 404)


def test_speaking_in_the_room(scene, office):
    here = f"/meetings/{scene.call().pk}/opinions"
    member = program(scene.member)
    sent = {"key": str(uuid4()), "text": "Nhất trí.", "item": scene.item.pk}
    made = member.post(here, 201, **sent)
    assert (made["item"], made["draft"]) == (scene.item.pk, scene.draft.pk)
    member.post(here, 403, **sent | {"key": str(uuid4()), "person": scene.other.pk})
    member.post(here, 422, **sent | {"key": str(uuid4()), "item": 10**9})
    own = office.post(here, 201, **sent | {"key": str(uuid4()), "person": scene.other.pk})
    assert (own["person"], own["entered_by"]) == (scene.other.name, scene.office.name)
    office.post(here, 422, **sent | {"key": str(uuid4()), "person": scene.leader.pk})
    office.post(here, 403, **sent)  # another's key
    assert member.post(f"{here}/send") == {"sent": 1}
    office.delete(f"/opinions/{own['id']}")
    assert [row["text"] for row in office.get(here)["items"]] == ["Nhất trí."]


def test_positions(scene, office):
    here = f"/meetings/{scene.call().pk}"
    take = f"{here}/items/{scene.item.pk}/position"
    member = program(scene.member)
    assert "reason" in member.post(take, 422, stance="revise")["fields"]
    member.post(take, stance="agree")
    assert member.post(take, stance="revise", reason="Thiếu số liệu")["stance"] == "revise"
    written = office.post(take, stance="agree", person=scene.other.pk)
    assert (written["person"], written["entered_by"]) == (scene.other.name, scene.office.name)
    office.post(take, 403, stance="agree")  # not a member
    member.post(take, 403, stance="agree", person=scene.other.pk)
    tally = program(scene.chair).get(f"{here}/positions")["items"][0]
    assert (tally["counts"]["agree"], tally["counts"]["revise"], tally["members"]) == (1, 1, 3)
    assert tally["silent"] == [scene.chair.name]
    program(scene.secretary).get(f"{here}/positions", 404)


# Personnel plans


def test_a_personnel_plan_on_the_agenda_is_not_there_for_who_has_no_right(scene):
    scene.call()
    PersonnelStatement.objects.create(statement="Theo quyết định", signed_by=scene.office.account)
    Draft.objects.filter(pk=scene.draft.pk).update(kind="personnel_plan")
    make_opinion(scene.other, scene.draft, scene.meeting, text="Về nhân sự")
    Post.objects.filter(person=scene.other).update(sees_personnel=True)
    Meeting.objects.filter(pk=scene.meeting.pk).update(now=scene.item, state="open")
    here = f"/meetings/{scene.meeting.pk}"
    sees, member = program(scene.other), program(scene.member)
    assert sees.get(here)["now"] == scene.item.pk
    assert sees.get(f"{here}/opinions")["total"] == sees.get(f"{here}/positions")["total"] == 1
    shown = member.get(here)
    assert (shown["now"], shown["now_since"], shown["items"]) == (None, None, [])
    for part in ("items", "opinions", "positions"):
        assert member.get(f"{here}/{part}")["total"] == 0
    member.post(f"{here}/items/{scene.item.pk}/position", 404, stance="agree")
    member.get(f"/drafts/{scene.draft.pk}/opinions", 404)
    made = {"key": str(uuid4()), "text": "x", "item": scene.item.pk}
    assert "item" in member.post(f"{here}/opinions", 422, **made)["fields"]


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.ADMINISTRATOR])
def test_who_has_nothing_to_do_here(scene, role):
    scene.call()
    other = program(make_person(scene.tree.city, role))
    assert other.get("/meetings")["total"] == 0
    other.get(f"/meetings/{scene.meeting.pk}", 404)
    other.get(f"/drafts/{scene.draft.pk}/opinions", 404)
