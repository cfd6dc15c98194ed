"""Parts that stand at a line of their own instead of under a heading: "- Nguyên nhân:", "Chủ đề Đại hội: …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from vankien.model import Block, Document, Section
from vankien.outline.looks import is_upper
from vankien.outline.titles import leads, zone_of, zones
from vankien.outline.words import is_one, opens
from vankien.packs.model import Outline, PartRule
from vankien.text import fold

_BULLET = re.compile(r"(?:[-+*•●–—]|\(?\w{1,3}[.)/-]|[IVX]+[.)/-])\s*")
_QUOTES = "\"“”«'‘"
_MID_CUE = r"\b{cue}(?: (?:của )?(?:đại hội|báo cáo chính trị|báo cáo|nhiệm kỳ))?[^.;:\"“”]{{0,60}}?(?:[:\"“«]|(?=[\"“«]))"
_WORDS = r"[^\W\d]+(?: [^\W\d]+){{0,{}}}"
_MOTTO = re.compile(
    rf"[\"“«']?(?:{_WORDS.format(5)}(?:\s*[-–]\s*{_WORDS.format(5)}){{2,7}}|{_WORDS.format(2)}(?:\s*[,;]\s*{_WORDS.format(2)}){{2,7}})"
    r"[\"”»'.]*$"
)
_NEAR_TOP = 30  # blocks before the first numbered heading, and not more than these
_LONGEST_THEME, _LONGEST_MOTTO = 90, 30


@dataclass(frozen=True, slots=True)
class Passage:
    """The block that names a part, and its content: blocks [start, end) from character `offset` of the first."""

    named: int
    start: int
    end: int
    offset: int
    how: str


def named_line(
    document: Document, sections: Sequence[Section], rule: PartRule, outline: Outline
) -> Passage | None:
    """The first line that is no heading but names the part, alone or before a colon."""
    wanted, looking = zone_of(rule), zones(sections)
    headings = {s.block for s in sections}
    for block in _running(document):
        if block.index in headings:
            continue
        head, offset = _head(block)
        if not head or not leads(head, rule):
            continue
        at = _innermost(sections, block.index)
        zone = looking[at] if at is not None else ""
        if wanted and zone and zone != wanted:
            continue
        return _content(document, sections, block, offset, rule, outline)
    return None


def _head(block: Block) -> tuple[str, int]:
    """The words that may name a part, bullet aside, and where the text goes on behind them."""
    bullet = _BULLET.match(block.text)
    start = bullet.end() if bullet else 0
    colon = block.text.find(":", start)
    end = colon if colon >= 0 else len(block.text)
    head = block.text[start:end].strip(" .*")
    if len(head.split()) > 12 or (colon < 0 and block.text[-1:] in ".;,"):
        return "", 0
    offset = end + 1 if colon >= 0 else end
    return head, offset + (len(block.text[offset:]) - len(block.text[offset:].lstrip()))


def _content(
    document: Document,
    sections: Sequence[Section],
    block: Block,
    offset: int,
    rule: PartRule,
    outline: Outline,
) -> Passage:
    """Down to the next heading or the next line that names another part."""
    inline = offset < len(block.text)
    starts = {s.block for s in sections}
    end = block.index + 1
    for later in document.blocks[end:]:
        head, _ = _head(later)
        other = (
            bool(head)
            and any(leads(head, r) for r in outline.parts if r.id != rule.id)
            and not leads(head, rule)
        )
        if later.index in starts or later.part not in ("body", "table") or other:
            break
        end = later.index + 1
    return Passage(
        block.index, block.index if inline else block.index + 1, end, offset if inline else 0, "line"
    )


def _running(document: Document) -> Iterator[Block]:
    return (b for b in document.blocks if b.part == "body" and b.text)


def _innermost(sections: Sequence[Section], block: int) -> int | None:
    inside = [i for i, s in enumerate(sections) if s.block <= block < s.end]
    return inside[-1] if inside else None


def banner(
    document: Document, sections: Sequence[Section], rule: PartRule, heading: Section | None
) -> Passage | None:
    """A theme or motto by its cue words: at the start of a line anywhere, inside a sentence near the top.

    Without cue words a theme is a quotation or a slogan in the title block, a motto a row of nouns there.
    """
    top = _top(document, sections)
    cue_words = sorted({fold(t) for t in (rule.name, *rule.titles)}, key=len, reverse=True)
    if heading is not None:
        inside = [
            b for b in document.blocks[heading.block + 1 : heading.end] if b.part in ("body", "textbox")
        ]
        return _cue_line(document, sections, inside, cue_words, rule.id)
    lines = [b for b in document.blocks if b.part in ("body", "textbox")]
    return (
        _cue_line(document, sections, lines, cue_words, rule.id)
        or _cue_in_sentence(top, cue_words)
        or _alone(top, rule.id)
    )


def _top(document: Document, sections: Sequence[Section]) -> list[Block]:
    first = next((s.block for s in sections if s.number is not None), len(document.blocks))
    return [b for b in document.blocks[:first] if b.part in ("body", "textbox", "table")][:_NEAR_TOP]


def _cue_line(
    document: Document, sections: Sequence[Section], lines: Sequence[Block], cues: Sequence[str], id: str
) -> Passage | None:
    """A line that begins with the cue and goes on after a colon, a quotation mark or on the next line."""
    for block in lines:
        bullet = _BULLET.match(block.text)
        start = bullet.end() if bullet else 0
        key = fold(block.text)
        cue = next((c for c in cues if key.startswith(c, start)), None)
        if cue is None:
            continue
        after = re.compile(r"[^:.;\"“«]{0,60}?\s*(?::|(?=[\"“«])|$)").match(block.text, start + len(cue))
        if after is None or re.match(r"\s*(?:năm|công tác năm|tháng)\b", key[start + len(cue) :]):
            continue
        rest = after.end() + len(block.text[after.end() :]) - len(block.text[after.end() :].lstrip())
        if rest < len(block.text):
            return Passage(block.index, block.index, _quote_end(document, block, rest), rest, "cue")
        end = _next_lines(document, sections, block, cues, id)
        return Passage(block.index, block.index + 1, end, 0, "cue")
    return None


def _next_lines(
    document: Document, sections: Sequence[Section], block: Block, cues: Sequence[str], id: str
) -> int:
    """Where the theme ends that stands on the line below its cue; right there when that line is something else."""
    end = block.index + 1
    starts = {s.block for s in sections}
    if end >= len(document.blocks):
        return end
    line = document.blocks[end]
    limit = _LONGEST_MOTTO if id == "motto" else _LONGEST_THEME
    stops = (
        line.index in starts or line.part != block.part or _BULLET.match(line.text) or ":" in line.text[:40]
    )
    if stops or len(line.text.split()) > limit:
        return end
    if line.text[:1] not in _QUOTES and not (
        is_upper(line.text) or _MOTTO.match(line.text) or line.alignment == "center"
    ):
        return end + 1 if len(line.text.split()) <= 40 else end
    return _quote_end(document, line, 0)


def _quote_end(document: Document, block: Block, start: int) -> int:
    """One past the block where a quotation that opens at `start` closes; the next block when it opens none."""
    if block.text[start : start + 1] not in _QUOTES or re.search(r"[\"”»'’]", block.text[start + 1 :]):
        return block.index + 1
    more = document.blocks[block.index + 1 : block.index + 4]
    open_lines = list(takewhile(lambda b: not re.search(r"[\"”»'’]", b.text), more))
    return block.index + 2 + len(open_lines) if len(open_lines) < len(more) else block.index + 1


def _cue_in_sentence(top: Sequence[Block], cues: Sequence[str]) -> Passage | None:
    """ "Đại hội diễn ra với chủ đề: …" near the top; the cue must lead to a colon or a quotation."""
    pattern = re.compile("|".join(_MID_CUE.format(cue=re.escape(c)) for c in cues))
    for block in top:
        match = pattern.search(fold(block.text))
        if match is None or re.match(r"\s*(?:năm|công tác năm)\b", fold(block.text)[match.start() + 6 :]):
            continue
        start = match.end() - (match[0][-1:] in _QUOTES)
        offset = start + len(block.text[start:]) - len(block.text[start:].lstrip())
        return Passage(block.index, block.index, block.index + 1, min(offset, len(block.text)), "cue")
    return None


def _alone(top: Sequence[Block], id: str) -> Passage | None:
    """A slogan in the title block, below the line that says what the document is."""
    kind = next((i for i, b in enumerate(top) if opens(b.text, "kinds")), None)
    if kind is None:
        return None
    for i in range(kind + 1, len(top)):
        text = top[i].text
        quoted = text[:1] in _QUOTES
        if is_one(text, "outer") or (opens(text.lstrip(_QUOTES), "letterhead") and not quoted):
            continue
        set_apart = quoted or is_upper(text) or top[i].alignment == "center"
        if set_apart and _is_motto(text) == (id == "motto") and (_is_motto(text) or _is_theme(text)):
            return Passage(top[i].index, top[i].index, _slogan_end(top, i), 0, "title")
    return None


def _is_motto(text: str) -> bool:
    return bool(_MOTTO.match(text)) and len(text.split()) <= 24


def _is_theme(text: str) -> bool:
    return 7 <= len(text.split()) <= _LONGEST_THEME and opens(text.lstrip(_QUOTES), "theme_verbs")


def _slogan_end(top: Sequence[Block], i: int) -> int:
    """A slogan set on several lines in capitals, or in quotation marks that close further down."""
    end = i + 1
    text = top[i].text
    if text[:1] in _QUOTES and not re.search(r"[\"”»]", text[1:]):
        while end < len(top) and end < i + 4:
            end += 1
            if re.search(r"[\"”»]", top[end - 1].text):
                return top[end - 1].index + 1
        return top[i].index + 1
    while (
        end < len(top)
        and is_upper(text)
        and is_upper(top[end].text)
        and end < i + 4
        and not _is_motto(top[end].text)
    ):
        end += 1
    return top[end - 1].index + 1
