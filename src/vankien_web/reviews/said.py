"""A meeting's opinions as HTML, one format string a row: thousands of them must open at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vankien_web.common.written import vi_number
from vankien_web.reviews.hearing import Chapter, Heard, Part
from vankien_web.reviews.models import OpinionKind
from vankien_web.reviews.sheet import fate

_ROW = '<li id="y{}" class="{}"><p class="who"><b>{}</b> · {}{}</p>{}<p>{}</p>{}</li>'
_LONGEST = 160  # characters of a passage that are quoted


def body(chapters: Sequence[Chapter]) -> SafeString:
    """Headings and lists; every text escaped here."""
    words = _Words()
    return mark_safe("".join(_all(chapters, words)))  # noqa: S308 - every piece is escaped where it is made


def contents(chapters: Sequence[Chapter]) -> SafeString:
    """Links to the headings, with how much stands under each."""
    out = []
    for at, chapter in enumerate(chapters):
        links = "".join(
            f'<li class="level-{min(part.level, 4)}"><a href="#h{at}-{n}">{escape(_name(part))}</a> '
            f"({len(part.rows)})</li>"
            for n, part in enumerate(chapter.parts)
        )
        title = escape(_title(chapter))
        out.append(f'<li><a href="#h{at}">{title}</a> ({chapter.count})<ol class="plain">{links}</ol></li>')
    return mark_safe(f"<ol>{''.join(out)}</ol>")  # noqa: S308 - escaped above


class _Words:
    """What is said in every row, looked up once."""

    def __init__(self) -> None:
        self.kinds = {str(kind): escape(capfirst(str(kind.label))) for kind in OpinionKind}
        self.plain = {str(kind): str(kind.label) for kind in OpinionKind}
        self.writer = escape(_("written down by %(who)s"))
        self.changed = escape(_("this passage has changed meanwhile"))

    def counted(self, kinds: Counter[str]) -> str:
        """ "5: 3 góp ý, 2 đề nghị sửa"; one kind alone says how many there are."""
        said = [f"{vi_number(kinds[kind])} {word}" for kind, word in self.plain.items() if kinds[kind]]
        return said[0] if len(said) == 1 else f"{vi_number(kinds.total())}: {', '.join(said)}"


def _all(chapters: Sequence[Chapter], words: _Words) -> Iterator[str]:
    for at, chapter in enumerate(chapters):
        counts = escape(words.counted(chapter.kinds))
        yield f'<h2 id="h{at}">{escape(_title(chapter))} <span class="of">({counts})</span></h2>'
        for n, part in enumerate(chapter.parts):
            counts = escape(words.counted(part.kinds))
            name = f'{escape(_name(part))} <span class="of">({counts})</span>'
            yield f'<div class="part"><h3 id="h{at}-{n}">{name}</h3><ol>'
            for row in part.rows:
                yield _row(row, words)
            yield "</ol></div>"


def _row(row: Heard, words: _Words) -> str:
    writer = " · " + words.writer % {"who": escape(row.writer)} if row.writer else ""
    quote = row.quote if len(row.quote) <= _LONGEST else row.quote[: _LONGEST - 1] + "…"
    passage = f'<p class="q">“{escape(quote)}”</p>' if quote else ""
    if row.changed:
        passage += f'<p class="q">({words.changed})</p>'
    end = fate(row)
    became = f'<p class="fate{"" if row.sentences else " no"}">{escape(capfirst(end))}</p>' if end else ""
    kind = words.kinds[row.kind]
    return _ROW.format(row.pk, row.kind, escape(row.person), kind, writer, passage, escape(row.text), became)


def _title(chapter: Chapter) -> str:
    if chapter.item is None:
        return _("On the meeting as a whole")
    return f"{chapter.item.place}. {chapter.item.title}"


def _name(part: Part) -> str:
    return part.name or _("On the draft as a whole")
