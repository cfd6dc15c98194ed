"""Seals: a new version keeps what is unchanged and brings back only what states another value."""

from decimal import Decimal

import pytest

from vankien_web.common import clock, history
from vankien_web.common.audit import verify
from vankien_web.common.delivery import Notice
from vankien_web.drafts import actions as drafts
from vankien_web.drafts import tasks
from vankien_web.figures.actions import verification as actions
from vankien_web.figures.models import Figure, Verification
from web.document_scene import verbs
from web.verification_scene import Asked, text

pytestmark = pytest.mark.django_db
SOURCE = "Niên giám thống kê 2019"


@pytest.fixture
def scene(db):
    return Asked()


def told(user, verb):
    return Notice.objects.filter(recipient=user, event__verb=verb, reason="").count()


def confirmed(scene, *parts):
    for one in scene.ask(*parts):
        actions.confirm(one, revision=0, by=scene.verifier)


def corrected(scene, value):
    (one,) = scene.ask("Thu nhập")
    actions.correct(one, Decimal(value), "triệu đồng/người/năm", SOURCE, revision=0, by=scene.verifier)


def states(scene):
    """Of each figure: its state, what was said, whether its seal is broken, its version, its mark."""
    rows = Verification.objects.select_related("figure__version").order_by("pk")
    return [
        (v.state, v.outcome, v.broken_at is not None, v.figure.version.number, v.figure.standing)
        for v in rows
    ]


def test_a_new_version_that_states_the_same_brings_nothing_back(scene):
    confirmed(scene, "Thu nhập", "hộ nghèo")
    before = set(Notice.objects.values_list("pk", flat=True))
    scene.again(text(before=("Một đoạn mới ở đầu báo cáo.",)))
    assert states(scene) == [("done", "confirmed", False, 2, "verified")] * 2
    assert not told(scene.verifier, "figures_came_back")
    assert not Notice.objects.filter(recipient=scene.verifier).exclude(pk__in=before)


def test_a_changed_digit_breaks_its_seal_and_nothing_else_comes_back(scene):
    confirmed(scene, "Thu nhập", "hộ nghèo", "đối thoại")
    scene.again(text(poor="1,3"))
    assert states(scene) == [
        ("done", "confirmed", False, 2, "verified"),
        ("waiting", "confirmed", True, 2, "stale"),
        ("done", "confirmed", False, 2, "verified"),
    ]
    broken = Verification.objects.get(state="waiting")
    assert (broken.before, broken.figure.surface) == ("1,2 %", "1,3%")
    assert broken.due > clock.today()
    assert told(scene.verifier, "figures_came_back") == told(scene.office, "figures_came_back") == 1
    event = history.of(broken).get(verb="figure_seal_broken")
    assert "1,2 % → 1,3 %" in history.sentence(event, "vi")


def test_what_comes_back_is_confirmed_again_and_sealed_anew(scene):
    confirmed(scene, "hộ nghèo")
    scene.again(text(poor="1,3"))
    one = Verification.objects.select_related(*actions.WITH).get()
    actions.confirm(one, revision=one.revision, by=scene.verifier)
    assert states(scene) == [("done", "confirmed", False, 2, "verified")]
    assert one.sealed.startswith("=|1.3|") and one.before == ""


def test_a_version_that_goes_back_to_the_sealed_value_mends_the_seal_by_itself(scene):
    confirmed(scene, "hộ nghèo")
    scene.again(text(poor="1,3"))
    scene.again(text(poor="1,2"))
    assert states(scene) == [("done", "confirmed", False, 3, "verified")]


def test_a_correction_that_the_new_version_states_is_verified_without_anybodys_work(scene):
    corrected(scene, "49")
    assert states(scene) == [("done", "corrected", False, 1, "differs")]
    scene.again(text(income="49"))
    assert states(scene) == [("done", "corrected", False, 2, "verified")]
    assert not told(scene.verifier, "figures_came_back")
    assert verbs(scene.draft).count("figure_agrees") == 1


def test_a_correction_that_the_new_version_ignores_stays_open_to_see_and_comes_back_to_nobody(scene):
    corrected(scene, "49")
    scene.again(text(poor="1,3"))
    assert states(scene) == [("done", "corrected", False, 2, "differs")]


