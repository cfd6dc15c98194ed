"""What an event says to people: each app's `events.toml`, beside its apps.py.

[version_submitted]                     # the verb
vi = "{who} nộp bản {number} ({file})"  # blanks: who, subject, on, and the names of the details
en = "{who} submitted version {number} ({file})"

[words.stage]                           # how the values of the detail `stage` are said
approved = {vi = "đã duyệt", en = "approved"}
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

from django.apps import apps
from django.utils.translation import get_language

from vankien_web.common.models import Event

MACHINE = {"vi": "Hệ thống", "en": "The system"}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


class Verb(NamedTuple):
    """The sentence of a verb and the words of its app, each by language."""

    text: Mapping[str, str]
    words: Mapping[str, Mapping[str, Mapping[str, str]]]


@cache
def verbs() -> dict[str, Verb]:
    """Every verb that an installed app says. Raises ValueError when two apps say the same one."""
    said: dict[str, Verb] = {}
    for app in apps.get_app_configs():
        path = Path(app.path) / "events.toml"
        if app.name.startswith("vankien_web.") and path.is_file():
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            words = table.pop("words", {})
            if twice := said.keys() & table.keys():
                raise ValueError(f"{path}: {', '.join(sorted(twice))} belongs to another app")
            said |= {verb: Verb(text, words) for verb, text in table.items()}
    return said


def sentence(event: Event, language: str | None = None) -> str:
    """`event` in one sentence, in `language`, else in the reader's; a verb that nobody says is shown bare."""
    chosen = "en" if (language or get_language() or "vi").startswith("en") else "vi"
    verb = verbs().get(event.verb, Verb({chosen: f"{{who}}: {event.verb} ({{subject}})"}, {}))
    who = event.actor_name or (MACHINE[chosen] if event.actor == "machine" else event.actor)
    told: dict[str, Any] = {"subject": event.subject, "on": event.on.isoformat(), **event.details}
    filled = {name: _said(value, verb.words.get(name, {}), chosen) for name, value in told.items()}
    return verb.text[chosen].format_map(_Blanks(filled, who=who))


def blanks(verb: str) -> set[str]:
    """The details that the sentences of `verb` need. Raises KeyError when it has none."""
    texts = verbs()[verb].text
    named = {name for text in texts.values() for _, name, _, _ in Formatter().parse(text) if name}
    return named - {"who", "subject", "on"}


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _said(value: Any, words: Mapping[str, Mapping[str, str]], language: str) -> str:
    """A detail as people write it: a day as dd/mm/yyyy, a list with commas, a code by its word."""
    if isinstance(value, list):
        return ", ".join(_said(item, words, language) for item in value)
    if str(value) in words:
        return words[str(value)][language]
    if value is None or value == "":
        return "…"
    day = _DAY.fullmatch(str(value))
    return f"{day[3]}/{day[2]}/{day[1]}" if day else str(value)
