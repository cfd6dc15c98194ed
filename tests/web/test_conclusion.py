"""The chair's conclusion while it is written: sentences, what they are drawn from, what they ask for."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import (
    make_congress,
    make_draft,
    make_group,
    make_item,
    make_meeting,
    make_person,
    make_season,
    make_sentence,
    make_tree,
    make_unit,
    make_user,
)
from vankien_web.common import clock
from vankien_web.common.conflict import Conflict
from vankien_web.drafts.models import StoredFinding, Version
from vankien_web.reviews.actions import conclusion as actions
from vankien_web.reviews.models import ChangeRequest, Opinion, Position, Sentence
from vankien_web.units.models import PersonnelStatement, Post, Role

pytestmark = pytest.mark.django_db
LONG = "Bổ sung tỷ lệ hộ nghèo, chỉ tiêu BHXH – BHYT tự nguyện; tập trung phát triển dịch vụ thương mại."


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def office(tree):
    return make_user(tree.city, Role.OFFICE)


@pytest.fixture
def meeting(tree):
    return make_meeting(tree.city, state="open")


@pytest.fixture
def item(tree, meeting, office):
    """A commune's report on the table, with one version."""
    draft = make_draft(make_congress(make_season(tree.city), tree.commune), shared_at=clock.now())
    version = Version.objects.create(
        draft=draft,
        pack="dang-2019",
        unit="xa-phuong",
        kind="political_report",
        file_name="bc.docx",
        sha256="0" * 64,
        size=1,
        submitted_by=office,
        state="done",
    )
    draft.latest = draft.sent = version
    draft.save()
    return make_item(meeting, draft)


@pytest.fixture
def opinion(tree, meeting, item, office):
    person = make_person(tree.city, Role.COMMITTEE_MEMBER)
    return Opinion.objects.create(
        person=person,
        entered_by=person.account,
        meeting=meeting,
        item=item,
        draft=item.draft,
        version=item.version,
        kind="request",
        text="Báo cáo chưa có phương châm đại hội.",
        sent_at=clock.now(),
    )


def page(meeting, rest=""):
    return f"/hop/{meeting.pk}/ket-luan/{rest}"


def test_two_people_at_one_sentence_and_at_two(meeting, office, tree):
    chair = make_user(tree.city, Role.CHAIR)
    one, two = (actions.save_sentence(meeting, uuid4(), text=t, by=office) for t in ("Một.", "Hai."))
    actions.save_sentence(meeting, one.key, text="Một, sửa.", by=chair)
    actions.save_sentence(meeting, two.key, text="Hai, sửa.", by=office)
    with pytest.raises(Conflict) as told:
        actions.save_sentence(meeting, one.key, text="Một, khác.", by=office)
    assert told.value.current.text == "Một, sửa."
    assert list(Sentence.objects.in_order().values_list("text", flat=True)) == ["Một, sửa.", "Hai, sửa."]


def test_nothing_is_written_once_it_is_issued(tree, office):
    over = make_meeting(tree.city, state="concluded")
    sentence = make_sentence(over)
    with pytest.raises(PermissionDenied):
        actions.save_sentence(over, uuid4(), text="Muộn.", by=office)
    for verb in (actions.drop_sentence, lambda s, by: actions.move_sentence(s, 1, by=by)):
        with pytest.raises(PermissionDenied):
            verb(sentence, by=office)
    sentence.refresh_from_db()


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.UNIT_SECRETARY, Role.OBSERVER, Role.VERIFIER])
def test_only_chair_and_office_write(client, meeting, tree, role):
    user = make_user(tree.city, role)
    with pytest.raises(PermissionDenied):
        actions.save_sentence(meeting, uuid4(), text="Không.", by=user)
    client.force_login(user)
    seen = client.get(page(meeting))
    assert seen.status_code == (200 if role == Role.COMMITTEE_MEMBER else 404)
    assert b"data-keep=" not in seen.content


