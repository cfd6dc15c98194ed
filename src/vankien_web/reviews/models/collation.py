"""What reviewers wrote into their own Word copies of a draft, put together on one version of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vankien.collate import Row
from vankien.model import Place
from vankien_web.common import clock
from vankien_web.common.sealed import SealableJSONField
from vankien_web.common.storage import FileHashField
from vankien_web.drafts.models import PERSONNEL, Draft, Version, known_to
from vankien_web.reviews.models.opinion import Opinion
from vankien_web.units.models import WRITERS, Person, Role, Unit, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User


class CollationQuerySet(models.QuerySet["Collation"]):
    def visible_to(self, user: User) -> CollationQuerySet:
        """Those of one's own office; of one's own unit, on its own draft. They name who said what."""
        mine = who(user)
        if mine.user_id is None:
            return self.none()
        office = Q(unit__path__in=[path for path in mine.paths(Role.OFFICE) if path])
        written = [path for path in mine.paths(*WRITERS) if path]
        own = Q(unit__path__in=written, unit__path=F("draft__unit_path"))
        return self.filter(office | own, known_to(mine))


class Collation(models.Model):
    """Of the copies of one version that one unit collects: an office above, or the unit that wrote it.

    `master` is one Word file of all remarks; `master_of`, `making` and `spoilt` name of which copies it was
    made, is being made, could not be made (see actions.mastering).
    """

    streamed = True
    SEALED_WHEN: ClassVar = {"version__kind": PERSONNEL}

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="collations")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="collations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    master = FileHashField()
    master_of = models.CharField(max_length=64, blank=True)
    making = models.CharField(max_length=64, blank=True)
    spoilt = models.CharField(max_length=64, blank=True)

    objects = CollationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("version", "unit"), name="one_collation_a_version"),)

    def __str__(self) -> str:
        return f"{self.draft} ({self.version_id})"


class CopyState(models.TextChoices):
    """How far the machine is with a copy."""

    QUEUED = "queued", _("waiting for its turn")
    READING = "reading", _("being read")
    DONE = "done", _("read")
    FAILED = "failed", _("not read")


COPY_UNDER_WAY = (CopyState.QUEUED, CopyState.READING)


class ReviewerCopy(models.Model):
    """A file that a reviewer sent back. One that was refused has its hash noted, and no file.

    `content` is what was read in it, kept until its remarks are rows. `strange`: hardly a passage of the
    base stands in it. `failure`: {"reason", "params"} of the sentence that says why it was not read.
    """

    SEALED_WHEN: ClassVar = {"collation__version__kind": PERSONNEL}

    collation = models.ForeignKey(Collation, on_delete=models.CASCADE, related_name="copies")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=255)
    noted = models.CharField(max_length=64)
    sha256 = FileHashField()
    size = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=16, choices=CopyState.choices, default=CopyState.QUEUED)
    failure = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    content = SealableJSONField(null=True)
    reviewer = models.CharField(max_length=255, blank=True)
    comments = models.PositiveIntegerField(default=0)
    replies = models.PositiveIntegerField(default=0)
    tracked = models.PositiveIntegerField(default=0)
    untracked = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    strange = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("collation", "number"), name="one_copy_a_number"),
            models.UniqueConstraint(fields=("collation", "noted"), name="one_copy_once"),
        )

    def __str__(self) -> str:
        return self.file_name

    @property
    def under_way(self) -> bool:
        return self.state in COPY_UNDER_WAY


class Reviewer(models.Model):
    """A name as Word has it, and who that is; `outside`: somebody who is not in the system."""

    collation = models.ForeignKey(Collation, on_delete=models.CASCADE, related_name="reviewers")
    name = models.CharField(max_length=255)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outside = models.BooleanField(default=False)

    class Meta:
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=("collation", "name"), name="one_reviewer_a_name"),)

    def __str__(self) -> str:
        return self.person.name if self.person else self.name


class RemarkAnswer(models.Model):
    """What is answered to like remarks: one text for all of them, in the name of who collates."""

    collation = models.ForeignKey(Collation, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("Answer"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.text[:80]


class Remark(models.Model):
    """One remark of one copy: the library's Row.

    `key` is the row's id, `position` its place in reading order, with those that stand together side by
    side; `heading` that of the base; `before`, `after` the words around; `clash` is shared by changes of one
    passage that cannot all be made; `apart`: somebody found it unlike its group.
    """

    collation = models.ForeignKey(Collation, on_delete=models.CASCADE, related_name="remarks")
    copy = models.ForeignKey(ReviewerCopy, on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="remarks")
    key = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    date = models.CharField(max_length=32, blank=True)
    place = models.JSONField(null=True)
    heading = models.CharField(max_length=255, blank=True)
    before = models.CharField(max_length=120, blank=True)
    after = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    parent = models.CharField(max_length=32, blank=True)
    group = models.CharField(max_length=16, blank=True)
    apart = models.BooleanField(default=False)
    clash = models.CharField(max_length=16, blank=True)
    position = models.PositiveIntegerField(default=0)
    opinion = models.OneToOneField(
        Opinion, on_delete=models.SET_NULL, null=True, blank=True, related_name="remark"
    )
    answer = models.ForeignKey(
        RemarkAnswer, on_delete=models.SET_NULL, null=True, blank=True, related_name="remarks"
    )

    class Meta:
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("collation", "key"), name="one_remark_a_key"),)
        indexes = (models.Index(fields=("collation", "position")),)

    def __str__(self) -> str:
        return f"{self.key}: {self.text[:80]}"

    @property
    def at(self) -> Place | None:
        data: dict[str, Any] | None = self.place
        return Place(**data) if data else None

    def row(self) -> Row:
        """As the library has it, its author by the name of the person."""
        return Row(
            self.key,
            self.copy.file_name,
            str(self.author),
            self.date or None,
            self.kind,  # type: ignore[arg-type]
            self.at,
            self.text,
            self.old,
            self.new,
            self.parent or None,
            self.group or None,
        )
