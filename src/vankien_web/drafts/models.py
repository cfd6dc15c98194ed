"""A draft, its versions, and what the machine read and found in each."""

import secrets
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from vankien.model import Authority, Document, Finding, Place, Section
from vankien.serial import document_from_data, sections_from_data
from vankien_web.common.visitor import Visitor


def new_key() -> str:
    """An address that cannot be guessed: 128 random bits."""
    return secrets.token_urlsafe(16)


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, visitor: Visitor) -> "DraftQuerySet":
        """What this visitor's list shows; a draft's own address shows it to whoever was given the address."""
        return self.filter(owner=visitor.id) if visitor.id else self.none()

    def counted(self) -> "DraftQuerySet":
        """Each with `found`, how many findings it has; a count forgets the model's own order."""
        return self.annotate(found=models.Count("versions__findings")).order_by(
            *(self.model._meta.ordering or ())
        )


class Draft(models.Model):
    """One document on its way, and by which rules it is read (ids of the pack)."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    title = models.CharField(max_length=255)
    pack = models.CharField(max_length=64)
    unit = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    phase = models.CharField(max_length=16, default="draft")
    owner = models.CharField(max_length=64, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def version(self) -> "Version":
        """The newest version."""
        return self.versions.order_by("-number").first()  # type: ignore[return-value]


class State(models.TextChoices):
    """How far the machine is with a version."""

    QUEUED = "queued", _("Waiting for its turn")
    READING = "reading", _("Reading the file")
    OUTLINE = "outline", _("Finding the outline")
    FIGURES = "figures", _("Taking out the figures")
    CHECKS = "checks", _("Checking against the rules")
    DONE = "done", _("Done")
    FAILED = "failed", _("Not read")


UNDER_WAY = (State.QUEUED, State.READING, State.OUTLINE, State.FIGURES, State.CHECKS)


class Version(models.Model):
    """A file as it was brought; its bytes never change. `sha256` is empty once a refused file was dropped."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.PositiveBigIntegerField()
    submitted_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.JSONField(default=dict, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="one_version_a_number"),)

    def __str__(self) -> str:
        return f"{self.draft} ({self.number})"

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY


class Reading(models.Model):
    """What was read in a version: the library's Document and its sections, as data."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, primary_key=True)
    content = models.JSONField()
    outline = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.version)

    @cached_property
    def document(self) -> Document:
        return document_from_data(self.content)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return sections_from_data(self.outline)


class StoredFinding(models.Model):
    """A finding of the library, in reading order; its sentence is made when it is shown."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=8)
    severity = models.CharField(max_length=8)
    params = models.JSONField(default=dict)
    place = models.JSONField(null=True)
    authority = models.JSONField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("version", "number"), name="one_finding_a_number"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.code}"

    @cached_property
    def finding(self) -> Finding:
        place: dict[str, Any] | None = self.place
        return Finding(
            code=self.code,
            params=self.params,
            place=Place(**place) if place else None,
            severity=self.severity,  # type: ignore[arg-type]
            authority=Authority(**self.authority) if self.authority else None,
        )
