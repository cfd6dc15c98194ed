"""People and the posts they hold, several at once, each with its body and dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vankien.text import bare, name_key
from vankien_web.common import clock
from vankien_web.common.fields import BytewiseField, ancestors, holds_on, under_any
from vankien_web.units.models.roles import Role
from vankien_web.units.models.unit import Unit
from vankien_web.units.models.who import who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User


class Body(models.TextChoices):
    """The body in which a post is held, in the order in which titles are printed."""

    COMMITTEE = "cap-uy", _("party committee")
    STANDING = "thuong-vu", _("standing committee")
    PARTY_OFFICE = "ban-dang", _("party office or board")
    COUNCIL = "hdnd", _("people's council")
    GOVERNMENT = "ubnd", _("people's committee")
    DEPARTMENT = "phong-ban", _("department")
    FRONT = "mat-tran", _("front or mass organisation")
    UNION = "cong-doan", _("trade union")
    OTHER = "khac", _("other body")


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User) -> PersonQuerySet:
        """Oneself, and whoever held a post in a unit that one sees."""
        mine = who(user)
        if "" in mine.scopes:
            return self.all()
        seen = Post.objects.filter(under_any(mine.scopes, "unit__path")).values("person")
        return self.filter(models.Q(pk__in=seen) | models.Q(pk=mine.person_id))


class Person(models.Model):
    """Somebody who holds posts. `account` is the identity with which the person signs in, if any."""

    streamed = True

    name = models.CharField(max_length=120)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    sort_key = BytewiseField(max_length=400, editable=False, db_index=True)
    folded = models.CharField(max_length=120, editable=False)
    revision = models.PositiveIntegerField(default=0)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key, self.folded = name_key(self.name), bare(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User) -> PostQuerySet:
        """One's own, and those in units that one sees or that stand above these, as titles name them."""
        mine = who(user)
        if "" in mine.scopes:
            return self.all()
        above = {path for scope in mine.scopes for path in ancestors(scope)}
        seen = under_any(mine.scopes, "unit__path") | models.Q(unit__path__in=above)
        return self.filter(seen | models.Q(person=mine.person_id))

    def held_on(self, day: date) -> PostQuerySet:
        return self.filter(holds_on(day))

    def held(self) -> PostQuerySet:
        return self.held_on(clock.today())


class Post(models.Model):
    """One post of one person from one day to another (both count); `rank` orders those of one body."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    body = models.CharField(max_length=16, choices=Body.choices)
    title = models.CharField(max_length=160)
    role = models.CharField(max_length=24, choices=Role.choices, blank=True)
    rank = models.PositiveSmallIntegerField(default=9)
    sees_personnel = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    taken_over_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="handed_over_to"
    )
    revision = models.PositiveIntegerField(default=0)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("person", "since")
        indexes = (models.Index(fields=("unit", "role")),)

    def __str__(self) -> str:
        return f"{self.person}, {self.title}"
