"""What people are told: a notice per event and recipient, what became of it, and how one wants it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from vankien_web.common import clock
from vankien_web.common.fields import BytewiseField, under, under_any


class Why(models.TextChoices):
    """Why a notice lies in nobody's inbox."""

    NO_ACCOUNT = "no_account", _("has no account")
    SUSPENDED = "suspended", _("the account is suspended")
    OWN_DOING = "own_doing", _("did it oneself")
    SWITCHED_OFF = "switched_off", _("has switched off notices of this kind")


class Mailed(models.TextChoices):
    """What became of a notice by e-mail."""

    WAITING = "waiting", _("waits for the next e-mail")
    SENT = "sent", _("counted in an e-mail")
    READ = "read", _("read before an e-mail was due")
    OFF = "off", _("wants no e-mail")
    SUSPENDED = "suspended", _("the account is suspended")
    NO_ADDRESS = "no_address", _("has no e-mail address")
    NO_SERVER = "no_server", _("the site has no mail server")
    ISOLATED = "isolated", _("the site stands off every network")
    PERSONNEL = "personnel", _("personnel matters never go by e-mail")


class Failure(models.TextChoices):
    """Why the mail server did not take a letter."""

    REFUSED = "refused", _("the mail server refused this address or letter")
    SIGN_IN = "sign_in", _("the mail server refused this site's name or password")
    TIMEOUT = "timeout", _("the mail server did not answer in time")
    UNREACHABLE = "unreachable", _("the mail server cannot be reached")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def inbox(self, user_id: int | None, personnel_paths: tuple[str, ...]) -> NoticeQuerySet:
        """What lies there for this person, who reads of personnel plans only below these paths."""
        secret = under_any(personnel_paths, "personnel_path") & ~Q(personnel_path="")
        return self.filter(Q(personnel_path="") | secret, recipient=user_id, reason="")

    def follow_move(self, old_path: str, new_path: str) -> None:
        """Notices of personnel plans below a moved unit stay readable for who reads the plans."""
        rest = Substr("personnel_path", len(old_path) + 1)
        moved = self.filter(under(old_path, "personnel_path"))
        moved.update(personnel_path=Concat(Value(new_path), rest))


class Notice(models.Model):
    """An event told to one person; its sentence is the event's, `about` what it is about in words.

    In the inbox unless `reason` says why not; `mailed` is what became of it by e-mail, `failure` how the
    last attempt ended ("refused", "timeout", …). `personnel_path` is the path of the unit whose personnel
    plan it is about, else empty.
    """

    event = models.ForeignKey("common.Event", on_delete=models.PROTECT, related_name="notices")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="notices"
    )
    recipient_name = models.CharField(max_length=120)
    about = models.CharField(max_length=255, blank=True)
    url = models.CharField(max_length=255)
    at = models.DateTimeField(default=clock.now)
    reason = models.CharField(max_length=16, choices=Why.choices, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed = models.CharField(max_length=16, choices=Mailed.choices, blank=True)
    digested_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=32, choices=Failure.choices, blank=True)
    personnel_path = BytewiseField(max_length=100, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=("event", "recipient"), name="told_once"),)
        indexes = (
            models.Index(fields=("recipient", "reason", "read_at"), name="notices_of_a_person"),
            models.Index(fields=("recipient",), name="notices_to_mail", condition=Q(mailed=Mailed.WAITING)),
        )

    def __str__(self) -> str:
        return f"{self.recipient_name}: {self.event_id}"

    @property
    def state(self) -> str:
        """delivered (in the inbox), digested (also counted in an e-mail that was accepted), suppressed."""
        if self.reason:
            return "suppressed"
        return "digested" if self.digested_at else "delivered"


class Rhythm(models.TextChoices):
    """How often one wants an e-mail about what is new."""

    OFF = "off", _("No e-mail")
    DAILY = "daily", _("Once a day")
    BATCHED = "batched", _("Within a few minutes")


class NoticeSetting(models.Model):
    """One person's wishes, and how the last e-mail fared. Who has none is told once a day, of everything.

    `muted` holds names of records between spaces (" draft season "): events on these are not told.
    `tried_at` and `failures` keep the distance between attempts; `sent_at` is when the mail server last
    took an e-mail.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_setting"
    )
    mail = models.CharField(_("E-mail"), max_length=8, choices=Rhythm.choices, default=Rhythm.DAILY)
    hour = models.PositiveSmallIntegerField(_("Hour of the daily e-mail"), default=7)
    muted = models.CharField(max_length=255, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=32, choices=Failure.choices, blank=True)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_mail_display()}"

    def mutes(self, record: str) -> bool:
        return f" {record} " in self.muted
