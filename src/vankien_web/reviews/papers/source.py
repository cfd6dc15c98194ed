"""What a paper is made of: the meeting, and what of it the paper is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from vankien_web.common.history import name_of
from vankien_web.congresses.models import ProgressReport
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.reviews.models import AgendaItem, ChangeRequest, Meeting, MinuteEntry, Sentence
from vankien_web.reviews.papers import names
from vankien_web.reviews.papers.people import called
from vankien_web.units.models import Person, Unit
from vankien_web.units.titles import titles


@dataclass(frozen=True)
class Source:
    """`draft` or `report` where the paper is about one of these; `personnel`: it may tell of personnel plans;
    `issuer`: whose paper it is, where that does not follow from the meeting.

    Lists hold only what the paper may tell: without `personnel` nothing shows that there was more.
    """

    held: Meeting | None
    draft: Draft | None = None
    report: ProgressReport | None = None
    personnel: bool = False
    issuer: Unit | None = None

    @property
    def meeting(self) -> Meeting:
        """Of every paper but an extract on figures, which has none."""
        if self.held is None:
            raise ValueError("this paper is made of no meeting")
        return self.held

    @property
    def subject(self) -> str:
        return name_of(self.draft or self.report or self.meeting)

    @property
    def subject_path(self) -> str:
        """Whose personnel plans the paper may tell of."""
        return (self.draft.unit_path if self.draft else self.meeting.unit.path) or ""

    @property
    def starts(self) -> datetime:
        """As people at the place read their watches."""
        return timezone.localtime(self.meeting.starts_at)

    @property
    def day(self) -> date:
        return self.starts.date()

    @property
    def body(self) -> str:
        """ "Ban Thường vụ Thành ủy"."""
        return names.body_of(self.meeting.unit, self.meeting.body)

    @cached_property
    def chair(self) -> str:
        """ "đồng chí Lê Anh Xuân – Tỉnh ủy viên, Bí thư Thành ủy, Chủ tịch UBND thành phố"."""
        return self.named(self.meeting.chair.person) if self.meeting.chair else ""

    def named(self, person: Person) -> str:
        return called(person, titles(person, self.day))

    def items(self) -> list[AgendaItem]:
        found = self.meeting.items.select_related(
            "draft__congress__unit", "draft__congress__season", "version"
        )
        return list(found if self.personnel else found.exclude(draft__kind=PERSONNEL))

    def sentences(self) -> list[Sentence]:
        """Of the conclusion, in order."""
        found = Sentence.objects.filter(conclusion__meeting=self.meeting)
        found = found.select_related("item__draft__congress__unit")
        if not self.personnel:
            asked = ChangeRequest.objects.filter(sentence__isnull=False)  # NOT IN knows no empty one
            secret = asked.filter(draft__kind=PERSONNEL).values("sentence")
            found = found.exclude(item__draft__kind=PERSONNEL).exclude(pk__in=secret)
        return list(found.in_order())

    def entries(self) -> list[MinuteEntry]:
        """Of the minutes, in order."""
        found = MinuteEntry.objects.filter(meeting=self.meeting).select_related("speaker").in_order()
        return list(found if self.personnel else found.exclude(item__draft__kind=PERSONNEL))

    def requests(self) -> list[ChangeRequest]:
        """What this meeting's conclusion asks for."""
        found = ChangeRequest.objects.filter(sentence__conclusion__meeting=self.meeting)
        found = found.select_related("congress__unit", "owner_unit", "owner_group", "sentence")
        return list(found if self.personnel else found.exclude(draft__kind=PERSONNEL))
