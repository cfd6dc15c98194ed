"""The archive of a season: everything of a unit and all below it, in the order that archives ask for.

Per congress: 1 documents (every version is kept, with what departments signed of its figures),
2 personnel (for who may see it), 3 organisation and services, 4 the office's progress papers, 5 history;
per committee 6 its meetings: papers issued, also those withdrawn, and photographs; a list of contents
stands first. Source: Hướng dẫn 62-HD/VPTW of 04/02/2020 (sub-committees' files, the office's steering and
progress papers).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from vankien import titles
from vankien.outputs.workbook import Heading, write_table
from vankien.packs import PackError
from vankien.packs import season as campaign
from vankien_web.accounts.models import User
from vankien_web.common import history, packing
from vankien_web.common.fields import under
from vankien_web.common.models import EventQuerySet
from vankien_web.common.packing import safe_name
from vankien_web.common.sentences import sentence
from vankien_web.congresses.models import Congress, Season
from vankien_web.congresses.models.preparation import Attached
from vankien_web.congresses.permissions import sees_personnel
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.drafts.pages import events_of
from vankien_web.drafts.permissions import works_on
from vankien_web.reviews.models import EXTRACT, Meeting, Paper, Picture
from vankien_web.reviews.requested import may_read, seen_requests
from vankien_web.units.models import Unit

MOST = 500  # congresses in one archive
ROOMS = ("1. Văn kiện", "2. Nhân sự", "3. Tổ chức - phục vụ", "4. Tiến độ", "5. Lịch sử", "6. Hội nghị")
_Known = dict[str, tuple[str, bool]]


@dataclass(frozen=True)
class Item:
    """One file of the archive: kept under `sha256`, or made now as `data`."""

    folder: str
    name: str
    title: str
    on: date | None
    by: str
    sha256: str = ""
    data: bytes = b""
    size: int = 0

    @property
    def path(self) -> str:
        return f"{self.folder}/{self.name}"


def congresses_of(season: Season, unit: Unit) -> QuerySet[Congress]:
    rows: QuerySet[Congress] = Congress.objects.filter(under(unit.path or "", "unit__path"), season=season)
    return rows.select_related("unit", "season").order_by("unit__path")


def items(season: Season, unit: Unit, user: User) -> Iterator[Item]:
    """Every file that this person may take away, in order."""
    for congress in congresses_of(season, unit):
        folder = safe_name(congress.unit.name)
        yield from _documents(congress, folder, user)
        yield from _answers(congress, folder, user)
        yield from _papers(congress, folder, user)
        yield from _progress(congress, folder)
        yield _history(history.stream(congress), f"{folder}/{ROOMS[4]}", "Lịch sử đại hội.xlsx", congress)
    yield from _meetings(season, unit, user)


def _meetings(season: Season, unit: Unit, user: User) -> Iterator[Item]:
    """What came out of meetings of the unit and all below it, and what such units were sent by a meeting."""
    path = unit.path or ""
    issued = Paper.objects.visible_to(user).filter(meeting__season=season, issued_at__isnull=False)
    mine = issued.filter(under(path, "unit__path") | under(path, "recipients__path")).distinct()
    for paper in mine.select_related("meeting", "unit", "made_by").order_by("issued_at", "pk"):
        room = ROOMS[1] if paper.personnel else ROOMS[5]
        yield _issued(paper, f"{safe_name(paper.unit.name)}/{room}/{_sitting(paper.meeting)}")
    seen = Meeting.objects.visible_to(user).filter(under(path, "unit__path"), season=season)
    for picture in Picture.objects.filter(meeting__in=seen).select_related("meeting__unit", "by"):
        meeting = picture.meeting
        place = f"{safe_name(meeting.unit.name)}/{ROOMS[5]}/{_sitting(meeting)}/Ảnh"
        name = safe_name(f"{picture.number:03} {picture.file_name}")
        yield Item(place, name, picture.caption, _day(meeting.starts_at), picture.by.name, picture.sha256)


def _sitting(meeting: Meeting | None) -> str:
    """The folder of a meeting, by its day."""
    return safe_name(f"{_day(meeting.starts_at)} {meeting.title}"[:90]) if meeting else ""


def _documents(congress: Congress, folder: str, user: User) -> Iterator[Item]:
    drafts = Draft.objects.visible_to(user).filter(congress=congress).order_by("kind")
    for draft in drafts.select_related("congress__unit", "sent").prefetch_related("versions__submitted_by"):
        room = ROOMS[1] if draft.kind == PERSONNEL else ROOMS[0]
        place = f"{folder}/{room}/{safe_name(draft.title)}"
        last = None if works_on(user, draft) else draft.sent.number if draft.sent else 0
        for version in draft.versions.all():
            if version.sha256 and (last is None or version.number <= last):
                mark = titles.version_mark(version.number)
                yield Item(
                    place,
                    safe_name(f"{mark} - {version.file_name}"),
                    f"{draft.title}, {mark}",
                    _day(version.submitted_at),
                    version.submitted_by.name,
                    version.sha256,
                    size=version.size,
                )
        yield from _extracts(draft, place, user)
        yield _history(events_of(user, draft), place, "Lịch sử văn bản.xlsx", congress)


def _extracts(draft: Draft, place: str, user: User) -> Iterator[Item]:
    """What departments confirmed of its figures: papers of no meeting, also those withdrawn."""
    signed = Paper.objects.visible_to(user).filter(form=EXTRACT, subject=f"draft:{draft.pk}")
    issued = signed.filter(issued_at__isnull=False).distinct()
    for paper in issued.select_related("unit", "made_by").order_by("issued_at", "pk"):
        yield _issued(paper, f"{place}/Trích xác nhận số liệu/{safe_name(paper.unit.name)}")


def _issued(paper: Paper, place: str) -> Item:
    title = f"{paper.title} (đã thu hồi)" if paper.withdrawn_at else paper.title
    name = safe_name(paper.file_name("docx"))
    return Item(place, name, title, paper.dated, paper.made_by.name, paper.sha256, size=paper.size)


def _answers(congress: Congress, folder: str, user: User) -> Iterator[Item]:
    """Files that came with answers to requests, as far as the answers are this person's to read."""
    asked = seen_requests(user).filter(congress=congress, answers__sha256__gt="").distinct()
    for request in asked.prefetch_related("answers__version", "answers__by"):
        personnel = request.draft is not None and request.draft.kind == PERSONNEL
        room = f"{folder}/{ROOMS[1] if personnel else ROOMS[0]}/Tệp kèm trả lời yêu cầu"
        for answer in request.answers.all():
            if answer.sha256 and may_read(user, request, answer):
                title = f"{request.label} ngày {_day(request.issued_at):%d-%m-%Y}, trả lời {answer.number}"
                yield _attached(room, title, answer, _day(answer.at), answer.by.name)


