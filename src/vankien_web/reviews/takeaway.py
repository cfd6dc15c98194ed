"""What one takes to a hall with bad Wi-Fi: every paper of a meeting that one sees, in the agenda's order."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import PurePath

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from vankien import titles
from vankien_web.accounts.models import User
from vankien_web.common.packing import Member, safe_name, stream, unlike
from vankien_web.common.written import vi_time
from vankien_web.drafts.models import Draft
from vankien_web.reviews.models import AgendaItem, Meeting, Paper

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORM = 1  # counted on when the same content is to be bound anew


@dataclass(frozen=True)
class Sheet:
    """One paper: `name` as it lies in the ZIP's folder, the file under `sha256`."""

    title: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Chapter:
    """An item of the agenda with its papers; the number 0 holds the papers of the meeting itself."""

    number: int
    title: str
    presenter: str
    minutes: int | None
    sheets: tuple[Sheet, ...]
    closed: bool = False  # there is a document, which this person may not read

    @property
    def folder(self) -> str:
        return safe_name(f"{self.number}. {self.title}", most=60)


@dataclass(frozen=True)
class Contents:
    """Everything of one meeting that one person may take away."""

    title: str
    when: str
    place: str
    convener: str
    chair: str
    chapters: tuple[Chapter, ...]

    @property
    def sheets(self) -> list[Sheet]:
        return [sheet for chapter in self.chapters for sheet in chapter.sheets]

    @property
    def key(self) -> str:
        """The same for all who see the same."""
        said = json.dumps([_FORM, asdict(self)], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


def contents(meeting: Meeting, user: User) -> Contents:
    """Three queries."""
    seen = Draft.objects.visible_to(user).filter(pk=OuterRef("draft"))
    items = AgendaItem.objects.visible_to(user).filter(meeting=meeting).annotate(open=Exists(seen))
    found = [_chapter(n, item) for n, item in enumerate(items.select_related("draft", "version"), start=1)]
    own = _own_papers(meeting, user)
    first = (Chapter(0, _("Papers of the meeting"), "", None, own),) if own else ()
    return Contents(
        meeting.title,
        vi_time(meeting.starts_at),
        meeting.place,
        meeting.convener,
        meeting.chair.person.name if meeting.chair else "",
        (*first, *found),
    )


def _chapter(number: int, item: AgendaItem) -> Chapter:
    version = item.version if item.open else None  # type: ignore[attr-defined]
    sheets: tuple[Sheet, ...] = ()
    if version is not None and version.sha256 and item.draft:
        mark = titles.version_mark(version.number)
        name = safe_name(f"{mark} - {version.file_name}")
        sheets = (Sheet(f"{item.draft.title}, {mark}", name, version.sha256, version.size),)
    closed = item.draft is not None and not item.open  # type: ignore[attr-defined]
    return Chapter(number, item.title, item.presenter, item.minutes, sheets, closed)


def _own_papers(meeting: Meeting, user: User) -> tuple[Sheet, ...]:
    """Invitation, programme and others that were issued for this meeting."""
    papers = Paper.objects.visible_to(user).filter(
        meeting=meeting, issued_at__isnull=False, withdrawn_at=None
    )
    return tuple(
        Sheet(paper.title, safe_name(f"{paper.label} {paper.title}.docx"), paper.sha256, paper.size)
        for paper in papers.order_by("issued_at", "pk").distinct()
    )


def pack(told: Contents) -> Iterator[bytes]:
    """The ZIP: a folder an item, the files as they were brought, the agenda to read and to print."""
    sheets = [(chapter, sheet) for chapter in told.chapters for sheet in chapter.sheets]
    paths = list(unlike(f"{chapter.folder}/{sheet.name}" for chapter, sheet in sheets))
    found = [Member(path, sheet.sha256) for path, (_c, sheet) in zip(paths, sheets, strict=True)]
    links = dict(zip((sheet for _c, sheet in sheets), paths, strict=True))
    programme = _("Agenda")
    return stream(
        [
            Member(f"00. {programme}.html", data=page(told, links).encode()),
            Member(f"00. {programme}.txt", data=plain(told, links).encode("utf-8-sig")),
            *found,
        ]
    )


def page(told: Contents, links: dict[Sheet, str]) -> str:
    """The agenda as a web page of its own that prints on A4."""
    return _agenda("reviews/agenda_alone.html", told, links, [])


def cover(told: Contents, left_out: list[str]) -> str:
    """The agenda as a flat text document, the first pages of the bundle."""
    return _NO_XML.sub(" ", _agenda("reviews/agenda_cover.fodt", told, {}, left_out))


def _agenda(template: str, told: Contents, links: dict[Sheet, str], left_out: list[str]) -> str:
    chapters = [(one, [(sheet, links.get(sheet, "")) for sheet in one.sheets]) for one in told.chapters]
    return render_to_string(template, {"told": told, "chapters": chapters, "left_out": left_out})


def plain(told: Contents, links: dict[Sheet, str]) -> str:
    """The same as plain text, for the simplest reader."""
    lines = [told.title.upper(), f"{told.when}, {told.place}".rstrip(", "), ""]
    for chapter in told.chapters:
        lines.append(f"{chapter.number}. {chapter.title}")
        lines += [_("Presented by: %(name)s") % {"name": chapter.presenter}] if chapter.presenter else []
        lines += [f"   {PurePath(links[sheet]).name}" for sheet in chapter.sheets]
    return "\r\n".join([*lines, ""])


def from_data(data: dict) -> Contents:  # type: ignore[type-arg]
    """`asdict` undone."""
    chapters = (
        Chapter(**chapter | {"sheets": tuple(Sheet(**sheet) for sheet in chapter["sheets"])})
        for chapter in data["chapters"]
    )
    return Contents(**data | {"chapters": tuple(chapters)})