def test_an_opinion_goes_into_the_conclusion_with_one_click(client, meeting, item, opinion, office):
    client.force_login(office)
    sources = client.get(page(meeting, f"nguon/?muc={item.pk}")).content.decode()
    assert opinion.text in sources
    taken = {"muc": item.pk, "source": f"opinion:{opinion.pk}"}
    assert client.post(page(meeting, "nguon/lay/"), taken).status_code == 302
    sentence = Sentence.objects.get()
    assert (sentence.text, sentence.item, sentence.kind) == (opinion.text, item, "request")
    assert list(sentence.opinions.all()) == [opinion]
    other = make_sentence(meeting, item)
    client.post(page(meeting, "nguon/lay/"), taken | {"sentence": other.pk})
    assert list(other.opinions.all()) == [opinion]
    client.post(page(meeting, f"nguon/{other.pk}/roi/"), {"opinion": opinion.pk})
    assert not other.opinions.exists()


def test_findings_and_positions_go_in_too(client, meeting, item, office):
    client.force_login(office)
    finding = StoredFinding.objects.create(
        version=item.version, number=1, code="VK203", severity="error", params={"part": "motto"},
        fingerprint="f" * 64,
    )  # fmt: skip
    Position.objects.create(item=item, person=make_person(), entered_by=office, stance="agree")
    client.post(page(meeting, "nguon/lay/"), {"muc": item.pk, "source": f"finding:{finding.pk}"})
    client.post(page(meeting, "nguon/lay/"), {"muc": item.pk, "source": "positions:"})
    drawn, tally = Sentence.objects.in_order()
    assert drawn.findings[0]["code"] == "VK203"
    assert "phương châm" in drawn.text.lower()
    assert tally.kind == "assessment"
    assert "1/1" in tally.text


def test_why_an_opinion_is_left_out_is_written_down(client, meeting, item, opinion, office):
    client.force_login(office)
    client.post(page(meeting, f"y-kien/{opinion.pk}/"), {"noted": "Đã có trong báo cáo."})
    opinion.refresh_from_db()
    assert opinion.noted == "Đã có trong báo cáo."


def test_each_piece_of_a_sentence_becomes_a_request_with_one_click(client, meeting, item, office):
    client.force_login(office)
    sentence = make_sentence(meeting, item, LONG)
    shown = client.get(page(meeting)).context["parts"][0]["lines"][0]
    assert [w.proposal.kind for w in shown["wishes"]] == ["add_indicator", "add_indicator", "free"]
    for wish in shown["wishes"]:
        sent = {"number": wish.number, "text": wish.proposal.text}
        client.post(page(meeting, f"cau/{sentence.key}/thanh-yeu-cau/"), sent)
    asked = list(ChangeRequest.objects.order_by("pk"))
    assert [(r.kind, r.target.get("indicator")) for r in asked] == [
        ("add_indicator", "ho_ngheo"), ("add_indicator", "bhxh_tn"), ("free", None),
    ]  # fmt: skip
    assert {r.owner_unit for r in asked} == {item.draft.congress.unit}
    assert client.get(page(meeting)).context["parts"][0]["lines"][0]["wishes"] == []
    assert client.post(page(meeting, "han/"), {"due": "28/02/2020"}).status_code == 302
    assert not ChangeRequest.objects.filter(due=None).exists()


def test_departments_and_groups_are_found_by_name(client, meeting, item, office, tree):
    client.force_login(office)
    finance = make_unit("Phòng Tài chính - Kế hoạch", tree.city)
    statistics = make_unit("Chi cục Thống kê", tree.city)
    for unit in (finance, statistics):
        make_person(unit, Role.VERIFIER)
    group = make_group(tree.city, tree.commune)
    for text in (
        "Thẩm định số liệu: đề nghị các phòng thống kê, tài chính tham gia.",
        "Tổ công tác bám sát đại hội.",
    ):
        sentence = make_sentence(meeting, item, text)
        wish = client.get(page(meeting)).context["parts"][0]["lines"][-1]["wishes"][0]
        sent = {"number": wish.number, "text": wish.proposal.text}
        client.post(page(meeting, f"cau/{sentence.key}/thanh-yeu-cau/"), sent)
    asked = ChangeRequest.objects.filter(kind="verify")
    assert {r.owner_unit for r in asked} == {finance, statistics}
    assert ChangeRequest.objects.get(kind="task").owner_group == group