def _papers(congress: Congress, folder: str, user: User) -> Iterator[Item]:
    papers, steps = _rules(congress)
    shown = sees_personnel(user, congress)
    for known, rows in ((papers, congress.dossier.all()), (steps, congress.steps.all())):
        for row in rows:
            name, personnel = known.get(row.item, (row.item, True))  # what nobody knows is kept apart
            if row.sha256 and (shown or not personnel):
                room = ROOMS[1] if personnel else ROOMS[2]
                yield _attached(f"{folder}/{room}", name, row, _day(row.at), row.said_by)


def _rules(congress: Congress) -> tuple[_Known, _Known]:
    """Papers and steps by id: name, and whether it is about personnel; unknown where the pack is gone."""
    try:
        pack = congress.season.rules
    except PackError:
        return {}, {}
    papers = {r.id: (r.name, r.personnel) for r in campaign.dossier(pack, congress.kind)}
    return papers, {r.id: (r.name, False) for r in campaign.steps(pack, congress.kind)}


def _progress(congress: Congress, folder: str) -> Iterator[Item]:
    room = f"{folder}/{ROOMS[3]}"
    reports = list(congress.reports.select_related("group"))
    for report in reports:
        if report.sha256:
            title = f"Báo cáo tiến độ số {report.number}"
            yield _attached(room, title, report, report.on, report.said_by)
    if reports:
        heads = [Heading("Số", 6), Heading("Ngày", 12), Heading("Tổ", 22), Heading("Nội dung", 56)]
        heads += [Heading("Khó khăn", 40), Heading("Người báo cáo", 22)]
        rows = [(r.number, r.on, r.group.name, r.summary, r.difficulties, r.said_by) for r in reports]
        data = write_table("Báo cáo tiến độ", heads, rows, note=congress.title)
        yield Item(room, "Báo cáo tiến độ.xlsx", "Báo cáo tiến độ", reports[0].on, "", data=data)


def _attached(folder: str, title: str, row: Attached, on: date | None, by: str) -> Item:
    return Item(folder, safe_name(f"{title} - {row.file_name}"), title, on, by, row.sha256, size=row.size)


def _history(events: EventQuerySet, folder: str, name: str, congress: Congress) -> Item:
    heads = [Heading("Số", 6), Heading("Lúc", 18), Heading("Ngày", 12), Heading("Việc", 70)]
    heads.append(Heading("Mã niêm phong", 34))
    rows = [
        (e.number, f"{timezone.localtime(e.at):%d/%m/%Y %H:%M}", e.on, capfirst(sentence(e, "vi")), e.hash)
        for e in events
    ]
    data = write_table("Lịch sử", heads, rows, note=congress.title)
    return Item(folder, name, name.removesuffix(".xlsx"), None, "", data=data)


def contents(season: Season, unit: Unit, listed: Sequence[Item]) -> bytes:
    """The list of contents as a workbook."""
    heads = [
        Heading("STT", 6),
        Heading("Thư mục", 38),
        Heading("Tên tệp", 38),
        Heading("Trích yếu", 34),
        Heading("Ngày", 12),
        Heading("Người nộp", 24),
        Heading("Kích thước (byte)", 14),
        Heading("SHA-256", 34),
    ]
    rows = [
        (n, i.folder, i.name, i.title, i.on, i.by, i.size or len(i.data), i.sha256 or "")
        for n, i in enumerate(listed, start=1)
    ]
    return write_table(f"Danh mục hồ sơ lưu trữ: {unit.name}", heads, rows, note=season.name)


def stream(season: Season, unit: Unit, user: User) -> Iterator[bytes]:
    """The ZIP, piece by piece."""
    found = list(items(season, unit, user))
    names = packing.unlike(item.path for item in found)
    listed = [replace(item, name=path.rpartition("/")[2]) for item, path in zip(found, names, strict=True)]
    first = packing.Member("0. Danh mục.xlsx", data=contents(season, unit, listed))
    return packing.stream([first, *(packing.Member(i.path, i.sha256, i.data) for i in listed)])


def _day(moment: object) -> date | None:
    return timezone.localtime(moment).date() if moment else None  # type: ignore[arg-type]
