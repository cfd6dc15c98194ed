"""People, their posts, and what passes from one holder to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vankien_web.accounts.models import User
from vankien_web.common import clock, search
from vankien_web.common.conflict import save_checked
from vankien_web.common.entries import Entry
from vankien_web.common.history import record
from vankien_web.common.notices import tell
from vankien_web.units.models import Body, GroupMember, Person, PersonnelStatement, Post, Role, Unit
from vankien_web.units.permissions import (
    can_change_person,
    can_end_post,
    can_give_post,
    can_manage_people,
    can_switch_personnel,
    gives_oneself,
    knows,
)

# What rooms above make ready before personnel plans may exist; each may refuse (ValidationError).
BEFORE_PERSONNEL: list[Callable[[], None]] = []
_OTHERS = gettext_lazy("Nobody gives a post to oneself: ask the site's administrator.")


@dataclass(frozen=True)
class PostData:
    """A post as a form gives it; `until` is the last day."""

    unit: Unit | None
    body: str
    title: str
    since: date
    role: str = ""
    rank: int = 9
    sees_personnel: bool = False
    until: date | None = None


def add_person(name: str, *, by: User) -> Person:
    """A person without posts and account yet."""
    if not can_manage_people(by):
        raise PermissionDenied
    with transaction.atomic():
        person = Person.objects.create(name=name)
        record("person_added", person, by=by, name=name)
        _index(person)
    return person


def change_person(person: Person, name: str, *, revision: int, by: User) -> None:
    """Correct the name. Raises conflict.Conflict."""
    if not can_change_person(by, person):
        raise PermissionDenied
    with transaction.atomic():
        before = person.name
        save_checked(person, revision=revision, fields={"name": name})
        person.refresh_from_db()
        person.save()
        record("person_renamed", person, by=by, name=name, before=before)
        _index(person)


def give_post(person: Person, post: PostData, *, by: User) -> Post:
    """A post from a day on. Raises PermissionDenied, ValidationError."""
    if not can_give_post(by, post.unit, post.role, sees_personnel=post.sees_personnel):
        raise PermissionDenied
    if not knows(by, person):
        raise PermissionDenied
    if post.unit is None and post.role != Role.ADMINISTRATOR:
        raise ValidationError(
            {"unit": _("Only an administrator's post is over the whole site: name the unit.")}
        )
    if gives_oneself(by, person):
        raise ValidationError(_OTHERS)
    if post.until and post.until < post.since:
        raise ValidationError({"until": _("The last day is before the first.")})
    if post.role == Role.WORKING_GROUP_MEMBER:
        raise ValidationError({"role": _("Working-group members are named in the group itself.")})
    with transaction.atomic():
        made = Post.objects.create(person=person, **vars(post))
        unit = post.unit.name if post.unit else ""
        record("post_given", person, by=by, on=post.since, title=post.title, unit=unit, post=made.pk)
        _index(person)
    return made


def end_post(post: Post, *, until: date, by: User) -> None:
    """`until` is the last day in the post."""
    if not can_end_post(by, post):
        raise PermissionDenied
    if until < post.since:
        raise ValidationError({"until": _("The last day is before the first.")})
    with transaction.atomic():
        Post.objects.filter(pk=post.pk).update(until=until)
        record("post_ended", post.person, by=by, on=until, title=post.title, post=post.pk)


def hand_over(post: Post, to: Person, *, on: date, by: User) -> Post:
    """From `on` the post is `to`'s: what waited for the old holder waits for the new one.

    Work waits for posts, never for persons; seats in the unit's working groups pass on with the post.
    """
    if not can_end_post(by, post):
        raise PermissionDenied
    if not knows(by, to):
        raise PermissionDenied
    if gives_oneself(by, to):
        raise ValidationError({"to": _OTHERS})
    if to.pk == post.person_id:
        raise ValidationError({"to": _("The post is already held by this person.")})
    if on <= post.since:
        raise ValidationError({"on": _("The new holder cannot begin before the old one did.")})
    if post.until and post.until < on - timedelta(days=1):
        raise ValidationError({"on": _("The post had ended before that day; give it anew instead.")})
    with transaction.atomic():
        Post.objects.filter(pk=post.pk).update(until=on - timedelta(days=1))
        fields = {f: getattr(post, f) for f in ("unit", "body", "title", "role", "rank", "sees_personnel")}
        new = Post.objects.create(person=to, since=on, taken_over_from=post, **fields)
        event = record(
            "post_handed_over",
            to,
            by=by,
            on=on,
            post=new.pk,
            title=post.title,
            from_name=post.person.name,
            to_name=to.name,
        )
        tell(event, (to, post.person), reverse("my_work"), about=_unit_name(post))
        record("post_ended", post.person, by=by, on=on - timedelta(days=1), title=post.title, post=post.pk)
        _pass_on_groups(post, to, on, by)
        _index(to)
    return new


def _unit_name(post: Post) -> str:
    return post.unit.name if post.unit else ""


def _pass_on_groups(post: Post, to: Person, on: date, by: User) -> None:
    seats = GroupMember.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), person=post.person, group__unit=post.unit
    )
    if Post.objects.held_on(on).filter(person=post.person, unit=post.unit).exists():
        return  # still serves this committee in another post
    for seat in seats.select_related("group"):
        GroupMember.objects.filter(pk=seat.pk).update(until=on - timedelta(days=1))
        GroupMember.objects.create(group=seat.group, person=to, is_head=seat.is_head, since=on)
        record("group_seat_passed", seat.group, by=by, on=on, from_name=post.person.name, to_name=to.name)


def make_administrator(user: User) -> Person:
    """The first person of a site, who keeps all of it. Only the command line calls this."""
    with transaction.atomic():
        person, _made = Person.objects.get_or_create(account=user, defaults={"name": user.name})
        Post.objects.create(
            person=person,
            body=Body.OTHER,
            title=_("Site administrator"),
            role=Role.ADMINISTRATOR,
            since=clock.today(),
        )
        record("administrator_made", person, by=None, name=person.name)
        _index(person)
    return person


def switch_personnel_on(statement: str, *, by: User) -> PersonnelStatement:
    """Let personnel plans exist, on the administrator's signed word."""
    if not can_switch_personnel(by):
        raise PermissionDenied
    if not statement.strip():
        raise ValidationError({"statement": _("Write the statement that you sign.")})
    with transaction.atomic():
        for prepare in BEFORE_PERSONNEL:
            prepare()
        signed = PersonnelStatement.objects.create(statement=statement.strip(), signed_by=by)
        record("personnel_switched_on", signed, by=by)
    return signed


def switch_personnel_off(*, by: User) -> None:
    """Hide personnel plans again; nothing of them is erased."""
    if not can_switch_personnel(by):
        raise PermissionDenied
    with transaction.atomic():
        for signed in PersonnelStatement.objects.filter(withdrawn_at__isnull=True):
            PersonnelStatement.objects.filter(pk=signed.pk).update(withdrawn_at=clock.now())
            record("personnel_switched_off", signed, by=by)


def _index(person: Person) -> None:
    told = " ".join(person.posts.held().values_list("title", flat=True))
    entry = Entry(title=person.name, text=f"{person.name} {told}".strip())
    search.put(f"person:{person.pk}", "person", [entry])
