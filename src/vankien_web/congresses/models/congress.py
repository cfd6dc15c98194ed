"""A unit's congress in a season, and the stages through which it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from vankien import titles
from vankien_web.common import clock
from vankien_web.common.fields import under_any
from vankien_web.congresses.models.season import Season
from vankien_web.units.models import Kind, Unit, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User


class Form(models.TextChoices):
    """Who takes part."""

    DELEGATES = "delegates", _("congress of delegates")
    MEMBERS = "members", _("congress of members")


class Stage(models.TextChoices):
    """From the first preparation to the report on the congress held."""

    PREPARING = "preparing", _("preparing")
    REVIEWED = "reviewed", _("reviewed")
    APPROVED = "approved", _("approved")
    PREPARATORY = "preparatory", _("preparatory session held")
    OFFICIAL = "official", _("official session held")
    REPORTED = "reported", _("reported")


_FORMS: tuple[titles.Form, ...] = ("delegates", "members")  # as in Form
HELD = (Stage.OFFICIAL, Stage.REPORTED)  # stages in which no deadline runs any more


class CongressQuerySet(models.QuerySet["Congress"]):
    def visible_to(self, user: User) -> CongressQuerySet:
        return self.filter(under_any(who(user).campaign_scopes, "unit__path"))


class Congress(ConcurrentTransitionMixin, models.Model):
    """One unit's congress. `deadline` is the strictest that holds; counters are kept by the actions.

    `unit_name` is what the unit is called on the day of the congress; `kind` the kind of unit by whose rules
    it is held; `dropped`: its unit ended before, so it is in no count. `opens_on` is planned, then actual.
    `blocking` counts open blocking requests: rooms above keep it.
    """

    streamed = True

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="congresses")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="congresses")
    unit_name = models.CharField(max_length=255)
    kind = models.CharField(max_length=32, choices=Kind.choices)
    dropped = models.BooleanField(default=False)
    ordinal = models.PositiveSmallIntegerField(null=True, blank=True)
    form = models.CharField(max_length=16, choices=Form.choices, default=Form.DELEGATES)
    pilot = models.BooleanField(default=False)
    preparatory_on = models.DateField(null=True, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    days = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    stage = FSMField(choices=Stage.choices, default=Stage.PREPARING, protected=True)
    stage_since = models.DateField(default=clock.today)
    deadline = models.DateField(null=True, blank=True)
    deadline_source = models.TextField(blank=True)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps_total = models.PositiveSmallIntegerField(default=0)
    counted_done = models.PositiveIntegerField(default=0)
    counted_total = models.PositiveIntegerField(default=0)
    dossier_missing = models.PositiveSmallIntegerField(default=0)
    blocking = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)

    objects = CongressQuerySet.as_manager()

    class Meta:
        ordering = ("deadline", "pk")
        constraints = (models.UniqueConstraint(fields=("season", "unit"), name="one_congress_a_season"),)
        indexes = (models.Index(fields=("season", "stage", "deadline")),)

    def __str__(self) -> str:
        return f"{self.unit} ({self.season})"

    def save(self, *args: object, **kwargs: object) -> None:
        self.kind = self.kind or self.unit.kind
        self.unit_name = self.unit_name or self.unit.name
        super().save(*args, **kwargs)

    @property
    def title(self) -> str:
        """In official wording: "Đại hội đại biểu Đảng bộ xã … lần thứ XXVII, nhiệm kỳ 2020–2025"."""
        form: titles.Form = "members" if self.form == Form.MEMBERS else "delegates"
        years = (self.season.term_from, self.season.term_until)
        return titles.congress_title(self.organisation, self.unit_name, self.ordinal, form, years)

    @property
    def organisation(self) -> titles.Organisation:
        """Whose words the congress is spoken of in."""
        return "union" if self.kind == Kind.UNION else "party"

    @property
    def form_words(self) -> str:
        """ "Đại hội đảng viên"; a union's is "Đại hội toàn thể"."""
        return dict(self.form_choices)[self.form]

    @property
    def form_choices(self) -> list[tuple[str, str]]:
        return [(form, titles.FORMS[self.organisation, form]) for form in _FORMS]

    @property
    def held(self) -> bool:
        return self.stage in HELD

    @transition(field=stage, source=Stage.PREPARING, target=Stage.REVIEWED)
    def review(self) -> None:
        """The committee has given its opinion."""

    @transition(field=stage, source=Stage.REVIEWED, target=Stage.APPROVED)
    def approve(self) -> None:
        """The committee lets the congress be held; the action asks the guards first."""

    @transition(field=stage, source=Stage.APPROVED, target=Stage.PREPARATORY)
    def hold_preparatory(self) -> None:
        """The preparatory session was held."""

    @transition(field=stage, source=(Stage.APPROVED, Stage.PREPARATORY), target=Stage.OFFICIAL)
    def hold_official(self) -> None:
        """The official session was held; a preparatory one is not compulsory everywhere."""

    @transition(field=stage, source=Stage.OFFICIAL, target=Stage.REPORTED)
    def report(self) -> None:
        """The result was reported upwards."""

    @transition(field=stage, source=(Stage.REVIEWED, Stage.APPROVED), target=Stage.PREPARING)
    def send_back(self) -> None:
        """The papers go back to preparation."""
