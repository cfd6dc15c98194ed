"""For programs, what looks across the rooms: my work, notices, search, the archive of a season."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Id, Line, Page, Paging, Sent, file_answer, named, page_of, seen
from vankien_web.common.history import sentence
from vankien_web.common.models import Notice
from vankien_web.congresses.models import Season
from vankien_web.desk import finding
from vankien_web.desk.actions import notices, take_archive
from vankien_web.desk.archives import as_zip
from vankien_web.desk.inbox import inbox, of_kind
from vankien_web.desk.work import work
from vankien_web.units.models import Unit

router = Router()


class TaskOut(Schema):
    """One thing that waits for you."""

    verb: str = Field(description="What to do, in words.")
    what: str
    url: str = Field(description="The page where it is done.")
    deadline: date | None
    since: date | None
    unit: str


class HitOut(Schema):
    """One thing found. `title` and `excerpt` are HTML in which the words found stand in <mark>."""

    subject: str = Field(examples=["draft:12"])
    title: str
    excerpt: str
    exact: bool = Field(description="With the accents as they were typed.")
    url: str = Field(description="The page where it stands.")


class FoundOut(Schema):
    """What was found of one kind; `more`: there is more than is counted."""

    kind: Literal["unit", "person", "draft", "passage"]
    name: str
    count: int
    more: bool
    hits: list[HitOut]


class SearchWanted(Schema):
    """Which words, in which kind of thing; a kind alone has pages of 50, all together the best 5 of each."""

    q: Line = Field(min_length=1, max_length=200, examples=["hộ nghèo"])
    kind: Literal["unit", "person", "draft", "passage"] | None = None
    page: int = Field(1, ge=1, le=20)


class ArchiveIn(Sent):
    """The unit whose archive is taken, with everything below it."""

    unit: Id


class NoticeOut(Schema):
    """What you were told."""

    id: int
    at: datetime
    sentence: str
    about: str
    subject: str = Field(examples=["draft:12"])
    url: str = Field(description="The page where it is seen.")
    read_at: datetime | None


class NoticesWanted(Schema):
    """Which notices."""

    kind: Literal["van-ban", "dai-hoi", "hoi-nghi", "yeu-cau", "tham-van", "so-lieu", "chuc-vu"] | None = None
    new: bool = Field(False, description="Only those not read yet.")


class ReadIn(Sent):
    """All up to this one, as your list had them."""

    up_to: Id


class ReadOut(Schema):
    """How many were new."""

    read: int


@router.get("/work", response=Page[TaskOut], operation_id="list_work", tags=["work"])
def list_work(request: PersonRequest, paging: Query[Paging]) -> Any:
    """What waits for you, by deadline."""
    return page_of(work(request.user), paging)


@router.get("/notices", response=Page[NoticeOut], operation_id="list_notices", tags=["work"])
def list_notices(request: PersonRequest, wanted: Query[NoticesWanted], paging: Query[Paging]) -> Any:
    """What you were told, new ones first."""
    found = inbox(request.user).filter(of_kind(wanted.kind or ""))
    found = found.filter(read_at=None) if wanted.new else found
    return page_of(found, paging, lambda some: [_notice(one) for one in some])


@router.post("/notices/read", response=ReadOut, operation_id="read_all", tags=["work"])
def read_all(request: PersonRequest, sent: ReadIn) -> Any:
    """Every notice up to this one is read: no e-mail counts it any more."""
    return {"read": notices.read_all(sent.up_to, by=request.user)}


@router.post("/notices/{int:notice}/read", response=NoticeOut, operation_id="read", tags=["work"])
def read(request: PersonRequest, notice: int) -> Any:
    """It is read."""
    notices.read(seen(inbox(request.user), notice), by=request.user)
    return _notice(seen(inbox(request.user), notice))


def _notice(row: Notice) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("at", "about", "url", "read_at")}
    return told | {"id": row.pk, "sentence": str(sentence(row.event)), "subject": row.event.subject}


@router.get("/search", response=list[FoundOut], operation_id="search", tags=["search"])
def search(request: PersonRequest, wanted: Query[SearchWanted]) -> Any:
    """Units, people, documents and passages that you see; "words in quotes" stand together."""
    groups, _page = finding.find(wanted.q, request.user, wanted.kind or "", wanted.page)
    return [
        {
            "kind": group.kind,
            "name": group.name,
            "count": group.total.count,
            "more": group.total.more,
            "hits": [_hit(found) for found in (*group.exact, *group.other)],
        }
        for group in groups
    ]


def _hit(found: finding.Found) -> dict[str, Any]:
    hit = found.hit
    told = {name: str(getattr(hit, name)) for name in ("subject", "title", "excerpt")}
    return told | {"exact": hit.exact, "url": found.url}


@router.post(
    "/seasons/{int:season}/archive",
    operation_id="take_archive",
    tags=["seasons"],
    openapi_extra=file_answer("application/zip"),
)
def archive(request: PersonRequest, season: int, sent: ArchiveIn) -> HttpResponseBase:
    """The whole archive of a unit in a season as a ZIP with its list of contents."""
    shown = seen(Season.objects.visible_to(request.user).select_related("root"), season)
    nothing = _("No unit that you see has this number.")
    unit = named(Unit.objects.visible_to(request.user), sent.unit, "unit", nothing)
    return as_zip(take_archive(shown, unit, by=request.user), unit)