def test_a_third_value_comes_back(scene):
    corrected(scene, "49")
    scene.again(text(income="50"))
    assert states(scene) == [("waiting", "corrected", True, 2, "stale")]
    assert Verification.objects.get().before == "49 triệu đồng/người/năm"


@pytest.mark.parametrize("revenue", ["12,40", "12.400 triệu đồng, tức 12,4"])
def test_the_same_value_otherwise_written_keeps_the_seal(scene, revenue):
    confirmed(scene, "Thu ngân sách")
    scene.again(text(revenue=revenue))
    assert states(scene) == [("done", "confirmed", False, 2, "verified")]


def test_a_rejected_figure_that_is_mended_comes_back_and_an_unchanged_one_does_not(scene):
    (one,) = scene.ask("Thu nhập")
    actions.reject(one, "Chưa công bố", revision=0, by=scene.verifier)
    scene.again(text())
    assert states(scene) == [("done", "rejected", False, 2, "differs")]
    scene.again(text(income="48"))
    assert states(scene) == [("waiting", "rejected", True, 3, "stale")]


def test_a_figure_that_is_gone_is_told_and_found_again_when_it_returns(scene):
    confirmed(scene, "đối thoại")
    scene.again(text(talks="nhiều"))
    assert states(scene) == [("gone", "confirmed", False, 1, "verified")]
    assert told(scene.verifier, "figures_gone") == 1
    scene.again(text(talks="5"))
    assert states(scene) == [("done", "confirmed", False, 3, "verified")]


def test_what_still_waits_follows_the_new_text_and_stays_with_its_department(scene):
    one, two = scene.ask("Thu nhập", "hộ nghèo")
    actions.ask_back(two, "Vì sao?", revision=0, by=scene.verifier)
    scene.again(text(income="48", poor="1,3"))
    assert states(scene) == [("waiting", "", False, 2, "waiting")] * 2
    one.refresh_from_db()
    assert one.figure.surface.startswith("48")


def test_a_version_that_is_not_sent_up_shows_its_marks_to_the_unit_alone(scene):
    confirmed(scene, "Thu nhập", "hộ nghèo")
    drafts.send_back(scene.draft, "Bổ sung", by=scene.office)
    scene.draft.refresh_from_db()
    scene.bring(scene.draft, text(poor="1,3"))
    assert states(scene) == [("done", "confirmed", False, 1, "verified")] * 2
    assert not told(scene.verifier, "figures_came_back")
    new = Figure.objects.filter(version=scene.draft.latest)
    assert new.get(sentence__contains="hộ nghèo").standing == "stale"
    assert new.get(sentence__contains="Thu nhập").standing == "verified"
    drafts.share(scene.draft, by=scene.secretary)
    assert [s[0] for s in states(scene)] == ["done", "waiting"]


def test_a_version_read_twice_changes_nothing(scene):
    confirmed(scene, "Thu nhập", "hộ nghèo")
    scene.again(text(poor="1,3"))
    before = (states(scene), Verification.objects.get(state="waiting").revision, Notice.objects.count())
    version = scene.draft.sent
    type(version).objects.filter(pk=version.pk).update(state="queued", attempts=0)
    tasks.examine.call(version.pk)
    assert (
        states(scene),
        Verification.objects.get(state="waiting").revision,
        Notice.objects.count(),
    ) == before


def test_a_version_sent_up_before_it_is_read_is_followed_once_it_is(scene):
    confirmed(scene, "hộ nghèo")
    drafts.send_back(scene.draft, "Bổ sung", by=scene.office)
    scene.draft.refresh_from_db()
    version = tasks.submit_version(scene.draft, [text(poor="1,3")], "b.docx", by=scene.drafter)
    scene.draft.refresh_from_db()
    drafts.share(scene.draft, by=scene.secretary)
    assert states(scene) == [("done", "confirmed", False, 1, "verified")]
    tasks.examine.call(version.pk)
    assert states(scene) == [("waiting", "confirmed", True, 2, "stale")]


def test_the_history_of_what_was_verified_is_whole(scene):
    confirmed(scene, "Thu nhập", "hộ nghèo")
    scene.again(text(poor="1,3"))
    assert verify(streams=[f"draft:{scene.draft.pk}"]) == []
    assert [problem for problem in verify() if "verification" in str(problem)] == []
