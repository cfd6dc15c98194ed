"""The motto is not in motto form: as many short terms as the pack says, joined by dashes or commas.

One term more or less is let pass; a sentence is not. Authority: the pack's rule `motto_form`, drawn from
the mottoes of the congresses themselves; a habit, no rule.
"""

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import content, unwritten_place
from vankien.checks.reading.words import any_of
from vankien.model import Finding
from vankien.packs.model import Rule
from vankien.text import fold

CODE = "VK204"
SLACK = 1
_QUOTED = re.compile(r'"([^"]+)"')


def check(draft: Draft) -> Iterator[Finding]:
    rule = draft.pack.rules.get("motto_form")
    lines = content(draft, "motto")
    if rule is None or not lines or unwritten_place(draft, "motto"):
        return
    block, start = lines[0]
    terms = _terms(block.text[start:], rule)
    fewest, most = rule.value.get("min", 1) - SLACK, rule.value.get("max", len(terms)) + SLACK
    if fewest <= len(terms) <= most and not any(_is_sentence(term, rule) for term in terms):
        return
    params = {"part": "motto", "terms": len(terms), "words": block.text[start:].strip(" :")}
    yield Finding(CODE, params, draft.place(block.index, start), authority=rule.authority)


def _terms(text: str, rule: Rule) -> list[str]:
    key = fold(text)
    quoted = _QUOTED.search(key)
    motto = (quoted[1] if quoted else key).strip(' .:;"-*+')
    joints = "".join(re.escape(fold(mark).strip()) for mark in rule.value.get("separators", " - "))
    return [term.strip(' "') for term in re.split(rf"[{joints}](?!\d)", motto) if term.strip(' "')]


def _is_sentence(term: str, rule: Rule) -> bool:
    too_long = len(term.split()) > rule.value.get("words_each", len(term))
    return too_long or bool(any_of(tuple(rule.value.get("verbs", ()))).match(term))
