"""Invented drafts with the truth written into them: `tests/library/outline_drafts/*.txt`.

A line is a block. `{2 I}` before it says that it is a heading of level 2 with the number I (`-` where it
has none) and
‹…› marks its title (the whole line without the number where nothing is marked); `{+}` goes on with the
title above.
`**bold**`, `__italic__`; `^c` centred, `^h2` outline level 2, `^#1. ` an automatic number, `^t` a table
cell, `^p` a page break.
A file without any of these marks is read as plain text, without formatting.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from vankien.model import Block, Cell, Document, Span

DRAFTS = Path(__file__).with_name("outline_drafts")
_TRUTH = re.compile(r"\{(?:(\d) (\S+)|(\+))\}")
_FLAG = re.compile(r"\^(?:(c)|h(\d)|#([^^]*?[.)/-]?) |(t)|(p))")
_MARKS = re.compile(r"(\*\*|__)")


@dataclass
class Heading:
    level: int
    number: str | None
    title: str
    block: int


def read_draft(text: str) -> tuple[Document, list[Heading]]:
    """The document and the headings that a person sees in it."""
    formatted = re.search(r"\*\*|__|\^", text) is not None
    blocks: list[Block] = []
    truth: list[Heading] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("%"):
            continue
        mark = _TRUTH.match(line)
        block, title = _block(line[mark.end() :] if mark else line, len(blocks), formatted)
        blocks.append(block)
        if mark and mark[3]:
            truth[-1].title = f"{truth[-1].title} {title}".strip()
        elif mark:
            truth.append(Heading(int(mark[1]), None if mark[2] == "-" else mark[2], title, block.index))
    return Document("docx" if formatted else "txt", tuple(blocks)), truth


def _block(line: str, index: int, formatted: bool) -> tuple[Block, str]:
    traits: dict[str, object] = {}
    label = ""
    while flag := _FLAG.match(line):
        line = line[flag.end() :]
        if flag[1]:
            traits["alignment"] = "center"
        elif flag[2]:
            traits["outline_level"] = int(flag[2])
        elif flag[3]:
            label = flag[3]
        elif flag[4]:
            traits |= {"part": "table", "cell": Cell(0, index, 0)}
        else:
            traits["break_before"] = True
    title = re.search("‹(.*?)›", _MARKS.sub("", line))
    text, spans = _spans((f"{label} " if label else "") + re.sub("[‹›]", "", line))
    block = Block(index, text, label=label, spans=spans if formatted else (), **traits)  # type: ignore[arg-type]
    return block, title[1] if title else ""


def _spans(line: str) -> tuple[str, tuple[Span, ...]]:
    text, spans, bold, italic = "", [], False, False
    for piece in _MARKS.split(line):
        if piece == "**":
            bold = not bold
        elif piece == "__":
            italic = not italic
        elif piece:
            spans.append(Span(len(text), len(text) + len(piece), bold=bold, italic=italic, size=14.0))
            text += piece
    return text, tuple(spans)


def drafts(prefix: str = "") -> list[Path]:
    return sorted(DRAFTS.glob(f"{prefix}*.txt"))
