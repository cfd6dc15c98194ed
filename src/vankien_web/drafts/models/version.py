"""The versions of a draft, and what the machine read and found in each."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from vankien.model import Authority, Document, Finding, Place, Section
from vankien.serial import document_from_data, sections_from_data
from vankien_web.common import clock
from vankien_web.common.sealed import SealableJSONField
from vankien_web.common.storage import FileHashField
from vankien_web.drafts.models.draft import PERSONNEL, Draft, Waiver


class State(models.TextChoices):
    """How far the machine is with a version."""

    QUEUED = "queued", _("Waiting for its turn")
    OUTLINE = "outline", _("Finding the outline")
    FIGURES = "figures", _("Taking out the figures")
    CHECKS = "checks", _("Checking against the rules")
    DONE = "done", _("Done")
    FAILED = "failed", _("Not read")


UNDER_WAY = (State.QUEUED, State.OUTLINE, State.FIGURES, State.CHECKS)


class Version(models.Model):
    """A file as it was brought ("Dự thảo lần n"); its bytes never change, `noted` is their SHA-256.

    `sha256` names them in the store: the same, but for a personnel plan, whose file is stored sealed.

    `pack`, `unit`, `kind`, `phase`: the rules by which it was checked. It was read before it was stored;
    `failure` says why the checks could not be made. `open` counts its findings not waived, by severity.
    """

    SEALED_WHEN: ClassVar = {"kind": PERSONNEL}

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    pack = models.CharField(max_length=64)
    unit = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    phase = models.CharField(max_length=16, default="draft")
    note = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=255)
    noted = models.CharField(max_length=64, blank=True)
    sha256 = FileHashField()
    size = models.PositiveBigIntegerField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.JSONField(default=dict, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    open = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="one_version_a_number"),)

    def __str__(self) -> str:
        return f"{self.draft} ({self.number})"

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def found(self) -> int:
        """How many findings are open."""
        return sum(self.open.values())


class Reading(models.Model):
    """What was read in a version: the library's Document and its sections, as data."""

    SEALED_WHEN: ClassVar = {"version__kind": PERSONNEL}

    version = models.OneToOneField(Version, on_delete=models.CASCADE, primary_key=True)
    content = SealableJSONField()
    outline = SealableJSONField(default=list)

    def __str__(self) -> str:
        return str(self.version)

    @cached_property
    def document(self) -> Document:
        return document_from_data(self.content)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return sections_from_data(self.outline)


class FindingQuerySet(models.QuerySet["StoredFinding"]):
    def not_waived(self) -> "FindingQuerySet":
        """Those that nobody has set aside."""
        waived = Waiver.objects.filter(
            draft=OuterRef("version__draft"), lifted_at=None, fingerprint=OuterRef("fingerprint")
        )
        return self.filter(~Exists(waived))


class StoredFinding(models.Model):
    """A finding of the library, in reading order; its sentence is made when it is shown.

    `severities` is {phase: severity}: a finding may be grave in one phase and not reported in another;
    `severity` is that of the version's own phase, empty where it is silent there. `fingerprint` names what
    it says of which passage, wherever that stands (see drafts.fingerprint).
    """

    SEALED_WHEN: ClassVar = {"version__kind": PERSONNEL}

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=8)
    severity = models.CharField(max_length=8, blank=True)
    severities: models.JSONField[Any, Any] = models.JSONField(default=dict)
    params = SealableJSONField(default=dict)
    place = SealableJSONField(null=True)
    authority = models.JSONField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("version", "number"), name="one_finding_a_number"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.code}"

    @property
    def finding(self) -> Finding:
        """As the version's own phase has it."""
        return self.in_phase("")

    def in_phase(self, phase: str) -> Finding:
        place: dict[str, Any] | None = self.place
        return Finding(
            code=self.code,
            params=self.params,
            place=Place(**place) if place else None,
            severity=self.severities.get(phase, self.severity),
            authority=Authority(**self.authority) if self.authority else None,
        )
