"""What people say of a draft: opinions on a passage, a section, a figure or the whole, and positions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vankien_web.common import clock
from vankien_web.common.fields import under, under_any
from vankien_web.drafts.models import Draft, Version, known_to
from vankien_web.reviews.models.meeting import AgendaItem, Meeting
from vankien_web.units.models import COMMITTEE, Person, Role, Who, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User


class OpinionKind(models.TextChoices):
    """What an opinion is: it agrees, asks, proposes."""

    PRAISE = "praise", _("praise")
    AGREE = "agree", _("agrees")
    QUESTION = "question", _("question")
    SUGGEST = "suggest", _("suggestion")
    REQUEST = "request", _("asks for a change")


class Scope(models.TextChoices):
    """Of what an opinion, a request or an enquiry speaks."""

    WHOLE = "whole", _("the whole document")
    SECTION = "section", _("a section")
    PASSAGE = "passage", _("a passage")
    FIGURE = "figure", _("a figure")


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, user: User) -> OpinionQuerySet:
        """Own ones, sent or not; sent ones for the committee that hears them and the group that helps.

        The unit that wrote the draft does not see who said what: it gets the conclusion's requests.
        """
        mine = who(user)
        if mine.user_id is None:
            return self.none()
        own = Q(entered_by=mine.user_id)
        if mine.person_id:
            own |= Q(person=mine.person_id)
        heard = Q(sent_at__isnull=False) & _heard(mine)
        return self.filter((own | heard) & known_to(mine))

    def unsent_of(self, user: User) -> OpinionQuerySet:
        """Those that this person may still change."""
        mine = who(user)
        own = Q(entered_by=mine.user_id) | Q(person=mine.person_id, person__isnull=False)
        return self.filter(own, known_to(mine), sent_at=None)


def _heard(mine: Who) -> Q:
    """In a meeting by those of the committee that meets; before one by those who stand above the unit."""
    paths, group = mine.paths(*COMMITTEE), mine.paths(Role.WORKING_GROUP_MEMBER)
    in_meeting = Q(meeting__isnull=False) & under_any(paths, "meeting__unit__path")
    below = Q(pk__in=())
    for path in paths:
        below |= under(path, "draft__unit_path") & ~Q(draft__unit_path=path)
    helped = under_any(group, "draft__unit_path")
    return in_meeting | Q(draft__shared_at__isnull=False) & (Q(meeting=None) & below | helped)


class Opinion(models.Model):
    """One person's remark. Its author's alone until `sent_at`; never changed afterwards.

    `place` is the library's Place in `version` (block, start, end, section, quote), empty for the whole.
    `section` is the heading it stands under, as people read it. `entered_by` wrote it down, for the person
    or in the person's name. `noted` is why the conclusion does not take it up, said by who concludes.
    `key` is made by the page that typed it, so that what is saved twice over a bad line is one opinion.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="opinions")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="opinions"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="opinions"
    )
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, blank=True, related_name="opinions")
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, blank=True, related_name="opinions"
    )
    kind = models.CharField(max_length=16, choices=OpinionKind.choices, default=OpinionKind.SUGGEST)
    scope = models.CharField(max_length=16, choices=Scope.choices, default=Scope.WHOLE)
    place = models.JSONField(null=True, blank=True)
    section = models.CharField(max_length=255, blank=True)
    text = models.TextField()
    key = models.UUIDField(unique=True, default=uuid4)
    written_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    noted = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("draft", "sent_at")),
            models.Index(fields=("meeting", "sent_at")),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"

    @property
    def by(self) -> User:
        """Whoever saved it (common.keeping)."""
        return self.entered_by

    @property
    def at(self) -> datetime:
        return self.written_at


class Followed(models.Model):
    """Where an opinion's passage stands in a later version; `place` is empty where the text has changed."""

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="followed")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    place = models.JSONField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("opinion", "version"), name="followed_once"),)

    def __str__(self) -> str:
        return f"{self.opinion_id} → {self.version_id}"


class Stance(models.TextChoices):
    """A member's position on a draft; `REVISE` blocks, with its reason."""

    AGREE = "agree", _("Agrees")
    WITH_COMMENTS = "with_comments", _("Agrees, with comments")
    REVISE = "revise", _("To be revised before it is presented")
    NONE = "none", _("No position")


class Position(models.Model):
    """Of one member on one item of an agenda: at most one, the last one counts."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="positions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="positions")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=16, choices=Stance.choices)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("item", "person"), name="one_position_a_member"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.get_stance_display()}"
