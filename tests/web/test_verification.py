"""Verification: figures go to departments, are answered once each, and sealed to the value spoken of."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import make_unit, make_user
from vankien_web.common import clock, history
from vankien_web.common.conflict import Conflict, Moved
from vankien_web.common.delivery import Notice
from vankien_web.drafts.models import Draft
from vankien_web.figures import routing
from vankien_web.figures.actions import asking
from vankien_web.figures.actions import verification as actions
from vankien_web.figures.models import Figure, Remark, Standing, Verification
from vankien_web.units.models import Role
from web.document_scene import verbs
from web.verification_scene import Asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db):
    return Asked()


def told(user, verb):
    return Notice.objects.filter(recipient=user, event__verb=verb, reason="").count()


def marks(scene, part):
    """How the figure stands in the newest version and in the one that was sent up."""
    rows = Figure.objects.filter(version__draft=scene.draft, sentence__contains=part)
    return [f.standing for f in rows.filter(newest=True)], [f.standing for f in rows.filter(sent=True)]


def answer(scene, one, value="49", unit="triệu đồng/người/năm"):
    source = "Niên giám thống kê 2019"
    actions.correct(one, Decimal(value), unit, source, revision=one.revision, by=scene.verifier)


def test_the_office_sends_figures_to_a_department_which_is_told_once(scene):
    first, _second = scene.ask("Thu nhập", "hộ nghèo")
    assert (first.state, first.department, first.committee) == ("waiting", scene.statistics, scene.city)
    assert told(scene.verifier, "figures_asked") == 1
    assert verbs(scene.draft).count("figures_asked") == 1
    assert marks(scene, "Thu nhập") == (["waiting"], ["waiting"])
    assert marks(scene, "đối thoại") == ([""], [""])
    with pytest.raises(ValidationError, match=r"already|đã"):
        scene.ask("Thu nhập")


@pytest.mark.parametrize("who", ["secretary", "drafter", "member", "verifier", "administrator"])
def test_nobody_else_sends_figures_out(scene, who):
    with pytest.raises(PermissionDenied):
        asking.ask(
            scene.draft, {scene.statistics: [scene.figure("Thu nhập")]}, clock.today(), by=getattr(scene, who)
        )


def test_what_cannot_go_out_is_refused_with_nothing_stored(scene):
    nobody = make_unit("Phòng trống", scene.city, kind="khac")
    for department, some, days in (
        (nobody, ["Thu nhập"], 3),
        (scene.statistics, [], 3),
        (scene.statistics, ["Thu nhập"], -1),
    ):
        with pytest.raises(ValidationError):
            scene.ask(*some, department=department, days=days) if some else asking.ask(
                scene.draft, {department: []}, clock.today(), by=scene.office
            )
    Draft.objects.filter(pk=scene.draft.pk).update(kind="personnel_plan")
    scene.draft.refresh_from_db()
    with pytest.raises(PermissionDenied):
        scene.ask("Thu nhập")
    assert not Verification.objects.exists()


def test_a_confirmed_figure_is_verified_in_both_versions_and_sealed_to_its_value(scene):
    (one,) = scene.ask("Thu nhập")
    actions.confirm(one, revision=0, by=scene.verifier)
    assert (one.state, one.outcome, one.answered_by) == ("done", "confirmed", scene.verifier)
    assert one.sealed.startswith("=|47.5|||triệu đồng/người/năm|")
    assert marks(scene, "Thu nhập") == (["verified"], ["verified"])
    assert told(scene.office, "figures_answered") == 1
    with pytest.raises(Moved):
        actions.confirm(one, revision=1, by=scene.verifier)


def test_two_people_of_one_department_answer_once(scene):
    (one,) = scene.ask("Thu nhập")
    other = Verification.objects.select_related(*actions.WITH).get(pk=one.pk)
    actions.confirm(one, revision=0, by=scene.verifier)
    with pytest.raises(Conflict):
        actions.reject(other, "Không đúng", revision=0, by=scene.verifier)
    assert Verification.objects.get().outcome == "confirmed"


@pytest.mark.parametrize("who", ["secretary", "office", "member", "accountant", "group"])
def test_only_the_department_asked_answers(scene, who):
    (one,) = scene.ask("Thu nhập")
    user = getattr(scene, who)
    for act in (
        lambda: actions.confirm(one, revision=0, by=user),
        lambda: actions.correct(one, Decimal(1), "", "Nguồn", revision=0, by=user),
        lambda: actions.reject(one, "Sai", revision=0, by=user),
        lambda: actions.ask_back(one, "Vì sao?", revision=0, by=user),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_correction_says_what_is_right_and_where_it_stands(scene):
    (one,) = scene.ask("Thu nhập")
    for value, source, field in ((Decimal("49"), " ", "source"), (Decimal("47.50"), "Niên giám", "value")):
        with pytest.raises(ValidationError) as refused:
            actions.correct(one, value, "triệu đồng/người/năm", source, revision=0, by=scene.verifier)
        assert field in refused.value.message_dict
    with pytest.raises(ValidationError):
        actions.correct(one, Decimal("0.1234567"), "", "Niên giám", revision=0, by=scene.verifier)
    answer(scene, one)
    assert (one.outcome, one.value, one.source) == ("corrected", Decimal("49"), "Niên giám thống kê 2019")
    assert marks(scene, "Thu nhập") == (["differs"], ["differs"])
    assert told(scene.secretary, "figure_corrected") == 1


def test_the_same_value_in_another_unit_is_no_correction(scene):
    (one,) = scene.ask("Thu ngân sách")
    with pytest.raises(ValidationError):
        answer(scene, one, "12400", "triệu đồng")


def test_rooms_above_hear_of_every_answer_in_its_transaction(scene, monkeypatch):
    heard = []
    monkeypatch.setattr(actions, "AFTER_ANSWER", [lambda v: heard.append((v.pk, v.outcome, str(v.value)))])
    first, second = scene.ask("Thu nhập", "hộ nghèo")
    answer(scene, first)
    actions.reject(second, "Chưa có số liệu", revision=0, by=scene.verifier)
    assert heard == [(first.pk, "corrected", "49"), (second.pk, "rejected", "None")]

    def fails(v):
        raise RuntimeError

    monkeypatch.setattr(actions, "AFTER_ANSWER", [fails])
    (third,) = scene.ask("đối thoại")
    with pytest.raises(RuntimeError):
        actions.confirm(third, revision=0, by=scene.verifier)
    assert Verification.objects.get(pk=third.pk).state == "waiting"


def test_a_rejection_needs_its_reason_and_the_unit_is_told(scene):
    (one,) = scene.ask("Thu nhập")
    with pytest.raises(ValidationError):
        actions.reject(one, "  ", revision=0, by=scene.verifier)
    actions.reject(one, "Chưa công bố", revision=0, by=scene.verifier)
    assert (one.outcome, one.reason) == ("rejected", "Chưa công bố")
    assert marks(scene, "Thu nhập")[0] == ["differs"]
    assert told(scene.secretary, "figure_rejected") == 1


def test_the_department_asks_the_unit_and_gets_its_answer_in_the_same_place(scene):
    (one,) = scene.ask("Thu nhập")
    actions.ask_back(one, "Số liệu năm nào?", revision=0, by=scene.verifier)
    assert one.state == "asked_back"
    assert told(scene.secretary, "figure_questioned") == 1
    with pytest.raises(Moved):
        actions.confirm(one, revision=1, by=scene.verifier)
    with pytest.raises(PermissionDenied):
        actions.answer_back(one, "Năm 2019", revision=1, by=scene.verifier)
    actions.answer_back(one, "Năm 2019", revision=1, by=scene.drafter)
    assert one.state == "waiting"
    assert [(r.text, r.to_unit) for r in Remark.objects.all()] == [
        ("Số liệu năm nào?", scene.unit),
        ("Năm 2019", scene.statistics),
    ]
    assert told(scene.verifier, "figure_explained") == 1
    actions.confirm(one, revision=2, by=scene.verifier)


def test_a_figure_is_passed_on_to_the_department_whose_it_is(scene):
    (one,) = scene.ask("Thu ngân sách")
    with pytest.raises(ValidationError):
        actions.pass_on(one, scene.unit, revision=0, by=scene.verifier)
    actions.pass_on(one, scene.finance, "Thuộc Phòng Tài chính", revision=0, by=scene.verifier)
    assert told(scene.accountant, "figure_passed_on") == 1
    assert not Verification.objects.visible_to(scene.verifier).exists()
    actions.pass_on(one, scene.statistics, revision=1, by=scene.office)
    assert Verification.objects.get().department == scene.statistics


def test_only_what_equals_the_departments_own_value_is_confirmed_together(scene):
    some = scene.ask("Thu nhập", "Thu ngân sách", "hộ nghèo")
    income, revenue, poor = (v.figure for v in some)
    scene.value(income, Decimal("47.5"))
    scene.value(revenue, Decimal("12400"), unit="triệu đồng")
    scene.value(poor, Decimal("1.21"))
    shown = {v.pk: v.revision for v in some}
    assert actions.confirm_equal(scene.draft, {some[0].pk: 7}, by=scene.verifier) == 0
    assert actions.confirm_equal(scene.draft, shown, by=scene.verifier) == 2
    found = {v.figure.pk: (v.outcome, v.reference is not None) for v in Verification.objects.all()}
    assert found == {income.pk: ("confirmed", True), revenue.pk: ("confirmed", True), poor.pk: ("", False)}
    assert verbs(scene.draft).count("figure_confirmed") == 2
    with pytest.raises(PermissionDenied):
        actions.confirm_equal(scene.draft, shown, by=scene.accountant)


def test_another_departments_value_confirms_nothing(scene):
    (one,) = scene.ask("Thu nhập")
    scene.value(one.figure, Decimal("47.5"), department=scene.finance)
    assert actions.confirm_equal(scene.draft, {one.pk: 0}, by=scene.verifier) == 0


def test_a_department_is_reminded_near_the_deadline_and_after_it_once_a_day(scene, monkeypatch):
    scene.ask("Thu nhập", "hộ nghèo", days=7)
    start = clock.today()
    counts = []
    for days in (0, 3, 4, 4, 5, 8, 8, 9):
        monkeypatch.setattr(clock, "today", lambda day=start + timedelta(days=days): day)
        counts.append(asking.remind_all())
    assert counts == [0, 0, 1, 0, 0, 1, 0, 0]
    assert told(scene.verifier, "figures_reminded") == told(scene.verifier, "figures_late") == 1
    assert not asking.remind(scene.draft, scene.finance, by=scene.office)


def test_the_packs_name_finds_the_department(scene):
    units = [
        scene.statistics,
        scene.finance,
        make_unit("Phòng Kinh tế thị xã Bỉm Sơn"),
        make_unit("Phòng Y tế"),
    ]
    found = {
        name: routing.department_for(name, units)
        for name in (
            "Chi cục Thống kê, Phòng Y tế",
            "Phòng Kinh tế (Nông nghiệp)",
            "Phòng Kinh tế và Hạ tầng",
            "",
        )
    }
    assert list(found.values()) == [scene.statistics, units[2], None, None]
    assert routing.department_for("Phòng Kinh tế", [*units, make_unit("Phòng Kinh tế")]) is None


def test_what_a_person_chose_is_remembered_for_the_committee(scene):
    figures = list(scene.draft.sent.figures.all())
    name = "Phòng Tài chính - Kế hoạch"

    def shares():
        known = [scene.statistics, scene.finance]
        return {s.name: s.department for s in routing.shares(scene.draft.sent, figures, known, scene.city)}

    assert name in shares() and shares()[name] is None
    due = clock.today()
    some = {scene.finance: [scene.figure("Thu ngân sách")]}
    asking.ask(
        scene.draft,
        some,
        due,
        chosen={name: scene.finance, "Chi cục Thống kê": scene.statistics},
        by=scene.office,
    )
    assert shares()[name] == scene.finance
    assert shares()["Chi cục Thống kê"] == scene.statistics
    assert routing.Route.objects.count() == 1  # what the name tells is not stored


def test_a_working_group_asks_for_its_committee(scene):
    asking.ask(scene.draft, {scene.statistics: [scene.figure("Thu nhập")]}, clock.today(), by=scene.group)
    assert Verification.objects.get().committee == scene.city


def test_who_sees_which_verification(scene):
    scene.ask("Thu nhập")
    stranger = make_user(make_unit("Đảng bộ huyện khác", kind="huyen-tp", level="tren-co-so"), Role.OFFICE)
    sees = {
        name: Verification.objects.visible_to(user).count()
        for name, user in {
            "verifier": scene.verifier,
            "accountant": scene.accountant,
            "office": scene.office,
            "member": scene.member,
            "group": scene.group,
            "secretary": scene.secretary,
            "administrator": scene.administrator,
            "stranger": stranger,
        }.items()
    }
    assert {name for name, count in sees.items() if count} == {
        "verifier",
        "office",
        "member",
        "group",
        "secretary",
    }


def test_every_event_is_said_in_words(scene):
    one, two, three = scene.ask("Thu nhập", "hộ nghèo", "đối thoại")
    answer(scene, one)
    actions.ask_back(two, "Vì sao?", revision=0, by=scene.verifier)
    actions.pass_on(three, scene.finance, revision=0, by=scene.verifier)
    for event in history.stream(scene.draft):
        assert "…" not in history.sentence(event) and event.verb not in history.sentence(event)
    assert marks(scene, "Thu nhập")[0] == [Standing.DIFFERS]
