"""Sealed packages of opinions: those that a unit made, those brought to it, whose keys it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from vankien.synthesis import fingerprint
from vankien_web.common import clock
from vankien_web.common.storage import FileHashField
from vankien_web.units.models import WRITERS, Role, Unit, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User

SEALERS = (Role.OFFICE, *WRITERS)


class OpinionPackageQuerySet(models.QuerySet["OpinionPackage"]):
    def visible_to(self, user: User) -> OpinionPackageQuerySet:
        """Those of the units in whose name one seals."""
        return self.filter(holder__in=who(user).units(*SEALERS))


class OpinionPackage(models.Model):
    """A package that `holder` keeps: its `own`, or one that was brought. What is in it never changes.

    `top` is the id of the sender's contribution, `signer` the sender's names folded and joined, `key` the
    public key; `opinions` and `conferences` are those of everything in it.
    """

    streamed = True

    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="opinion_packages")
    own = models.BooleanField(default=False)
    top = models.CharField(max_length=64)
    sha256 = FileHashField()
    file_name = models.CharField(max_length=255)
    sender = models.CharField(max_length=500)
    signer = models.CharField(max_length=500)
    consultation = models.CharField(max_length=500)
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    opinions = models.PositiveIntegerField(default=0)
    conferences = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = OpinionPackageQuerySet.as_manager()

    class Meta:
        ordering = ("sender", "consultation", "-number", "pk")
        constraints = (models.UniqueConstraint(fields=("holder", "top"), name="one_package_once"),)

    def __str__(self) -> str:
        return f"{self.sender}: {self.consultation} ({self.number})"

    @property
    def mark(self) -> str:
        """The fingerprint of its key, as it is read over the telephone."""
        return fingerprint(bytes.fromhex(self.key))


class KnownKey(models.Model):
    """That `key` is the sender's, as somebody of `holder` confirmed after asking."""

    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=500)
    key = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("holder", "signer"), name="one_key_a_signer"),)

    def __str__(self) -> str:
        return self.signer
