"""The lines that may be headings: numbered or not, with titles that run over several lines put together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vankien.model import Block, Document, Span
from vankien.outline.looks import Look, is_upper, look, sentence_like, weigh
from vankien.outline.numerals import KEYWORDS, Reading, readings
from vankien.outline.plain import plain_titles
from vankien.outline.regions import barred, is_appendix
from vankien.outline.words import is_one, opens

_ITEM = re.compile(r"[-+*•●○▪■□◦·–—➢✓√→]|\(\s?\w{1,4}\s?\)|[(\[\"“”'‘«…_.]")
_MARKDOWN = re.compile(r"(#{1,6})\s+")
_YEAR = re.compile(r"[-–]? ?(?:19|20)\d\d\)?")  # a term's last year, broken off by the line's end
_TERM = re.compile(r"(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d$")  # with its term a title is complete
_TITLE_WORDS = 60
_LABEL_WORDS = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading. `lines` counts the blocks that its number and title take."""

    block: Block
    readings: tuple[Reading, ...]  # empty for a line without a number
    look: Look
    score: float
    outer: bool = False  # an unnumbered heading of the outermost level: MỞ ĐẦU, KẾT LUẬN, PHỤ LỤC
    appendix: bool = False
    title_block: int | None = None
    last_block: int = 0
    followed: bool = True  # text, not the next candidate, stands below


def candidates(document: Document) -> list[Candidate]:
    """Every line of the body that may be a heading, in reading order."""
    body = [_prepared(b, document) for b in document.blocks if b.part == "body" and b.text]
    if _all_bold(body):
        body = [replace(b, spans=()) for b in body]
    marks = barred(body)
    for position in plain_titles(body, marks):
        marks[position] = "plain"
    found: list[Candidate] = []
    position = 0
    while position < len(body):
        candidate = None if marks[position] == "contents" else _candidate(body, position, marks)
        position += 1
        if candidate is not None:
            found.append(candidate)
            while position < len(body) and body[position].index <= candidate.last_block:
                position += 1
    return list(_with_followers(found, body))


def _prepared(block: Block, document: Document) -> Block:
    """A line of a .md without the marks of its headings and bold letters."""
    if document.format != "md":
        return block
    marks = _MARKDOWN.match(block.text)
    text = re.sub(r"\*\*|__", "", block.text[marks.end() :] if marks else block.text)
    bold = (Span(0, len(text), bold=True),) if block.text[:2] in ("**", "__") else ()
    return replace(block, text=text, outline_level=len(marks[1]) if marks else None, spans=bold)


def _all_bold(body: Sequence[Block]) -> bool:
    """Whether the prose itself is set in bold, so that bold says nothing."""
    prose = [b for b in body if len(b.text.split()) > 25]
    return len(prose) > 2 and sum(b.bold for b in prose) > len(prose) / 2


def _candidate(body: Sequence[Block], position: int, marks: Sequence[str]) -> Candidate | None:
    block = body[position]
    numbers = _numbers(block)
    if numbers and marks[position] != "end":
        return _numbered(body, position, marks, numbers)
    return _unnumbered(body, position, marks)


def _numbers(block: Block) -> tuple[Reading, ...]:
    if _ITEM.match(block.text) or opens(block.text, "signature"):
        return ()
    found = readings(block.text, block.label)
    return tuple(
        r for r in found if not (r.scheme in ("upper", "roman") and opens(block.text[r.end :], "names"))
    )


def _numbered(
    body: Sequence[Block], position: int, marks: Sequence[str], numbers: tuple[Reading, ...]
) -> Candidate | None:
    block = body[position]
    seen = look(block, numbers[0].end)
    keyword = numbers[0].scheme in KEYWORDS
    lines = _title_lines(body, position + 1, marks, seen, keyword)
    title_block = lines[0].index if lines and not seen.title else None
    if not seen.title and not keyword and not lines:
        return None
    if lines:
        seen = _joined(seen, lines)
    score = weigh(seen, block.text) + (4.0 if keyword else 0.0)
    last = lines[-1].index if lines else block.index
    return Candidate(block, numbers, seen, score, title_block=title_block, last_block=last)


def _joined(seen: Look, lines: Sequence[Block]) -> Look:
    parts = [look(b) for b in lines]
    title = " ".join(filter(None, (seen.title, *(_whole(b) for b in lines))))
    return replace(
        parts[0],
        title=title,
        text_start=None,
        run_in="",
        upper=seen.upper or parts[0].upper,
        bold=seen.bold or parts[0].bold,
        centred=seen.centred or parts[0].centred,
        level=seen.level if seen.level is not None else parts[0].level,
        closing=lines[-1].text[-1:],
    )


def _whole(block: Block) -> str:
    return block.text.strip(" .:;")


