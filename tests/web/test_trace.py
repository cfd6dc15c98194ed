"""The chain of a meeting on one page, with its gaps on top."""

from datetime import date

import pytest

from factories import (
    make_congress,
    make_draft,
    make_entry,
    make_item,
    make_meeting,
    make_opinion,
    make_person,
    make_season,
    make_sentence,
    make_tree,
    make_user,
    make_version,
)
from vankien_web.common import clock
from vankien_web.drafts.models import Draft
from vankien_web.reviews.actions.conclusion import tie
from vankien_web.reviews.actions.issue import issue_conclusion
from vankien_web.reviews.actions.requests import add_request
from vankien_web.reviews.models import Answer, ChangeRequest, Outcome, Verdict
from vankien_web.reviews.trace import trace
from vankien_web.units.models import Role

pytestmark = pytest.mark.django_db
NO_GAP = "Không còn chỗ trống"


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def office(tree):
    return make_user(tree.city, Role.OFFICE)


@pytest.fixture
def meeting(tree):
    return make_meeting(tree.city, state="closed")


@pytest.fixture
def item(meeting, tree):
    draft = make_draft(make_congress(make_season(tree.city), tree.commune), shared_at=clock.now())
    make_version(draft)
    Draft.objects.filter(pk=draft.pk).update(state="ready")
    return make_item(meeting, Draft.objects.get(pk=draft.pk), outcome=Outcome.REVISE)


@pytest.fixture
def member(tree):
    return make_person(tree.city, Role.COMMITTEE_MEMBER)


@pytest.fixture
def request_(meeting, item, office, member):
    """One opinion, its sentence and its request, issued."""
    opinion = make_opinion(member, item.draft, meeting, kind="request", item=item, text="Chưa có hộ nghèo")
    sentence = make_sentence(meeting, item, by=office)
    tie(sentence, opinions=(opinion,), by=office)
    fields = {"kind": "add_indicator", "target": {"indicator": "ho_ngheo"}, "due": date(2030, 2, 28)}
    add_request(sentence, fields, by=office)
    issue_conclusion(meeting, by=office)
    return ChangeRequest.objects.get()


def address(meeting):
    return f"/hop/{meeting.pk}/doi-chieu/"


def test_the_whole_chain_stands_in_one_row(client, meeting, request_, office, item):
    Answer.objects.create(
        request=request_, kind="adopted", text="Đã bổ sung tại mục 2", by=office, version=item.version,
        place={"block": 3, "start": 0, "end": 9, "quote": "Hộ nghèo còn 2,1%"},
    )  # fmt: skip
    Verdict.objects.create(request=request_, value="met", by=office, version=item.version)
    ChangeRequest.objects.filter(pk=request_.pk).update(state="closed")
    client.force_login(office)
    page = client.get(address(meeting)).content.decode()
    for words in ("Chưa có hộ nghèo", "YC-01", "Tỷ lệ hộ nghèo", "Hộ nghèo còn 2,1%", "Đã bổ sung tại mục 2"):
        assert words in page
    assert NO_GAP in page


def test_two_tasks_of_one_sentence_are_told_apart_by_their_own_words(client, meeting, item, office):
    sentence = make_sentence(meeting, item, by=office)
    for kind, text in (("task", "Hoàn chỉnh hồ sơ"), ("free", "Viết cho gọn")):
        add_request(sentence, {"kind": kind, "text": text, "due": date(2030, 2, 28)}, by=office)
    client.force_login(office)
    assert [one.words for one in client.get(address(meeting)).context["chain"].asked] == [
        "Hoàn chỉnh hồ sơ",
        "Viết cho gọn",
    ]


def test_an_open_request_is_counted_and_is_no_gap_before_its_day(meeting, request_, office):
    chain = trace(meeting, office)
    assert (chain.gaps, chain.to_answer) == ([], 1)
    ChangeRequest.objects.update(due=date(2000, 1, 1))
    assert ["chưa được trả lời" in gap.sentence for gap in trace(meeting, office).gaps] == [True]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"kind": "adopted"}, "chưa nêu bản"),
        ({"kind": "adopted", "version": True}, "chưa chỉ rõ chỗ"),
        ({"kind": "explained"}, None),
    ],
)
def test_an_answer_says_in_which_version_and_where(meeting, request_, office, item, answer, said):
    if answer.pop("version", None):
        answer["version"] = item.version
    Answer.objects.create(request=request_, text="Đã sửa", by=office, **answer)
    gaps = [gap.sentence for gap in trace(meeting, office).gaps]
    assert [said in gap for gap in gaps] == ([True] if said else [])


def test_what_is_closed_has_a_verdict(meeting, request_, office):
    Answer.objects.create(request=request_, kind="explained", text="Vì", by=office)
    ChangeRequest.objects.update(state="closed")
    assert "đánh giá" in trace(meeting, office).gaps[0].sentence


def test_gaps_stand_on_top_with_the_address_where_they_are_mended(client, meeting, item, office, member):
    make_opinion(member, item.draft, meeting, kind="suggest", item=item, text="Nên có phương châm")
    sentence = make_sentence(meeting, item)
    client.force_login(office)
    page = client.get(address(meeting)).content.decode()
    assert NO_GAP not in page
    assert f"/hop/{meeting.pk}/ket-luan/#c-{sentence.key}" in page
    assert "Nên có phương châm" in page


def test_a_unit_finds_its_own_requests_and_no_name(client, meeting, request_, tree, member):
    secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
    client.force_login(secretary)
    page = client.get(address(meeting)).content.decode()
    assert "YC-01" in page
    assert "Chưa có hộ nghèo" not in page
    assert member.name not in page
    for stranger in (make_user(tree.office, Role.UNIT_SECRETARY), make_user(tree.other_commune, Role.OFFICE)):
        client.force_login(stranger)
        assert client.get(address(meeting)).status_code == 404


def test_a_unit_finds_nothing_before_the_issue(client, meeting, item, office, tree):
    add_request(make_sentence(meeting, item), {}, by=office)
    client.force_login(make_user(tree.commune, Role.UNIT_SECRETARY))
    assert client.get(address(meeting)).status_code == 404


def test_the_page_asks_as_little_for_many_as_for_one(
    client, meeting, request_, office, item, django_assert_max_num_queries
):
    for number in range(40):
        sentence = make_sentence(meeting, item, f"Câu {number}", by=office)
        one = ChangeRequest.objects.create(
            sentence=sentence, committee=meeting.unit, text="Sửa", draft=item.draft, version=item.version,
            issued_at=clock.now(), number=number + 2, owner_unit=item.draft.congress.unit,
        )  # fmt: skip
        Answer.objects.create(request=one, kind="adopted", text="Rồi", by=office, version=item.version)
    make_entry(meeting)
    client.force_login(office)
    with django_assert_max_num_queries(12):
        assert client.get(address(meeting)).status_code == 200
