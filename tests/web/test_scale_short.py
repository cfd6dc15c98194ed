"""The country at 1/50 of its size: the costs that decide whether the whole is quick (docs/scale.md)."""

import re
import statistics

import pytest
from django.db import connection, transaction
from django.test import override_settings

from benchmarks.scale import measure, pages
from benchmarks.scale.build import build
from benchmarks.scale.report import QUERIES, RATIO, share
from benchmarks.scale.size import SHORT
from vankien_web.common import audit, history
from vankien_web.common.fields import under
from vankien_web.common.models import Event
from vankien_web.congresses.models import Congress, Rollup
from vankien_web.drafts.models import Draft, DraftState, StoredFinding, Version
from vankien_web.units.models import Role, Unit

pytestmark = pytest.mark.django_db
LARGE = {
    "accounts_user",
    "common_event",
    "congresses_congress",
    "congresses_dossieritem",
    "congresses_step",
    "drafts_draft",
    "drafts_storedfinding",
    "drafts_version",
    "units_person",
    "units_unit",
    "units_unitstate",
}


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """The places of the season, built once for this file and taken back after it."""
    with django_db_blocker.unblock(), override_settings(VANKIEN_DEMO=True), transaction.atomic():
        build(SHORT, tell=lambda line: None)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield pages.Places(seed=0)
        transaction.set_rollback(True)


@pytest.fixture
def ask(country):
    """Queries of an address for the holder of a post."""

    def number(unit, role, address):
        return measure.ask(country.holder(unit, role), address)[2]

    return number


def test_it_is_as_large_as_it_says_and_its_history_holds(country):
    assert Unit.objects.count() == SHORT.units
    assert Draft.objects.count() == SHORT.drafts
    assert Event.objects.count() == SHORT.events
    assert audit.verify() == []


def test_the_rollups_are_what_a_count_of_the_tree_gives(country):
    for unit in (country.root, country.wide, country.districts[0]):
        below = Congress.objects.filter(under(unit.path, "unit__path"))
        assert Rollup.objects.get(unit=unit).congresses == below.count()


def test_every_page_needs_few_queries(country):
    found = {
        page.name: max(measure.ask(*visit)[2] for visit in pages.visits(page, 2))
        for page in pages.pages(country)
    }
    assert {name: n for name, n in found.items() if n > QUERIES} == {}


def test_the_board_of_a_large_part_costs_little_more(country):
    named = {page.name: page for page in pages.pages(country)}

    def own(name):
        return statistics.median(measure.ask(*visit)[1] for visit in pages.visits(named[name], 7))

    own("board: commune")
    assert own("board: root") <= RATIO * own("board: commune")


def test_one_row_or_two_hundred_on_the_board(country, ask):
    address = f"/tien-do/{country.season.pk}/{country.wide.pk}/"
    many = ask(country.wide, Role.OFFICE, address)
    rows = Rollup.objects.filter(unit__parent=country.wide)
    assert rows.count() > 200
    rows.exclude(pk=rows.first().pk).delete()
    assert ask(country.wide, Role.OFFICE, address) == many


def test_one_task_or_two_hundred_in_the_inbox(country, ask):
    there = under(country.wide.path, "congress__unit__path")
    Draft.objects.filter(there).update(state=DraftState.SHARED)
    many = ask(country.wide, Role.OFFICE, "/viec-cua-toi/")
    one = Draft.objects.filter(there, congress__unit__parent=country.wide).first()
    Draft.objects.filter(there).exclude(pk=one.pk).update(state=DraftState.READY)
    assert ask(country.wide, Role.OFFICE, "/viec-cua-toi/") == many


@pytest.mark.parametrize("tab", ["", "ra-soat/", "lich-su/"])
def test_one_finding_version_and_event_or_two_hundred_of_a_document(country, ask, tab):
    draft = Draft.objects.filter(latest__number=1, latest__findings=None).select_related("congress__unit")[0]
    version = draft.latest
    StoredFinding.objects.create(version=version, number=1, **_finding(1))
    one = ask(draft.congress.unit, Role.UNIT_DRAFTER, f"/van-ban/{draft.pk}/{tab}")
    StoredFinding.objects.bulk_create(
        StoredFinding(version=version, number=n, **_finding(n)) for n in range(2, 201)
    )
    history.record_many(
        history.happened("version_checked", draft, by=None, number=n, findings=n) for n in range(200)
    )
    fields = {f.attname: getattr(version, f.attname) for f in Version._meta.concrete_fields}
    Version.objects.filter(pk=version.pk).update(number=200)
    Version.objects.bulk_create(Version(**fields | {"id": None, "number": n}) for n in range(1, 200))
    assert ask(draft.congress.unit, Role.UNIT_DRAFTER, f"/van-ban/{draft.pk}/{tab}") == one


def _finding(number):
    severities = {"outline": "warning", "draft": "warning", "submitted": "error"}
    place = {"block": number % 5, "start": 0, "end": 4, "section": "", "quote": ""}
    return {
        "code": "VK201",
        "severity": "warning",
        "severities": severities,
        "place": place,
        "fingerprint": str(number),
    }


def test_one_document_or_two_hundred_in_the_list(country, ask):
    assert ask(country.root, Role.OFFICE, "/van-ban/?unit=03.01.001") == ask(
        country.root, Role.OFFICE, "/van-ban/"
    )


@pytest.mark.sqlite
def test_no_page_of_the_bar_reads_a_large_table_through(country):
    """PostgreSQL rightly reads small tables through: its plans are looked at in the whole size."""
    with _scanned() as tables:
        assert not Draft.objects.filter(
            return_reason="?", pk__in=Version.objects.filter(note="?").values("pk")
        )
    assert tables & LARGE  # the look itself is not blind
    read: dict[str, set[str]] = {}
    for page in pages.pages(country):
        for user, address in pages.visits(page, 1) if page.bar else ():
            with _scanned() as tables:
                measure.ask(user, address)
            if tables & LARGE:
                read[page.name] = tables & LARGE
    assert read == {}


class _scanned:  # noqa: N801 - reads as what it gives
    """The tables that the statements sent inside would read from the first row to the last."""

    def __enter__(self):
        self.tables = set()
        self.wrapper = connection.execute_wrapper(self._look)
        self.wrapper.__enter__()
        return self.tables

    def __exit__(self, *error):
        self.wrapper.__exit__(*error)

    def _look(self, execute, sql, params, many, context):
        if sql.startswith("SELECT") and not many:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + sql, params)
                plan = " ".join(str(row[-1]) for row in cursor.fetchall())
            other = {alias: table for table, alias in re.findall(r'"(\w+)" ([TU]\d+)', sql)}
            self.tables |= {other.get(t, t) for t in re.findall(r"SCAN (\w+)", plan)}
        return execute(sql, params, many, context)


def test_a_share_of_times_is_one_of_them():
    assert share([0.001 * n for n in range(1, 61)], 0.95) == pytest.approx(57)
    assert share([0.5], 0.95) == 500
