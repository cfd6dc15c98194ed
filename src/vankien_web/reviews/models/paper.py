"""Official papers that were made from records: numbered on issue, never twice; and the offices' templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from vankien_web.common import clock
from vankien_web.common.fields import under_any
from vankien_web.common.storage import FileHashField
from vankien_web.reviews.models.meeting import Meeting
from vankien_web.units.models import Post, Role, Unit, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User

_SEES = (Role.OFFICE, Role.CHAIR, Role.COMMITTEE_MEMBER)
_OWN = (Role.UNIT_SECRETARY, Role.UNIT_DRAFTER, Role.VERIFIER)


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: User) -> PaperQuerySet:
        """The committee's own, and those that were sent to a unit that one speaks for."""
        mine = who(user)
        if mine.user_id is None:
            return self.none()
        units = [s.unit_id for s in mine.seats if s.role in _OWN and s.unit_id]
        sent = Q(issued_at__isnull=False, recipients__in=units)
        seen = self.filter(
            Q(pk__in=self.filter(sent).values("pk")) | under_any(mine.paths(*_SEES), "unit__path")
        )
        return seen if mine.personnel_paths else seen.filter(personnel=False)


class Paper(models.Model):
    """A paper of one form made from one record in one state.

    `form` is the form's id in `vankien.outputs.papers`; `record` the record's name in the history
    ("meeting:3"), `state_hash` the end of its stream when the paper was made; `sha256` the stored .docx.
    `symbol` is the kind's ("TB"); `number` is given on issue within (unit, symbol, term) and never reused.
    `personnel`: it tells of a personnel plan, so it is there only for who may see one.
    """

    streamed = True

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="papers")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    form = models.CharField(max_length=32)
    title = models.CharField(max_length=255)
    record = models.CharField(max_length=64)
    state_hash = models.CharField(max_length=64)
    sha256 = FileHashField()
    size = models.PositiveBigIntegerField()
    personnel = models.BooleanField(default=False)
    symbol = models.CharField(max_length=16, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    term = models.CharField(max_length=32, blank=True)
    dated = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    recipients: models.ManyToManyField[Unit, models.Model] = models.ManyToManyField(
        Unit, blank=True, related_name="papers_received"
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "symbol", "term", "number"),
                condition=Q(number__isnull=False),
                name="one_paper_a_number",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Series(models.Model):
    """The last number given in a committee's series of a kind in a term: never goes back."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    symbol = models.CharField(max_length=16)
    term = models.CharField(max_length=32)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "symbol", "term"), name="one_series"),)

    def __str__(self) -> str:
        return f"{self.symbol} {self.term}: {self.last}"


class Template(models.Model):
    """A .docx that an office has edited and put in the place of the shipped one, for its own unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paper_templates")
    form = models.CharField(max_length=32)
    sha256 = FileHashField()
    file_name = models.CharField(max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "form"), condition=Q(withdrawn_at=None), name="one_template_a_form"
            ),
        )

    def __str__(self) -> str:
        return f"{self.form}: {self.file_name}"
