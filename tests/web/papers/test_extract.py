"""The extract on verified figures: what stands in it, who makes it, whether it is still what was made."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils.timezone import localtime

from factories import make_user
from vankien import word
from vankien.outputs import papers as library
from vankien_web.common import clock, storage
from vankien_web.figures.actions import asking
from vankien_web.figures.actions import verification as figures
from vankien_web.figures.models import Verification
from vankien_web.reviews import shelf
from vankien_web.reviews.actions import papers as actions
from vankien_web.reviews.actions.papers import Lacking, issue_paper, make_extract, signers
from vankien_web.reviews.models import Paper
from vankien_web.units.models import Role
from web.verification_scene import Asked, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """One figure confirmed, one corrected, one rejected, one not answered."""
    scene = Asked()
    income, revenue, poor, _talks = scene.ask("Thu nhập", "Thu ngân sách", "hộ nghèo", "đối thoại")
    by = {"by": scene.verifier, "revision": 0}
    figures.confirm(income, **by)
    figures.correct(revenue, Decimal("12.6"), "tỷ đồng", "Quyết toán năm 2019", **by)
    figures.reject(poor, "Chưa có kết quả rà soát hộ nghèo.", **by)
    return scene


def read(paper):
    document = word.read(storage.path(paper.sha256))
    return "\n".join(block.text for block in document.blocks)


def of_department(scene):
    return make_extract(scene.draft, scene.statistics, by=scene.verifier)


def home(scene):
    return f"/van-ban/{scene.draft.pk}/so-lieu/trich/"


def test_it_tells_of_every_figure_how_it_stands(scene):
    told = read(of_department(scene))
    assert "Tổng số số liệu đã gửi thẩm định: 4. Xác nhận đúng: 1; xác định lại: 1; không xác nhận: 1" in told
    assert "chưa có kết quả: 1." in told
    for words in (
        "Số liệu đúng: 12,6 tỷ đồng",
        "Quyết toán năm 2019",
        "Chưa có kết quả rà soát",
        "Chưa có kết quả",
    ):
        assert words in told, words
    day = localtime(Verification.objects.exclude(outcome="")[0].answered_at)
    assert told.count(f"ngày {day:%d/%m/%Y}") == 3
    assert "THỦ TRƯỞNG CƠ QUAN" in told or "CHI CỤC THỐNG KÊ" in told.upper()


def test_figures_of_one_indicator_and_year_are_told_apart_by_what_they_are_of():
    scene = Asked()
    scene.again(text(before=("Cơ cấu kinh tế năm 2019: nông nghiệp 18%, xây dựng 18%, dịch vụ 64%.",)))
    asked = list(scene.draft.sent.figures.filter(sentence__contains="Cơ cấu").order_by("number"))
    asking.ask(scene.draft, {scene.statistics: asked}, clock.today(), by=scene.office)
    for one in Verification.objects.all():
        figures.confirm(one, by=scene.verifier, revision=0)
    told = read(of_department(scene))
    for words in ("(nông nghiệp)", "(xây dựng)", "(dịch vụ)"):
        assert told.count(words) == 1


def test_a_broken_seal_confirms_nothing(scene):
    scene.again(text(income="48"))
    told = read(of_department(scene))
    assert "Xác nhận đúng: 0" in told and "Đã xác nhận 47,5" in told


def test_the_committee_has_one_of_all_departments(scene):
    one = scene.ask("buổi")[0] if not Verification.objects.filter(draft=scene.draft).exists() else None
    assert one is None
    Verification.objects.filter(draft=scene.draft, outcome="").update(department=scene.finance)
    own = read(of_department(scene))
    assert "gửi thẩm định: 3." in own and "đối thoại" not in own
    whole = read(make_extract(scene.draft, scene.city, by=scene.office))
    assert "gửi thẩm định: 4." in whole and "theo xác nhận của các cơ quan chuyên môn" in whole
    assert "Phòng Tài chính" in whole


def test_without_an_answer_there_is_nothing_to_extract():
    scene = Asked()
    scene.ask("Thu nhập")
    with pytest.raises(Lacking):
        of_department(scene)


def test_it_is_made_by_who_speaks_for_the_department_and_by_the_office(scene):
    for unit, by in (
        (scene.statistics, scene.secretary),
        (scene.statistics, scene.accountant),
        (scene.city, scene.verifier),
        (scene.finance, scene.verifier),
    ):
        with pytest.raises(PermissionDenied):
            make_extract(scene.draft, unit, by=by)


def test_issued_it_is_numbered_signed_and_sent_to_the_unit_and_the_committee(scene):
    paper = of_department(scene)
    post = signers(paper, clock.today())[0]
    paper = issue_paper(paper, signed_by=post, dated=clock.today(), by=scene.verifier)
    assert paper.number == 1 and "TB" in paper.label
    for user in (scene.secretary, scene.office, scene.verifier):
        assert Paper.objects.visible_to(user).filter(pk=paper.pk).exists()
    assert not Paper.objects.visible_to(scene.accountant).exists()
    with pytest.raises(ValidationError):
        actions.issue_paper(paper, signed_by=post, dated=clock.today(), by=scene.verifier)


def test_a_copy_is_told_from_the_paper_and_a_changed_word_is_seen(scene):
    paper = of_department(scene)
    post = signers(paper, clock.today())[0]
    paper = issue_paper(paper, signed_by=post, dated=clock.today(), by=scene.verifier)
    data = storage.path(paper.sha256).read_bytes()
    assert library.verify(data).form == "trich-xac-nhan-so-lieu"
    found = shelf.verified(scene.secretary, data)
    assert found.same and found.paper == paper
    waiting = Verification.objects.get(draft=scene.draft, outcome="")
    figures.confirm(waiting, revision=waiting.revision, by=scene.verifier)
    assert shelf.verified(scene.secretary, data).changed


def test_the_page_offers_it_and_lists_those_that_there_are(scene, django_assert_max_num_queries):
    client = Client()
    client.force_login(scene.verifier)
    answer = client.post(home(scene), {"unit": scene.statistics.pk})
    paper = Paper.objects.get(form="trich-xac-nhan-so-lieu")
    assert answer.url == f"/giay-to/{paper.pk}/"
    assert client.get(answer.url).status_code == 200
    with django_assert_max_num_queries(12):
        assert f"/giay-to/{paper.pk}/" in client.get(home(scene)).content.decode()
    assert client.post(home(scene), {"unit": scene.finance.pk}).status_code == 403
    stranger = Client()
    stranger.force_login(make_user(scene.finance, Role.UNIT_SECRETARY))
    assert stranger.get(home(scene)).status_code == 404
