"""Requests of a conclusion: written, numbered, seen by those whom they concern, taken away."""

import io
import tomllib
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from asking import Case
from factories import make_group, make_item, make_meeting, make_request, make_sentence, make_user
from vankien_web.common import clock, history
from vankien_web.common.conflict import Conflict
from vankien_web.common.delivery import Notice
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.reviews.actions.requests import add_request, change_request, drop_request, number_and_issue
from vankien_web.reviews.models import ChangeRequest, RequestState
from vankien_web.reviews.open import open_requests, still_open
from vankien_web.units.models import PersonnelStatement, Post, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(commune):
    return Case(commune)


@pytest.fixture
def closed(case):
    """The meeting is over, its conclusion is being written."""
    case.meeting = make_meeting(case.tree.city, state="closed")
    case.item = make_item(case.meeting, case.draft)
    return case


def said(case, text="Bổ sung tỷ lệ hộ nghèo.", item=True):
    return make_sentence(case.meeting, case.item if item else None, text, by=case.office)


def issue(case):
    with transaction.atomic():
        conclusion = case.meeting.conclusion
        conclusion.issued_at = clock.now()
        conclusion.save()
        return number_and_issue(conclusion, by=case.office)


def as_(user):
    client = Client()
    client.force_login(user)
    return client


# Writing


def test_a_request_takes_what_its_sentence_says(closed):
    request = add_request(said(closed), {}, by=closed.office)
    assert (request.text, request.kind) == ("Bổ sung tỷ lệ hộ nghèo.", "free")
    assert (request.draft, request.congress, request.version) == (
        closed.draft,
        closed.congress,
        closed.draft.sent,
    )
    assert (request.owner_unit, request.issued_at) == (closed.tree.commune, None)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "add_indicator"}, "target"),
        ({"kind": "rewrite_section", "target": {"indicator": "ho_ngheo"}}, "target"),
        ({"kind": "nothing"}, "kind"),
        ({"text": "  "}, "text"),
        ({"draft": None, "blocking": True}, "blocking"),
    ],
)
def test_what_is_not_clear_is_refused_by_field(closed, fields, field):
    with pytest.raises(ValidationError) as refused:
        add_request(said(closed), fields, by=closed.office)
    assert list(refused.value.message_dict) == [field]


def test_of_a_target_only_what_the_kind_needs_is_kept(closed):
    fields = {"kind": "shorten", "target": {"section": "Tham mưu", "to": 0.7, "indicator": "x", "topic": ""}}
    assert add_request(said(closed), fields, by=closed.office).target == {"section": "Tham mưu", "to": 0.7}


def test_a_group_that_is_chosen_takes_the_place_of_the_unit(closed):
    request = add_request(said(closed), {"owner_group": closed.group}, by=closed.office)
    assert (request.owner_unit, request.owner_group) == (None, closed.group)


def test_it_is_changed_and_dropped_until_it_is_issued(closed):
    request = add_request(said(closed), {}, by=closed.office)
    change_request(request, {"text": "Viết rõ hơn"}, by=closed.office, revision=0)
    with pytest.raises(Conflict):
        change_request(ChangeRequest.objects.get(), {"text": "Khác"}, by=closed.office, revision=0)
    other = add_request(said(closed), {}, by=closed.office)
    drop_request(other, by=closed.office)
    assert ChangeRequest.objects.get().text == "Viết rõ hơn"
    issue(closed)
    type(closed.meeting).objects.filter(pk=closed.meeting.pk).update(state="concluded")
    for verb in (
        lambda: change_request(request, {"text": "Muộn"}, by=closed.office, revision=1),
        lambda: drop_request(request, by=closed.office),
        lambda: add_request(said(closed), {}, by=closed.office),
    ):
        with pytest.raises(PermissionDenied):
            verb()


