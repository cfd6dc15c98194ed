"""The programs' interface to units, people, working groups."""

import pytest

from factories import (
    make_person,
)
from vankien_web.units.models import Post, Unit
from web.programs import Scene, a_file

pytestmark = pytest.mark.django_db
DAY = "2020-01-06"


@pytest.fixture
def scene(db):
    return Scene()


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
    from vankien.outputs.workbook import write_table

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
