"""Official papers of a meeting: what they take from the records, how they are headed, signed and kept."""

import io
import time
import zipfile
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import make_sentence, make_user
from vankien import checks, packs, word
from vankien.outputs import papers as library
from vankien_web.common import storage
from vankien_web.reviews import shelf
from vankien_web.reviews.actions import papers as actions
from vankien_web.reviews.models import MeetingState, Paper
from vankien_web.units.models import Role
from web.papers_case import DAY, make_case

MEETING_FORMS = ["giay-moi", "chuong-trinh", "bien-ban", "thong-bao-ket-luan", "tin-hoi-nghi"]


def made(case, form, **fields):
    return actions.make_paper(case.meeting, form, by=case.office, **fields)


def issued(case, form="thong-bao-ket-luan", **fields):
    chosen = {"signed_by": case.post, "dated": DAY, "by": case.office} | fields
    return actions.issue_paper(made(case, form), **chosen)


def signer(case, paper):
    """The chair; a working group's report is signed by its head."""
    by_head = paper.form == "tien-do-to-cong-tac"
    return actions.signers(paper, DAY)[0] if by_head or paper.unit == case.commune else case.post


def text(paper):
    document = word.read(storage.path(paper.sha256))
    return "\n".join(block.text for block in document.blocks)


def findings(paper, pack="dang-2019"):
    """What our own checks of format say of it (VK501–509)."""
    document = word.read(storage.path(paper.sha256))
    draft = checks.prepare(document, pack=packs.load(pack), unit="huyen-tp", kind="political_report")
    found = checks.run(checks_phase(draft))
    return [f.code for f in found if "VK501" <= f.code <= "VK509"]


def checks_phase(draft):
    from dataclasses import replace

    return replace(draft, phase="submitted")


def test_every_paper_of_the_meeting_comes_out_and_passes_our_checks(case):
    begun = time.perf_counter()
    papers = actions.make_papers(case.meeting, by=case.office)
    took = time.perf_counter() - begun
    assert [paper.form for paper in papers] == [
        *MEETING_FORMS,
        "tong-hop-y-kien",
        "tiep-thu-giai-trinh",
        "tien-do-to-cong-tac",
    ]
    assert took < 5
    assert all(paper.number is None for paper in papers)
    for copy in papers:
        paper = actions.issue_paper(copy, signed_by=signer(case, copy), dated=DAY, by=case.office)
        with zipfile.ZipFile(io.BytesIO(storage.path(paper.sha256).read_bytes())) as archive:
            assert archive.testzip() is None
        if library.FORMS[paper.form].letterhead:
            assert findings(paper) == [], paper.form


def test_the_same_record_gives_the_same_bytes(case):
    first = made(case, "bien-ban")
    again = made(case, "bien-ban")
    assert (again.pk, again.sha256) == (first.pk, first.sha256)
    assert Paper.objects.count() == 1


def test_the_notice_says_what_was_concluded_and_not_who_said_it(case):
    notice = text(issued(case))
    assert "Số 1-TB/ThU" in notice
    assert "THÀNH ỦY THANH HÓA" in notice
    assert "ĐẢNG BỘ TỈNH THANH HÓA" in notice
    assert "Thanh Hóa, ngày 13 tháng 02 năm 2020" in notice
    assert "T/M BAN THƯỜNG VỤ" in notice
    assert "BÍ THƯ" in notice
    assert "Bổ sung tỷ lệ hộ nghèo" in notice
    assert "Lưu Văn phòng Thành ủy" in notice
    assert "Đảng ủy xã Quảng Tâm" in notice
    assert case.member.name not in notice
    assert "Tỉnh ủy viên, Bí thư Thành ủy, Chủ tịch UBND thành phố" in notice


def test_minutes_name_who_spoke_and_count_positions(case):
    minutes = text(made(case, "bien-ban"))
    assert case.member.name in minutes
    assert "Thống nhất cao với đề cương" in minutes
    assert "11 giờ 30" in minutes


