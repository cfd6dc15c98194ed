"""A meeting of a committee: who is called, what is on the agenda, what is under discussion now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from vankien_web.common import clock
from vankien_web.common.fields import under_any
from vankien_web.common.storage import FileHashField
from vankien_web.congresses.models import Season
from vankien_web.drafts.models import PERSONNEL, Draft, Version, known_to
from vankien_web.units.models import COMMITTEE, Body, Person, Post, Unit, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User


class MeetingState(models.TextChoices):
    """From the first note of it to the conclusion sent out."""

    PLANNED = "planned", _("being prepared")
    CALLED = "called", _("convened")
    OPEN = "open", _("in session")
    CLOSED = "closed", _("closed, conclusion being written")
    CONCLUDED = "concluded", _("concluded")
    CANCELLED = "cancelled", _("cancelled")


# What those called were never told of.
_UNTOLD = Q(meeting__state=MeetingState.PLANNED) | Q(
    meeting__state=MeetingState.CANCELLED, meeting__called_at=None
)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> MeetingQuerySet:
        """Those of committees that one serves, and those one is called to."""
        mine = who(user)
        if mine.user_id is None:
            return self.none()
        called = Attendance.objects.filter(person=mine.person_id).exclude(_UNTOLD)
        return self.filter(
            under_any(mine.paths(*COMMITTEE), "unit__path") | Q(pk__in=called.values("meeting"))
        )


class Shown(models.TextChoices):
    """What the hall's screen shows beside the item."""

    ITEM = "item", _("the item alone")
    OPINIONS = "opinions", _("the last opinions, without names")
    NAMED = "named", _("the last opinions, with names")
    SENTENCE = "sentence", _("the sentence of the conclusion that is being read")


