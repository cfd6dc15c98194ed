"""A file that proves an answer: kept byte for byte, read by who reads the answer, no secret among them."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from asking import POVERTY, Case
from factories import make_meeting, make_user
from vankien_web.common import storage
from vankien_web.common.models import Event
from vankien_web.drafts.models import Draft
from vankien_web.reviews.actions import answers
from vankien_web.reviews.models import Answer, Meeting
from vankien_web.units.models import PersonnelStatement, Role
from web.programs import Program

pytestmark = pytest.mark.django_db(transaction=True)
SCAN = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
STAMPED = "TUYỆT MẬT\n\nĐây là văn bản dùng để thử, không có bí mật nào."


@pytest.fixture
def case(commune):
    return Case(commune)


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def upload(data=SCAN, name="Quyết định 12.png"):
    return SimpleUploadedFile(name, data)


def answered(case, **fields):
    request = case.asks()
    case.bring(POVERTY)
    case.answer(request, quote=POVERTY, file=upload(), **fields)
    return request


def taken(client, request, number=1):
    answer = client.get(f"/yeu-cau/{request.pk}/tra-loi/{number}/tep/")
    return b"".join(answer.streaming_content) if answer.status_code == 200 else answer.status_code


def test_a_file_is_sent_with_the_answer_and_read_back_byte_for_byte(case):
    request = case.asks()
    unit, here = as_(case.secretary), f"/yeu-cau/{request.pk}/"
    assert 'type="file"' in unit.get(f"{here}tra-loi/").content.decode()
    said = {"kind": "explained", "text": "Vì đã có ở mục II.", "seen": 0, "file": upload()}
    assert unit.post(f"{here}tra-loi/", said).status_code == 302
    assert "Quyết định 12.png" in unit.get(here).content.decode()
    assert taken(unit, request) == SCAN
    assert taken(unit, request, 2) == 404
    given = Answer.objects.get()
    assert given.sha256 in storage.used()
    answers.answer(request, "explained", "Nói thêm.", by=case.secretary)
    assert taken(unit, request, 2) == 404  # an answer without a file


def test_it_is_hidden_as_long_as_its_answer_is(case):
    request, stranger = answered(case), as_(make_user(case.tree.office, Role.UNIT_SECRETARY))
    office, program = as_(case.office), Program(case.office)
    there = f"/requests/{request.pk}/answers/1/file"
    assert taken(as_(case.member), request) == SCAN
    assert taken(office, request) == 404
    program.get(there, 404)
    assert "Quyết định" not in office.get(f"/yeu-cau/{request.pk}/").content.decode()
    assert "Quyết định" not in str(program.get(f"/requests/{request.pk}"))
    case.send()
    assert taken(office, request) == SCAN
    assert b"".join(program.get(there).streaming_content) == SCAN
    assert program.get(f"/requests/{request.pk}")["chain"][0]["file_name"] == "Quyết định 12.png"
    assert taken(stranger, request) == 404


def test_programs_send_one_too(case):
    request = case.asks()
    said = {"kind": "explained", "text": "Vì đã có.", "file": upload()}
    program = Program(case.secretary)
    program.form(f"/requests/{request.pk}/answer/file", 200, **said)
    assert taken(as_(case.secretary), request) == SCAN
    Program(case.office).form(f"/requests/{request.pk}/answer/file", 403, **said)


def test_who_may_not_answer_leaves_no_file(case):
    request, before = case.asks(), storage.used()
    with pytest.raises(PermissionDenied):
        answers.answer(request, "explained", "Vì…", file=upload(), by=case.office)
    assert storage.used() == before


def test_a_secrecy_stamp_is_refused_and_nothing_is_kept(case, settings):
    settings.VANKIEN_PROFILE = "networked"
    request = case.asks()
    said = {"kind": "explained", "text": "Vì…", "seen": 0, "file": upload(STAMPED.encode(), "mat.txt")}
    refused = as_(case.secretary).post(f"/yeu-cau/{request.pk}/tra-loi/", said)
    assert refused.status_code == 422
    assert "dấu" in refused.content.decode()
    assert not Answer.objects.exists()
    assert Event.objects.get(verb="attachment_refused").details["reason"] == "secret"


def test_a_personnel_plans_file_is_there_for_few(case):
    cleared = make_user(case.tree.city, Role.OFFICE, sees_personnel=True)
    PersonnelStatement.objects.create(statement="Bật", signed_by=cleared)
    request = answered(case)
    case.send()
    Draft.objects.update(kind="personnel_plan")
    assert taken(as_(case.office), request) == 404
    assert taken(as_(cleared), request) == SCAN


def test_the_archive_takes_it_along_for_who_may_read_it(case):
    request = answered(case)
    season = case.congress.season
    with transaction.atomic():
        Meeting.objects.filter(pk=case.meeting.pk).update(season=season)
    make_meeting(case.tree.city)

    def listed(user):
        got = as_(user).post(f"/luu-tru/{season.pk}/{case.tree.commune.pk}/")
        archive = zipfile.ZipFile(io.BytesIO(b"".join(got.streaming_content)))
        return [archive.read(name) for name in archive.namelist() if "Tệp kèm trả lời" in name]

    assert listed(case.secretary) == [SCAN]
    assert listed(case.office) == []
    case.send()
    assert listed(case.office) == [SCAN]
    assert request.label
