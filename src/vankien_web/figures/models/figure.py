"""The ledger: every figure of every version, exact, with what it says of what and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vankien_web.common import clock
from vankien_web.common.fields import BytewiseField, ExactField, under_any
from vankien_web.drafts.models import PERSONNEL, Draft, Version
from vankien_web.units.models import WRITERS, Role, Who, who

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vankien_web.accounts.models import User


AWAY = 1_000_000  # numbers from here on are no longer read in their version, but in a department's hands


class Standing(models.TextChoices):
    """What a department has said of a figure as it stands in its version."""

    UNVERIFIED = "", _("not verified")
    WAITING = "waiting", _("being verified")
    VERIFIED = "verified", _("verified")
    DIFFERS = "differs", _("differs from what the department says")
    STALE = "stale", _("changed after it was verified")


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, user: User) -> FigureQuerySet:
        """Of the versions that this person sees: any for who works on the draft, else those sent up."""
        drafts = Draft.objects.visible_to(user)
        return self.filter(version__draft__in=drafts).filter(_seen(who(user)))

    def standing_in(self, versions: Iterable[int]) -> FigureQuerySet:
        """All that is read in these versions, whichever of the draft they are."""
        return self.filter(version__in=versions, number__lt=AWAY)

    def current(self) -> FigureQuerySet:
        """Those of the newest version of each draft; `sent` has those of the newest sent up."""
        return self.filter(newest=True)

    def sent(self) -> FigureQuerySet:
        return self.filter(sent=True)


def _seen(mine: Who) -> Q:
    """Versions not sent up are the unit's and its working group's."""
    own = tuple(s.path for s in mine.seats if s.role in WRITERS and s.path)
    works = Q(unit_path__in=own)
    if mine.group_ids:
        works |= under_any(mine.paths(Role.WORKING_GROUP_MEMBER), "unit_path")
    return works | Q(version__draft__owner=mine.user_id, version__draft__congress=None) | Q(sent=True)


class Figure(models.Model):
    """One figure (docs/figures.md) of one version, in reading order by `number`.

    `value` to `high` (a range), `total` (of n/m) in `unit`, exact; empty where a number is held only as
    `surface` (more than six places). `dimension` and `amount` are the same in the unit that all of its kind
    turn into (money: million đồng), for sums and comparisons. `moment` is the period as far as it tells two
    figures apart ("2020", "2015-2020"); `about` is empty for the whole unit, else what part of it is meant.
    `key` names the statement without its value, so that it is found again in the next version.
    `matter` is equal for statements that must not differ, empty for one that is compared with none; `places`
    is how many decimal places were written: 45.0 is more than 45; `ahead`: it speaks of the new term. The
    `sentence` of a personnel plan is not kept.
    `newest` and `sent`: whether its version is the draft's newest, or the newest that was sent up.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="figures")
    number = models.PositiveIntegerField()
    unit_path = BytewiseField(max_length=100, blank=True, default="")
    kind = models.CharField(max_length=64)
    newest = models.BooleanField(default=True)
    sent = models.BooleanField(default=False)
    block = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    section = models.CharField(max_length=255, blank=True)
    surface = models.CharField(max_length=255)
    sentence = models.TextField(blank=True)
    indicator = models.CharField(max_length=64, blank=True)
    topic = models.CharField(max_length=32)
    unit = models.CharField(max_length=64, blank=True)
    period = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=20)
    comparator = models.CharField(max_length=8)
    value = ExactField(null=True)
    high = ExactField(null=True)
    total = ExactField(null=True)
    dimension = models.CharField(max_length=64, blank=True)
    amount = ExactField(null=True)
    moment = models.CharField(max_length=64, blank=True)
    about = models.CharField(max_length=160, blank=True)
    key = models.CharField(max_length=64)
    matter = models.CharField(max_length=32, blank=True, default="")
    places = models.PositiveSmallIntegerField(default=0)
    ahead = models.BooleanField(default=False)
    standing = models.CharField(max_length=12, choices=Standing.choices, default="", blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("version", "number"), name="one_figure_a_number"),)
        indexes = (
            models.Index(fields=("version", "key")),
            models.Index(
                fields=("indicator", "moment", "unit_path"), condition=Q(sent=True), name="figures_sent"
            ),
            models.Index(fields=("unit_path", "indicator"), condition=Q(newest=True), name="figures_newest"),
        )

    def __str__(self) -> str:
        return f"{self.indicator or self.topic}: {self.surface}"

    @property
    def personnel(self) -> bool:
        return self.kind == PERSONNEL


class Entered(models.Model):
    """That a version stands in the ledger, by which edition of the reading: older ones are read again."""

    version = models.OneToOneField(
        Version, on_delete=models.CASCADE, primary_key=True, related_name="entered"
    )
    edition = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.version)
