"""What the conclusion asks for, how it was answered, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from vankien_web.common import clock
from vankien_web.common.fields import under_any
from vankien_web.congresses.models import Congress
from vankien_web.congresses.models.preparation import Attached
from vankien_web.drafts.models import Draft, Version, known_to
from vankien_web.figures.models import Verification
from vankien_web.reviews.models.conclusion import Sentence
from vankien_web.reviews.models.meeting import Meeting
from vankien_web.units.models import COMMITTEE, WRITERS, Role, Unit, WorkingGroup, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User

_OWN = (*WRITERS, Role.VERIFIER)
# What no conclusion asked for comes last, on every database.
_IN_ORDER = (F("sentence__conclusion").asc(nulls_last=True), "number", "pk")


class RequestKind(models.TextChoices):
    """The kinds of contract.md, and two that ask for work and not for text."""

    ADD_INDICATOR = "add_indicator", _("add an indicator")
    ADD_PART = "add_part", _("add a part")
    SET_THEME = "set_theme", _("set the theme")
    SET_MOTTO = "set_motto", _("set the motto")
    SET_OBJECTIVES = "set_objectives", _("set the objectives")
    ADD_PROGRAMMES = "add_programmes", _("add key programmes")
    REWRITE_SECTION = "rewrite_section", _("rewrite a section")
    ADD_FIGURES = "add_figures", _("add figures to a section")
    SHORTEN = "shorten", _("shorten a section")
    REMOVE_TOPIC = "remove_topic", _("leave a topic out")
    CORRECT_FIGURE = "correct_figure", _("correct a figure")
    FREE = "free", _("other change, judged by a person")
    VERIFY = "verify", _("verify figures")
    TASK = "task", _("a task, not a change of text")


class RequestState(models.TextChoices):
    """Where a request is on its road back."""

    OPEN = "open", _("waiting for an answer")
    ANSWERED = "answered", _("answered by the owner")
    CHECKED = "checked", _("checked by the working group")
    CLOSED = "closed", _("met, confirmed by the office")


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    def visible_to(self, user: User) -> ChangeRequestQuerySet:
        """The committee's, once asked or being written; after the issue also the owner's and the group's."""
        mine = who(user)
        if mine.user_id is None:
            return self.none()
        above = under_any(mine.paths(*COMMITTEE), "committee__path")
        units, written = mine.units(*_OWN), mine.units(*WRITERS)
        followed = under_any(mine.paths(Role.WORKING_GROUP_MEMBER), "congress__unit__path")
        owned = Q(owner_unit__in=units) | Q(owner_group__in=mine.group_ids) | Q(congress__unit__in=written)
        return self.filter(above | Q(issued_at__isnull=False) & (owned | followed), known_to(mine))

    def open(self) -> ChangeRequestQuerySet:
        """Asked and not closed."""
        return self.filter(issued_at__isnull=False).exclude(state=RequestState.CLOSED)

    def hold_back(self, drafts: Iterable[int]) -> ChangeRequestQuerySet:
        """Open ones that must be met before one of these drafts is agreed to, the oldest meeting first."""
        asked = self.open().filter(draft__in=drafts, blocking=True)
        held = F("sentence__conclusion__meeting__starts_at").asc(nulls_last=True)
        return asked.order_by(held, *_IN_ORDER)


