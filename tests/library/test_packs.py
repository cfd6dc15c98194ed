"""The packs that ship, and that a new directive is a new folder and no code."""

import os
from datetime import date
from pathlib import Path

import pytest

from vankien import packs
from vankien.text import fold

REPORT = {"theme", "motto", "results", "weaknesses", "causes", "lessons", "objectives", "targets"}
COMMUNE = REPORT | {"defence_security", "party_building", "key_programmes", "breakthroughs"}
OFFICE = COMMUNE - {"defence_security"} | {"political_task"}
PARTY_OFFICE = OFFICE - {"political_task"} | {"advisory"}
REQUIRED = {
    "xa-phuong": COMMUNE,
    "huyen-tp": COMMUNE,
    "tinh": COMMUNE,
    "co-quan": OFFICE,
    "co-quan-dang": PARTY_OFFICE,
}
BOLD = {"tang_thu_ns", "htx", "ho_ngheo", "bhyt", "bhxh_tn", "antt", "giao_quan", "ket_nap_dv", "tccsd"}
PARTY_PACKS = ("dang-2019", "dang-2025")
ERRORS = {"VK101", "VK201", "VK203", "VK205", "VK301", "VK302", "VK401"}


def parts(outline: packs.Outline, flag: str) -> set[str]:
    return {part.id for part in outline.parts if getattr(part, flag)}


@pytest.mark.parametrize("id", PARTY_PACKS)
@pytest.mark.parametrize("kind", ["political_report", "outline"])
@pytest.mark.parametrize(("unit", "required"), REQUIRED.items())
def test_required_parts_are_those_of_the_contract(id: str, kind: str, unit: str, required: set[str]) -> None:
    outline = packs.load(id).outline(unit, kind)
    assert parts(outline, "required") == required
    assert parts(outline, "figures") == {"defence_security", "party_building"} & required
    assert parts(outline, "short") == {"advisory"} & required


@pytest.mark.parametrize("id", PARTY_PACKS)
def test_offices_are_not_asked_for_social_and_economic_indicators(id: str) -> None:
    pack = packs.load(id)
    for unit in ("xa-phuong", "huyen-tp", "tinh"):
        assert set(pack.outline(unit, "political_report").required_indicators) == BOLD
    for unit in ("co-quan", "co-quan-dang"):
        assert set(pack.outline(unit, "political_report").required_indicators) == {"ket_nap_dv", "tccsd"}


def test_poverty_is_foreign_to_an_office_and_at_home_in_a_commune() -> None:
    pack = packs.load("dang-2019")
    office = {topic.id for topic in pack.outline("co-quan", "political_report").foreign_topics}
    commune = {topic.id for topic in pack.outline("xa-phuong", "political_report").foreign_topics}
    assert {"ho_ngheo", "nong_thon_moi", "mua_vu", "chan_nuoi"} <= office
    assert not commune & office


@pytest.mark.parametrize("pack", packs.available(), ids=lambda pack: pack.id)
def test_every_unit_has_every_kind_of_document(pack: packs.Pack) -> None:
    assert set(pack.outlines) == {(unit, kind) for unit in pack.units for kind in pack.kinds}


@pytest.mark.parametrize("pack", packs.available(), ids=lambda pack: pack.id)
def test_every_value_says_where_it_comes_from(pack: packs.Pack) -> None:
    authorities = [*pack.authorities.values(), *(o.authority for o in pack.outlines.values())]
    authorities += [part.authority for outline in pack.outlines.values() for part in outline.parts]
    authorities += [item.authority for item in (*pack.indicators.values(), *pack.rules.values())]
    authorities += [rule.authority for form in pack.formats for rule in form.rules.values()]
    assert all(a.text and a.source and a.confidence in "HMLJ" for a in authorities)
    assert all(basis.source and basis.kind and basis.number for basis in pack.basis)


def test_source_marks_become_readable_text() -> None:
    source = packs.load("dang-2019").rules["women"].authority.source
    assert "phunu.namdinh.gov.vn" in source and "S51" not in source


def test_a_directive_is_known_by_kind_number_and_date() -> None:
    bases = {pack.id: pack.basis[0] for pack in packs.available()}
    assert (bases["dang-2019"].number, bases["dang-2019"].date) == ("35-CT/TW", date(2019, 5, 30))
    assert (bases["dang-2025"].number, bases["dang-2025"].date) == ("45-CT/TW", date(2025, 4, 14))


def test_seven_findings_block_a_draft_and_no_other_content_finding_does() -> None:
    pack = packs.load("dang-2019")
    blocking = {code for code in pack.severities if pack.severity(code, "draft") == "error"}
    assert blocking == ERRORS
    content = [code for code in pack.severities if code[2] in "12346" and code not in ERRORS]
    assert {pack.severity(code, "draft") for code in content} == {"warning"}


