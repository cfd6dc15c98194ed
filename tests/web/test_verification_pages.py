"""The screen of verification: who sees what of it, what it shows, and that it answers without script."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from vankien_web.common import clock
from vankien_web.desk.work import work
from vankien_web.drafts.models import Draft
from vankien_web.figures.actions import asking
from vankien_web.figures.actions import verification as actions
from vankien_web.figures.models import Verification
from web.document_scene import at
from web.verification_scene import Asked, text

pytestmark = pytest.mark.django_db
PARTS = ("draft_figures", "draft_targets", "verify_figures")


@pytest.fixture
def scene(db):
    return Asked()


def screen(scene, user, **query):
    return at(user).get(reverse("verify_figures", args=[scene.draft.pk]), query)


def post(user, name, pk, **data):
    return at(user).post(reverse(name, args=[pk]), data)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_a_department_sees_its_figures_with_their_sentences_and_nothing_else_of_the_draft(scene):
    scene.ask("Thu nhập")
    (other,) = scene.ask("đối thoại", department=scene.finance)
    shown = screen(scene, scene.verifier)
    assert shown.status_code == 200
    assert "<mark>47,5 triệu đồng/người/năm</mark>" in words(shown)
    assert "đối thoại" not in words(shown) and "hộ nghèo" not in words(shown)
    assert not Draft.objects.visible_to(scene.verifier).exists()
    assert at(scene.verifier).get(reverse("draft", args=[scene.draft.pk])).status_code == 404
    assert post(scene.verifier, "confirm_figure", other.pk, revision=0).status_code == 404


def test_a_second_click_does_no_harm_and_who_comes_second_is_told_how_it_stands(scene):
    (one,) = scene.ask("Thu nhập")
    assert post(scene.verifier, "confirm_figure", one.pk, revision=0).status_code == 302
    assert post(scene.verifier, "confirm_figure", one.pk, revision=0).status_code == 302
    late = post(scene.verifier, "reject_figure", one.pk, revision=0, reason="Niên giám ghi số khác")
    assert late.status_code == 409
    assert "số liệu này đã có người xử lý" in words(late)
    assert "Niên giám ghi số khác" in words(late)
    one.refresh_from_db()
    assert (one.outcome, one.revision) == ("confirmed", 1)
    assert post(scene.drafter, "confirm_figure", one.pk, revision=1).status_code == 403


def test_a_question_is_answered_once(scene):
    (one,) = scene.ask("Thu nhập")
    post(scene.verifier, "ask_back", one.pk, revision=0, question="Năm nào?")
    assert post(scene.verifier, "ask_back", one.pk, revision=0, question="Năm nào?").status_code == 409
    assert post(scene.drafter, "answer_back", one.pk, revision=1, text="Năm 2019").status_code == 302
    again = post(scene.drafter, "answer_back", one.pk, revision=1, text="Năm 2018")
    assert again.status_code == 409
    assert "Năm 2018" in words(again)


def test_what_speaks_of_figures_is_one_tab_with_parts_at_their_own_addresses(scene):
    own = {name: reverse(name, args=[scene.draft.pk]) for name in PARTS}
    for here in own.values():
        page = html.fromstring(at(scene.office).get(here).content)
        tabs = page.xpath("//nav[@class='tabs']//a")
        assert len(tabs) <= 8
        (current,) = [tab for tab in tabs if tab.get("aria-current")]
        assert (current.text, current.get("href")) == ("Số liệu", own["draft_figures"])
        parts = page.xpath("//nav[@class='within']//a")
        assert [part.get("href") for part in parts] == list(own.values())
        assert [part.get("href") for part in parts if part.get("aria-current")] == [here]
    text_alone = html.fromstring(at(scene.office).get(reverse("draft", args=[scene.draft.pk])).content)
    assert not text_alone.xpath("//nav[@class='within']")


def test_who_is_asked_nothing_and_asks_nothing_finds_nothing(scene):
    assert screen(scene, scene.verifier).status_code == 404
    assert "Chưa gửi số liệu nào" in words(screen(scene, scene.secretary))
    assert screen(scene, scene.office).status_code == 200
    assert Client().get(reverse("verifications")).status_code == 302


def test_the_departments_value_stands_beside_the_drafts_with_source_and_difference(scene):
    (one,) = scene.ask("Thu nhập")
    scene.value(one.figure, Decimal("45"), source="Niên giám thống kê 2019")
    shown = words(screen(scene, scene.verifier))
    assert "<b>45 triệu đồng/người/năm</b>" in shown and "Niên giám thống kê 2019" in shown
    assert "+2,5 triệu đồng/người/năm (+5,56 %)" in shown
    assert 'value="45"' in shown  # the correction starts from it
    assert "45 triệu đồng/người/năm" in words(screen(scene, scene.office))
    assert "45 triệu đồng/người/năm" not in words(screen(scene, scene.secretary))  # whose draft it is


def test_a_difference_in_other_units_is_said_in_one_of_them(scene):
    (one,) = scene.ask("Thu ngân sách")
    scene.value(one.figure, Decimal("12500"), unit="triệu đồng")
    assert "-100 triệu đồng (-0,8 %)" in words(screen(scene, scene.verifier))


def test_an_answer_leads_to_the_next_figure_that_waits(scene):
    first, second, third = scene.ask("Thu nhập", "hộ nghèo", "đối thoại")
    answer = post(scene.verifier, "confirm_figure", first.pk, revision=0)
    assert answer["Location"].endswith(f"?so={second.pk}")
    answer = post(scene.verifier, "reject_figure", third.pk, revision=0, reason="Chưa công bố")
    assert answer["Location"].endswith(f"?so={second.pk}")
    shown = words(screen(scene, scene.verifier))
    assert '<b aria-hidden="true">2/3</b>' in shown and "số liệu đã thẩm định" in shown


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [("47.5", True), ("1,234.5", True), ("khoảng 49", True), ("", True), ("49", False), ("1.249,25", False)],
)
def test_a_number_is_taken_as_offices_write_it_and_never_guessed(scene, typed, wrong):
    (one,) = scene.ask("Thu nhập")
    sent = {"value": typed, "unit": "triệu đồng/người/năm", "source": "Niên giám", "revision": 0}
    answer = post(scene.verifier, "correct_figure", one.pk, **sent)
    assert answer.status_code == (422 if wrong else 302)
    one.refresh_from_db()
    if wrong:
        assert one.state == "waiting"
        assert "Niên giám" in words(answer) and "errorlist" in words(answer)
    else:
        assert one.value == Decimal(typed.replace(".", "").replace(",", "."))


def test_what_an_action_refuses_stands_in_the_form_with_what_was_typed(scene):
    (one,) = scene.ask("Thu nhập")
    sent = {"value": "47,5", "unit": "triệu đồng/người/năm", "source": "Niên giám", "revision": 0}
    answer = post(scene.verifier, "correct_figure", one.pk, **sent)
    assert answer.status_code == 422
    assert 'data-key="s" open' in words(answer)


def test_who_answers_second_is_shown_what_stands(scene):
    (one,) = scene.ask("Thu nhập")
    actions.ask_back(one, "Năm nào?", revision=0, by=scene.verifier)
    actions.answer_back(one, "2019", revision=1, by=scene.drafter)
    answer = post(scene.verifier, "reject_figure", one.pk, revision=0, reason="Sai")
    assert answer.status_code == 409
    assert Verification.objects.get().outcome == ""


def test_equal_ones_are_confirmed_together_and_counted(scene):
    some = scene.ask("Thu nhập", "Thu ngân sách", "hộ nghèo")
    for one, value in zip(some, ("47.5", "12.4", "1.3"), strict=True):
        scene.value(one.figure, Decimal(value))
    shown = words(screen(scene, scene.verifier))
    assert shown.count('name="so"') == 2
    url = reverse("confirm_equal", args=[scene.draft.pk])
    at(scene.verifier).post(url, {"so": [f"{v.pk}:{v.revision}" for v in some]})
    assert Verification.objects.filter(outcome="confirmed").count() == 2
    assert at(scene.verifier).post(url, {"so": ["1:x", "", "99999999999999999999:1"]}).status_code == 403
    assert at(scene.accountant).post(url, {"so": []}).status_code == 404


def test_the_office_sends_figures_by_the_names_of_the_rules(scene):
    url = reverse("ask_verification", args=[scene.draft.pk])
    page = at(scene.office).get(url)
    form = page.context["form"]
    names = [share.name for share in form.shares]
    assert "Chi cục Thống kê" in names and names[-1] == ""
    data = {"due": "01/01/2999"}
    for n, share in enumerate(form.shares):
        data[f"to_{n}"] = str(share.department.pk) if share.department else ""
        data[f"so_{n}"] = [str(f.pk) for f in share.figures if share.name]
    money = names.index("Phòng Tài chính - Kế hoạch")
    data[f"to_{money}"] = str(scene.finance.pk)
    assert at(scene.office).post(url, data).status_code == 302
    asked = {
        v.figure.surface: v.department for v in Verification.objects.select_related("figure", "department")
    }
    assert asked["12,4 tỷ đồng"] == scene.finance
    assert "5 buổi đối thoại" not in asked
    left = at(scene.office).get(url).context["form"].shares
    assert all(share.name == "" or share.department is None for share in left)


def test_a_ticked_figure_without_a_department_is_asked_about(scene):
    url = reverse("ask_verification", args=[scene.draft.pk])
    shares = at(scene.office).get(url).context["form"].shares
    n, share = len(shares) - 1, shares[-1]
    answer = at(scene.office).post(url, {"due": "01/01/2999", f"so_{n}": [str(share.figures[0].pk)]})
    assert answer.status_code == 422
    assert not Verification.objects.exists()


def test_a_broken_seal_shows_what_was_and_what_is(scene):
    (one,) = scene.ask("hộ nghèo")
    actions.confirm(one, revision=0, by=scene.verifier)
    scene.again(text(poor="1,3"))
    shown = words(screen(scene, scene.verifier))
    assert "<del>1,2 %</del>" in shown and "<ins>1,3 %</ins>" in shown


def test_the_reading_view_marks_how_each_figure_stands(scene):
    text_url = reverse("draft", args=[scene.draft.pk])
    assert "fig-sign" not in words(at(scene.office).get(text_url))
    one, two = scene.ask("Thu nhập", "hộ nghèo")
    actions.confirm(one, revision=0, by=scene.verifier)
    actions.reject(two, "Chưa công bố", revision=0, by=scene.verifier)
    shown = words(at(scene.office).get(text_url))
    assert re.search(r'<span class="fig verified">(<[^>]+>)*47,5 triệu đồng/người/năm<', shown)
    assert (
        f'class="fig-sign differs" href="{reverse("verify_figures", args=[scene.draft.pk])}?so={two.pk}"'
        in shown
    )
    assert re.search(r'<span class="fig unverified">(<[^>]+>)*5 buổi', shown)
    assert "(chưa khớp với số liệu của phòng)" in shown
    assert 'data-filter="figure"' in shown


def test_the_drafts_head_tells_the_office_how_far_it_is(scene):
    one, _two = scene.ask("Thu nhập", "hộ nghèo")
    actions.confirm(one, revision=0, by=scene.verifier)
    shown = words(at(scene.office).get(reverse("draft", args=[scene.draft.pk])))
    assert "1 trên 2 đã thẩm định, 1 đang chờ, 0 chưa khớp" in shown


def test_my_work_tells_each_what_waits(scene, monkeypatch):
    one, _two = scene.ask("Thu nhập", "hộ nghèo", days=2)

    def mine(user):
        user = type(user).objects.get(pk=user.pk)  # as the next request knows it
        return [t.verb for t in work(user) if "tham-dinh" in t.url]

    assert [len(mine(u)) for u in (scene.verifier, scene.accountant, scene.office, scene.secretary)] == [
        1,
        0,
        0,
        0,
    ]
    assert "2" in mine(scene.verifier)[0]
    actions.ask_back(one, "Năm nào?", revision=0, by=scene.verifier)
    assert len(mine(scene.secretary)) == 1 and "1" in mine(scene.verifier)[0]
    late = clock.today() + timedelta(days=5)
    monkeypatch.setattr(clock, "today", lambda: late)
    assert len(mine(scene.office)) == 1


def test_the_screen_costs_the_same_with_one_figure_and_with_many(scene, django_assert_max_num_queries):
    lines = tuple(f"Năm 2019 Đảng ủy tổ chức {n} lớp tập huấn số {n} cho cán bộ." for n in range(2, 150))
    clients = {user: at(user) for user in (scene.verifier, scene.office, scene.secretary)}
    page = reverse("verify_figures", args=[scene.draft.pk])
    pages = [(user, url) for user in clients for url in (page, reverse("verifications"))]
    pages += [(scene.office, reverse("ask_verification", args=[scene.draft.pk]))]
    pages += [(scene.office, reverse("draft", args=[scene.draft.pk]))]

    def costs():
        for user, url in pages:
            with django_assert_max_num_queries(12):
                assert clients[user].get(url).status_code == 200

    scene.ask("Thu nhập")
    costs()
    scene.again(text(before=lines))
    some = list(scene.draft.sent.figures.filter(sentence__contains="tập huấn"))
    assert len(some) > 100
    asking.ask(scene.draft, {scene.statistics: some}, clock.today(), by=scene.office)
    costs()
