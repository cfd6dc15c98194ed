"""The archive of a season: every version, in the order that archives ask for, for who may see it."""

import hashlib
import io
import zipfile

import pytest
from django.db import transaction
from python_calamine import CalamineWorkbook

from factories import make_congress, make_draft, make_season, make_tree, make_user
from vankien_web.common import clock, storage
from vankien_web.common.models import Event
from vankien_web.drafts import tasks
from vankien_web.figures.actions import verification
from vankien_web.reviews.actions import papers
from vankien_web.units.models import PersonnelStatement, Role
from web.papers_case import DAY, make_case
from web.verification_scene import Asked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(commune):
    class World:
        tree = make_tree()
        season = make_season(tree.city)
        congress = make_congress(season, tree.commune)
        sibling = make_congress(season, tree.office)
        writer = make_user(tree.commune, Role.UNIT_DRAFTER)
        draft = make_draft(congress, writer)
        files = (commune, commune + b"\n")

    for number, data in enumerate(World.files, start=1):
        tasks.submit_version(World.draft, [data], f"Báo cáo: lần {number}?.docx", by=World.writer)
    return World


def taken(client, season, unit):
    answer = client.post(f"/luu-tru/{season.pk}/{unit.pk}/")
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_every_version_byte_for_byte_with_a_list_of_contents(world, client):
    client.force_login(make_user(world.tree.commune, Role.UNIT_SECRETARY))
    page = client.get(f"/luu-tru/{world.season.pk}/{world.tree.commune.pk}/")
    assert "1. Văn kiện" in page.content.decode()
    archive = taken(client, world.season, world.tree.commune)
    assert archive.testzip() is None
    names = archive.namelist()
    assert names[0] == "0. Danh mục.xlsx"
    files = [n for n in names if n.endswith(".docx")]
    assert files == [
        f"Đảng bộ xã Ba/1. Văn kiện/Báo cáo chính trị/Dự thảo lần {n} - Báo cáo lần {n}.docx" for n in (1, 2)
    ]
    assert [hashlib.sha256(archive.read(n)).digest() for n in files] == [
        hashlib.sha256(data).digest() for data in world.files
    ]
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(archive.read(names[0]))).get_sheet_by_index(0).to_python()
    )
    listed = [row[2] for row in rows if str(row[0]).strip(".0").isdigit()]
    assert sorted(listed) == sorted(n.rsplit("/", 1)[1] for n in names[1:])
    assert Event.objects.filter(verb="archive_taken").count() == 1


def test_one_takes_what_one_sees(world, client):
    office = make_user(world.tree.city, Role.OFFICE)
    client.force_login(office)
    assert not [n for n in taken(client, world.season, world.tree.city).namelist() if "Văn kiện" in n]
    first = world.draft.versions.get(number=1)
    type(world.draft).objects.filter(pk=world.draft.pk).update(
        state="returned", shared_at=clock.now(), sent=first
    )
    files = [n for n in taken(client, world.season, world.tree.city).namelist() if n.endswith(".docx")]
    assert len(files) == 1
    assert "lần 1" in files[0]


def test_personnel_papers_are_there_for_who_sees_them_only(world, client):
    make_draft(world.congress, kind="personnel_plan", title="Đề án nhân sự")
    PersonnelStatement.objects.create(statement="x", signed_by=world.writer)
    secretary = make_user(world.tree.commune, Role.UNIT_SECRETARY)
    client.force_login(secretary)
    assert "2. Nhân sự" not in str(taken(client, world.season, world.tree.commune).namelist())
    client.force_login(make_user(world.tree.commune, Role.UNIT_SECRETARY, sees_personnel=True))
    assert "2. Nhân sự" in "".join(taken(client, world.season, world.tree.commune).namelist())


@pytest.mark.parametrize("role", [Role.CHAIR, Role.OBSERVER, Role.COMMITTEE_MEMBER, Role.ADMINISTRATOR])
def test_others_find_no_archive(world, client, role):
    client.force_login(make_user(world.tree.city, role))
    assert client.get(f"/luu-tru/{world.season.pk}/{world.tree.commune.pk}/").status_code == 404


def test_what_came_of_the_meetings_is_in_it_for_who_may_see_it(client):
    case = make_case()
    with transaction.atomic():
        paper = papers.make_paper(case.meeting, "thong-bao-ket-luan", by=case.office)
        papers.issue_paper(paper, signed_by=case.post, dated=DAY, by=case.office)
        papers.make_paper(case.meeting, "bien-ban", by=case.office)  # not issued: not in it
        sha256, _size = storage.keep([b"anh"], 10)
        told = {"sha256": sha256, "thumbnail": sha256, "file_name": "anh.jpg", "by": case.office}
        case.meeting.pictures.create(caption="Toàn cảnh", **told)
    client.force_login(case.office)
    place = "Đảng bộ thành phố Thanh Hóa/6. Hội nghị/2020-02-13 Hội nghị Ban Thường vụ"
    archive = taken(client, case.season, case.city)
    names = [name for name in archive.namelist() if "/6. Hội nghị/" in name]
    assert all(name.startswith(place) for name in names)
    assert [name.rsplit("/", 1)[1].partition(" ")[0] for name in names] == ["1-TB-ThU", "001"]
    paper.refresh_from_db()
    assert hashlib.sha256(archive.read(names[0])).hexdigest() == paper.sha256
    client.force_login(case.secretary)  # the unit has the notice that it was sent, and no more
    names = taken(client, case.season, case.commune).namelist()
    assert sum("/6. Hội nghị/" in name for name in names) == 1


def test_what_departments_signed_of_figures_is_beside_their_document(client):
    scene = Asked()
    (income,) = scene.ask("Thu nhập")
    verification.confirm(income, revision=income.revision, by=scene.verifier)
    paper = papers.make_extract(scene.draft, scene.statistics, by=scene.verifier)
    place = (
        f"{scene.unit.name}/1. Văn kiện/{scene.draft.title}/Trích xác nhận số liệu/{scene.statistics.name}/"
    )

    def extracts(user):
        client.force_login(user)
        archive = taken(client, scene.draft.congress.season, scene.unit)
        return {n: archive.read(n) for n in archive.namelist() if "Trích xác nhận số liệu/" in n}

    assert extracts(scene.secretary) == {}  # a copy to look at is none
    post = papers.signers(paper, clock.today())[0]
    told = {"signed_by": post, "dated": clock.today(), "by": scene.verifier}
    sha256 = papers.issue_paper(paper, **told).sha256
    ((name, data),) = extracts(scene.secretary).items()
    assert name.startswith(place) and hashlib.sha256(data).hexdigest() == sha256
    assert set(extracts(scene.office)) == {name}
