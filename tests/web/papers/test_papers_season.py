"""Papers of a season that is closed stay as they are; a second click on "Ban hành" is answered kindly."""

import pytest
from django.core.exceptions import ValidationError

from vankien_web.congresses.models import Season
from vankien_web.reviews.actions import papers as actions
from vankien_web.reviews.actions.issue import issue_conclusion
from vankien_web.reviews.models import Meeting, Paper
from web.papers_case import DAY
from web.programs import Program

ENDED = "Đợt đại hội đã kết thúc"
pytestmark = pytest.mark.usefixtures("no_libreoffice")


def issued(case, form):
    made = actions.make_paper(case.meeting, form, by=case.office)
    return actions.issue_paper(made, signed_by=case.post, dated=DAY, by=case.office)


def test_in_a_closed_season_no_paper_is_made_issued_or_withdrawn(clerk, case):
    out = issued(case, "thong-bao-ket-luan")
    copy = actions.make_paper(case.meeting, "bien-ban", by=case.office)
    Meeting.objects.filter(pk=case.meeting.pk).update(season=case.season)
    Season.objects.filter(pk=case.season.pk).update(closed_on=DAY)
    meeting = Meeting.objects.get(pk=case.meeting.pk)
    for act in (
        lambda: actions.make_paper(meeting, "giay-moi", by=case.office),
        lambda: actions.make_papers(meeting, by=case.office),
        lambda: actions.issue_paper(copy, signed_by=case.post, dated=DAY, by=case.office),
        lambda: actions.withdraw_paper(out, "Nhầm.", by=case.office),
    ):
        with pytest.raises(ValidationError, match=ENDED):
            act()
    home = f"/hop/{meeting.pk}/giay-to/"
    page = clerk.get(home).content.decode()
    assert ENDED in page
    assert "/lap/" not in page
    assert ENDED in clerk.post(f"{home}lap/", follow=True).content.decode()
    assert ENDED in clerk.post(f"{home}lap/giay-moi/", follow=True).content.decode()
    shown = clerk.get(f"/giay-to/{copy.pk}/").content.decode()
    assert ENDED in shown
    assert "/ban-hanh/" not in shown
    sent = {"signed_by": case.post.pk, "dated": "13/02/2020", "also_to": ""}
    assert ENDED in clerk.post(f"/giay-to/{copy.pk}/ban-hanh/", sent).content.decode()
    assert "/thu-hoi/" not in clerk.get(f"/giay-to/{out.pk}/").content.decode()
    assert ENDED in clerk.post(f"/giay-to/{out.pk}/thu-hoi/", {"why": "Nhầm."}).content.decode()
    told = Program(case.office).post(f"/papers/{out.pk}/withdraw", 422, why="Nhầm.")
    assert ENDED in str(told)
    assert Paper.objects.get(pk=copy.pk).issued_at is None
    assert Paper.objects.get(pk=out.pk).withdrawn_at is None


def test_a_paper_is_issued_once_and_the_second_click_says_so(clerk, case):
    paper = actions.make_paper(case.meeting, "thong-bao-ket-luan", by=case.office)
    there, sent = f"/giay-to/{paper.pk}/ban-hanh/", {"signed_by": case.post.pk, "dated": "13/02/2020"}
    clerk.post(there, sent)
    again = clerk.post(there, sent, follow=True)
    assert again.redirect_chain[-1][0] == f"/giay-to/{paper.pk}/"
    assert "đã được ban hành" in again.content.decode()
    assert Paper.objects.get(pk=paper.pk).number == 1
    assert clerk.get(there, follow=True).redirect_chain


def test_the_second_click_on_the_conclusion_says_that_it_is_out(clerk, client, case):
    Meeting.objects.filter(pk=case.meeting.pk).update(state="closed")
    for sentence in case.meeting.conclusion.sentences.all():
        sentence.requests.update(due=DAY)
    case.meeting.opinions.update(noted="Đã nêu.")
    issue_conclusion(Meeting.objects.get(pk=case.meeting.pk), by=case.office)
    there = f"/hop/{case.meeting.pk}/ket-luan/"
    again = clerk.post(f"{there}ban-hanh/", follow=True)
    assert again.redirect_chain[-1][0] == there
    assert "đã được ban hành rồi" in again.content.decode()
    client.force_login(case.secretary)
    assert client.post(f"{there}ban-hanh/").status_code == 404
