"""Requests about a part of the outline: it stands in the new version and is more than a promise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from vankien.checks import vk204_motto_form
from vankien.checks.draft import Draft
from vankien.checks.reading.contents import content, unwritten_place
from vankien.checks.reading.words import any_of
from vankien.compare.tokens import key_of
from vankien.model import Block, Place
from vankien.packs.model import PartRule
from vankien.prove.doubts import doubt, settled, waiting, waits
from vankien.prove.locating import within
from vankien.prove.requests import Request
from vankien.prove.verdict import Verdict, met, needs_person, not_met, partly
from vankien.text import fold

_SOME = 15  # words: a part of fewer says that it exists, no more
_FEW = 8
_LISTED = ("key_programmes", "breakthroughs")  # whose items may be all that is written of them
_LINES = 5  # of a theme that is set on several lines
_ITS_OWN = re.compile(r"đại hội|nhiệm kỳ|báo cáo")
_BRACKETED = re.compile(r"\s*[(\[].*[)\]][\s.]*")
_UNSURE = re.compile(r"\?|\.{3}|…")
_ORDINAL = re.compile(r"lần thứ (\w+)")
_YEAR = re.compile(r"20\d\d")
_NAMED = {"theme": re.compile(r"\bchủ đề\b"), "motto": re.compile(r"\bphương châm\b")}
_Lines = Sequence[tuple[Block, int]]
_Flaw = Callable[[Draft, _Lines], tuple[str, str]]  # the reason, and what it lacks


def add_part(request: Request, old: Draft, new: Draft) -> Verdict:
    return _part(request, old, new, request.part, least=_SOME)


def set_theme(request: Request, old: Draft, new: Draft) -> Verdict:
    """With the elements that the pack asks for."""
    return _slogan(request, old, new, "theme", _lacking)


def set_motto(request: Request, old: Draft, new: Draft) -> Verdict:
    return _slogan(request, old, new, "motto", _no_motto)


def set_objectives(request: Request, old: Draft, new: Draft) -> Verdict:
    return _part(request, old, new, "objectives", least=_FEW)


def add_programmes(request: Request, old: Draft, new: Draft) -> Verdict:
    """Programmes, or projects, are named; tasks alone are none."""
    said = _part(request, old, new, "key_programmes", least=_FEW)
    match, rule = new.parts.get("key_programmes"), new.part("key_programmes")
    if said.value == "needs_person" or match is None or rule is None:
        return said
    words = fold(" ".join([match.place.quote, *(b.text[at:] for b, at in _own_lines(new, "key_programmes"))]))
    if doubt("programme").search(words):
        return said
    for section in new.sections:
        lines = [(b, 0) for b in new.document.blocks[section.block + 1 : section.end]]
        if doubt("programmes").search(fold(section.title)) and settled(lines) >= _FEW:
            return met("part_there", [new.place(b.index) for b, _ in lines[:3]], name=rule.name)
    return not_met("part_absent", name=rule.name)


def _part(request: Request, old: Draft, new: Draft, id: str, *, least: int) -> Verdict:
    new, old = within(new, id), within(old, id)
    rule = new.part(id)
    if rule is None:
        return needs_person("unknown_part", part=id)
    if (missing := _missing(new, rule)) is not None:
        return missing
    lines = _own_lines(new, id)
    places = _places(new, id, lines)
    words = sum(len(block.text[start:].split()) for block, start in lines)
    inner = _inner(new, id)
    if not words and inner:
        titles = sum(len(title.split()) for title in inner if not waits(title))
        if id in _LISTED and titles >= least:
            return met("part_there", places, name=rule.name)
        return partly("part_short", places, name=rule.name, words=titles)
    if not words:
        return not_met("part_empty", [new.parts[id].place], name=rule.name)
    if settled(lines) < least and (said := waiting(lines)):
        if all(waits(block.text[start:]) for block, start in lines):
            return not_met("part_promised", places, name=rule.name, words=said)
        return needs_person("part_waits", places, name=rule.name, words=said)
    if words < least:
        return partly("part_short", places, name=rule.name, words=words)
    if _is_unchanged(request, old, new, id):
        return not_met("part_unchanged", places, name=rule.name)
    return met("part_there", places, name=rule.name)


def _slogan(request: Request, old: Draft, new: Draft, id: str, flaw: _Flaw) -> Verdict:
    rule = new.part(id)
    if rule is None:
        return needs_person("unknown_part", part=id)
    if (missing := _missing(new, rule)) is not None:
        return missing
    lines = _slogan_lines(new, id)
    places = _places(new, id, lines)
    doubtful = _doubtful(new, id, lines)
    if doubtful is not None:
        return needs_person("part_waits", [*places, doubtful][:3], name=rule.name, words=doubtful.quote)
    reason, lacking = flaw(new, lines)
    if reason:
        return partly(reason, places, name=rule.name, lacking=lacking)
    if _is_unchanged(request, old, new, id):
        return not_met("part_unchanged", places, name=rule.name)
    return met("part_there", places, name=rule.name)


def _missing(new: Draft, rule: PartRule) -> Verdict | None:
    match = new.parts.get(rule.id)
    if match is None:
        near = list(_named_elsewhere(new, rule.id))
        if near:
            return needs_person("part_elsewhere", near[:3], name=rule.name)
        return not_met("part_absent", name=rule.name)
    unwritten = unwritten_place(new, rule.id)
    lines = content(new, rule.id)
    written = [b.text[at:] for b, at in lines if any(c.isalnum() for c in b.text[at:])]
    bracketed = rule.id in _NAMED and bool(_BRACKETED.fullmatch(written[0] if written else ""))
    if unwritten is None and not bracketed and (written or not lines):
        return None
    promised = bool(lines)
    place = unwritten or new.place(lines[0][0].index, lines[0][1])
    return not_met("part_promised" if promised else "part_empty", [place], name=rule.name, words=place.quote)


def _inner(new: Draft, id: str) -> list[str]:
    """The titles below the part's own heading."""
    own = new.parts[id].section
    return [s.title for s in new.sections if own is not None and own.block < s.block < own.end]


