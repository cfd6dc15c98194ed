"""A block's text as HTML: its formatting, its tracked changes, and the passages that remarks speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vankien.model import Block, Place, Revision, Span

_KEPT = ("insertion", "move_to")
_SIZES = range(8, 25)


class Marking(Protocol):
    """What marks a passage: a finding, or what a room above lays beside the text.

    `key` joins mark, reference and remark in one page; `label` stands in the text and is said as `spoken`;
    where several mark the same words, the one of the lowest `rank` gives the colour.
    """

    @property
    def place(self) -> Place | None: ...
    @property
    def css(self) -> str: ...
    @property
    def rank(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def spoken(self) -> str: ...


class Sign(Protocol):
    """What marks a few words without a remark beside them: `label` after them, said as `spoken`."""

    @property
    def place(self) -> Place: ...
    @property
    def css(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def spoken(self) -> str: ...
    @property
    def url(self) -> str: ...


def passage(
    block: Block,
    remarks: Sequence[Marking],
    changes: Sequence[Revision],
    signs: Sequence[Sign] = (),
) -> SafeString:
    """The whole text once, in order; a number after each marked passage leads to its remark."""
    out: list[str] = []
    deleted = [r for r in changes if r.kind not in _KEPT and not r.paragraph_mark]
    cuts = _cuts(block, remarks, changes, signs)
    for start, end in zip(cuts, [*cuts[1:], None], strict=True):
        out += [_deletion(r) for r in deleted if r.start == start]
        if end is not None:
            out.append(_signed(_piece(block, start, end, remarks, changes), start, end, signs))
            out += [_sign(sign) for sign in signs if sign.place.end == end]
            out += [_reference(r) for r in remarks if _range(r, block)[1] == end]
    if len(cuts) == 1:
        out += [_reference(r) for r in remarks]
    return mark_safe("".join(out))  # noqa: S308 - every piece is escaped where it is made


def _cuts(
    block: Block, remarks: Sequence[Marking], changes: Sequence[Revision], signs: Sequence[Sign] = ()
) -> list[int]:
    ranges = [(s.start, s.end) for s in block.spans] + [_range(r, block) for r in remarks]
    ranges += [(c.start, c.end) for c in changes] + [(s.place.start, s.place.end) for s in signs]
    length = len(block.text)
    return sorted({0, length} | {min(max(n, 0), length) for pair in ranges for n in pair})


def _range(remark: Marking, block: Block) -> tuple[int, int]:
    """The marked characters; a remark on an empty range marks the whole block."""
    place = remark.place
    if place is None or place.start >= place.end or place.start >= len(block.text):
        return 0, len(block.text)
    return place.start, min(place.end, len(block.text))


def _piece(
    block: Block, start: int, end: int, remarks: Sequence[Marking], changes: Sequence[Revision]
) -> str:
    html = str(escape(block.text[start:end]))
    span = next((s for s in block.spans if s.start <= start < s.end), None)
    if span is not None:
        html = _formatted(html, span)
    for change in changes:
        if change.kind in _KEPT and change.start <= start and end <= change.end:
            html = format_html('<ins title="{}">{}</ins>', _who(change), mark_safe(html))  # noqa: S308
            break
    marking = [r for r in remarks if _range(r, block)[0] <= start and end <= _range(r, block)[1]]
    return str(_marked(html, marking)) if marking else html


def _marked(html: str, remarks: Sequence[Marking]) -> SafeString:
    return format_html(
        '<mark class="{}" data-remarks="{}">{}</mark>',
        min(remarks, key=lambda r: r.rank).css,
        " ".join(r.key for r in remarks),
        mark_safe(html),  # noqa: S308 - escaped by the caller
    )


def _formatted(html: str, span: Span) -> str:
    for tag, wanted in (("u", span.underline), ("i", span.italic), ("b", span.bold)):
        if wanted and html.strip():
            html = f"<{tag}>{html}</{tag}>"
    classes = " ".join(_classes(span))
    return f'<span class="{classes}">{html}</span>' if classes else html


def _classes(span: Span) -> Iterator[str]:
    if span.caps:
        yield "caps"
    if span.size and round(span.size) in _SIZES and round(span.size) != 14:
        yield f"size-{round(span.size)}"


def _signed(html: str, start: int, end: int, signs: Sequence[Sign]) -> str:
    sign = next((s for s in signs if s.place.start <= start and end <= s.place.end), None)
    if sign is None:
        return html
    return format_html('<span class="fig {}">{}</span>', sign.css, mark_safe(html))  # noqa: S308 - escaped


def _sign(sign: Sign) -> str:
    shown = format_html('<span aria-hidden="true">{}</span>', sign.label) if sign.label else ""
    words = format_html('{}<span class="visually-hidden"> ({})</span>', shown, sign.spoken)
    if not sign.url:
        return format_html('<span class="fig-sign {}">{}</span>', sign.css, words)
    return format_html(
        '<a class="fig-sign {}" href="{}" title="{}">{}</a>', sign.css, sign.url, sign.spoken, words
    )


def _reference(remark: Marking) -> str:
    return format_html(
        '<a class="ref {}" id="m{}" href="#f{}" aria-label="{}">{}</a>',
        remark.css,
        remark.key,
        remark.key,
        remark.spoken,
        remark.label,
    )


def _deletion(change: Revision) -> str:
    return format_html('<del title="{}">{}</del>', _who(change), change.text)


def _who(change: Revision) -> str:
    words = {
        "insertion": _("Inserted by %(author)s"),
        "deletion": _("Deleted by %(author)s"),
        "move_from": _("Moved away by %(author)s"),
        "move_to": _("Moved here by %(author)s"),
    }
    return words[change.kind] % {"author": change.author or _("somebody unnamed")}
