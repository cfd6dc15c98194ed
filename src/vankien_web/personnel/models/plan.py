"""A congress's personnel plan as data. What it says is sealed: the database holds no name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models

from vankien.personnel import Candidate, Plan, candidate_from_data, plan_from_data, to_data
from vankien_web.common import clock, keyring
from vankien_web.common.fields import under_any
from vankien_web.congresses.models import Congress
from vankien_web.units.models import who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User


class PlanQuerySet(models.QuerySet["PersonnelPlan"]):
    def visible_to(self, user: User) -> PlanQuerySet:
        """Where the person sees congresses and holds a post that is marked “sees personnel plans”."""
        mine, unit = who(user), "congress__unit__path"
        if not mine.personnel_paths:
            return self.none()
        return self.filter(under_any(mine.personnel_paths, unit), under_any(mine.campaign_scopes, unit))


class PersonnelPlan(models.Model):
    """`sealed`: the plan without its rows. `key` is its address: a number would tell how many there are.

    After `erased_at` no row is left; `kept` holds the numbers that stay.
    """

    streamed = True

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    congress = models.OneToOneField(Congress, on_delete=models.PROTECT, related_name="personnel")
    sealed = models.BinaryField()
    created_at = models.DateTimeField(default=clock.now)
    erased_at = models.DateTimeField(null=True, blank=True)
    kept = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = PlanQuerySet.as_manager()

    def __str__(self) -> str:
        return f"personnel plan {self.key}"

    @property
    def name(self) -> str:
        """What its sealed text is bound to."""
        return f"plan:{self.key}"

    @cached_property
    def frame(self) -> Plan:
        """Sizes, month, counts of the steps, without candidates. Raises keyring.Lost."""
        return plan_from_data(keyring.unseal(self.sealed, self.name))

    def seal(self, frame: Plan) -> bytes:
        """What is to be stored for `frame` here. Raises keyring.Lost."""
        bare = replace(frame, candidates=(), stated=(), doubts=(), columns=None, block=None)
        return keyring.seal(to_data(bare), self.name)

    @cached_property
    def whole(self) -> Plan:
        """With every candidate, in order. Raises keyring.Lost."""
        known = keyring.keys()
        return self.with_rows(row.opened(known) for row in self.rows.all())

    def with_rows(self, rows: Iterable[Candidate]) -> Plan:
        """The plan with these candidates, numbered as they come. Raises keyring.Lost."""
        return replace(self.frame, candidates=tuple(replace(c, number=n) for n, c in enumerate(rows, 1)))


class Row(models.Model):
    """One candidate: a sealed text under a key of its own, so that two people may work on two of them."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    plan = models.ForeignKey(PersonnelPlan, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"row {self.key}"

    @property
    def name(self) -> str:
        return f"row:{self.key}"

    def opened(self, known: dict[str, bytes] | None = None) -> Candidate:
        """Raises keyring.Lost."""
        return candidate_from_data(keyring.unseal(self.sealed, self.name, known))

    def seal(self, candidate: Candidate) -> bytes:
        """What is to be stored for `candidate` here. Raises keyring.Lost."""
        return keyring.seal(to_data(replace(candidate, number=None, block=None)), self.name)