class Meeting(ConcurrentTransitionMixin, models.Model):
    """`unit` is whose `body` meets; `convener` who calls it, in words ("Thường trực Thành ủy").

    `now` is the item under discussion, `now_since` when it was taken up; `shows` and `reading` are what the
    chair has put on the hall's screen. `beat` counts every change that people in the room should see, so
    that a page which asks "anything new?" is answered from one number. `earlier` is the meeting of which
    this is a further round.
    """

    streamed = True

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meetings")
    season = models.ForeignKey(
        Season, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    body = models.CharField(max_length=16, choices=Body.choices, default=Body.STANDING)
    title = models.CharField(max_length=255)
    convener = models.CharField(max_length=160, blank=True)
    chair = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    secretary = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=255, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    state = FSMField(choices=MeetingState.choices, default=MeetingState.PLANNED, protected=True)
    earlier = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="further_rounds"
    )
    now = models.ForeignKey("AgendaItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    now_since = models.DateTimeField(null=True, blank=True)
    shows = models.CharField(max_length=16, choices=Shown.choices, default=Shown.ITEM)
    reading = models.ForeignKey(
        "Sentence", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    beat = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at", "-pk")
        indexes = (models.Index(fields=("unit", "-starts_at")),)

    def __str__(self) -> str:
        return self.title

    @transition(field=state, source=MeetingState.PLANNED, target=MeetingState.CALLED)
    def call(self) -> None:
        """Everyone called sees it from now on."""

    @transition(
        field=state, source=(MeetingState.PLANNED, MeetingState.CALLED), target=MeetingState.CANCELLED
    )
    def cancel(self) -> None:
        """It is not held."""

    @transition(field=state, source=(MeetingState.PLANNED, MeetingState.CALLED), target=MeetingState.OPEN)
    def open(self) -> None:
        """The chair opens it."""

    @transition(field=state, source=MeetingState.OPEN, target=MeetingState.CLOSED)
    def close(self) -> None:
        """The chair closes it; opinions may still be sent until it is concluded."""

    @transition(field=state, source=MeetingState.CLOSED, target=MeetingState.CONCLUDED)
    def conclude(self) -> None:
        """The conclusion is issued."""


class Presence(models.TextChoices):
    """Whether somebody called was there."""

    CALLED = "called", _("called")
    PRESENT = "present", _("present")
    EXCUSED = "excused", _("absent, excused")
    ABSENT = "absent", _("absent")


class Attendance(models.Model):
    """Somebody called to a meeting: a member of the body, or a guest who hears and is heard on some items."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendance")
    member = models.BooleanField(default=True)
    presence = models.CharField(max_length=16, choices=Presence.choices, default=Presence.CALLED)
    reason = models.CharField(max_length=255, blank=True)
    number = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-member", "number", "pk")
        constraints = (models.UniqueConstraint(fields=("meeting", "person"), name="called_once"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.meeting}"


class Subject(models.TextChoices):
    """What an item of the agenda is about."""

    DRAFT = "draft", _("a document")
    PROGRESS = "progress", _("the progress of a season")
    MATTER = "matter", _("another matter")


class Outcome(models.TextChoices):
    """What the meeting did with an item."""

    NONE = "", _("not dealt with yet")
    AGREED = "agreed", _("agreed")
    REVISE = "revise", _("to be revised and presented again")
    NOTED = "noted", _("heard")
    POSTPONED = "postponed", _("postponed")


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: User) -> AgendaItemQuerySet:
        """Of the meetings one sees; an item on a personnel plan only where one may see the plan."""
        seen = Meeting.objects.visible_to(user).values("pk")
        return self.filter(known_to(who(user)), meeting__in=seen)

    def on_table(self, meeting: Meeting, user: User) -> list[AgendaItem]:
        """The agenda as this person sees it, in order; `place` counts what is seen, so no gap betrays one.

        `open`: this person may also read the document. One query.
        """
        readable = Draft.objects.visible_to(user).filter(pk=OuterRef("draft"))
        rows = self.visible_to(user).filter(meeting=meeting).annotate(open=Exists(readable))
        items = list(rows.select_related("draft__sent", "version"))
        for place, item in enumerate(items, start=1):
            item.place, item.meeting = place, meeting
        return items


class AgendaItem(models.Model):
    """`version` is what lies on the table; `late`: added after the invitations; `over_gate`: why a draft that
    the completeness gate holds back is on the agenda all the same; `over_positions`: why it is agreed to
    though members ask for its revision first; `earlier`: the item that it continues."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=16, choices=Subject.choices, default=Subject.DRAFT)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
    title = models.CharField(max_length=255)
    presenter = models.CharField(max_length=255, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    late = models.BooleanField(default=False)
    over_gate = models.CharField(max_length=500, blank=True)
    earlier = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continued"
    )
    outcome = models.CharField(max_length=16, choices=Outcome.choices, default=Outcome.NONE, blank=True)
    over_positions = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=0)
    place: int = 0  # the number under which somebody sees it: see `on_table`
    called: bool = False  # whether the reader is called to the meeting: see `permissions.items_of`

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ("number", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def secret(self) -> bool:
        """Whether it is on a personnel plan, which exists only for who may see it."""
        return self.draft is not None and self.draft.kind == PERSONNEL

    @property
    def newer(self) -> bool:
        """Whether a version was sent up since that does not lie on the table yet."""
        return self.draft is not None and self.draft.sent_id not in (None, self.version_id)


class Picture(models.Model):
    """A photograph of a meeting with its caption; both files, made anew from what was sent, are stored."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="pictures")
    number = models.PositiveIntegerField(default=1)
    caption = models.CharField(max_length=255)
    sha256 = FileHashField()
    thumbnail = FileHashField()
    file_name = models.CharField(max_length=255)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("number", "pk")

    def __str__(self) -> str:
        return self.caption

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height of the thumbnail, so that the page does not jump when it comes."""
        most = max(self.width, self.height, 1)
        scale = min(1.0, 480 / most)
        return round(self.width * scale), round(self.height * scale)
