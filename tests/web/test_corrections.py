"""A department's correction on its road: asked of the unit, answered, proved, closed; or taken back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from factories import make_request, make_user
from vankien_web.common import clock, history
from vankien_web.common.delivery import Notice
from vankien_web.congresses.models import Congress
from vankien_web.drafts import actions as drafts
from vankien_web.figures.actions import verification as figures
from vankien_web.figures.models import Standing, Verification
from vankien_web.reviews.actions import answers
from vankien_web.reviews.actions.corrections import settle_correction, take_back_correction
from vankien_web.reviews.models import ChangeRequest, Proof
from vankien_web.reviews.papers import answers as answer_report
from vankien_web.reviews.request_files import as_toml
from vankien_web.units.models import Role
from web.verification_scene import Asked, text

pytestmark = pytest.mark.django_db
SOURCE = "Niên giám thống kê 2019"


@pytest.fixture
def scene():
    return Asked()


def correct(scene, part="Thu nhập", value="46.5", unit="triệu đồng/người/năm"):
    """The department says what is right; returns the request to the unit."""
    known = Verification.objects.filter(draft=scene.draft, figure__sentence__contains=part).first()
    asked = known or scene.ask(part)[0]
    figures.correct(asked, Decimal(value), unit, SOURCE, revision=asked.revision, by=scene.verifier)
    return ChangeRequest.objects.filter(verification=asked).order_by("-pk").first()


def page(user, address):
    client = Client()
    client.force_login(user)
    return client.get(address)


def words(user, address):
    answer = page(user, address)
    assert answer.status_code == 200
    return answer.content.decode()


# Asked


def test_a_correction_asks_the_unit_for_the_right_value(scene):
    request = correct(scene)
    assert (request.label, request.kind, request.blocking) == ("YC-SL01", "correct_figure", False)
    assert request.owner_unit == scene.unit and request.committee == scene.city
    assert request.target["value"] == "46,5" and request.target["unit"] == "triệu đồng/người/năm"
    assert request.target["period"] == "2019" and request.target["indicator"] == "thu_nhap_bq"
    assert request.text == (
        "Sửa số liệu thu nhập bình quân đầu người (2019) từ 47,5 triệu đồng/người/năm thành "
        "46,5 triệu đồng/người/năm, theo số liệu của Chi cục Thống kê thành phố Thanh Hóa "
        "(Niên giám thống kê 2019)."
    )


def test_without_a_new_version_it_is_not_adopted_and_no_meeting_is_spoken_of(scene):
    request = correct(scene)
    shown = words(scene.secretary, f"/yeu-cau/{request.pk}/tra-loi/")
    assert "chưa thay đổi kể từ khi cơ quan thẩm định" in shown and "kể từ hội nghị" not in shown
    with pytest.raises(ValidationError, match="kể từ khi cơ quan thẩm định"):
        answers.answer(request, "adopted", "Đã sửa.", by=scene.secretary)


def test_the_unit_finds_it_in_its_list_and_its_work_and_is_told(scene):
    request = correct(scene)
    for address in (
        "/yeu-cau/",
        f"/van-ban/{scene.draft.pk}/yeu-cau/",
        "/viec-cua-toi/",
        f"/yeu-cau/{request.pk}/",
    ):
        assert "YC-SL01" in words(scene.secretary, address), address
    assert Notice.objects.filter(recipient=scene.secretary, event__verb="correction_asked").exists()


def test_a_confirmed_figure_asks_for_nothing(scene):
    asked = scene.ask("Thu nhập")[0]
    figures.confirm(asked, revision=asked.revision, by=scene.verifier)
    assert not ChangeRequest.objects.exists()


def test_a_figure_that_the_catalogue_does_not_know_is_judged_by_a_person(scene):
    request = correct(scene, "đối thoại", "6", "buổi")
    assert request.kind == "free" and request.target["value"] == "6"
    assert "ở mục “I. KẾT QUẢ” (2019) từ 5 buổi thành 6 buổi" in request.text


def test_it_exists_only_for_those_whom_it_concerns(scene):
    request = correct(scene)
    stranger = make_user(scene.statistics, Role.UNIT_SECRETARY)
    assert page(stranger, f"/yeu-cau/{request.pk}/").status_code == 404
    assert page(scene.office, f"/yeu-cau/{request.pk}/").status_code == 200


# On its road


def test_the_whole_road_from_the_correction_to_the_close(scene):
    request = correct(scene)
    scene.again(text(income="46,5"))
    assert Proof.objects.get(request=request).value == "met"
    answers.answer(request, "adopted", "Đã sửa theo Niên giám.", by=scene.secretary)
    request.refresh_from_db()
    answers.close(request, note="Đúng số liệu của Chi cục Thống kê.", by=scene.office)
    request.refresh_from_db()
    assert request.state == "closed"
    assert scene.figure("Thu nhập").standing == Standing.VERIFIED
    assert "YC-SL01" not in words(scene.secretary, "/viec-cua-toi/")


def test_the_old_value_is_not_met(scene):
    request = correct(scene)
    scene.again(text(income="47,5", talks="6"))
    assert Proof.objects.get(request=request).value == "not_met"


def test_it_stands_in_the_report_on_answers_after_those_of_meetings(scene):
    request = correct(scene)
    meeting = scene.heard(scene.draft) if hasattr(scene, "heard") else None
    if meeting is not None:
        make_request(meeting, scene.draft)
        source = answer_report.Source(meeting, draft=scene.draft)
        assert [r.label for r in answer_report.asked(source)] == ["YC-01", request.label]
    assert 'id = "YC-SL01"' in as_toml([request]) and 'value = "46,5"' in as_toml([request])


# Changed, taken back


def test_another_answer_of_the_department_takes_the_place_of_the_first(scene):
    first = correct(scene)
    one = first.verification
    Verification.objects.filter(pk=one.pk).update(state="waiting")
    second = correct(scene, value="46")
    first.refresh_from_db()
    assert first.issued_at is None and second.label == "YC-SL02"
    assert list(ChangeRequest.objects.open()) == [second]
    Verification.objects.filter(pk=one.pk).update(state="waiting")
    one.refresh_from_db()
    figures.confirm(one, revision=one.revision, by=scene.verifier)
    assert not ChangeRequest.objects.open().exists()


def test_the_office_says_how_it_binds(scene):
    request = correct(scene)
    day = clock.today() + timedelta(days=5)
    settle_correction(request, blocking=True, due=day, by=scene.office)
    request.refresh_from_db()
    assert (request.blocking, request.due) == (True, day)
    assert Congress.objects.get(pk=request.congress_id).blocking == 1
    with pytest.raises(ValidationError):
        settle_correction(request, blocking=True, due=clock.today() - timedelta(days=1), by=scene.office)
    for other in (scene.secretary, scene.verifier):
        with pytest.raises(PermissionDenied):
            settle_correction(request, blocking=False, due=None, by=other)


def test_the_office_takes_back_what_was_asked_in_error(scene):
    request = correct(scene)
    settle_correction(request, blocking=True, due=None, by=scene.office)
    client = Client()
    client.force_login(scene.office)
    assert client.post(f"/yeu-cau/{request.pk}/rut/", {"why": ""}).status_code == 422
    assert client.post(f"/yeu-cau/{request.pk}/rut/", {"why": "Nhầm kỳ báo cáo."}).status_code == 302
    assert Congress.objects.get(pk=request.congress_id).blocking == 0
    assert page(scene.secretary, f"/yeu-cau/{request.pk}/").status_code == 404
    assert "YC-SL01" not in words(scene.secretary, f"/van-ban/{scene.draft.pk}/yeu-cau/")
    said = [e.details.get("reason") for e in history.stream(scene.draft) if e.verb == "correction_taken_back"]
    assert said == ["Nhầm kỳ báo cáo."]
    with pytest.raises(PermissionDenied):
        take_back_correction(request, "Lần nữa.", by=scene.office)


def test_what_is_met_is_not_taken_back(scene):
    request = correct(scene)
    scene.again(text(income="46,5"))
    answers.answer(request, "adopted", "Đã sửa.", by=scene.secretary)
    answers.close(ChangeRequest.objects.get(pk=request.pk), note="Đúng.", by=scene.office)
    with pytest.raises(PermissionDenied):
        take_back_correction(ChangeRequest.objects.get(pk=request.pk), "Nhầm.", by=scene.office)


def test_a_correction_of_what_was_not_sent_up_again_quotes_what_was(scene):
    request = correct(scene)
    drafts.send_back(scene.draft, "Bổ sung", by=scene.office)
    scene.bring(scene.draft, text(income="48"))
    assert request.version == scene.draft.sent and "48" not in request.text
