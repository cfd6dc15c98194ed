"""What one may not see leaves no trace: two worlds that differ in it alone answer alike."""

import io
import logging
import re
import zipfile

import pytest
from django.core.cache import cache
from django.db import transaction

from factories import make_person
from vankien_web.common import clock
from vankien_web.congresses import actions as congresses
from vankien_web.drafts import actions as drafts
from vankien_web.drafts import tasks
from vankien_web.drafts.models import Draft
from vankien_web.units.models import Role
from web.permissions import known
from web.permissions.asking import address, cases, routes
from web.permissions.cases import Case
from web.permissions.world import a_file, docx

pytestmark = pytest.mark.django_db
CHANGING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|"X-CSRFToken": ?"[^"]*"'
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # the key of a form that may be sent twice
)
ASIDE = ("vao/", "tai-khoan/", "loi-moi/", "ra/", "ra-soat/ban-mau/", "trinh-dien/", "favicon")
ABOVE = ("administrator", "office", "chair", "committee_member", "observer", "verifier")
ASKERS = [("office", "ancestor"), ("group_head", "own"), ("unit_secretary", "own"), ("verifier", "ancestor")]
OTHERS = [("office", "sibling"), ("observer", "ancestor"), ("administrator", "own"), ("site", "")]
OTHERS += [("unit_drafter", "own"), ("unit_secretary", "sibling")]
MORE = [
    "/tim/?q=nhan+su",
    "/tim/?q=de+an+nhan+su",
    "/tim/?q=nghi+quyet",
    "/van-ban/?kind=personnel_plan",
    "/van-ban/?state=shared",
    "/tien-do/1/1/?ten=ba",
    "/api/v1/search?q=nhan+su",
    "/api/v1/drafts?kind=personnel_plan",
]


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """One moment for all: pages print when they were drawn."""
    moment = clock.now().replace(second=0, microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: moment)
    known.once(monkeypatch)
    known.stands()
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def pages(world):
    """Every address that can be read, with the objects that everybody knows of."""
    known = {}
    for route in routes():
        if not route.startswith(ASIDE):
            for case in cases(route, "GET")[:1] if "plan" not in route else []:
                known[address(route, Case(query=case.query), world)] = route.startswith("api/")
    return known | {url: url.startswith("/api/") for url in MORE}


def answers(world, askers):
    """{(who, where, address): (status, body without what changes at every request)}"""
    found, addresses = {}, pages(world)
    known.stands()  # the world has changed since
    cache.clear()  # nobody has asked for a calendar too often
    for role, where in askers:
        for url, program in addresses.items():
            with transaction.atomic():
                answer = world.actors[role][where].ask("GET", url, program=program)
                body = (
                    b"".join(answer.streaming_content)
                    if getattr(answer, "streaming", False)
                    else answer.content
                )
                transaction.set_rollback(True)
            found[role, where, url] = answer.status_code, plain(body)
    return found


def plain(body):
    """A page without what changes at every request; of a ZIP, a workbook or a Word file what is inside."""
    if body.startswith(b"PK"):
        inside = zipfile.ZipFile(io.BytesIO(body))
        return {name: inside.read(name) for name in inside.namelist() if not name.startswith("docProps/")}
    return CHANGING.sub("", body.decode("utf-8", "replace"))


def differences(before, after):
    return sorted({key for key in before if before[key] != after[key]})


@pytest.mark.parametrize("right", [False, True])
def test_a_personnel_plan_leaves_no_trace(world, right):
    """For who has no right: switched off (`right`: everybody has a right that does not count), or on."""
    with transaction.atomic():
        writer = make_person(world.unit, Role.UNIT_SECRETARY, sees_personnel=True).account
        world.no_plan()
        world.congress.dossier.filter(item__in=("candidates", "personnel_plan")).delete()
        before = answers_off(world, right)
        world.personnel(right=False)
        plan = drafts.create_draft(world.congress, "personnel_plan", by=writer)
        for _time in range(2):
            version = tasks.submit_version(plan, [docx()], "Đề án nhân sự.docx", by=writer)
            tasks.examine.call(version.pk)
        version.refresh_from_db()
        plan.refresh_from_db()
        finding = next(f for f in version.findings.all() if f.severity)
        finding.version.draft = plan
        drafts.waive(finding, "đã thống nhất", by=writer)
        drafts.share(Draft.objects.get(pk=plan.pk), by=writer)
        paper = congresses.Paper(present=True, note="đủ hồ sơ")
        congresses.set_paper(world.congress, "candidates", paper, by=writer, file=a_file("nhan-su.docx"))
        after = answers_off(world, right)
        assert differences(before, after) == []
        transaction.set_rollback(True)


def answers_off(world, right):
    """`right`: the same with personnel plans switched off, when a right does not count."""
    world.personnel(right=False)
    if right:
        world.off()
    return answers(world, ASKERS if right else ASKERS + OTHERS)


def test_a_draft_not_sent_up_leaves_no_trace_above(world):
    """Only the unit's own people and its working group know that it is being written."""
    askers = [a for a in ASKERS + OTHERS if a[0] in (*ABOVE, "site") or a[1] == "sibling"]
    with transaction.atomic():
        writer = world.actors["unit_secretary"]["own"].user
        before = answers(world, askers)
        draft = drafts.create_draft(world.congress, "resolution", by=writer)
        version = tasks.submit_version(draft, [docx()], "nghi-quyet.docx", by=writer)
        tasks.examine.call(version.pk)
        after = answers(world, askers)
        assert differences(before, after) == []
        transaction.set_rollback(True)


HIDDEN = (
    "don-vi/<int:pk>",
    "nguoi/<int:pk>",
    "dai-hoi/<int:pk>",
    "to-cong-tac/<int:pk>",
    "chuc-vu/<int:pk>",
    "van-ban/<int:draft>",
    "tien-do/",
    "luu-tru/",
    "dot-dai-hoi/<int:pk>",
    "api/",
)


def test_refused_alike(world):
    """For a stranger every page of the unit answers, byte for byte, as one of a number that nothing has."""
    askers = [
        world.actors["office"]["other"],
        world.actors["unit_secretary"]["other"],
        world.actors["nobody"][""],
    ]
    wrong = []
    for route in routes():
        if not route.startswith(HIDDEN) or "<" not in route:
            continue
        case = (cases(route, "GET") or [Case()])[0]
        real = address(route, case, world)
        none = re.sub(r"(?<=/)\d+(?=/|$)", "987654", real)
        for method in ("GET", "POST"):
            for actor in askers:
                with transaction.atomic():
                    program = route.startswith("api/")
                    told = [(actor.ask(method, url, program=program), url) for url in (real, none)]
                    shown = [(a.status_code, plain(a.content.replace(url.encode(), b""))) for a, url in told]
                    transaction.set_rollback(True)
                if shown[0] != shown[1]:
                    wrong.append((method, route, shown[0][0], shown[1][0]))
    assert sorted(set(wrong)) == []
