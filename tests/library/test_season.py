"""Steps, dossier, deadlines and leads of the packs that ship, and of a directive that is only a folder."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from vankien import packs
from vankien.packs import season

PARTY = ("dang-2019", "dang-2025")
WITH_CELLS = [(p.id, unit) for p in packs.available() for unit in (*p.units, *p.cells)]


@pytest.mark.parametrize(("id", "unit"), WITH_CELLS)
def test_every_kind_of_unit_has_steps_and_papers_with_a_source(id: str, unit: str) -> None:
    pack = packs.load(id)
    items = [*season.steps(pack, unit), *season.dossier(pack, unit)]
    assert season.steps(pack, unit) and season.dossier(pack, unit)
    assert all(i.authority.text and i.authority.source and i.authority.confidence for i in items)


def test_the_commune_counts_its_branches_before_its_dossier_goes_up() -> None:
    """Row S6: 11 of 11 branches have held their congress."""
    steps = season.steps(packs.load("dang-2019"), "xa-phuong")
    counted = [step for step in steps if step.counted]
    assert [(step.id, step.of) for step in counted] == [("cells", "chi bộ")]
    order = [step.id for step in steps]
    assert order.index("cells") < order.index("drafting") < order.index("dossier_sent")
    assert order[-1] == "preparatory"


def test_each_level_counts_the_congresses_below_it() -> None:
    pack = packs.load("dang-2019")
    counted = {u: [s.of for s in season.steps(pack, u) if s.counted] for u in (*pack.units, *pack.cells)}
    assert counted["huyen-tp"] == ["tổ chức cơ sở đảng"]
    assert counted["tinh"] == ["đảng bộ trực thuộc"]
    assert counted["chi-bo"] == []


@pytest.mark.parametrize("id", PARTY)
def test_the_dossier_has_every_kind_of_document(id: str) -> None:
    papers = season.dossier(packs.load(id), "xa-phuong")
    kinds = {paper.kind for paper in papers if paper.kind}
    assert kinds == {"political_report", "self_review", "personnel_plan", "resolution", "congress_programme"}
    assert all(paper.required for paper in papers if paper.kind)


@pytest.mark.parametrize("pack", packs.available(), ids=lambda p: p.id)
def test_papers_about_candidates_are_marked_and_the_others_are_not(pack: packs.Pack) -> None:
    personnel = {paper.id for paper in pack.dossier if paper.personnel}
    assert {"personnel_plan", "candidates", "delegation"} <= personnel
    words = ("nhân sự", "trích ngang", "đoàn đại biểu", "giới thiệu đại biểu")
    assert personnel == {paper.id for paper in pack.dossier if any(w in paper.name.lower() for w in words)}


def test_a_congress_of_two_contents_is_asked_for_no_personnel_plan() -> None:
    pack = packs.load("dang-2025")
    contents = season.contents(pack)
    assert contents and contents.merging == (1, 2) and contents.default == (1, 2, 3, 4)
    papers = season.dossier(pack, "xa-phuong", contents.merging)
    assert papers and not any(paper.personnel for paper in papers)


@pytest.mark.parametrize(
    ("id", "unit", "until", "days"),
    [
        ("dang-2019", "xa-phuong", date(2020, 6, 30), 2),
        ("dang-2019", "co-quan", date(2020, 6, 30), 2),
        ("dang-2019", "huyen-tp", date(2020, 8, 31), 3),
        ("dang-2019", "tinh", date(2020, 10, 31), 4),
        ("dang-2019", "chi-bo", date(2020, 6, 30), None),
        ("dang-2025", "chi-bo", date(2025, 6, 30), 1),
        ("dang-2025", "co-quan", date(2025, 6, 30), 2),
        ("dang-2025", "xa-phuong", date(2025, 8, 31), None),
        ("dang-2025", "tinh", date(2025, 10, 31), 4),
    ],
)
def test_deadlines(id: str, unit: str, until: date, days: int | None) -> None:
    deadline = season.deadline(packs.load(id), unit)
    assert deadline and deadline.authority.source
    assert (deadline.until, deadline.max_days) == (until, None if days is None else Decimal(days))


def test_a_pilot_congress_may_come_early() -> None:
    pack = packs.load("dang-2019")
    assert season.deadline(pack, "xa-phuong").from_ == date(2020, 4, 1)
    assert season.deadline(pack, "xa-phuong", pilot=True).from_ is None


def test_where_no_rule_speaks_there_is_none() -> None:
    union = packs.load("cong-doan-2023")
    assert season.deadline(union, "cong-doan-co-so") is None
    assert season.review_lead(union) is season.notice_lead(union) is None
    assert season.preparatory(union, "cong-doan-co-so") is None
    assert season.members_for_delegates(union).members == 150


@pytest.mark.parametrize("id", PARTY)
def test_leads_and_forms(id: str) -> None:
    pack = packs.load(id)
    review, notice = season.review_lead(pack), season.notice_lead(pack)
    assert (review.value, review.unit, review.authority.confidence) == (45, "working_days", "J")
    assert (notice.value, notice.unit) == (30, "working_days")
    form = season.members_for_delegates(pack)
    assert (form.members, form.below, form.at_least) == (200, "đại hội đảng viên", "đại hội đại biểu")
    assert season.preparatory(pack, "huyen-tp").max_days == Decimal("0.5")
    commune = season.preparatory(pack, "xa-phuong")
    assert commune.max_days is None and not commune.required


@pytest.mark.parametrize("pack", packs.available(), ids=lambda p: p.id)
def test_nine_workstreams(pack: packs.Pack) -> None:
    assert len({stream.id for stream in season.workstreams(pack)}) == 9


def test_a_new_directive_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "dang-2030"
    folder.mkdir()
    said = 'authority = "Chỉ thị thử"\nsource = ["Bản chính"]\nconfidence = "H"\n'
    (folder / "pack.toml").write_text(
        'id = "dang-2030"\ntitle = "Đợt thử"\nextends = "dang-2025"\nvalid = { from = 2029-01-01 }\n'
        f'[steps.survey]\nname = "Khảo sát"\nafter = "cells"\n{said}'
        f'[steps.figures]\nname = "Thẩm định số liệu"\nunits = []\n{said}'
        f"[rules.deadline_base]\nunits = ['co-quan']\nuntil = 2030-05-31\n{said}",
        encoding="utf-8",
    )
    assert packs.lint(folder) == []
    pack = packs.load(folder)
    order = [step.id for step in season.steps(pack, "co-quan")]
    assert order.index("survey") == order.index("cells") + 1
    assert "figures" not in order
    assert season.deadline(pack, "co-quan").until == date(2030, 5, 31)
    assert season.deadline(pack, "co-quan-dang") is None
    assert season.dossier(pack, "co-quan") == season.dossier(packs.load("dang-2025"), "co-quan")
