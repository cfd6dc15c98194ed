"""What figures are called for people: by indicator, topic, role."""

from __future__ import annotations

import re

from django.utils.text import capfirst
from django.utils.translation import get_language

from vankien import packs
from vankien.packs import PackError
from vankien.packs.model import Indicator
from vankien.sentences import catalogue, sentence
from vankien_web.figures.models import Figure

_BREAK = re.compile(r"[,;:(](?!\d)")


def indicators(pack: str) -> dict[str, Indicator]:
    """Those of a pack, by id; none of one that is no longer installed."""
    try:
        return dict(packs.load(pack).indicators)
    except PackError:
        return {}


def all_indicators() -> dict[str, Indicator]:
    """Those of all packs that are installed, by id; the newest pack's name of each holds."""
    found: dict[str, Indicator] = {}
    try:
        for pack in packs.available():
            found |= pack.indicators
    except PackError:
        return found
    return found


def name_of(figure: Figure, known: dict[str, Indicator]) -> str:
    """The indicator's name as the pack has it, else the topic's."""
    indicator = known.get(figure.indicator)
    return indicator_name(indicator) if indicator else topic_name(figure.topic)


def indicator_name(indicator: Indicator) -> str:
    if _language() == "vi":
        return indicator.name
    names = catalogue("en")["indicator_names"]
    return str(names.get(indicator.id, indicator.name))


def topic_name(topic: str) -> str:
    return str(catalogue(_language())["topic_names"].get(topic, topic))


def role_name(role: str) -> str:
    return capfirst(sentence("role", role, _language()))


def _language() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def spot(figure: Figure) -> tuple[int, int]:
    """Where the figure stands in its sentence, (0, 0) for nowhere; of several alike the one that is meant."""
    alike = re.compile(rf"(?<![\d.,]){re.escape(figure.surface)}")
    found = list(alike.finditer(figure.sentence))
    if not found:
        return 0, 0
    at = 0
    if len(found) > 1:
        same = {"version": figure.version_id, "block": figure.block, "sentence": figure.sentence}
        twins = type(figure).objects.filter(**same, surface=figure.surface, start__lt=figure.start)
        at = min(twins.count(), len(found) - 1)
    return found[at].span()


def clause(figure: Figure) -> str:
    """The words right before the figure: "nông nghiệp" of "nông nghiệp 8%, dịch vụ 47%"; empty for none."""
    before = figure.sentence[: spot(figure)[0]]
    return _BREAK.split(before)[-1].strip(" -–.")
