"""Every column of the database is marked none, personal or sensitive, and the page says so."""

import pytest

from benchmarks.inventory import INVENTORY, inventory_page
from vankien_web.common import inventory

pytestmark = pytest.mark.once


def test_every_column_is_marked_once():
    """A new column: add its name to one of the three lines of its model in the app's inventory.toml."""
    assert inventory.problems() == []


def test_an_unmarked_column_is_told_of(monkeypatch):
    known = inventory.marks()
    left_out = [m for m in known if (m.model, m.field) != ("units.Person", "name")]
    monkeypatch.setattr(inventory, "marks", lambda: left_out)
    assert inventory.problems() == ["units.Person.name is not marked in inventory.toml"]
    more = [*known, known[0], known[0]._replace(field="gone")]
    monkeypatch.setattr(inventory, "marks", lambda: more)
    told = inventory.problems()
    assert [p.partition(" ")[2] for p in told] == ["is marked twice", "is marked and is not there"]


def test_a_candidates_particulars_are_sealed_and_nothing_else_of_them_is_stored():
    """Whatever a plan says of people is in the sealed columns: no column beside them is personal."""
    mine = {(m.model, m.field): m.kind for m in inventory.marks() if m.room == "personnel"}
    assert {pair for pair, kind in mine.items() if kind != "none"} == {
        ("personnel.PersonnelPlan", "sealed"),
        ("personnel.Row", "sealed"),
        ("personnel.Poll", "sealed"),
    }


def test_the_page_is_up_to_date():
    assert INVENTORY.read_text(encoding="utf-8") == inventory_page(), "run: make docs"
