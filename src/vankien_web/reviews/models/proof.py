"""What the machine finds of a request in a version: a proposal, which a person confirms or does not."""

from __future__ import annotations

from typing import Any

from django.db import models

from vankien.sentences import sentence
from vankien_web.common import clock
from vankien_web.drafts.models import Version
from vankien_web.reviews.models.request import ChangeRequest, VerdictValue


class Proof(models.Model):
    """`vankien.prove` asked whether `version` does what was asked of `request.version`; never changed.

    `reason` with `params` makes the sentence; `evidence` holds the library's Places in `version`.
    """

    request = models.ForeignKey(ChangeRequest, on_delete=models.CASCADE, related_name="proofs")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    value = models.CharField(max_length=16, choices=VerdictValue.choices)
    reason = models.CharField(max_length=40)
    params: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    evidence: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("request", "version"), name="one_proof_of_a_request_and_version"),
        )

    def __str__(self) -> str:
        return f"{self.request_id}, {self.version_id}: {self.get_value_display()}"

    def why(self, language: str = "vi") -> str:
        return sentence("prove", self.reason, language, **self.params)
