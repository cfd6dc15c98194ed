"""The extraction against sentences of our own wording, field by field."""

import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from library.figures_factory import figures
from vankien.model import Figure

GOLDEN = Path(__file__).parent / "data" / "figures.toml"
FIELDS = ("total", "topic", "period", "role", "comparator")


def sentences() -> list[tuple[str, list[dict[str, Any]]]]:
    data = tomllib.loads(GOLDEN.read_text(encoding="utf-8"))
    return [(s["text"], [_truth(f) for f in s["figures"]]) for s in data["sentence"]]


def _truth(entry: dict[str, Any]) -> dict[str, Any]:
    value = entry["value"]
    return {
        "value": tuple(Decimal(v) for v in value) if isinstance(value, list) else Decimal(value),
        "unit": entry["unit"],
        "total": Decimal(entry["total"]) if "total" in entry else None,
        "topic": entry["topic"],
        "period": entry.get("period"),
        "role": entry["role"],
        "comparator": entry.get("comparator", "="),
    }


def matched(truths: list[dict[str, Any]], got: tuple[Figure, ...]) -> list[tuple[dict[str, Any], Figure]]:
    """Pairs of equal value and unit, in order of the text."""
    left, pairs = list(got), []
    for truth in truths:
        found = next((f for f in left if f.value == truth["value"] and f.unit == truth["unit"]), None)
        if found:
            left.remove(found)
            pairs.append((truth, found))
    return pairs


def test_every_bar_is_passed() -> None:
    right: Counter[str] = Counter()
    stated = found = 0
    for text, truths in sentences():
        got = figures(text)
        stated, found = stated + len(truths), found + len(got)
        for truth, figure in matched(truths, got):
            right["value+unit"] += 1
            right.update(name for name in FIELDS if getattr(figure, name) == truth[name])
            right["topic+period"] += figure.topic == truth["topic"] and figure.period == truth["period"]
    score = {name: 2 * n / (stated + found) for name, n in right.items()}
    print(f"{stated} figures:", ", ".join(f"{name} {value:.3f}" for name, value in score.items()))
    assert stated > 300
    assert score["value+unit"] >= 0.99
    assert score["topic"] >= 0.95
    assert score["topic+period"] >= 0.93
    assert min(score[name] for name in ("total", "comparator", "role")) >= 0.97


def test_surface_is_the_text_between_its_offsets() -> None:
    for text, _ in sentences():
        for figure in figures(text):
            assert text[figure.start : figure.end] == figure.surface
            assert figure.surface.strip() == figure.surface != ""
