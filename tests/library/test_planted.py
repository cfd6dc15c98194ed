"""The planted faults in short: the generator keeps its word; VK401–408 keep theirs on every set of frames."""

import pytest

from benchmarks.planted import drafts, frames, score

BAR = 0.92  # over all rules: a few faults of one rule say little; `make bench` measures each


@pytest.mark.parametrize("name", frames.SETS)
def test_planted_faults_are_found_and_little_else(name):
    result = score.measure(drafts.drafts(frames.load(name), 7, 3, frames.CODES))
    total = result.total
    assert total.right + total.missed >= 3 * len(frames.CODES)
    assert (total.recall or 0) >= BAR and (total.precision or 0) >= BAR, "\n".join(result.errors)


def test_a_draft_without_planted_faults_is_clean():
    writer = drafts.Writer(frames.load("third"), drafts.seeded(11))
    found = score.measure(writer.draft(f"clean-{n}", []) for n in range(12))
    assert found.total.right == found.total.missed == 0
    assert found.total.false <= 1, "\n".join(found.errors)


def test_the_same_seed_makes_the_same_drafts():
    def texts(seed: int) -> list[str]:
        planted = drafts.drafts(frames.load("first"), seed, 1, frames.CODES)
        return [line.text for draft in planted for line in draft.report.lines]

    assert texts(3) == texts(3) != texts(4)


def test_every_rule_has_enough_ways_to_be_broken():
    first = frames.load("first")
    assert all(len(first.of[code]) >= 40 for code in (*frames.SENTENCES, "VK407"))
    assert all(len(first.lists[code.lower()]) >= 40 for code in ("VK401", "VK408"))
    for name in frames.SETS:
        texts = [frame.text for group in frames.load(name).of.values() for frame in group]
        assert len(texts) == len(set(texts))