def _own_lines(new: Draft, id: str) -> _Lines:
    """The content under the part's own heading; that of headings beside it is another part's, too."""
    match, lines = new.parts[id], content(new, id)
    if match.how != "heading" or match.section is None:
        return lines
    return [(block, start) for block, start in lines if block.index < match.section.end]


def _slogan_lines(new: Draft, id: str) -> _Lines:
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


def _doubtful(new: Draft, id: str, lines: _Lines) -> Place | None:
    """Where a theme or motto is not settled: in its own lines, or in brackets right below."""
    blocks = new.document.blocks
    shown = [block for block, _ in lines]
    following = shown[-1].index + 1 if shown else len(blocks)
    below = blocks[following : following + 1]
    shown += [b for b in below if b.text.lstrip().startswith(("(", "["))]
    stated = fold(" ".join(block.text[start:] for block, start in lines))
    if _UNSURE.search(stated) or _NAMED[id].search(stated):
        return new.place(lines[0][0].index, lines[0][1])
    for block in shown:
        if hit := doubt("slogan").search(fold(block.text)):
            return new.place(block.index, hit.start(), hit.end())
    first = new.parts[id].place
    if _is_of_another_congress(new, first):
        return first
    before = fold(blocks[shown[0].index].text[: lines[0][1]]) if shown else ""
    led = _NAMED[id].split(before)[0].strip(' "-–•+*.:') if shown and shown[0].index == first.block else ""
    if id == "motto" and len(led.split()) > 1 and not _ITS_OWN.search(fold(blocks[first.block].text)):
        return first
    return None


def _is_of_another_congress(new: Draft, named: Place) -> bool:
    """Whether the line that names a theme or motto gives it to an earlier congress or term."""
    label = re.split('["“]', fold(named.quote))[0]
    above = fold(" ".join(b.text for b in new.document.blocks[: named.block]))
    ordinals, own = _ORDINAL.findall(label), _ORDINAL.findall(above)
    years = [int(year) for year in _YEAR.findall(label)]
    earlier = new.term is not None and bool(years) and max(years) <= new.term[0]
    return earlier or (bool(own) and any(o not in own for o in ordinals))


def _lacking(new: Draft, lines: _Lines) -> tuple[str, str]:
    """The elements that a theme has not, by their names."""
    rule = new.pack.rules.get("theme_elements")
    theme = fold(" ".join(block.text[start:] for block, start in lines))
    elements = rule.value["elements"].values() if rule else ()
    lacking = [e["name"] for e in elements if not any_of(tuple(e["cues"])).search(theme)]
    return ("theme_lacks", ", ".join(lacking)) if lacking else ("", "")


def _no_motto(new: Draft, lines: _Lines) -> tuple[str, str]:
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


def _is_unchanged(request: Request, old: Draft, new: Draft, id: str) -> bool:
    """Whether another wording was asked for and the part says what it said."""
    if not doubt("change").search(fold(request.text)):
        return False
    before, after = ([key_of(b.text[at:]) for b, at in content(draft, id)] for draft in (old, new))
    return bool(after) and before == after


def _places(new: Draft, id: str, lines: _Lines) -> list[Place]:
    return [new.place(block.index, start) for block, start in lines[:3]] or [new.parts[id].place]