@pytest.mark.parametrize("who", ["secretary", "drafter", "member"])
def test_only_the_committee_writes_requests(closed, who):
    with pytest.raises(PermissionDenied):
        add_request(said(closed), {}, by=getattr(closed, who))
    elsewhere = make_user(closed.tree.other_province, Role.OFFICE)
    with pytest.raises(PermissionDenied):
        add_request(said(closed), {}, by=elsewhere)


def test_what_is_being_written_shows_nowhere_below(closed):
    request = add_request(said(closed), {"text": "Điều còn cân nhắc"}, by=closed.office)
    assert not history.stream(closed.draft).filter(verb="request_written").exists()
    for user in (closed.secretary, closed.member, closed.office):
        assert "Điều còn cân nhắc" not in as_(user).get("/yeu-cau/").content.decode()
        assert as_(user).get(f"/yeu-cau/{request.pk}/").status_code == 404


# Going out


def test_numbers_follow_the_agenda_and_the_owners_are_told_once(closed):
    matter = make_item(closed.meeting)
    last = add_request(
        make_sentence(closed.meeting, None, "Việc chung", by=closed.office), {}, by=closed.office
    )
    change_request(last, {"owner_group": closed.group}, by=closed.office, revision=0)
    second = add_request(
        make_sentence(closed.meeting, matter, "Hai", by=closed.office),
        {"owner_unit": closed.tree.office},
        by=closed.office,
    )
    first = [add_request(said(closed), {"blocking": True}, by=closed.office) for _ in range(2)]
    issued = issue(closed)
    assert [r.pk for r in issued] == [first[0].pk, first[1].pk, second.pk, last.pk]
    assert [r.label for r in ChangeRequest.objects.order_by("number")] == ["YC-01", "YC-02", "YC-03", "YC-04"]
    assert Congress.objects.get(pk=closed.congress.pk).blocking == 2
    event = history.stream(closed.draft).get(verb="requests_sent")
    assert event.details["requests"] == ["YC-01", "YC-02"]
    assert Notice.objects.filter(recipient=closed.secretary, event__verb="requests_sent").count() == 1
    assert Notice.objects.filter(recipient=closed.member, event__verb="requests_sent").count() == 1
    assert "YC-01" in as_(closed.secretary).get(f"/van-ban/{closed.draft.pk}/lich-su/").content.decode()


def test_what_nobody_is_to_do_is_not_issued(closed):
    add_request(make_sentence(closed.meeting, None, "Ai làm?", by=closed.office), {}, by=closed.office)
    with pytest.raises(ValidationError, match="chưa giao"):
        issue(closed)


def test_numbers_betray_no_personnel_plan(closed):
    PersonnelStatement.objects.create(statement="Tôi cam kết", signed_by=closed.office)
    Post.objects.filter(person__account=closed.office).update(sees_personnel=True)
    keeper = type(closed.office).objects.get(pk=closed.office.pk)
    plan = Draft.objects.create(
        congress=closed.congress,
        kind=PERSONNEL,
        title="Đề án nhân sự",
        owner=closed.secretary,
        shared_at=clock.now(),
    )
    item = make_item(closed.meeting, plan, number=0)
    secret = add_request(make_sentence(closed.meeting, item, "Giảm số dư", by=keeper), {}, by=keeper)
    add_request(said(closed), {}, by=keeper)
    issue(closed)
    secret.refresh_from_db()
    assert secret.number == 2
    for user in (closed.secretary, closed.drafter, make_user(closed.tree.city, Role.CHAIR), closed.member):
        assert [r.label for r in ChangeRequest.objects.visible_to(user)] == ["YC-01"]
        assert as_(user).get(f"/yeu-cau/{secret.pk}/").status_code == 404
        assert "Giảm số dư" not in as_(user).get("/yeu-cau/").content.decode()
    told = Notice.objects.filter(event__details__requests=["YC-02"])
    assert not told.exists()
    assert as_(keeper).get(f"/yeu-cau/{secret.pk}/").status_code == 200


