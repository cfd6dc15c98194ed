"""What a draft is once read: frozen data that every other module shares. Knows neither Word nor packs.

All offsets count characters of a block's `text` (NFC, as `vankien text` prints it); `end` is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Part = Literal["body", "table", "footnote", "endnote", "textbox", "header", "footer"]
Alignment = Literal["left", "center", "right", "justify"]
RevisionKind = Literal["insertion", "deletion", "move_from", "move_to"]
Severity = Literal["error", "warning", "info"]
Phase = Literal["outline", "draft", "submitted"]
Role = Literal["actual", "target", "baseline", "change", "completion_ratio"]
Comparator = Literal["=", ">=", ">", "<=", "<", "~", "range"]


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of the document; `section` joins the numbers of its headings: "I/1/a"."""

    block: int
    start: int
    end: int
    section: str | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Formatting of the characters [start, end) of a block. `size` in points, None where unsaid."""

    start: int
    end: int
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False
    size: float | None = None
    font: str | None = None
    strike: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in which table a block stands: all counted from 0; a nested table has a number of its own."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. `label` is the automatic number that Word computes, already at the start of `text`."""

    index: int
    text: str
    part: Part = "body"
    label: str = ""
    style: str | None = None
    outline_level: int | None = None  # 1-9: from the paragraph, its style, or a Heading style
    list_level: int | None = None  # 0-8: w:ilvl of an automatically numbered paragraph
    alignment: Alignment | None = None
    first_line_mm: float | None = None
    spans: tuple[Span, ...] = ()  # cover the text in order; empty for a file without formatting
    cell: Cell | None = None
    break_before: bool = False  # a page break stands before or at the start of this paragraph

    @property
    def bold(self) -> bool:
        """Whether every letter and digit after the label is bold."""
        letters = [s for s in self.spans if s.end > len(self.label) and self.text[s.start : s.end].strip()]
        return bool(letters) and all(s.bold for s in letters)


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change. `date` is ISO 8601.

    A deletion or move source has start == end: where in the kept text it stood. `apart` counts the paragraphs
    of which nothing is left, and `cell` is where such a one stood; `put_in` is who put in what this deletion
    takes out, and when.
    """

    kind: RevisionKind
    author: str
    date: str | None
    text: str
    block: int
    start: int
    end: int
    move: str | None = None  # one name for both ends of a move
    paragraph_mark: bool = False
    apart: int | None = None
    cell: Cell | None = None
    put_in: tuple[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin. `place` is None where its anchor is lost; a reply names its `parent`."""

    id: str
    author: str
    initials: str
    date: str | None
    text: str
    place: Place | None
    parent: str | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class PageSetup:
    """One Word section's page, in millimetres. `page_number`: where a PAGE field stands, "top-center"."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header_distance: float | None = None
    footer_distance: float | None = None
    landscape: bool = False
    different_first_page: bool = False
    page_number: str | None = None
    page_number_on_first: bool = False
    page_number_size: float | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What the reader had to do or could not do: legacy encodings, decomposed letters, macros left alone, …

    Codes: legacy_converted, legacy_suspected, decomposed, macros_ignored, external_link, missing_part,
    pdf_without_text.
    """

    code: str
    block: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file. `format` is its true kind: docx, doc, odt, rtf, pdf, txt or md."""

    format: str
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    revisions: tuple[Revision, ...] = ()
    pages: tuple[PageSetup, ...] = ()
    notes: tuple[Note, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: blocks [block, end).

    `text_start` is where the text goes on after a run-in title.
    """

    level: int
    number: str | None
    title: str
    block: int
    end: int
    path: str  # the numbers of its ancestors and itself, joined by "/"
    parent: int | None = None  # index in the list of sections
    title_block: int | None = None  # where the title stands on a line of its own after the number
    text_start: int | None = None
    text_block: int | None = None  # where its text begins: `block` itself after a run-in title

    @property
    def heading(self) -> str:
        """As people read it: "II. Quốc phòng - an ninh"."""
        return f"{self.number}. {self.title}" if self.number else self.title


Value = Decimal | tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a draft states, in the terms of the figures agreement (docs/figures.md)."""

    block: int
    start: int
    end: int
    surface: str
    value: Value
    total: Decimal | None = None
    unit: str | None = None
    comparator: Comparator = "="
    period: str | None = None
    topic: str = "khac"
    indicator: str | None = None
    role: Role = "actual"
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """Where a rule comes from.

    Confidence: H official text, M press or local plan, L one weak source, J judgement.
    """

    text: str
    confidence: Literal["H", "M", "L", "J"] = "J"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. Its sentence is made at the edge, so it can be stored and translated."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    place: Place | None = None
    severity: Severity = "warning"
    authority: Authority | None = None


class UnreadableFile(Exception):  # noqa: N818 - the name is what a reader of the code wants to see
    """A file that cannot be used. `reason` keys the sentence in `sentences/*.toml` [file]; params fill it."""

    def __init__(self, reason: str, **params: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params
