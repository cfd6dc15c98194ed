"""Every problem of a pack is one sentence that names the file and the key."""

from pathlib import Path

import pytest

from vankien import packs
from vankien.sentences import catalogue

HEAD = """
id = "thu"
title = "Bộ thử"
extends = "dang-2019"
valid = { from = 2029-01-01 }
"""
OWN_INDICATOR = """
[indicators.cay_xanh]
name = "Cây xanh trồng mới"
aliases = ["cây xanh"]
units = ["cây"]
measure = "sum"
topic = "moi_truong"
verifier = "Phòng Kinh tế"
source = ["Quyết định thử"]
confidence = "H"
"""
REPORT_KEY = "outlines.xa-phuong.political_report"
REPORT = f"[{REPORT_KEY}]\n"
LIKE = 'like = "xa-phuong/political_report"'
RULE = '[rules.women]\nmin_share = 0.2\nauthority = "Quyết định thử"\nconfidence = "H"'
STEP = '[steps.thu]\nname = "Bước thử"\nauthority = "Kế hoạch thử"\nsource = ["x"]\nconfidence = "H"\n'
CODE = """
[codes.VK9]
outline = "info"
draft = "info"
submitted = "info"
authority = "Quyết định thử"
source = ["Quyết định thử"]
confidence = "J"
"""
OURS = Path(packs.__file__).parent


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "thu"
    folder.mkdir()
    (folder / "pack.toml").write_text(HEAD, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "folder", sorted(head.parent for head in OURS.glob("*/pack.toml")), ids=lambda f: f.name
)
def test_our_own_packs_have_no_problem(folder: Path) -> None:
    assert packs.lint(folder) == []


def test_a_sound_addition_has_no_problem(pack: Path) -> None:
    (pack / "own.toml").write_text(OWN_INDICATOR, encoding="utf-8")
    assert packs.lint(pack) == []
    assert packs.load(pack).indicators["cay_xanh"].unit == "cây"


@pytest.mark.parametrize(
    ("toml", "key", "word"),
    [
        ('colour = "red"', "`colour`", "extends"),
        ("[indicators.ho_ngheo]\nalias = []", "`indicators.ho_ngheo.alias`", "aliases"),
        (OWN_INDICATOR.replace('source = ["Quyết định thử"]\n', ""), "`indicators.cay_xanh.source`", "thiếu"),
        (OWN_INDICATOR.replace('confidence = "H"\n', ""), "`indicators.cay_xanh.confidence`", "thiếu"),
        (OWN_INDICATOR.replace('"H"', '"cao"'), "`indicators.cay_xanh.confidence`", "cao"),
        (OWN_INDICATOR.replace("moi_truong", "rung"), "`indicators.cay_xanh.topic`", "rung"),
        (OWN_INDICATOR.replace("cây xanh", "Tỷ lệ Hộ nghèo"), "`indicators.cay_xanh.aliases`", "ho_ngheo"),
        (OWN_INDICATOR + "plausible = [9, 1]", "`indicators.cay_xanh.plausible`", "[9, 1]"),
        (OWN_INDICATOR.replace('["cây xanh"]', '"cây xanh", 3'), "own.toml", "line 4"),
        (RULE, "`rules.women.source`", "thiếu"),
        (REPORT + 'indicators = ["ho_ngeo"]', f"`{REPORT_KEY}.indicators`", "ho_ngeo"),
        (REPORT + 'required = ["them"]', f"`{REPORT_KEY}.required`", "them"),
        (REPORT + 'order = [["them", "theme"]]', f"`{REPORT_KEY}.order`", "them"),
        (REPORT + 'foreign = ["bien"]', f"`{REPORT_KEY}.foreign`", "bien"),
        (REPORT + 'like = "xa/x"', f"`{REPORT_KEY}.like`", "xa/x"),
        ("[outlines.hop-tac.political_report]\n" + LIKE, "`outlines.hop-tac`", "hop-tac"),
        ("[outlines.xa-phuong.letter]\n" + LIKE, "`outlines.xa-phuong.letter`", "letter"),
        ('[codes.VK101]\ndraft = "fatal"', "`codes.VK101.draft`", "fatal"),
        (CODE, "`codes.VK9`", "mã"),
        ('[parts.theme]\nwithin = "top"', "`parts.theme.within`", "top"),
        ('[parts.theme]\nsource = ["S999"]', "`parts.theme.source`", "S999"),
        ('[parts.theme]\ntitles = "x"\nname = 3', "`parts.theme.name`", "3"),
        ("parts = 3", "`parts`", "bảng"),
        (STEP + 'units = ["thon"]', "`steps.thu.units`", "chi-bo"),
        (
            STEP.replace("steps.thu", "rules.deadline_x") + 'units = ["tinh"]',
            "`rules.deadline_x.units`",
            "deadline_province",
        ),
        (STEP + 'after = "khong_co"', "`steps.thu.after`", "khong_co"),
        (STEP + "counted = true", "`steps.thu.counted`", "of"),
        (STEP.replace("steps", "dossier") + 'kind = "letter"', "`dossier.thu.kind`", "letter"),
        (STEP.replace("steps", "dossier") + "content = 5", "`dossier.thu.content`", "1, 2, 3, 4"),
        (STEP.replace("steps.thu", "rules.deadline_x") + 'until = "mai"', "`rules.deadline_x.until`", "mai"),
        (
            STEP.replace("steps.thu", "rules.deadline_x") + 'units = ["thon"]',
            "`rules.deadline_x.units`",
            "thon",
        ),
        (
            STEP.replace("steps.thu", "rules.review_lead") + 'value = 3\nunit = "tuần"',
            "`rules.review_lead.unit`",
            "tuần",
        ),
    ],
)
def test_a_problem_names_the_file_and_the_key(pack: Path, toml: str, key: str, word: str) -> None:
    (pack / "own.toml").write_text(toml, encoding="utf-8")
    problems = packs.lint(pack)
    assert len(problems) == 1, problems
    assert "own.toml" in problems[0] and key in problems[0] and word in problems[0]


