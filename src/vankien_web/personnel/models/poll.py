"""A ballot of the congress as it was counted, sealed like the plan: nobody votes here."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from vankien.votes import Ballot, ballot_from_data, ballot_to_data
from vankien_web.common import keyring
from vankien_web.personnel.models.plan import PersonnelPlan


class Poll(models.Model):
    """The counts of one ballot, its body and round among them; in the order in which they were entered."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    plan = models.ForeignKey(PersonnelPlan, on_delete=models.CASCADE, related_name="polls")
    position = models.PositiveIntegerField()
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"poll {self.key}"

    @property
    def name(self) -> str:
        """What its sealed text is bound to."""
        return f"poll:{self.key}"

    def opened(self, known: dict[str, bytes] | None = None) -> Ballot:
        """Raises keyring.Lost."""
        return ballot_from_data(keyring.unseal(self.sealed, self.name, known))

    def seal(self, ballot: Ballot) -> bytes:
        """What is to be stored for `ballot` here. Raises keyring.Lost."""
        return keyring.seal(ballot_to_data(ballot), self.name)