# Who sees what


def test_who_sees_a_request(case):
    tree, request = case.tree, case.asks()
    there = {
        "owner": case.secretary,
        "drafter": case.drafter,
        "group": case.member,
        "office": case.office,
        "province": make_user(tree.province, Role.CHAIR),
    }
    hidden = {
        "other unit": make_user(tree.office, Role.UNIT_SECRETARY),
        "other group": make_group(tree.city, tree.office, name="Tổ số 2").head_user,
        "other tree": make_user(tree.other_province, Role.OFFICE),
        "observer": make_user(tree.city, Role.OBSERVER),
        "administrator": make_user(None, Role.ADMINISTRATOR),
        "verifier elsewhere": make_user(tree.office, Role.VERIFIER),
        "nobody": make_user(),
    }
    for name, user in (there | hidden).items():
        sees = name in there
        client = as_(user)
        assert (client.get(f"/yeu-cau/{request.pk}/").status_code == 200) == sees, name
        assert (f'href="/yeu-cau/{request.pk}/"' in client.get("/yeu-cau/").content.decode()) == sees, name


def test_after_a_handover_it_is_the_successors(case):
    request = case.asks()
    Post.objects.filter(person__account=case.secretary).update(until=clock.today() - timedelta(days=1))
    successor = make_user(case.tree.commune, Role.UNIT_SECRETARY)
    assert as_(case.secretary).get(f"/yeu-cau/{request.pk}/").status_code == 404
    assert as_(successor).get(f"/yeu-cau/{request.pk}/tra-loi/").status_code == 200


def test_the_unit_does_not_read_who_gave_an_opinion(case):
    from factories import make_opinion, make_person

    speaker = make_person(case.tree.city, Role.COMMITTEE_MEMBER)
    opinion = make_opinion(speaker, case.draft, case.meeting, text="Tôi thấy thiếu hộ nghèo")
    sentence = make_sentence(case.meeting, case.item, by=case.office)
    sentence.opinions.add(opinion)
    request = case.asks(sentence=sentence)
    for address in (f"/yeu-cau/{request.pk}/", f"/van-ban/{case.draft.pk}/yeu-cau/", "/yeu-cau/"):
        page = as_(case.secretary).get(address).content.decode()
        assert speaker.name not in page
        assert "Tôi thấy thiếu" not in page


# Pages


def test_late_ones_come_first_and_are_counted(case):
    today = clock.today()
    soon = case.asks(due=today)
    late = case.asks(due=today - timedelta(days=2))
    never = case.asks()
    done = case.asks(due=today - timedelta(days=9), state=RequestState.CLOSED)
    page = as_(case.secretary).get("/yeu-cau/").content.decode()
    order = [page.index(f'href="/yeu-cau/{r.pk}/"') for r in (late, soon, never, done)]
    assert order == sorted(order)
    assert page.count('class="late"') == 1
    assert "1/4" in page
    only = as_(case.secretary).get("/yeu-cau/?late=on").content.decode()
    assert f'href="/yeu-cau/{late.pk}/"' in only
    assert f'href="/yeu-cau/{soon.pk}/"' not in only


