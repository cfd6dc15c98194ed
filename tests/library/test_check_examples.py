"""Every check has failing and passing examples and sentences in both languages, or a test fails."""

import json

import pytest

from library.draft_factory import draft_of, examples, text_of
from vankien.checks import Check, all_checks, render
from vankien.sentences import LANGUAGES, catalogue

EVERY = pytest.mark.parametrize("check", all_checks(), ids=lambda c: c.code)


@EVERY
def test_has_both_kinds_of_examples(check: Check):
    found = examples(check.code)
    assert found.get("fails"), f"{check.code} has no failing example"
    assert found.get("passes"), f"{check.code} has no passing example"


@EVERY
def test_finds_what_the_failing_examples_expect(check: Check):
    for example in examples(check.code)["fails"]:
        findings = sorted(check.check(draft_of(example)), key=_order)
        assert findings, text_of(example)
        assert len(findings) == len(example["finds"]), findings
        for finding, expected in zip(findings, example["finds"], strict=True):
            assert finding.code == check.code
            assert expected.get("params", {}).items() <= finding.params.items(), finding
            if "quote" in expected:
                assert finding.place is not None
                assert finding.place.quote == expected["quote"]
            if "block" in expected:
                assert finding.place is not None
                assert finding.place.block == expected["block"]


@EVERY
def test_is_silent_on_the_passing_examples(check: Check):
    for example in examples(check.code)["passes"]:
        assert list(check.check(draft_of(example))) == [], text_of(example)


@EVERY
def test_findings_are_data_and_become_sentences(check: Check):
    assert {"message", "hint"} <= catalogue("vi")[check.code].keys()
    for example in examples(check.code)["fails"]:
        for finding in check.check(draft_of(example)):
            assert json.loads(json.dumps(finding.params)) == finding.params
            for language in LANGUAGES:
                rendered = render(finding, language)
                assert rendered.message.endswith("."), rendered
                assert rendered.hint
                assert "{" not in rendered.message + rendered.hint


def _order(finding):
    return (finding.place.block, finding.place.start) if finding.place else (-1, -1)
