"""What changed between two versions, remembered: neither of them ever changes."""

from typing import ClassVar

from django.db import models

from vankien_web.common import clock
from vankien_web.common.sealed import SealableJSONField
from vankien_web.drafts.models.draft import PERSONNEL
from vankien_web.drafts.models.version import Version


class StoredComparison(models.Model):
    """The library's comparison as data (drafts.comparison.stored); `made_by` is the library's version.

    `content` is empty until the machine has compared them.
    """

    SEALED_WHEN: ClassVar = {"new__kind": PERSONNEL}

    old = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    new = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    made_by = models.CharField(max_length=32, blank=True)
    content = SealableJSONField(null=True, blank=True)
    failed = models.BooleanField(default=False)
    ordered_at = models.DateTimeField(default=clock.real_now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("old", "new"), name="one_comparison_a_pair"),)

    def __str__(self) -> str:
        return f"{self.old} – {self.new}"
