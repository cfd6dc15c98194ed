"""Requests put to whole reports: verdict, sentence and passages are right, and "met" is never false."""

from functools import cache

import pytest

from library.prove_factory import STYLES, cases, document, draft, edited, numbered
from vankien import checks
from vankien.prove import Request, prove
from vankien.prove.requests import number_of
from vankien.sentences import sentence

NAMES = ("indicators", "parts", "sections", "figures")
ALL = [(case, STYLES[i % len(STYLES)]) for i, case in enumerate(c for name in NAMES for c in cases(name))]


@cache
def ready(lines, unit):
    return checks.prepare(document(lines), pack="dang-2019", unit=unit, kind="political_report")


def verdict(case, style):
    """What is said of a case, the version that it is said of, and its request."""
    old, paths = numbered(draft(case["draft"]), style)
    new, _ = numbered(edited(draft(case["draft"]), case["edits"]), style)
    said = dict(case["request"])
    if "value" in said:
        said["value"] = number_of(str(said["value"]))
    if said.get("section", "").startswith("num:"):
        said["section"] = paths[said["section"].removeprefix("num:")]
    before, after = (ready(tuple(lines), case["draft"]) for lines in (old, new))
    [(_, told)] = prove([Request(id=case["id"], **said)], before, after)
    return told, after


@pytest.mark.parametrize(("case", "style"), ALL, ids=lambda v: v["id"] if isinstance(v, dict) else v)
def test_the_verdict_is_right(case, style):
    told, after = verdict(case, style)
    assert told.value in case["want"]
    assert told.value != "met" or "met" in case["want"]
    for language in ("vi", "en"):
        why = sentence("prove", told.reason, language, **told.params)
        assert why.endswith(".")
        assert why[0].isupper()
        assert "{" not in why
    for place in told.evidence:
        text = after.document.blocks[place.block].text
        assert 0 <= place.start < place.end <= len(text)
        assert place.quote == text[place.start : place.end]


@pytest.mark.parametrize("style", STYLES)
def test_a_number_is_the_old_versions(style):
    """What stands under that number in the new version may be another section."""
    moved = [["#2 Lĩnh vực kinh tế", "#2 Đặc điểm tình hình\nDân số 12.450 người.\n#2 Lĩnh vực kinh tế"]]
    case = {
        "id": "YC",
        "draft": "xa-phuong",
        "request": {"kind": "rewrite_section", "section": "num:Quốc phòng - an ninh"},
    }
    assert verdict(case | {"edits": moved}, style)[0].value == "not_met"
    anew = [*moved, ["§Quốc phòng - an ninh", "{anew}\n"]]
    assert verdict(case | {"edits": anew}, style)[0].value == "met"


def test_a_part_of_another_kind_of_unit_is_found_by_its_own_outline():
    """The command line's contract names no kind of unit for `prove`."""
    old, _ = numbered(draft("co-quan-dang"), "words")
    text = ready(tuple(old), "xa-phuong")
    [(_, told)] = prove([Request(id="YC", kind="add_part", part="advisory")], text, text)
    assert told.reason == "part_unchanged"  # found, but as it was