def test_dates_must_be_in_order(pack: Path) -> None:
    head = HEAD.replace("2029-01-01", "2029-01-01, until = 2028-01-01")
    (pack / "pack.toml").write_text(head, encoding="utf-8")
    assert packs.lint(pack) == ["pack.toml: `valid.until` là ngày 01/01/2028, trước ngày bắt đầu 01/01/2029."]


def test_a_pack_that_extends_nothing_must_say_everything(pack: Path) -> None:
    (pack / "pack.toml").write_text('id = "thu"', encoding="utf-8")
    missing = {problem.split("`")[1] for problem in packs.lint(pack)}
    assert missing == {"title", "valid", "units", "kinds", "outlines"}


def test_what_is_extended_must_exist_and_not_point_back(pack: Path) -> None:
    (pack / "pack.toml").write_text(HEAD.replace("dang-2019", "dang-2050"), encoding="utf-8")
    assert "dang-2050" in packs.lint(pack)[0]
    (pack / "pack.toml").write_text(HEAD.replace('"dang-2019"', f'"{pack}"'), encoding="utf-8")
    assert "kế thừa chính nó" in packs.lint(pack)[0]


def test_outlines_that_point_at_each_other_are_named_once(pack: Path) -> None:
    circle = '[outlines.co-quan.outline]\nlike = "co-quan-dang/outline"\n'
    (pack / "own.toml").write_text(circle + circle.replace("co-quan.o", "co-quan-dang.o"), encoding="utf-8")
    assert len(packs.lint(pack)) == 1 and "vòng tròn" in packs.lint(pack)[0]


def test_an_own_format_is_checked(pack: Path) -> None:
    (pack / "pack.toml").write_text(HEAD + 'formats = ["noi-bo"]', encoding="utf-8")
    assert "noi-bo" in packs.lint(pack)[0]
    (pack / "formats").mkdir()
    form = 'title = "Nội bộ"\nauthority = "Quy định thử"\nsource = ["x"]\nconfidence = "H"\n[rules.number]\n'
    (pack / "formats" / "noi-bo.toml").write_text(form + "pattern = '(Số'", encoding="utf-8")
    assert "formats/noi-bo.toml: `rules.number.pattern`" in packs.lint(pack)[0]
    (pack / "formats" / "noi-bo.toml").write_text(form + "pattern = 'Số'", encoding="utf-8")
    assert packs.lint(pack) == []
    assert [form.id for form in packs.load(pack).formats] == ["noi-bo"]


def test_a_file_that_is_not_utf8_and_a_folder_that_is_no_pack(pack: Path, tmp_path: Path) -> None:
    (pack / "own.toml").write_bytes("name = 'Đảng'".encode("utf-16"))
    assert "UTF-8" in packs.lint(pack)[0]
    assert "pack.toml" in packs.lint(tmp_path)[0]


def test_every_sentence_exists_in_both_languages_with_the_same_places() -> None:
    for table in ("pack", "pack_lint"):
        vi, en = catalogue("vi")[table], catalogue("en")[table]
        assert vi.keys() == en.keys()
        for key in vi:
            assert set(_places(vi[key])) == set(_places(en[key])), key


def _places(sentence: str) -> list[str]:
    return [piece.split("}")[0] for piece in sentence.split("{")[1:]]
