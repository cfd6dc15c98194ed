"""How a line looks: capitals, bold, where its title ends, and how much it reads like a title."""

import re
from dataclasses import dataclass

from vankien.model import Block, Span
from vankien.outline.words import opens, words
from vankien.text import fold

_CLOSING = " \t.:;,-–—"
_FIGURE = re.compile(
    r"\d[\d.,]*\s?(?:%|‰|ha\b|tấn|triệu|tỷ|tỉ|nghìn|ngàn|đồng|người|hộ\b|lao động|km|m2|lượt|đảng viên|lần\b"
    r"|điểm\b|tiêu chí|cuộc)"
    r"|(?:đạt|còn|trên|dưới|tăng|giảm|từ|bằng)\s+\d"
)
_SENTENCE_END = re.compile(r"\.\s+(?=[A-ZÀ-ỸĐ])")
_COLON = re.compile(r"(?<!\d)\s?:(?=\s|$)|:(?=[^\d/])")
_LONGEST_TITLE = 45


@dataclass(frozen=True, slots=True)
class Look:
    """The title that a line would have as a heading, and what speaks for it."""

    title: str
    text_start: int | None  # where run-in text goes on
    upper: bool
    bold: bool
    italic: bool
    centred: bool
    level: int | None
    closing: str  # the character at the end of the block
    run_in: str = ""  # "bold", "colon" or "sentence" where text goes on after the title

    @property
    def words(self) -> int:
        return len(self.title.split())


def look(block: Block, start: int = 0) -> Look:
    """How `block` looks as a heading whose title begins at `start`."""
    end, run_in = _title_end(block, start)
    title = block.text[start:end].strip(_CLOSING)
    after = re.compile(r"[\s.:;,–—-]*").match(block.text, end)
    text_start = after.end() if run_in and after else None
    return Look(
        title=title,
        text_start=text_start,
        upper=is_upper(title) or _every(block, start, end, "caps"),
        bold=_every(block, start, end, "bold"),
        italic=_every(block, start, end, "italic") or _every(block, start, end, "underline"),
        centred=block.alignment == "center",
        level=block.outline_level,
        closing=block.text[-1:],
        run_in=run_in,
    )


def is_upper(text: str) -> bool:
    """Whether its letters are capitals: at least two of them, and no small letter."""
    return not any(c.islower() and c.isalpha() for c in text) and sum(map(str.isalpha, text)) > 1


def _title_end(block: Block, start: int) -> tuple[int, str]:
    text = block.text
    bold_to = _bold_until(block, start)
    alike = bold_to >= len(text) or is_upper(text[start:])
    if alike and not _runs_on(text, start):
        return len(text), ""
    if bold_to < len(text) and _ends_bold_title(text, start, bold_to):
        return bold_to, "bold"
    rest = _after_colon(text, start)
    if rest is not None:
        return rest, "colon"
    sentence = _SENTENCE_END.search(text, start)
    if (
        sentence
        and 2 <= len(text[start : sentence.start()].split()) <= 14
        and len(text[sentence.end() :].split()) > 5
    ):
        return sentence.start(), "sentence"
    return len(text), ""


def _runs_on(text: str, start: int) -> bool:
    """Whether more than a word or two follow a colon in a line that is set alike throughout."""
    colon = _after_colon(text, start)
    return colon is not None and len(text[colon + 1 :].split()) > 3


def _after_colon(text: str, start: int) -> int | None:
    """Where a run-in title's colon stands; None when nothing follows it or what precedes is no title."""
    match = _COLON.search(text, start) if ":" in text else None
    if match is None or not text[match.end() :].strip():
        return None
    head = text[start : match.start()]
    if len(head.split()) > 30 or ". " in head or head.count("(") != head.count(")"):
        return None
    return match.start()


def _ends_bold_title(text: str, start: int, bold_to: int) -> bool:
    """Whether the bold run that ends at `bold_to` is a title and not a stressed beginning of a sentence."""
    head, rest = text[start:bold_to].rstrip(), text[bold_to:].lstrip()
    if not head or not rest:
        return False
    return head[-1] in ".:" or rest[0] in ":.-–" or (rest[0].isupper() and len(head.split()) > 1)


def _bold_until(block: Block, start: int) -> int:
    """How far the text is bold from `start` on; `start` itself when it is not."""
    end = start
    for span in block.spans:
        if span.end <= end:
            continue
        if not span.bold and block.text[max(span.start, start) : span.end].strip(_CLOSING):
            break
        end = span.end
    return end


def _every(block: Block, start: int, end: int, trait: str) -> bool:
    inside = [s for s in block.spans if _letters(block.text, s, start, end)]
    if not inside and block.spans:  # a number alone on its line
        inside = [s for s in block.spans if block.text[s.start : s.end].strip()]
    return bool(inside) and all(getattr(s, trait) for s in inside)


def _letters(text: str, span: Span, start: int, end: int) -> bool:
    return any(c.isalnum() for c in text[max(span.start, start) : min(span.end, end)])


def weigh(seen: Look, text: str) -> float:
    """How much a line reads like a title: above 0 it is one more likely than not."""
    if seen.level is not None:
        return 6.0
    score = 3.0 * seen.upper + 2.5 * seen.bold + 1.0 * seen.italic + 0.7 * seen.centred
    score += _weigh_length(seen) + _weigh_close(seen) + 0.8 * opens(seen.title, "title_starts")
    if not seen.upper:
        score -= 2.5 * bool(_FIGURE.search(seen.title)) + sentence_like(seen.title)
    score -= 0.5 * seen.title[:1].islower()
    return score + _weigh_rest(seen, text)


def _weigh_length(seen: Look) -> float:
    if seen.words > _LONGEST_TITLE:
        return -6.0
    return next(
        weight for limit, weight in ((12, 1.3), (18, 0.6), (26, -0.3), (99, -1.8)) if seen.words <= limit
    )


def _weigh_close(seen: Look) -> float:
    if seen.run_in:
        return 0.0
    return {
        ".": -0.4 if seen.words <= 8 else -0.9 if seen.words <= 12 else -1.8,
        ";": -2.5,
        ",": -2.5,
        "!": -3.0,
    }.get(seen.closing, 0.0)


def sentence_like(title: str) -> float:
    """How much a title reads like a sentence, from 0 to 2: by words such as "đã", "được", "là"."""
    if len(title.split()) <= 6:
        return 0.0
    found = set(fold(title).replace(",", " ").split()) & set(words("sentence_words"))
    return min(2.0, 0.6 * len(found))


def _weigh_rest(seen: Look, text: str) -> float:
    """Prose after a run-in title speaks for it, a bare value ("55 triệu đồng") against it."""
    if not seen.run_in or seen.text_start is None:
        return 0.0
    rest = text[seen.text_start :]
    if not seen.bold and opens(seen.title, "value_starts") and _FIGURE.search(" ".join(rest.split()[:7])):
        return -2.5
    if rest[:1].isdigit() or len(rest.split()) < 6:
        return -2.0 if not seen.bold else -0.5
    return 0.6
