"""Official papers that were made from records: numbered on issue, never twice; and the offices' templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from vankien_web.common import clock
from vankien_web.common.fields import BytewiseField, under_any
from vankien_web.common.storage import FileHashField
from vankien_web.reviews.models.meeting import Meeting
from vankien_web.units.models import COMMITTEE, WRITERS, Post, Role, Unit, WorkingGroup, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User

_OWN = (*WRITERS, Role.VERIFIER)
ANSWERS = "tiep-thu-giai-trinh"  # the one paper that the unit makes itself, on its own draft
EXTRACT = "trich-xac-nhan-so-lieu"  # what a department makes itself, of the figures it was asked about


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: User) -> PaperQuerySet:
        """The committee's own, and those that were sent to a unit that one speaks for."""
        mine = who(user)
        if mine.user_id is None:
            return self.none()
        to_me = Q(recipients__in=mine.units(*_OWN)) | Q(groups__in=mine.group_ids)
        sent = Paper.objects.filter(to_me, issued_at__isnull=False).values("pk")
        answers = Q(form=ANSWERS, unit__in=mine.units(*WRITERS))
        extracts = Q(form=EXTRACT, unit__in=mine.units(Role.VERIFIER, Role.UNIT_SECRETARY))
        seen = self.filter(
            Q(pk__in=sent) | answers | extracts | under_any(mine.paths(*COMMITTEE), "unit__path")
        )
        return seen.filter(Q(personnel=False) | under_any(mine.personnel_paths, "subject_path"))


class Letterhead(models.Model):
    """How a unit's papers are headed, where that does not follow from its name, kind and level.

    Rules differ from place to place and names are no data (“ThU” or “TU”, “THÀNH ỦY THANH HÓA”): whatever is
    left empty is derived (papers/heads.py), what the office writes here holds instead. `collective` is in
    whose name its leaders sign; `term` the committee's ("2015–2020"), within which numbers run.
    """

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="letterhead")
    family = models.CharField(max_length=16, blank=True)
    superior = models.CharField(max_length=160, blank=True)
    issuer = models.CharField(max_length=160, blank=True)
    symbol = models.CharField(max_length=24, blank=True)
    place = models.CharField(max_length=80, blank=True)
    collective = models.CharField(max_length=160, blank=True)
    archive = models.CharField(max_length=160, blank=True)
    term = models.CharField(max_length=32, blank=True)
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.unit)


class Paper(models.Model):
    """A paper of one form made from one subject in one state.

    `form` is the form's id in `vankien.outputs.papers`; `subject` what it is about ("draft:12");
    `record` the streams of the history in which that is recorded ("meeting:3+draft:12"), `state_hash` where
    they ended when the paper was made; `sha256` the stored .docx; `template` the office's own, if any.
    `symbol` is as printed ("-TB/ThU"); `number` is given on issue from `series` and never reused, also after
    the paper was withdrawn. `also_to`: further recipients, one a line.
    `personnel`: it tells of a personnel plan, so it is there only for who may see one at `subject_path`.
    """

    streamed = True

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="papers")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    form = models.CharField(max_length=32)
    title = models.CharField(max_length=255)
    subject = models.CharField(max_length=64)
    subject_path = BytewiseField(max_length=100, blank=True)
    record = models.CharField(max_length=64)
    state_hash = models.CharField(max_length=64)
    template = models.ForeignKey(
        "Template", on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    sha256 = FileHashField()
    size = models.PositiveBigIntegerField()
    personnel = models.BooleanField(default=False)
    symbol = models.CharField(max_length=48, blank=True)
    series = models.ForeignKey(
        "Series", on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    number = models.PositiveIntegerField(null=True, blank=True)
    dated = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    recipients: models.ManyToManyField[Unit, models.Model] = models.ManyToManyField(
        Unit, blank=True, related_name="papers_received"
    )
    groups: models.ManyToManyField[WorkingGroup, models.Model] = models.ManyToManyField(
        WorkingGroup, blank=True, related_name="papers_received"
    )
    also_to = models.TextField(blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("series", "number"), condition=Q(number__isnull=False), name="one_paper_a_number"
            ),
            models.UniqueConstraint(
                fields=("unit", "form", "subject", "personnel"),
                condition=Q(issued_at=None),
                name="one_copy_to_preview",
            ),
        )
        indexes = (models.Index(fields=("meeting", "form")), models.Index(fields=("unit", "-made_at")))

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """As people cite it: "12-TB/ThU", "05/TB-UBND"; empty before the issue, or without a number."""
        if not self.number:
            return ""
        return (
            f"{self.number:02}{self.symbol}" if self.symbol.startswith("/") else f"{self.number}{self.symbol}"
        )

    def file_name(self, ending: str) -> str:
        """Of a copy to take away: "12-TB-ThU Thông báo kết luận ….docx"; not yet safe for every system."""
        return f"{self.label.replace('/', '-')} {self.title}".strip()[:120] + f".{ending}"


class Series(models.Model):
    """The last number given to a kind of paper ("TB") of a committee in its term: never goes back.

    `issuer` is empty for the committee itself, else who issues beside it (a working group: "TCT1").
    Papers on personnel have numbers of their own: a gap in the open series would betray them.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paper_series")
    issuer = models.CharField(max_length=24, blank=True)
    symbol = models.CharField(max_length=16)
    term = models.CharField(max_length=32)
    personnel = models.BooleanField(default=False)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("unit", "-term", "symbol")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "issuer", "symbol", "term", "personnel"), name="one_series"
            ),
        )

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