def test_an_outline_is_not_blamed_for_being_one_and_a_submitted_draft_must_be_clean() -> None:
    pack = packs.load("dang-2019")
    assert pack.severity("VK102", "outline") is None
    assert pack.severity("VK301", "outline") == "warning"
    assert [pack.severity("VK514", phase) for phase in ("outline", "draft", "submitted")] == [
        None,
        None,
        "error",
    ]


def test_the_format_in_force_depends_on_the_day_and_the_family() -> None:
    pack = packs.load("dang-2019")
    found = [pack.format_on(day) for day in (None, date(2020, 3, 12), date(2026, 5, 27))]
    assert [form.id for form in found if form] == ["dang-hd36-2018", "dang-hd36-2018", "dang-hd05-2026"]
    state = pack.format_on(date(2020, 3, 5), "nha-nuoc")
    assert state is not None and state.id == "nd30-2020"
    assert pack.format_on(date(2020, 3, 4), "nha-nuoc") is None


def test_the_items_of_a_programme_are_no_sections() -> None:
    outline = packs.load("dang-2019").outline("xa-phuong", "congress_programme")
    assert all(part.item for part in outline.parts)
    assert not any(part.item for part in packs.load("dang-2019").outline("xa-phuong", "resolution").parts)


def test_what_is_not_confirmed_says_so() -> None:
    form = packs.load("dang-2025").formats[1]
    assert form.id == "dang-hd05-2026" and "chưa thẩm định" in form.title
    assert {rule.authority.confidence for rule in form.rules.values()} == {"L"}


@pytest.mark.parametrize("pack", packs.available(), ids=lambda pack: pack.id)
def test_an_alias_belongs_to_one_indicator_and_no_indicator_is_ruled_out_by_itself(pack: packs.Pack) -> None:
    owner: dict[str, str] = {}
    for indicator in pack.indicators.values():
        for alias in indicator.aliases:
            assert owner.setdefault(fold(alias), indicator.id) == indicator.id
            assert not any(fold(word) in fold(alias) for word in indicator.not_words), alias


def test_an_unknown_pack_is_one_sentence() -> None:
    with pytest.raises(packs.PackError, match=r"dang-1999.*dang-2019"):
        packs.load("dang-1999")


NEW_DIRECTIVE = """
id = "dang-2030"
title = "Đại hội đảng bộ các cấp nhiệm kỳ 2030-2035"
extends = "dang-2025"
valid = { from = 2029-01-01 }
authority = "Đề cương của đợt thử"

[[basis]]
kind = "Chỉ thị"
number = "01-CT/TW"
date = 2029-01-01
source = ["Văn bản thử"]

[outlines.xa-phuong.political_report]
required = ["theme", "results"]
indicators = ["so_hoa"]

[outlines.xa-phuong.political_report.limits]
results = 900

[outlines.xa-phuong.political_report.titles]
theme = ["khẩu hiệu lớn của đại hội"]

[codes.VK203]
draft = "silent"
"""


@pytest.fixture
def new_pack(tmp_path: Path) -> Path:
    folder = tmp_path / "dang-2030"
    folder.mkdir()
    (folder / "pack.toml").write_text(NEW_DIRECTIVE, encoding="utf-8")
    return folder


def test_a_new_directive_is_a_new_folder_and_no_code(new_pack: Path) -> None:
    assert packs.lint(new_pack) == []
    pack = packs.load(new_pack)
    outline = pack.outline("xa-phuong", "political_report")
    results, theme = outline.part("results"), outline.part("theme")
    assert parts(outline, "required") == {"theme", "results"}
    assert outline.required_indicators == ("so_hoa",)
    assert results is not None and results.max_words == 900
    assert (
        theme is not None and "khẩu hiệu lớn của đại hội" in theme.titles and "chủ đề đại hội" in theme.titles
    )
    assert pack.severity("VK203", "draft") is None and pack.severity("VK203", "submitted") == "error"
    assert [basis.date for basis in pack.basis] == [date(2029, 1, 1)]
    assert parts(pack.outline("co-quan", "political_report"), "required") == OFFICE
    assert parts(packs.load("dang-2025").outline("xa-phuong", "political_report"), "required") == COMMUNE


def test_a_folder_named_in_the_environment_is_available(
    new_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANKIEN_PACKS", os.pathsep.join([str(new_pack.parent), "/no/such/folder"]))
    assert packs.load("dang-2030").title.endswith("2030-2035")
    assert [pack.id for pack in packs.available()][-1] == "dang-2030"
    monkeypatch.delenv("VANKIEN_PACKS")
    assert "dang-2030" not in {pack.id for pack in packs.available()}