@pytest.mark.parametrize("many", [2, 60])
def test_pages_ask_the_same_however_many_there_are(case, many):
    for _ in range(many):
        case.asks()
    client = as_(case.secretary)
    for address in (
        "/yeu-cau/",
        f"/van-ban/{case.draft.pk}/yeu-cau/",
        f"/yeu-cau/{case.asks().pk}/",
        "/viec-cua-toi/",
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 12, (address, [q["sql"][:90] for q in queries])


def test_the_documents_page_shows_the_section_that_is_meant(case):
    section = next(s for s in case.draft.latest.reading.sections if s.level == 2)
    request = case.asks(kind="rewrite_section", target={"section": section.title})
    page = as_(case.secretary).get(f"/van-ban/{case.draft.pk}/yeu-cau/?yc={request.pk}").content.decode()
    assert f"<mark>{section.title}</mark>" in page
    assert f'href="/yeu-cau/{request.pk}/tra-loi/"' in page
    assert page.count("btn btn-primary") == 1
    assert (
        f'href="/van-ban/{case.draft.pk}/yeu-cau/"'
        in as_(case.office).get(f"/van-ban/{case.draft.pk}/").content.decode()
    )


def test_everything_goes_to_excel(case):
    case.asks(text="=HYPERLINK(1)", due=date(2020, 2, 25))
    data = as_(case.office).get("/yeu-cau/bang/").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert ["YC-01", "=HYPERLINK(1)"] in [row[:2] for row in rows]
    assert date(2020, 2, 25) in [cell for row in rows for cell in row]


def test_requests_as_the_command_line_wants_them(case):
    case.asks(
        text='Bổ sung "tỷ lệ" \\ hộ nghèo\n\tdòng hai', kind="add_indicator", target={"indicator": "ho_ngheo"}
    )
    case.asks(text="Rút gọn", kind="shorten", target={"section": "Tham mưu", "to": 0.7})
    case.asks(text="Thẩm định", kind="verify", target={"part": "results"})
    later = make_meeting(case.tree.city, "Lần hai", state="concluded", earlier=case.meeting)
    make_request(
        later,
        case.draft,
        text="Sửa",
        kind="correct_figure",
        target={"indicator": "bhyt", "value": "92,5", "unit": "%", "period": "2019"},
    )
    answer = as_(case.secretary).get(f"/van-ban/{case.draft.pk}/yeu-cau.toml")
    assert 'filename="REQUESTS.toml"' in answer.headers["Content-Disposition"]
    found = tomllib.loads(answer.content.decode())["request"]
    assert found == [
        {
            "id": "YC-01",
            "kind": "add_indicator",
            "text": 'Bổ sung "tỷ lệ" \\ hộ nghèo\n\tdòng hai',
            "indicator": "ho_ngheo",
        },
        {"id": "YC-02", "kind": "shorten", "text": "Rút gọn", "section": "Tham mưu", "to": 0.7},
        {"id": "YC-03", "kind": "free", "text": "Thẩm định"},
        {
            "id": "YC-01-2",
            "kind": "correct_figure",
            "text": "Sửa",
            "indicator": "bhyt",
            "value": "92,5",
            "unit": "%",
            "period": "2019",
        },
    ]


def test_the_second_round_has_only_what_is_open(case):
    left, done = case.asks(), case.asks(state=RequestState.CLOSED)
    second = make_meeting(case.tree.city, "Lần hai", earlier=case.meeting)
    third = make_meeting(case.tree.city, "Lần ba", earlier=second)
    assert list(still_open(third)) == list(still_open(second)) == [left]
    assert list(open_requests(case.draft)) == [left]
    assert not still_open(case.meeting).exists()
    assert done not in still_open(second)


def test_the_page_of_the_second_round_shows_only_what_is_open(client, case, django_assert_max_num_queries):
    left, done = case.asks(text="Bổ sung phương châm"), case.asks(state=RequestState.CLOSED, text="Đã xong")
    second = make_meeting(case.tree.city, "Lần hai", earlier=case.meeting)
    client.force_login(case.office)
    address = f"/hop/{second.pk}/"
    client.get(address)
    with django_assert_max_num_queries(12):
        assert [row.request for row in client.get(address).context["left_open"]] == [left]
    assert "Bổ sung phương châm" in client.get(address).content.decode()
    assert done.text not in client.get(address).content.decode()
    ChangeRequest.objects.update(state=RequestState.CLOSED)
    assert "đang mở" in client.get(address).content.decode()
    assert "left_open" in client.get(f"/hop/{case.meeting.pk}/").context
    assert "con-mo" not in client.get(f"/hop/{case.meeting.pk}/").content.decode()
