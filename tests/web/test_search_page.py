"""The search page: the groups, what each role finds, addresses that can be shared, few queries."""

import pytest

from factories import make_person, make_season, make_tree, make_user
from vankien_web.common import search
from vankien_web.common.entries import Entry
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Draft
from vankien_web.units.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """A tree whose units, a person and two communes' drafts are in the index; one draft was sent up."""
    tree = make_tree()
    tree.season = make_season(tree.city)
    for unit in (tree.province, tree.city, tree.commune, tree.office, tree.other_commune):
        search.put(f"unit:{unit.pk}", "unit", [Entry(title=unit.name)])
    tree.person = make_person(tree.commune, Role.OBSERVER, title="Phó Bí thư", account=False)
    search.put(f"person:{tree.person.pk}", "person", [Entry(title="Ủy viên 01", text="Phó Bí thư")])
    tree.secretary = make_user(tree.commune, Role.UNIT_SECRETARY)
    tree.drafts = [make_draft(tree, unit) for unit in (tree.commune, tree.office)]
    Draft.objects.filter(pk=tree.drafts[0].pk).update(shared_at="2020-02-13T08:00+07:00")
    return tree


def make_draft(tree, unit, passages=3):
    congress = Congress.objects.create(season=tree.season, unit=unit, ordinal=1)
    draft = Draft.objects.create(
        congress=congress, owner=tree.secretary, kind="political_report", title="Báo cáo"
    )
    search.put(f"draft:{draft.pk}", "draft", [Entry(title="Báo cáo chính trị", text=f"{unit.name}")])
    texts = ["Tỷ lệ hộ nghèo <b>giảm</b>", *(f"Nhiệm vụ thứ {n} ở nông thôn" for n in range(passages))]
    entries = [
        Entry(part=f"b{n}", title="Báo cáo chính trị", text=text, place={"block": n, "version": 2})
        for n, text in enumerate(texts)
    ]
    search.put(f"draft:{draft.pk}", "passage", entries)
    return draft


@pytest.fixture
def ask(client):
    def send(user, query, htmx=False, **more):
        client.force_login(user)
        headers = {"HX-Request": "true"} if htmx else {}
        answer = client.get("/tim/", {"q": query} | more, headers=headers)
        assert answer.status_code == 200
        return answer.content.decode()

    return send


def test_a_passage_is_found_and_opens_the_version_at_its_block(ask, city):
    page = ask(city.secretary, "ho ngheo")
    assert f'href="/van-ban/{city.drafts[0].pk}/lan/2/#b0"' in page
    assert "<mark>hộ nghèo</mark> &lt;b&gt;giảm&lt;/b&gt;" in page
    assert f"/van-ban/{city.drafts[1].pk}/" not in page


def test_each_role_finds_what_it_may_see(ask, city):
    office = make_user(city.city, Role.OFFICE)
    administrator = make_user(city.city, Role.ADMINISTRATOR)
    stranger = make_user(city.other_commune, Role.OFFICE)
    nobody = make_user()
    shared, own = (f"/van-ban/{draft.pk}/" for draft in city.drafts)
    assert shared in ask(office, "hộ nghèo") and own not in ask(office, "hộ nghèo")
    for user in (administrator, stranger, nobody):
        page = ask(user, "hộ nghèo")
        assert shared not in page and own not in page and "nghèo</mark>" not in page
    assert f"/don-vi/{city.commune.pk}/" in ask(office, "dang bo xa ba")
    assert f"/don-vi/{city.commune.pk}/" not in ask(stranger, "dang bo xa ba")
    assert f"/nguoi/{city.person.pk}/" in ask(office, "pho bi thu")
    assert "/nguoi/" not in ask(nobody, "pho bi thu").split("<main")[1]


def test_the_groups_stand_apart_and_one_of_them_has_pages(ask, city):
    passages = [
        Entry(part=f"b{n}", title="Báo cáo", text=f"Nhiệm vụ {n} ở nông thôn", place={"version": 2})
        for n in range(120)
    ]
    search.put(f"draft:{city.drafts[0].pk}", "passage", passages)
    page = ask(city.secretary, "nong thon")
    assert page.count("/lan/2/#b") == 5 and "loai=passage" in page and ">120<" in page
    numbered = [ask(city.secretary, "nong thon", loai="passage", page=n) for n in (1, 2, 3)]
    assert [one.count("/lan/2/#b") for one in numbered] == [50, 50, 20]
    assert "101–120" in numbered[2] and 'rel="prev"' in numbered[2]
    assert ask(city.secretary, "nong thon", loai="passage", page="x").count("/lan/2/#b") == 50


def test_nothing_asked_nothing_found_and_odd_addresses(ask, city):
    assert "empty" in ask(city.secretary, "")
    for query in ("không có từ nào như vậy", "%%%", '"'):
        assert '<section class="empty">' in ask(city.secretary, query)
    for more in ({"loai": "x"}, {"page": "0"}, {"page": "999"}, {"page": "²"}, {"page": "9" * 30}):
        ask(city.secretary, "hộ nghèo", **more)


def test_typing_on_gets_the_results_alone(ask, city, client):
    part = ask(city.secretary, "hộ nghèo", htmx=True)
    assert "<html" not in part and "<mark>hộ nghèo</mark>" in part
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert b"<html" in client.get("/tim/?q=x", headers=restored).content


def test_few_queries_for_few_and_many_hits(client, city, django_assert_max_num_queries):
    client.force_login(city.secretary)
    for query in ("nông thôn", "nong thon khong co", "dang", "zzz"):
        with django_assert_max_num_queries(12):
            client.get("/tim/", {"q": query})


def test_who_is_not_signed_in_finds_nothing(client, city):
    assert client.get("/tim/?q=hộ nghèo").status_code in (302, 401, 404)