def _title_lines(
    body: Sequence[Block], position: int, marks: Sequence[str], first: Look, keyword: bool
) -> list[Block]:
    """The lines below a number, or below a title in capitals, that belong to the same title."""
    lines: list[Block] = []
    if first.title and (first.run_in or not (first.upper or (keyword and first.bold and first.centred))):
        return lines
    size = first.words
    while position < len(body) and marks[position] not in ("contents", "end"):
        block = body[position]
        seen = look(block)
        size += seen.words
        opened = bool(first.title or lines)
        if size > _TITLE_WORDS or not _continues(block, seen, first if first.title else None, lines, opened):
            break
        lines.append(block)
        position += 1
    return lines


def _continues(block: Block, seen: Look, first: Look | None, lines: Sequence[Block], opened: bool) -> bool:
    if opened and _YEAR.fullmatch(block.text):
        return True
    if _ITEM.match(block.text) or _numbers(block) or block.break_before or seen.closing in "!;":
        return False
    if not opened:
        whole = not seen.run_in or is_upper(block.text)
        return seen.words <= 40 and whole and (seen.upper or seen.bold or seen.closing != ".")
    if is_one(block.text, "outer") or opens(block.text, "aside") or opens(block.text, "address"):
        return False
    before = first or look(lines[-1])
    if lines:
        before = look(lines[-1])
    if _TERM.search(before.title) and not (_TERM.search(seen.title) or opens(seen.title, "goes_on")):
        return False
    alike = seen.bold == before.bold and seen.centred == before.centred
    return alike and ((seen.upper and before.upper) or (seen.bold and seen.centred and not seen.run_in))


def _unnumbered(body: Sequence[Block], position: int, marks: Sequence[str]) -> Candidate | None:
    block = body[position]
    if _ITEM.match(block.text) or opens(block.text, "address"):
        return None
    seen = look(block)
    outer = _outermost(seen, block)
    if marks[position] == "title" and (_is_label(seen, block) or not (outer or _opening(seen))):
        return None
    if marks[position] == "end" and not is_appendix(block):
        return None
    plain = marks[position] == "plain"
    if not (outer or plain or seen.level is not None or _stands_out(seen)) or _in_a_grid(
        body, position, seen
    ):
        return None
    lines = (
        _title_lines(body, position + 1, marks, seen, False)
        if seen.upper and marks[position] != "title"
        else []
    )
    if lines:
        seen = _joined(seen, lines)
    score = 4.0 if outer else weigh(seen, block.text)
    last = lines[-1].index if lines else block.index
    return Candidate(block, (), seen, score, outer, is_appendix(block), last_block=last)


def _in_a_grid(body: Sequence[Block], position: int, seen: Look) -> bool:
    """Whether a bold line heads the columns of a table that has lost its lines: more scraps follow it."""
    if (seen.upper and seen.words > 1) or seen.level is not None or position + 1 == len(body):
        return False
    text = body[position + 1].text
    scrap = len(text.split()) < 8 and text[-1] not in ".:;!?" and not _ITEM.match(text)
    return scrap and not _numbers(body[position + 1])


def _outermost(seen: Look, block: Block) -> bool:
    appendix = is_appendix(block) and (seen.upper or seen.bold or seen.words < 9)
    return is_one(block.text, "outer") or appendix or (_opening(seen) and opens(seen.title, "theme"))


def _opening(seen: Look) -> bool:
    return (
        opens(seen.title, "opening")
        and seen.words <= 14
        and not seen.run_in
        and ":" not in seen.title
        and (seen.upper or seen.bold or seen.level is not None)
    )


def _is_label(seen: Look, block: Block) -> bool:
    """CHỦ ĐỀ ĐẠI HỘI over the theme itself: a part of the title block, unless it is set at the left."""
    free = seen.centred or not block.spans
    return free and seen.level is None and seen.words <= _LABEL_WORDS and opens(seen.title, "theme")


def _stands_out(seen: Look) -> bool:
    """A line in capitals or bold that is neither a sentence nor a quotation."""
    if (
        seen.run_in
        or ":" in seen.title
        or seen.closing in ".;,!?"
        or seen.words > 30
        or not seen.title[:1].isupper()
    ):
        return False
    return (seen.upper and seen.words > 1) or (
        seen.bold and seen.words <= 20 and sentence_like(seen.title) < 1
    )


def _with_followers(found: Sequence[Candidate], body: Sequence[Block]) -> Iterator[Candidate]:
    after = {b.index: body[i + 1].index if i + 1 < len(body) else None for i, b in enumerate(body)}
    starts = {c.block.index for c in found}
    for candidate in found:
        below = after.get(candidate.last_block)
        yield replace(candidate, followed=below is not None and below not in starts)
