"""Accounts and the secrets that open them. A secret itself is never stored, only its SHA-256."""

import hashlib
import secrets
import unicodedata
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from vankien_web.common import clock

INVITED_FOR = timedelta(days=7)


def folded(username: str) -> str:
    """The one spelling under which a username is kept and sought."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A saved account; without a password nobody can sign in to it by password."""
        user = self.model(username=folded(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=folded(username or ""))


class User(AbstractBaseUser):
    """A person's way in. What the person may do comes from posts, which `units` knows.

    `sessions_ended` counts up whenever all sessions must end. A demonstration account is entered without a
    password, in demonstration mode on this machine only; elsewhere nobody can sign in to it.
    """

    username = models.CharField(
        _("User name"),
        max_length=64,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9._-]{1,63}\Z",
                _(
                    "A user name has 2 to 64 unaccented letters, digits, dots, hyphens or underscores "
                    "and begins with a letter or a digit, for example: nguyen.van.a."
                ),
            )
        ],
        error_messages={"unique": _("There is an account of this name already; choose another name.")},
    )
    name = models.CharField(_("Name as printed"), max_length=120)
    email = models.EmailField(_("E-mail (may be left out)"), blank=True)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    language = models.CharField(
        _("Language"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    must_use_second_factor = models.BooleanField(_("Must use a second factor"), default=False)
    sessions_ended = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.username = folded(self.username)
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Django's own, with the count of `sessions_ended`: another number, and no session fits any more."""
        told = f"{self.password}|{self.sessions_ended}"
        return salted_hmac("vankien.session", told, secret=secret, algorithm="sha256").hexdigest()


class Invitation(models.Model):
    """A link by which one person sets a password, once. `secret` is there only where it was just made."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    secret: str = ""

    def __str__(self) -> str:
        return f"{self.user} ({self.made_at:%d/%m/%Y %H:%M})"

    def get_absolute_url(self) -> str:
        """Where the link leads; only of an invitation that was just made."""
        return reverse("invitation", args=[self.secret])

    @classmethod
    def make(cls, user: User) -> "Invitation":
        """A new link; every older one of this person stops working."""
        cls.objects.filter(user=user, used_at=None).delete()
        secret, now = secrets.token_urlsafe(32), clock.now()
        made = cls.objects.create(user=user, digest=digest(secret), made_at=now, expires_at=now + INVITED_FOR)
        made.secret = secret
        return made

    @classmethod
    def open(cls, secret: str) -> "Invitation | None":
        """The invitation that this secret still opens."""
        return (
            cls.objects.select_related("user")
            .filter(digest=digest(secret), used_at=None, expires_at__gt=clock.now(), user__is_active=True)
            .first()
        )


class Use(models.TextChoices):
    """What a token opens, and nothing else."""

    PROGRAM = "program", _("programs")
    CALENDAR = "calendar", _("own calendar")


class Token(models.Model):
    """A personal key until `expires_on` (the last day): programs may with it what its owner may, a calendar
    reads its owner's deadlines."""

    use = models.CharField(max_length=8, choices=Use.choices, default=Use.PROGRAM)
    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("What it is for"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_on = models.DateField(_("Last day"))
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name
