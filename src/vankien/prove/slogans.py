"""Requests that a theme or a motto be set: it is stated, whole, and of this congress."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vankien.checks import vk204_motto_form
from vankien.checks.draft import Draft
from vankien.checks.reading.contents import content
from vankien.checks.reading.words import any_of
from vankien.model import Place
from vankien.prove.claims import term_ahead
from vankien.prove.doubts import doubt, table, waits
from vankien.prove.parts import Lines, as_it_was, missing, places_of
from vankien.prove.plain import own_levels, own_words
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly
from vankien.text import fold

_LINES = 5  # of a theme that is set on several lines
_WHOLE = 20  # words: fewer hardly tell of four elements
_ITS_OWN = re.compile(r"đại hội|nhiệm kỳ|báo cáo")
_UNSURE = re.compile(r"\?|\.{3}|…")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r'"[^"]*"')
_OF_LEVEL = re.compile(r"\b(?:của|cho|do)\b[^,.;:]{0,40}?\b(tỉnh|huyện|thành phố|quận|thị xã|cấp trên)\b")
_ORDINAL = re.compile(r"lần thứ (\w+)")
_YEAR = re.compile(r"20\d\d")
_NAMED = {"theme": re.compile(r"\bchủ đề\b"), "motto": re.compile(r"\bphương châm\b")}
_Flaw = Callable[[Draft, Lines], tuple[str, str]]  # the reason, and what it lacks


def set_theme(request: Request, old: Draft, new: Draft) -> Verdict:
    """With the elements that the pack asks for."""
    return _slogan(request, old, new, "theme", _lacking)


def set_motto(request: Request, old: Draft, new: Draft) -> Verdict:
    return _slogan(request, old, new, "motto", _no_motto)


def _slogan(request: Request, old: Draft, new: Draft, id: str, flaw: _Flaw) -> Verdict:
    rule = new.part(id)
    if rule is None:
        return needs_person("unknown_part", part=id)
    if (lacks := missing(new, rule, elsewhere=list(_named_elsewhere(new, id)), bracketed=True)) is not None:
        return lacks
    lines = _slogan_lines(new, id)
    places = places_of(new, id, lines)
    if lines and _is_of_others(new, new.parts[id].place, lines[0][0].text):
        return not_met("slogan_of_others", places, name=rule.name)
    doubtful = _doubtful(new, id, lines)
    if doubtful is not None:
        return needs_person("part_waits", [*places, doubtful][:3], name=rule.name, words=doubtful.quote)
    reason, lacking = flaw(new, lines)
    if reason:
        return partly(reason, places, name=rule.name, lacking=lacking)
    if stands := as_it_was(request, old, new, rule, places):
        return stands
    return met("part_there", places, name=rule.name)


def _slogan_lines(new: Draft, id: str) -> Lines:
    """The theme or motto, whole: a sentence in quotes or after a comma goes on in the next line."""
    lines = list(content(new, id)[:1])
    blocks = new.document.blocks
    headings = {s.block for s in new.sections}
    while lines and len(lines) < _LINES:
        text = " ".join(block.text[start:] for block, start in lines).rstrip()
        following = lines[-1][0].index + 1
        open_quote = text.count("“") > text.count("”") or fold(text).count('"') % 2 == 1
        if not (open_quote or text.endswith((",", ";", "-", "–"))) or following >= len(blocks):
            break
        if following in headings or blocks[following].part not in ("body", "table", "textbox"):
            break
        lines.append((blocks[following], 0))
    return lines


def _doubtful(new: Draft, id: str, lines: Lines) -> Place | None:
    """Where a theme or motto is not settled: in its own lines, or in brackets right below."""
    blocks = new.document.blocks
    shown = [block for block, _ in lines]
    following = shown[-1].index + 1 if shown else len(blocks)
    below = blocks[following : following + 1]
    shown += [b for b in below if b.text.lstrip().startswith(("(", "["))]
    stated = fold(" ".join(block.text[start:] for block, start in lines))
    if lines and not _is_led_plainly(new, id, lines):
        return new.place(lines[0][0].index)
    if _UNSURE.search(stated) or _NAMED[id].search(stated):
        return new.place(lines[0][0].index, lines[0][1])
    for block in shown:
        if hit := doubt("slogan").search(fold(block.text)):
            return new.place(block.index, hit.start(), hit.end())
    first = new.parts[id].place
    before = fold(blocks[shown[0].index].text[: lines[0][1]]) if shown else ""
    led = _NAMED[id].split(before)[0].strip(' "-–•+*.:') if shown and shown[0].index == first.block else ""
    if id == "motto" and len(led.split()) > 1 and not _ITS_OWN.search(fold(blocks[first.block].text)):
        return first
    return None


def _is_led_plainly(new: Draft, id: str, lines: Lines) -> bool:
    """Whether only known words stand before a slogan, in the line that names it, and after its quotes."""
    (first, start), (last, _) = lines[0], lines[-1]
    named = new.parts[id].place
    before = fold(first.text[:start] if first.index == named.block else named.quote)
    after = " ".join(fold(last.text).split('"')[2::2])
    known = set(table("plain")["slogan"].split()) | own_words(new)
    return set(_WORD.findall(re.split(r"[.;]\s", before)[-1]) + _WORD.findall(after)) <= known


def _is_of_others(new: Draft, named: Place, line: str) -> bool:
    """Whether the line that states a theme or motto gives it to another level, or to an earlier congress."""
    levels = {m[1] for m in _OF_LEVEL.finditer(_QUOTED.sub(" ", fold(line)))}
    if '"' in fold(line) and levels - own_levels(new):
        return True
    label = re.split('["“]', fold(named.quote))[0]
    above = fold(" ".join(b.text for b in new.document.blocks[: named.block]))
    ordinals, own = _ORDINAL.findall(label), _ORDINAL.findall(above)
    years = [int(year) for year in _YEAR.findall(label)]
    earlier = bool(years) and max(years) <= term_ahead(new)
    return earlier or (bool(own) and any(o not in own for o in ordinals))


def _lacking(new: Draft, lines: Lines) -> tuple[str, str]:
    """The elements that a theme has not, by their names."""
    rule = new.pack.rules.get("theme_elements")
    theme = fold(" ".join(block.text[start:] for block, start in lines))
    elements = rule.value["elements"].values() if rule else ()
    lacking = [e["name"] for e in elements if not any_of(tuple(e["cues"])).search(theme)]
    if lacking:
        return "theme_lacks", ", ".join(lacking)
    return ("theme_short" if len(theme.split()) < _WHOLE else "", "")


def _no_motto(new: Draft, lines: Lines) -> tuple[str, str]:
    return ("motto_form" if next(vk204_motto_form.check(new), None) else "", "")


def _named_elsewhere(new: Draft, id: str) -> Iterator[Place]:
    """Where a congress's theme or motto seems to be stated though no line of its own says so."""
    named = _NAMED.get(id)
    for block in new.blocks if named else ():
        key = fold(block.text)
        hit = named.search(key) if named else None
        stated = bool(block.cell) or '"' in key
        if hit and stated and _ITS_OWN.search(key) and not waits(block.text):
            yield new.place(block.index)
