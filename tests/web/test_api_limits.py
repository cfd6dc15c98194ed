"""What programs may: no more than their owners."""

import pytest

from factories import (
    make_draft,
    make_user,
)
from vankien_web.common import clock
from vankien_web.drafts.models import Draft
from vankien_web.units.models import PersonnelStatement, Role
from web.programs import Program, Scene

pytestmark = pytest.mark.django_db
DAY = "2020-01-06"


@pytest.fixture
def scene(db):
    return Scene()


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
