"""A document on its way to a congress, or one that somebody only wants checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from vankien_web.common import clock
from vankien_web.common.fields import BytewiseField, under_any
from vankien_web.congresses.models import Congress
from vankien_web.units.models import COMMITTEE, WRITERS, Role, Who, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User

PERSONNEL = "personnel_plan"
_SEES_SHARED = (*COMMITTEE, Role.OBSERVER)
_SEES_ALL = (Role.WORKING_GROUP_MEMBER,)


class DraftState(models.TextChoices):
    """Where a draft is; who must act next follows from it."""

    DRAFTING = "drafting", _("being written by the unit")
    SHARED = "shared", _("sent to the committee's office")
    RETURNED = "returned", _("returned to the unit")
    READY = "ready", _("ready for the meeting")
    APPROVED = "approved", _("agreed by the meeting")


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: User) -> DraftQuerySet:
        """Own quick checks, and the drafts of congresses as far as one's posts reach. See permissions.py."""
        mine = who(user)
        if mine.user_id is None:
            return self.none()
        own = Q(owner=mine.user_id, congress=None)
        if not mine.personnel_paths:
            own &= ~Q(kind=PERSONNEL)
        return self.filter(own | _of_congresses(mine))

    def of_congresses(self, user: User) -> DraftQuerySet:
        """`visible_to` without quick checks, in a form that finds a subtree of a large tree by its index."""
        mine = who(user)
        return self.filter(under_any(mine.scopes, "unit_path"), _of_congresses(mine))


def _of_congresses(mine: Who) -> Q:
    own = tuple(s.path for s in mine.seats if s.role in WRITERS and s.path)
    unit = "unit_path"
    seen = Q(unit_path__in=own) | (Q(shared_at__isnull=False) & under_any(mine.paths(*_SEES_SHARED), unit))
    if mine.group_ids:
        seen |= under_any(mine.paths(*_SEES_ALL), unit)
    plain = seen & ~Q(kind=PERSONNEL)
    if not mine.personnel_paths:
        return plain
    return plain | (seen & Q(kind=PERSONNEL) & under_any(mine.personnel_paths, unit))


def known_to(mine: Who, draft: str = "draft") -> Q:
    """Of rows that speak of a draft (or of none): all but those on personnel plans hidden from this person.

    `draft` is where the draft stands, seen from such a row: "draft", "item__draft".
    """
    plain = Q(**{draft: None}) | ~Q(**{f"{draft}__kind": PERSONNEL})
    if not mine.personnel_paths:
        return plain
    return plain | under_any(mine.personnel_paths, f"{draft}__unit_path")


class UnitPathField(BytewiseField):
    """The path of the congress's unit, taken when the draft is first stored; `follow_unit` keeps it."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        congress = model_instance.congress if add else None  # type: ignore[attr-defined]
        if congress is not None:
            setattr(model_instance, self.attname, congress.unit.path)
        return super().pre_save(model_instance, add)


class Draft(ConcurrentTransitionMixin, models.Model):
    """One document. `congress` is empty for a quick check, which is its owner's alone.

    `latest` is the newest version, `sent` the newest that was sent up: what those above the unit see.
    `unit_path` repeats where in the tree its unit stands, so that a subtree's drafts are one range.
    `since` is the moment from which the one who must act next has had it.
    """

    streamed = True

    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    unit_path = UnitPathField(max_length=100, null=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    state = FSMField(choices=DraftState.choices, default=DraftState.DRAFTING, protected=True)
    since = models.DateTimeField(default=clock.now)
    shared_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    latest = models.OneToOneField(
        "Version", on_delete=models.SET_NULL, null=True, blank=True, related_name="latest_of"
    )
    sent = models.OneToOneField(
        "Version", on_delete=models.SET_NULL, null=True, blank=True, related_name="sent_of"
    )
    created_at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=0)

    # Where it is on agendas, for the person who reads its page: reviews asks once a page.
    on_agendas: list[Any] | None = None
    # How the figures of its versions stand, by version, for the same person: figures asks once a page.
    standings: dict[int, list[Any]] | None = None

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("congress", "kind"), condition=Q(congress__isnull=False), name="one_draft_a_kind"
            ),
        )
        indexes = (
            models.Index(fields=("unit_path", "kind")),
            models.Index(fields=("state", "unit_path")),
            models.Index(fields=("state", "since")),
            models.Index(fields=("owner", "-created_at")),
        )

    def __str__(self) -> str:
        return self.title

    @transition(field=state, source=(DraftState.DRAFTING, DraftState.RETURNED), target=DraftState.SHARED)
    def share(self) -> None:
        """The unit sends it up."""

    @transition(field=state, source=(DraftState.SHARED, DraftState.READY), target=DraftState.RETURNED)
    def send_back(self) -> None:
        """The office returns it with a reason."""

    @transition(field=state, source=DraftState.SHARED, target=DraftState.READY)
    def make_ready(self) -> None:
        """It may go to a meeting."""

    @transition(field=state, source=(DraftState.SHARED, DraftState.READY), target=DraftState.APPROVED)
    def approve(self) -> None:
        """The meeting has agreed to it."""


class Waiver(models.Model):
    """A finding set aside with a reason: in this version and wherever the same passage stands in a later one.

    `fingerprint` is made of the finding's code, its parameters and the folded passage (drafts.fingerprint).
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="waivers")
    code = models.CharField(max_length=8)
    fingerprint = models.CharField(max_length=64)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("draft", "fingerprint"), condition=Q(lifted_at=None), name="one_waiver_a_finding"
            ),
        )

    def __str__(self) -> str:
        return f"{self.draft}: {self.code}"
