"""Two databases that differ only in a personnel plan answer alike to everyone without the right.

Every page, list, count, download and call of the matrix, for each role where it sits and above, with the plan
and without it, with other candidates, other votes, a plan read and changed often, its names erased. Besides
the answers: notices, mails, what the search knows, counts of the board, the archive of the season.
"""

import logging

import pytest
from django.core import mail
from django.db import transaction

from factories import make_user
from vankien.personnel import Candidate, Plan, StepVotes
from vankien_web.common import clock, keyring
from vankien_web.common.delivery import Notice
from vankien_web.common.entries import Entry
from vankien_web.congresses.models import Congress, Rollup
from vankien_web.desk.actions.digests import send_digests
from vankien_web.personnel.actions import candidates, keys, plans
from vankien_web.reviews.actions.advice import remind_all
from vankien_web.units.models import Post, Role
from web.permissions import known, test_no_trace
from web.permissions.asking import routes
from web.permissions.cases.personnel import PLAN, plan_of
from web.permissions.test_no_trace import answers, differences

pytestmark = pytest.mark.django_db
MINE = [route for route in routes() if route.startswith("nhan-su/")]
# The one page that is allowed to know: how often plans were read, for who administers the whole site.
KNOWS = ("site", "", "/nhan-su/luot-xem/")
BELOW = [
    (role, "own") for role in ("unit_secretary", "unit_drafter", "group_head", "group_member", "verifier")
]
ABOVE = [(role, "ancestor") for role in ("administrator", "office", "chair", "committee_member", "observer")]
EVERYBODY = [*BELOW, *ABOVE, ("office", "own"), ("office", "sibling"), ("site", ""), ("nobody", "")]


@pytest.fixture(scope="module")
def moment():
    """One for all worlds: pages print when they were drawn."""
    return clock.now().replace(second=0, microsecond=0)


@pytest.fixture(autouse=True)
def quiet(monkeypatch, settings, moment):
    """Letters are sent, nothing is logged, who asks is looked up once."""
    settings.VANKIEN_MAILS = True
    monkeypatch.setattr(clock, "now", lambda: moment)
    known.once(monkeypatch)
    known.stands()
    monkeypatch.setattr(test_no_trace, "pages", pages(test_no_trace.pages))
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def pages(others):
    """With every address of the plan itself, under the numbers that it has where there is one."""

    def found(world):
        from web.permissions.asking import address, cases

        return others(world) | {address(r, cases(r, "GET")[-1], world): False for r in MINE}

    return found


def world_of(world, change, by, askers):
    """What is answered, and what is stored for others, once `change` was done as somebody with the right."""
    with transaction.atomic():
        world.personnel(right=False)
        keyring.make()
        change(world, by)
        remind_all()
        send_digests()
        told = {
            "notices": list(Notice.objects.values_list("recipient", "event__verb", "personnel_path")),
            "mails": [(m.to, m.subject, m.body) for m in mail.outbox],
            "words": list(Entry.objects.order_by("subject", "part").values_list("subject", "title", "text")),
            "board": list(Rollup.objects.order_by("pk").values()),
            "congresses": list(Congress.objects.order_by("pk").values()),
        }
        mail.outbox.clear()
        found = answers(world, askers)
        transaction.set_rollback(True)
    return found, told


def nothing(world, by):
    """Somebody may have a plan, and has none."""


def plan(world, by):
    plan_of(world)


def lived(world, by):
    """Other candidates and votes; read, exported, its key changed."""
    shown = plan_of(world)
    votes = (StepVotes(4, summoned=60, agreed=55),)
    rows = tuple(Candidate(f"Ứng viên {n}", votes=votes) for n in range(40))
    candidates.take_in(shown, Plan("xa-phuong", rows), by=by)
    for verb in plans.READS * 5:
        plans.was_read(shown, verb, by=by, what="list", number=1)
    keys.rotate()


def erased(world, by):
    plans.erase(plan_of(world), "Hết nhiệm kỳ", revision=0, by=by)


@pytest.fixture(scope="module")
def writer(world):
    """The one person with the right; on the pages that list people in every world alike."""
    with transaction.atomic():
        yield make_user(world.unit, Role.UNIT_SECRETARY, sees_personnel=True)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def without(world, writer):
    """The answers where there is no plan, each asked once."""
    return {}


@pytest.mark.parametrize(
    ("change", "askers"), [(lived, EVERYBODY), (plan, EVERYBODY[::4]), (erased, EVERYBODY[1::4])]
)
def test_a_plan_is_noticed_by_nobody_without_the_right(world, writer, without, change, askers):
    if not without:
        without["answers"], without["told"] = world_of(world, nothing, writer, EVERYBODY)
    before = {key: answer for key, answer in without["answers"].items() if key[:2] in askers}
    after, told = world_of(world, change, writer, askers)
    assert before.keys() == after.keys()
    assert [d for d in differences(before, after) if d != KNOWS] == []
    assert told == without["told"]


def test_this_test_can_tell(world):
    """Whoever has the right meets the plan on its pages, and on the congress's."""
    with transaction.atomic():
        world.personnel(right=False)
        keyring.make()
        before = answers(world, ABOVE[1:2])
        plan_of(world)
        Post.objects.update(sees_personnel=True)
        after = answers(world, ABOVE[1:2])
        transaction.set_rollback(True)
    found = {url for _role, _where, url in differences(before, after)}
    congress = world.congress.pk
    assert {f"/nhan-su/{PLAN}/", f"/nhan-su/dai-hoi/{congress}/", f"/dai-hoi/{congress}/"} <= found
