"""Accounts and the secrets that open them. A secret itself is never stored, only its SHA-256."""

import unicodedata
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def folded(username: str) -> str:
    """The one spelling under which a username is kept and sought."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


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
    """A person's way in. What the person may do comes from posts, which `units` knows."""

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
    )
    name = models.CharField(_("Name as printed"), max_length=120)
    email = models.EmailField(_("E-mail (may be left out)"), blank=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(
        _("Language"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    must_use_second_factor = models.BooleanField(_("Must use a second factor"), default=False)
    created_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ("name",)

    objects = UserManager()

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.username = folded(self.username)
        super().save(*args, **kwargs)