class ChangeRequest(ConcurrentTransitionMixin, models.Model):
    """One thing asked of one owner: a unit (also a department) or a working group.

    It comes from a sentence of a conclusion, or from a verification in which a department corrected a figure;
    `committee` is on whose behalf.
    `target` holds the further keys of the contract: {"section", "indicator", "part", "topic", "to", "value",
    "unit", "period"}, as far as the kind needs them. `issued_at` is when the conclusion was; before, it is a
    proposal. A correction that was taken back has none any more.
    `number` counts within the meeting ("YC-03"); of corrections within the draft ("YC-SL03"). `reopened` says
    why it is open again.
    """

    streamed = True

    sentence = models.ForeignKey(
        Sentence, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    verification = models.ForeignKey(
        Verification, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    committee = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=24, choices=RequestKind.choices, default=RequestKind.FREE)
    text = models.TextField()
    target = models.JSONField(default=dict, blank=True)
    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, blank=True, related_name="requests")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    owner_group = models.ForeignKey(
        WorkingGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    due = models.DateField(null=True, blank=True)
    blocking = models.BooleanField(default=False)
    state = FSMField(choices=RequestState.choices, default=RequestState.OPEN, protected=True)
    since = models.DateTimeField(default=clock.now)
    issued_at = models.DateTimeField(null=True, blank=True)
    reopened = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        ordering = _IN_ORDER
        constraints = (
            models.CheckConstraint(
                condition=Q(owner_unit__isnull=True) | Q(owner_group__isnull=True), name="one_owner"
            ),
            models.CheckConstraint(
                condition=Q(sentence__isnull=False, verification__isnull=True)
                | Q(sentence__isnull=True, verification__isnull=False),
                name="one_origin",
            ),
        )
        indexes = (
            models.Index(fields=("draft", "state")),
            models.Index(fields=("owner_unit", "state")),
            models.Index(fields=("owner_group", "state")),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.text[:80]}"

    @property
    def label(self) -> str:
        return f"YC-{self.number:02}" if self.sentence_id else f"YC-SL{self.number:02}"

    @property
    def meeting(self) -> Meeting | None:
        """Whose conclusion asks for it; None where a department's correction does."""
        return self.sentence.conclusion.meeting if self.sentence else None

    @property
    def asking(self) -> Sentence:
        """The sentence that asks, of those that are known to have one."""
        if self.sentence is None:
            raise ValueError("a correction comes from no sentence")
        return self.sentence

    @property
    def asked_at(self) -> datetime:
        """The meeting's day; of a correction, when the unit was told."""
        return self.meeting.starts_at if self.meeting else self.issued_at or self.since

    @transition(
        field=state,
        source=(RequestState.OPEN, RequestState.ANSWERED, RequestState.CHECKED),
        target=RequestState.ANSWERED,
    )
    def answer(self) -> None:
        """The owner says what was done; said again, it is checked again."""

    @transition(field=state, source=RequestState.ANSWERED, target=RequestState.CHECKED)
    def check_answer(self) -> None:
        """The working group has looked at it."""

    @transition(field=state, source=(RequestState.ANSWERED, RequestState.CHECKED), target=RequestState.CLOSED)
    def close(self) -> None:
        """The office confirms that it is met."""

    @transition(field=state, source=RequestState.CLOSED, target=RequestState.CHECKED)
    def doubt(self) -> None:
        """Its text was edited since, and who looked again does not find it met: the office decides."""

    @property
    def edited(self) -> Verdict | None:
        """The machine's last word on what was met: its text was edited since, a person must look again."""
        last = self.verdicts.last() if self.state == RequestState.CLOSED else None
        return last if last and last.by_id is None and last.value == VerdictValue.NEEDS_PERSON else None

    @transition(
        field=state,
        source=(RequestState.ANSWERED, RequestState.CHECKED, RequestState.CLOSED),
        target=RequestState.OPEN,
    )
    def reopen(self) -> None:
        """Not met, or met and lost again."""


class AnswerKind(models.TextChoices):
    """How the owner answers."""

    ADOPTED = "adopted", _("adopted")
    PARTLY = "partly_adopted", _("adopted in part")
    EXPLAINED = "explained", _("explained, not adopted")


class Answer(Attached):
    """What the owner says, with the version and the place in it, and a file that proves it; the last one
    counts, none is changed.

    `place` is the library's Place in `version`.
    """

    request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=16, choices=AnswerKind.choices)
    text = models.TextField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.JSONField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("request", "number"), name="one_answer_a_number"),)

    def __str__(self) -> str:
        return f"{self.request_id}: {self.get_kind_display()}"


class VerdictValue(models.TextChoices):
    """Whether a request is met."""

    MET = "met", _("met")
    PARTLY = "partly", _("partly met")
    NOT_MET = "not_met", _("not met")
    NEEDS_PERSON = "needs_person", _("a person must judge")


class Verdict(models.Model):
    """Whether a version meets a request, said by a person or (`by` empty) by the machine."""

    request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="verdicts")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    value = models.CharField(max_length=16, choices=VerdictValue.choices)
    why = models.TextField(blank=True)
    evidence = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.request_id}: {self.get_value_display()}"
