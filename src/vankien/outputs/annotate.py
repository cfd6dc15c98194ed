"""The draft itself, unchanged but for one native Word comment a finding, anchored on its passage."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from vankien import checks
from vankien.model import Document, Finding, Place
from vankien.outputs.comments import Remark, add_comments
from vankien.outputs.cutting import Point
from vankien.outputs.marking import Span
from vankien.outputs.plain import docx_of
from vankien.sentences import sentence
from vankien.text import fold
from vankien.word.anchors import Origin, locate

_KINDS = ("báo cáo", "đề cương", "dự thảo", "nghị quyết", "đề án", "chương trình", "tờ trình", "kế hoạch")
_TITLE_WORDS = 25


def annotate(
    original: Path,
    document: Document,
    findings: Sequence[Finding],
    target: Path,
    language: str = "vi",
    *,
    date: str | None = None,
) -> None:
    """Write `target`, a .docx. `document` is `original` read; `date` (ISO 8601) dates the comments.

    A .doc, .odt or .rtf is converted first; a PDF or plain text becomes a plain .docx of its blocks.
    Raises UnreadableFile.
    """
    with tempfile.TemporaryDirectory(prefix="vankien-", ignore_cleanup_errors=True) as folder:
        source = docx_of(Path(original), document, Path(folder))
        title = title_block(document)
        places = [f.place or Place(title, 0, 0) for f in findings]
        origins = locate(source, {p.block for p in places} | {title})
        remarks = [
            Remark(_span(place, origins, title), _paragraphs(finding, language))
            for finding, place in zip(findings, places, strict=True)
        ]
        add_comments(source, Path(target), remarks, date)


def title_block(document: Document) -> int:
    """The block of the document's own title, else its first: where a finding without a place is told."""
    body = [b for b in document.blocks if b.part in ("body", "table")][:40]
    titled = (b for b in body if fold(b.text).startswith(_KINDS) and len(b.text.split()) <= _TITLE_WORDS)
    first = next(titled, body[0] if body else None)
    return first.index if first else 0


def _paragraphs(finding: Finding, language: str) -> list[str]:
    words = checks.render(finding, language)
    paragraphs = [f"{finding.code}. {words.message}"]
    if words.hint:
        paragraphs.append(sentence("comment", "hint", language, hint=words.hint))
    if words.authority:
        paragraphs.append(sentence("comment", "authority", language, authority=words.authority))
    return paragraphs


def _span(place: Place, origins: dict[int, Origin], title: int) -> Span:
    """From the first to the last character of the passage; its paragraph where it shows no characters."""
    for block, start, end in ((place.block, place.start, place.end), (title, 0, 0)):
        origin = origins.get(block)
        if origin is None or (not origin.runs and origin.paragraph is None):
            continue
        characters = [
            (run, k)
            for run in origin.runs
            for k in range(len(run.offsets) - 1)
            if run.offsets[k] < end and run.offsets[k + 1] > start
        ]
        if not characters:
            return Span(origin.paragraph, None, None)
        (first, k), (last, n) = characters[0], characters[-1]
        begin = Point(first.element, first.cuts[k], first.cuts[-1])
        return Span(origin.paragraph, begin, Point(last.element, last.cuts[n + 1], last.cuts[-1]))
    return Span(None, None, None)