def test_the_report_on_answers_shows_request_and_answer(case):
    report = made(case, "tiep-thu-giai-trinh", subject=case.draft)
    assert report.unit == case.commune
    words = text(report)
    assert "ĐẢNG ỦY XÃ QUẢNG TÂM" in words
    assert "Đã bổ sung vào phần kết quả." in words
    assert case.member.name not in words


def test_the_unit_makes_its_own_report_and_nothing_else(case):
    report = actions.make_paper(case.meeting, "tiep-thu-giai-trinh", subject=case.draft, by=case.secretary)
    assert Paper.objects.visible_to(case.secretary).get() == report
    with pytest.raises(PermissionDenied):
        actions.make_paper(case.meeting, "bien-ban", by=case.secretary)
    with pytest.raises(PermissionDenied):
        actions.make_papers(case.meeting, by=case.secretary)


def test_only_the_office_makes_papers(case):
    for user in (case.chair.account, case.member.account, make_user(case.city, Role.OBSERVER)):
        with pytest.raises(PermissionDenied):
            actions.make_paper(case.meeting, "bien-ban", by=user)


def test_what_is_lacking_is_said_and_nothing_is_made(db):
    case = make_case(state=MeetingState.CALLED)
    with pytest.raises(actions.Lacking) as told:
        made(case, "bien-ban")
    assert told.value.messages
    assert not Paper.objects.exists()
    assert [p.form for p in actions.make_papers(case.meeting, by=case.office)][:2] == MEETING_FORMS[:2]


def test_at_once_is_made_what_the_page_counts_and_nothing_that_has_gone_out(case):
    issued(case)
    wanted = [row.line.form for row in shelf.rows(case.meeting, case.office) if row.to_do]
    assert [p.form for p in actions.make_papers(case.meeting, by=case.office)] == wanted
    assert len(wanted) == len(MEETING_FORMS) + 2
    assert actions.make_papers(case.meeting, by=case.office) == []


def test_an_issued_paper_is_never_changed(case):
    paper = issued(case)
    before = storage.path(paper.sha256).read_bytes()
    with pytest.raises(ValidationError):
        actions.issue_paper(paper, signed_by=case.post, dated=DAY, by=case.office)
    make_sentence(case.meeting, case.item, "Một câu viết sau")
    copy = made(case, "thong-bao-ket-luan")
    assert copy.pk != paper.pk
    assert storage.path(Paper.objects.get(pk=paper.pk).sha256).read_bytes() == before


def test_the_notice_waits_for_the_conclusion(db):
    case = make_case(state=MeetingState.CLOSED)
    copy = made(case, "thong-bao-ket-luan")
    with pytest.raises(actions.Lacking):
        actions.issue_paper(copy, signed_by=case.post, dated=DAY, by=case.office)


def test_the_unit_gets_its_notice_once_it_is_issued(case):
    copy = made(case, "thong-bao-ket-luan")
    assert not Paper.objects.visible_to(case.secretary).exists()
    paper = actions.issue_paper(copy, signed_by=case.post, dated=DAY, by=case.office)
    assert Paper.objects.visible_to(case.secretary).get() == paper
    assert Paper.objects.visible_to(case.group.head_user).get() == paper
    table = actions.issue_paper(
        made(case, "tong-hop-y-kien", subject=case.draft), signed_by=case.post, dated=DAY, by=case.office
    )
    assert table not in Paper.objects.visible_to(case.secretary)


def test_no_paper_bears_a_day_to_come_or_a_signer_without_a_post(case):
    copy = made(case, "thong-bao-ket-luan")
    with pytest.raises(ValidationError) as told:
        actions.issue_paper(copy, signed_by=case.post, dated=date(2020, 2, 14), by=case.office)
    assert "dated" in told.value.message_dict
    other = case.secretary.person.posts.get()
    with pytest.raises(ValidationError) as told:
        actions.issue_paper(copy, signed_by=other, dated=DAY, by=case.office)
    assert "signed_by" in told.value.message_dict
