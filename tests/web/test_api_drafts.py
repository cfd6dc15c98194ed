"""The programs' interface to drafts, their history, one's work."""

import pytest

from vankien_web.common import history
from vankien_web.drafts import actions as drafts
from vankien_web.drafts import tasks
from vankien_web.drafts.models import Draft
from web.programs import Scene, a_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db):
    return Scene()


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
