"""The opinions of a meeting as an Excel sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from vankien.outputs.workbook import Heading, write_table
from vankien_web.common import clock
from vankien_web.reviews.hearing import Chapter, Heard
from vankien_web.reviews.models import Meeting, OpinionKind


def opinion_sheet(meeting: Meeting, chapters: Iterable[Chapter]) -> bytes:
    headings = [
        Heading(_("Number"), 8),
        Heading(_("Item"), 30),
        Heading(_("Section"), 30),
        Heading(_("Passage"), 34),
        Heading(_("Kind"), 16),
        Heading(_("Opinion"), 60),
        Heading(_("Who said it"), 24),
        Heading(_("Written down by"), 22),
        Heading(_("Sent"), 16),
        Heading(_("In the conclusion"), 18),
    ]
    title = _("Opinions: %(meeting)s") % {"meeting": meeting.title}
    note = _("as of %(day)s") % {"day": f"{clock.today():%d/%m/%Y}"}
    return write_table(title, headings, _cells(chapters), note=note, sheet=_("Opinions"))


def _cells(chapters: Iterable[Chapter]) -> Iterator[tuple[object, ...]]:
    number = 0
    for chapter in chapters:
        for part in chapter.parts:
            for row in part.rows:
                number += 1
                item = chapter.item.title if chapter.item else _("the meeting as a whole")
                yield number, item, *_row(part.name, row)


def _row(section: str, row: Heard) -> tuple[object, ...]:
    return (
        section,
        row.quote,
        capfirst(str(OpinionKind(row.kind).label)),
        row.text,
        row.person,
        row.writer,
        f"{localtime(row.sent_at):%H:%M %d/%m/%Y}",
        fate(row),
    )


def fate(row: Heard) -> str:
    """What became of it in the conclusion, in words; empty where nothing was said."""
    if row.sentences:
        return _("sentence %(numbers)s") % {"numbers": ", ".join(map(str, row.sentences))}
    return _("noted: %(why)s") % {"why": row.noted} if row.noted else ""
