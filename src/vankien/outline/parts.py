"""Where the parts that an outline expects stand in a draft: under a heading, else at a line of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from vankien.model import Document, Place, Section
from vankien.outline.banners import banner
from vankien.outline.lines import Passage, named_line
from vankien.outline.titles import FITS, fit, zone_of, zones
from vankien.outline.tree import section_at
from vankien.packs.model import Outline, PartRule


@dataclass(frozen=True, slots=True)
class PartMatch:
    """Where a part stands: its content is blocks [start, end), from character `offset` of the first.

    `section` is the heading that it stands under, or the innermost one around it (None before the first).
    `place` is the line that names it. `how`: "heading"; "line" for a line that is no heading; "cue" for a
    theme or motto after its cue words; "title" for one that stands alone in the title block.
    """

    part_id: str
    section: Section | None
    start: int
    end: int
    offset: int
    place: Place
    how: str


BANNERS = ("theme", "motto")
STRAYS = ("weaknesses", "causes", "lessons")  # misplaced among what is to come they are still there
PLAIN = 0.9  # a heading that says little else


def match_parts(document: Document, sections: Sequence[Section], outline: Outline) -> dict[str, PartMatch]:
    """The parts of `outline` found in `document`, by part id; a part that is nowhere is left out.

    A mention in running text is not the part. An empty part is found all the same: judging it is left to
    the checks.
    """
    fits = _undisputed({rule.id: _fits(sections, rule) for rule in outline.parts})
    plain = {
        rule.id: [score if score >= PLAIN else 0.0 for score in (fit(s.title, rule) for s in sections)]
        for rule in outline.parts
    }
    found: dict[str, PartMatch] = {}
    for rule in outline.parts:
        match = _by_heading(document, sections, outline, rule, fits)
        if rule.id in BANNERS:
            match = _banner(document, sections, rule, match)
        elif match is None:
            match = _by_line(document, sections, rule, outline)
        if match is None and rule.id in STRAYS:
            match = _by_heading(document, sections, outline, rule, plain)
        if match is not None:
            found[rule.id] = match
    return found


def _fits(sections: Sequence[Section], rule: PartRule) -> list[float]:
    """Per section how well its title fits the rule, 0 where the section looks the other way in time."""
    wanted = zone_of(rule)
    found = [fit(s.title, rule) for s in sections]
    return [
        0.0 if score < FITS or (wanted and zone and zone != wanted) else score
        for score, zone in zip(found, zones(sections), strict=True)
    ]


def _undisputed(fits: Mapping[str, list[float]]) -> dict[str, list[float]]:
    """Without the fits that another part beats clearly: "Nguyên nhân của hạn chế" is no heading of
    weaknesses."""
    best = [max(column) for column in zip(*fits.values(), strict=True)]
    return {
        id: [score if score >= top - 0.2 else 0.0 for score, top in zip(row, best, strict=True)]
        for id, row in fits.items()
    }


def _by_heading(
    document: Document,
    sections: Sequence[Section],
    outline: Outline,
    rule: PartRule,
    fits: Mapping[str, list[float]],
) -> PartMatch | None:
    own = fits[rule.id]
    rivals = [i for i, score in enumerate(own) if score and not _split(sections, outline, rule, fits, i)]
    if not rivals:
        return None
    best = max(rivals, key=lambda i: (own[i] + _after_predecessor(sections, outline, rule, fits, i), -i))
    section = sections[best]
    start = section.text_block if section.text_block is not None else section.block + 1
    end = _with_siblings(sections, fits, rule, best)
    text = document.blocks[section.block].text
    place = Place(section.block, 0, len(text), section.path, text)
    return PartMatch(rule.id, section, min(start, end), end, section.text_start or 0, place, "heading")


def _split(
    sections: Sequence[Section], outline: Outline, rule: PartRule, fits: Mapping[str, list[float]], i: int
) -> bool:
    """Whether a title names several parts and the headings below give each its own place.

    "HẠN CHẾ VÀ NGUYÊN NHÂN" with a heading "1. Hạn chế" below it is not where the causes stand.
    """
    below = list(takewhile(lambda j: sections[j].block < sections[i].end, range(i + 1, len(sections))))
    alone = not any(fits[r.id][i] for r in outline.parts if r is not rule)
    if alone or not below:
        return False
    if any(fits[rule.id][j] >= 0.9 for j in below):
        return True
    if any(fits[r.id][j] for r in outline.parts if r.within == rule.id for j in below):
        return False
    return any(fits[r.id][j] >= 0.8 for r in outline.parts if r.within is None for j in below)


def _after_predecessor(
    sections: Sequence[Section], outline: Outline, rule: PartRule, fits: Mapping[str, list[float]], i: int
) -> float:
    """A little more for a heading below or right after the part that usually comes before: causes after
    weaknesses."""
    at = outline.parts.index(rule)
    parent = sections[i].parent
    beside = next((j for j in range(i - 1, -1, -1) if sections[j].parent == parent), None)
    near = [j for j in (beside, parent) if j is not None]
    return 0.08 if at and any(fits[outline.parts[at - 1].id][j] for j in near) else 0.0


def _with_siblings(
    sections: Sequence[Section], fits: Mapping[str, list[float]], rule: PartRule, best: int
) -> int:
    """The end of the part: the headings beside it that fit it best belong to it too ("4. An ninh trật
    tự")."""
    end = sections[best].end
    for i in range(best + 1, len(sections)):
        beside = sections[i].block == end and sections[i].parent == sections[best].parent
        if beside and fits[rule.id][i] >= 0.75 and fits[rule.id][i] == max(row[i] for row in fits.values()):
            end = sections[i].end
    return end


def _by_line(
    document: Document, sections: Sequence[Section], rule: PartRule, outline: Outline
) -> PartMatch | None:
    passage = named_line(document, sections, rule, outline)
    return None if passage is None else _match(document, sections, rule, passage)


def _banner(
    document: Document, sections: Sequence[Section], rule: PartRule, heading: PartMatch | None
) -> PartMatch | None:
    """A theme or motto: a cue line inside its heading's section or near the top, or alone in the title
    block."""
    passage = banner(document, sections, rule, heading.section if heading else None)
    return heading if passage is None else _match(document, sections, rule, passage)


def _match(document: Document, sections: Sequence[Section], rule: PartRule, passage: Passage) -> PartMatch:
    section = section_at(sections, passage.named)
    text = document.blocks[passage.named].text
    place = Place(passage.named, 0, len(text), section.path if section else None, text)
    return PartMatch(rule.id, section, passage.start, passage.end, passage.offset, place, passage.how)