def test_a_request_by_hand_is_changed_settled_in_place_and_dropped(client, meeting, item, office, tree):
    client.force_login(office)
    sentence = make_sentence(meeting, item, "Viết lại phần quốc phòng.")
    form = {
        "text": "Viết lại", "kind": "rewrite_section", "section": "Quốc phòng - an ninh", "revision": "0",
        "owner": f"u{tree.commune.pk}", "due": "28/02/2020", "blocking": "on",
    }  # fmt: skip
    address = page(meeting, f"cau/{sentence.key}/yeu-cau/")
    assert "section" in client.post(address, form | {"section": ""}).content.decode()
    assert client.post(address, form).status_code == 302
    asked = ChangeRequest.objects.get()
    assert (asked.blocking, asked.target) == (True, {"section": "Quốc phòng - an ninh"})
    one = page(meeting, f"yeu-cau/{asked.pk}/")
    assert client.get(one).context["form"]["owner"].value() == f"u{tree.commune.pk}"
    saved = client.post(one + "luu/", {"due": "01/03/2020", "revision": "0"}, HTTP_ACCEPT="application/json")
    assert saved.json()["revision"] == 1
    asked.refresh_from_db()
    assert (asked.due.day, asked.blocking) == (1, False)
    late = client.post(one + "luu/", {"due": "02/03/2020", "revision": "0"}, HTTP_ACCEPT="application/json")
    assert late.status_code == 409
    assert late.json()["fields"] == {"due": "01/03/2020"}
    with pytest.raises(ValidationError):
        actions.drop_sentence(sentence, by=office)
    client.post(one + "bo/")
    assert not ChangeRequest.objects.exists()


def test_a_request_may_speak_of_the_congress_and_not_of_a_document(client, meeting, item, office, tree):
    client.force_login(office)
    draft, congress = f"d{item.draft_id}", f"c{item.draft.congress_id}"
    form = {"text": "Hoàn chỉnh hồ sơ", "kind": "task", "owner": f"u{tree.commune.pk}", "revision": "0"}
    of_item, of_none = make_sentence(meeting, item), make_sentence(meeting)
    address = page(meeting, f"cau/{of_item.key}/yeu-cau/")
    offered = client.get(address).context["form"]
    assert [key for key, _words in offered.fields["about"].choices] == [draft, congress]
    assert offered["about"].value() == draft
    client.post(address, form | {"about": congress})
    client.post(page(meeting, f"cau/{of_none.key}/yeu-cau/"), form | {"about": congress, "blocking": "on"})
    client.post(page(meeting, f"cau/{of_none.key}/yeu-cau/"), form | {"about": ""})
    first, second, third = ChangeRequest.objects.order_by("pk")
    assert (first.draft, first.congress) == (second.draft, second.congress) == (None, item.draft.congress)
    assert (third.draft, third.congress) == (None, None)
    one = page(meeting, f"yeu-cau/{first.pk}/")
    assert client.get(one).context["form"]["about"].value() == congress
    client.post(one, form | {"about": draft})
    first.refresh_from_db()
    assert (first.draft, first.congress) == (item.draft, item.draft.congress)


def test_a_personnel_plan_offers_no_congress_that_would_name_it(client, meeting, item, office):
    item.draft.kind = "personnel_plan"
    item.draft.save()
    PersonnelStatement.objects.create(statement="Theo quyết định", signed_by=office)
    Post.objects.filter(person=office.person).update(sees_personnel=True)
    client.force_login(office)
    offered = client.get(page(meeting, f"cau/{make_sentence(meeting, item).key}/yeu-cau/")).context["form"]
    assert [key for key, _words in offered.fields["about"].choices] == [f"d{item.draft_id}"]


def test_the_page_asks_as_little_for_many_sentences_as_for_one(
    client, meeting, item, office, django_assert_max_num_queries
):
    client.force_login(office)
    for number in range(40):
        sentence = make_sentence(meeting, item if number % 2 else None, LONG, by=office)
        ChangeRequest.objects.create(
            sentence=sentence,
            committee=meeting.unit,
            text="Yêu cầu",
            draft=item.draft,
            version=item.version,
        )
    with django_assert_max_num_queries(12):
        assert client.get(page(meeting)).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(page(meeting, f"nguon/?muc={item.pk}")).status_code == 200
