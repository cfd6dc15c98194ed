"""Advice of other services: asked about a passage, given once, reminded of, late, asked again, withdrawn."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import make_congress, make_draft, make_group, make_person, make_season, make_tree, make_unit
from vankien.model import Block, Document, Section
from vankien.serial import to_data
from vankien_web.accounts.models import User
from vankien_web.common import clock, history
from vankien_web.common.conflict import Conflict
from vankien_web.common.delivery import Notice
from vankien_web.desk.work import work
from vankien_web.drafts.models import Draft, DraftState, Reading, Version
from vankien_web.reviews import enquiry
from vankien_web.reviews.actions import advice as actions
from vankien_web.reviews.models import Advice, Scope
from vankien_web.units.models import Role

BLOCKS = (
    Block(0, "I. Kết quả", label="I. "),
    Block(1, "Thu nhập bình quân đạt 47,5 triệu đồng."),
    Block(2, "II. Nhân sự và tổ chức", label="II. "),
    Block(3, "Điều đơn vị chưa muốn nói với ai."),
)
SECTIONS = (Section(1, "I", "Kết quả", 0, 2, "I"), Section(1, "II", "Nhân sự và tổ chức", 2, 4, "II"))


@pytest.fixture
def place(db):
    class Place:
        tree = make_tree()
        season = make_season(tree.city, opened_on=date(2019, 11, 1))
        congress = make_congress(season, tree.commune)
        statistics = make_unit("Phòng Thống kê", tree.city, kind="khac")
        verifier = make_person(statistics, Role.VERIFIER)
        office = make_person(tree.city, Role.OFFICE)
        secretary = make_person(tree.commune, Role.UNIT_SECRETARY)
        draft = make_draft(congress)

    draft = Place.draft
    version = Version.objects.create(
        draft=draft,
        number=1,
        file_name="a.docx",
        sha256="0" * 64,
        size=1,
        submitted_by=draft.owner,
        state="done",
    )
    Reading.objects.create(
        version=version, content=to_data(Document("docx", BLOCKS)), outline=to_data(SECTIONS)
    )
    sent = {"latest": version, "sent": version, "shared_at": clock.now(), "state": DraftState.SHARED}
    Draft.objects.filter(pk=draft.pk).update(**sent)
    Place.draft = Draft.objects.get(pk=draft.pk)
    Place.version = version
    return Place


def asked(place, section="0", quote="", due=None, by=None, **more):
    about = enquiry.about(place.version, section, quote)
    due = due or clock.today() + timedelta(days=7)
    by = by or place.office.account
    return actions.ask_advice(place.draft, place.statistics, "Số này đúng không?", due, about, by=by, **more)


def give(advice, outcome="favourable", text="", revision=0, *, by):
    actions.give_advice(advice, outcome, text, "Niên giám 2019", revision=revision, by=by)


def told(verb):
    return set(Notice.objects.filter(event__verb=verb, reason="").values_list("recipient_name", flat=True))


def again(person):
    return User.objects.get(pk=person.account_id)


def test_what_is_asked_about_is_all_that_the_service_sees(place, client):
    figure = asked(place, quote="47,5 triệu")
    assert (figure.scope, figure.section, figure.place["quote"]) == (Scope.FIGURE, "I. Kết quả", "47,5 triệu")
    assert figure.passage == BLOCKS[1].text
    section = asked(place)
    assert section.scope == Scope.SECTION and section.passage.count("\n") == 1
    client.force_login(again(place.verifier))
    page = client.get(f"/tham-van/{section.pk}/").content.decode()
    assert "47,5" in page and "chưa muốn nói" not in page
    assert client.get(f"/van-ban/{place.draft.pk}/").status_code == 404
    assert f'href="/van-ban/{place.draft.pk}/"' not in page
    assert "Đảng bộ xã Ba" in client.get("/tham-van/").content.decode()


def test_the_whole_draft_may_be_asked_about(place):
    whole = asked(place, section="")
    assert whole.scope == Scope.WHOLE and "chưa muốn nói" in whole.passage


@pytest.mark.parametrize(
    ("section", "quote", "field"),
    [("9", "", "section"), ("0", "không có ở đây", "quote"), ("2", "47,5", "quote")],
)
def test_what_does_not_stand_there_cannot_be_asked_about(place, section, quote, field):
    with pytest.raises(ValidationError) as error:
        enquiry.about(place.version, section, quote)
    assert set(error.value.message_dict) == {field}


def test_the_service_is_told_answers_once_and_the_asker_is_told(place):
    advice = asked(place)
    assert told("advice_asked") == {place.verifier.name}
    give(advice, "with_remarks", "Đề nghị ghi rõ nguồn.", by=place.verifier.account)
    assert told("advice_given") == {place.office.name}
    with pytest.raises(PermissionDenied):
        give(Advice.objects.get(), by=place.verifier.account, revision=1)
    assert [e.verb for e in history.of(advice)] == ["advice_asked", "advice_given"]
    assert not history.stream(place.draft).filter(verb__startswith="advice").exists()


def test_two_who_answer_at_once(place):
    advice = asked(place)
    stale = Advice.objects.get(pk=advice.pk)
    give(advice, by=place.verifier.account)
    with pytest.raises((Conflict, PermissionDenied)):
        give(stale, "unfavourable", "Sai", by=make_person(place.statistics, Role.VERIFIER).account)
    assert Advice.objects.get().outcome == "favourable"


def test_an_answer_that_is_not_favourable_says_why(place):
    advice = asked(place)
    for outcome, text in (("", "x"), ("returned", " "), ("khac", "x")):
        with pytest.raises(ValidationError):
            give(advice, outcome, text, by=place.verifier.account)


def test_who_may_ask_answer_and_follow(place, client):
    group = make_group(place.tree.city, place.tree.commune)
    assert asked(place, by=group.head_user)
    outsider = make_person(place.tree.office, Role.VERIFIER)
    for stranger in (place.secretary, place.verifier, outsider):
        with pytest.raises(PermissionDenied):
            asked(place, by=stranger.account)
    advice = asked(place)
    for stranger in (place.secretary, outsider, place.office):
        with pytest.raises(PermissionDenied):
            give(advice, by=stranger.account)
    for verb in (actions.withdraw_advice, actions.remind):
        with pytest.raises(PermissionDenied):
            verb(advice, by=place.verifier.account)
    for stranger in (place.secretary, outsider):
        client.force_login(again(stranger))
        assert client.get(f"/tham-van/{advice.pk}/").status_code == 404
        assert client.post(f"/tham-van/{advice.pk}/rut/").status_code == 404
    client.force_login(again(place.office))
    assert client.post(f"/tham-van/{advice.pk}/", {"outcome": "favourable"}).status_code == 403


def test_a_personnel_plan_goes_nowhere(place):
    Draft.objects.filter(pk=place.draft.pk).update(kind="personnel_plan")
    place.draft = Draft.objects.get(pk=place.draft.pk)
    with pytest.raises((ValidationError, PermissionDenied)):
        asked(place)
    assert not Notice.objects.exists()


def test_a_question_needs_a_reader_and_a_day_to_come(place):
    with pytest.raises(ValidationError):
        asked(place, due=clock.today() - timedelta(days=1))
    place.statistics = make_unit("Phòng không người", place.tree.city, kind="khac")
    with pytest.raises(ValidationError):
        asked(place)


def test_reminders_come_once_before_and_once_after_the_deadline(place, monkeypatch):
    start = clock.today()
    advice = asked(place, due=start + timedelta(days=7))

    def on(days):
        monkeypatch.setattr(clock, "today", lambda: start + timedelta(days=days))
        return actions.remind_all()

    assert [on(day) for day in (0, 3, 4, 5, 7, 8, 9, 30)] == [0, 0, 1, 0, 0, 1, 0, 0]
    assert [e.verb for e in history.of(advice)] == ["advice_asked", "advice_reminded", "advice_late"]
    assert told("advice_late") == {place.verifier.name}
    assert history.of(advice).last().details["days"] == 1


def test_a_late_one_is_seen_and_asked_again(place, client, monkeypatch):
    start = clock.today()
    advice = asked(place, due=start)
    monkeypatch.setattr(clock, "today", lambda: start + timedelta(days=3))
    client.force_login(again(place.office))
    assert "quá hạn 3 ngày" in client.get("/tham-van/").content.decode().lower()
    assert "Tham vấn quá hạn" in next(t.verb for t in work(again(place.office)))
    answer = client.post(f"/tham-van/{advice.pk}/hoi-lai/", {"question": "Hỏi lại", "due": "31/12/2099"})
    new = Advice.objects.latest("pk")
    assert answer.headers["Location"] == f"/tham-van/{new.pk}/"
    assert (new.again_id, new.passage) == (advice.pk, advice.passage)
    assert Advice.objects.get(pk=advice.pk).withdrawn_at
    assert [t.url for t in work(again(place.verifier))] == [f"/tham-van/{new.pk}/"]


def test_it_is_asked_and_answered_on_the_pages(place, client):
    client.force_login(again(place.office))
    url = f"/van-ban/{place.draft.pk}/tham-van/"
    form = {"service": place.statistics.pk, "section": "0", "quote": "47,5", "question": "Đúng không?"}
    wrong = client.post(url + "hoi/", form | {"quote": "48,9", "due": "31/12/2099"})
    assert wrong.status_code == 422 and "không có trong" in wrong.content.decode()
    assert client.post(url + "hoi/", form | {"due": "31/12/2099"}).status_code == 302
    advice = Advice.objects.get()
    page = client.get(f"/tham-van/{advice.pk}/").content.decode()
    assert "Đã báo cho 1 người" in page and "Cho ý kiến" not in page
    assert "Đúng không?" in client.get(url).content.decode()
    client.force_login(again(place.verifier))
    said = {"outcome": "favourable", "source": "Niên giám", "revision": 0}
    assert client.post(f"/tham-van/{advice.pk}/", said).status_code == 302
    assert "Niên giám" in client.get(f"/tham-van/{advice.pk}/").content.decode()
    assert list(work(again(place.verifier))) == []


def test_the_list_needs_as_many_queries_for_many(place, client, django_assert_max_num_queries):
    client.force_login(again(place.verifier))
    counts = []
    for many in (1, 30):
        for _ in range(many):
            asked(place)
        with django_assert_max_num_queries(12) as seen:
            assert client.get("/tham-van/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
    with django_assert_max_num_queries(12):
        client.get(f"/tham-van/{Advice.objects.first().pk}/")


def test_the_units_own_office_does_not_end_what_the_committee_above_asked(place, client):
    own = make_person(place.tree.commune, Role.OFFICE)
    advice, group = asked(place), make_group(place.tree.city, place.tree.commune)
    assert advice.committee == place.tree.city
    due = clock.today() + timedelta(days=3)
    for stranger in (own.account, make_person(place.tree.commune, Role.CHAIR).account, group.head_user):
        for act in (actions.withdraw_advice, actions.remind):
            with pytest.raises(PermissionDenied):
                act(advice, by=stranger)
        with pytest.raises(PermissionDenied):
            actions.ask_again(advice, "Hỏi lại", due, by=stranger)
    client.force_login(again(own))
    assert client.post(f"/tham-van/{advice.pk}/rut/").status_code == 403
    assert "/rut/" not in client.get(f"/tham-van/{advice.pk}/").content.decode()
    Advice.objects.filter(pk=advice.pk).update(committee=None)  # asked before this was kept
    with pytest.raises(PermissionDenied):
        actions.remind(Advice.objects.get(pk=advice.pk), by=own.account)
    mine, helped = asked(place, by=own.account), asked(place, by=group.head_user)
    assert (mine.committee, helped.committee) == (place.tree.commune, place.tree.city)
    above = make_person(place.tree.province, Role.OFFICE).account
    for one, by in ((mine, own.account), (helped, group.head_user), (advice, above)):
        assert actions.ask_again(one, "Hỏi lại", due, by=by).again == one
