"""The motto is not in motto form: four to six nouns joined by dashes or commas, not a sentence.

Three to seven short terms are let pass. Authority: the mottoes of the congresses themselves; a habit, no
rule.
"""

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import content, unwritten_place
from vankien.checks.reading.words import cues
from vankien.model import Finding
from vankien.text import fold

CODE = "VK204"
FEWEST, MOST, LONGEST = 3, 7, 5
_QUOTED = re.compile(r'"([^"]+)"')
_JOINT = re.compile(r"\s+-\s*|\s*-\s+|\s*[,;.•]\s+|\s*-\s*(?=[^\W\d_])")


def check(draft: Draft) -> Iterator[Finding]:
    lines = content(draft, "motto")
    if not lines or unwritten_place(draft, "motto"):
        return
    block, start = lines[0]
    terms = _terms(block.text[start:])
    if FEWEST <= len(terms) <= MOST and not any(_is_sentence(term) for term in terms):
        return
    params = {"part": "motto", "terms": len(terms), "words": block.text[start:].strip(" :")}
    yield Finding(CODE, params, draft.place(block.index, start))


def _terms(text: str) -> list[str]:
    key = fold(text)
    quoted = _QUOTED.search(key)
    motto = (quoted[1] if quoted else key).strip(' .:;"-*+')
    return [term.strip(' "') for term in _JOINT.split(motto) if term.strip(' "')]


def _is_sentence(term: str) -> bool:
    return len(term.split()) > LONGEST or bool(cues("motto")["sentence"].match(term))
