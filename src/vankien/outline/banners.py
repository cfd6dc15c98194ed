"""Where the theme and the motto stand: after their cue words, or alone in the title block."""

import re
from collections.abc import Sequence
from itertools import takewhile

from vankien.model import Block, Document, Section
from vankien.outline.lines import BULLET, Passage
from vankien.outline.looks import is_upper
from vankien.outline.words import is_one, opens, words
from vankien.packs.model import PartRule
from vankien.text import fold

_LEADS = re.compile(r"[^:.;\"“«]{0,60}?\s*(?::\s*|(?=[\"“«])|$)")
_QUOTES_END = "\"”»'’"
_QUOTES = "\"“”«'‘"
_MID_CUE = r"\b{cue}[^.;:\"“”]{{0,80}}?(?:[:\"“«]|(?=[\"“«]))"
_WORDS = r"[^\W\d]+(?: [^\W\d]+){{0,{}}}"
_MOTTO = re.compile(
    rf"[\"“«']?(?:{_WORDS.format(5)}(?:\s*[-–]\s*{_WORDS.format(5)}){{2,7}}"
    rf"|{_WORDS.format(2)}(?:\s*[,;]\s*{_WORDS.format(2)}){{2,7}})[\"”»'.]*$"
)
_NEAR_TOP = 30  # blocks before the first numbered heading, and not more than these
_LONGEST_THEME, _LONGEST_MOTTO = 90, 30


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
        offset = _after_cue(block.text, cues)
        if offset is None:
            continue
        if offset < len(block.text):
            return Passage(block.index, block.index, _quote_end(document, block, offset), offset, "cue")
        end = _next_lines(document, sections, block, id)
        return Passage(block.index, block.index + 1, end, 0, "cue")
    return None


def _after_cue(text: str, cues: Sequence[str]) -> int | None:
    """Where the theme or motto begins behind its cue at the start of a line; None when it is neither."""
    bullet = BULLET.match(text)
    start = bullet.end() if bullet else 0
    key = fold(text)
    cue = next((c for c in cues if key.startswith(c, start)), None)
    after = _LEADS.match(text, start + len(cue)) if cue else None
    if after is None or _of_another(key[start : after.end()], key[after.end() :]):
        return None
    quoted = after.end() < len(text) and text[after.end() - 1] != ":"
    if quoted and text.rstrip(" .!")[-1:] not in _QUOTES_END and ":" not in after[0]:
        return None
    return after.end()


def _of_another(cue: str, rest: str) -> bool:
    """Whether it is a year's theme, or a saying that everybody calls a motto: “4 tại chỗ”."""
    return any(word in cue for word in words("not_banner")) or opens(rest.lstrip(_QUOTES + " "), "sayings")


def _next_lines(document: Document, sections: Sequence[Section], block: Block, id: str) -> int:
    """Where the text ends that stands on the line below its cue; right there when that is something else."""
    end = block.index + 1
    if end >= len(document.blocks) or any(s.block == end for s in sections):
        return end
    line = document.blocks[end]
    if line.part != block.part or BULLET.match(line.text) or ":" in line.text[:40]:
        return end
    return _quote_end(document, line, 0) if _reads_as_banner(line, id) else end


def _reads_as_banner(line: Block, id: str) -> bool:
    length = len(line.text.split())
    if length > (_LONGEST_MOTTO if id == "motto" else _LONGEST_THEME):
        return False
    set_apart = line.text[:1] in _QUOTES + "(" or is_upper(line.text) or line.alignment == "center"
    return set_apart or length <= 12 or (id == "theme" and opens(line.text, "theme_verbs"))


def _quote_end(document: Document, block: Block, start: int) -> int:
    """One past the block where a quotation that opens at `start` closes, or past `block` when none opens."""
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
        if match is None or _of_another(match[0], match.string[match.end() - 1 :]):
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
