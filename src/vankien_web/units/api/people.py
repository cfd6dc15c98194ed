"""People, their posts, and what passes from one holder to the next."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from vankien.text import bare
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import EventOut, Line, Page, Paging, named, page_of, seen
from vankien_web.common.fields import numbers
from vankien_web.units import actions
from vankien_web.units.actions.people import PostData
from vankien_web.units.api.schemas import (
    HandOverIn,
    LastDayIn,
    MeOut,
    NameIn,
    PersonOut,
    PersonRow,
    PostIn,
    PostOut,
    RenameIn,
)
from vankien_web.units.models import GroupMember, Person, Post, Unit, WorkingGroup, who
from vankien_web.units.pages import person_events
from vankien_web.units.permissions import can_change_person
from vankien_web.units.titles import in_order, titles

router = Router(tags=["people"])


class PeopleWanted(Schema):
    """Which people."""

    name: Line = Field("", max_length=120, description="A part of the name, with or without accents.")


@router.get("/me", response=MeOut, operation_id="get_me")
def get_me(request: PersonRequest) -> Any:
    """In whose name the token acts, and what that person may do where."""
    mine = who(request.user)
    roles = [
        {"role": s.role, "unit": numbers(s.path)[-1] if s.path else None, "group": s.group_id}
        for s in mine.seats
    ]
    user = request.user
    return {"username": user.username, "name": user.name, "person": mine.person_id, "roles": roles}


@router.get("/people", response=Page[PersonRow], operation_id="list_people")
def list_people(request: PersonRequest, wanted: Query[PeopleWanted], paging: Query[Paging]) -> Any:
    """People whom you see, by given name, with the posts they hold today."""
    found = Person.objects.visible_to(request.user)
    if wanted.name:
        found = found.filter(folded__contains=bare(wanted.name))
    told = Post.objects.visible_to(request.user)
    held = Prefetch("posts", told.held().select_related("unit"), to_attr="now")
    return page_of(found.prefetch_related(held).order_by("sort_key", "pk"), paging, _rows)


def _rows(people: list[Any]) -> list[dict[str, Any]]:
    return [{"id": p.pk, "name": p.name, "posts": in_order(p.now)} for p in people]


@router.get("/people/{int:person}", response=PersonOut, operation_id="get_person")
def get_person(request: PersonRequest, person: int) -> Any:
    """One person: titles, every post, service in groups."""
    return _person(request, _seen(request, person))


@router.get("/people/{int:person}/events", response=Page[EventOut], operation_id="list_person_events")
def list_person_events(request: PersonRequest, person: int, paging: Query[Paging]) -> Any:
    """What was done to the person's record, oldest first."""
    return page_of(person_events(_seen(request, person), request.user), paging)


@router.post("/people", response={201: PersonOut}, operation_id="add_person")
def add_person(request: PersonRequest, sent: NameIn) -> Any:
    """Add a person, who has no post yet."""
    return Status(201, _person(request, actions.add_person(sent.name, by=request.user)))


@router.post("/people/{int:person}/name", response=PersonOut, operation_id="change_person")
def change_person(request: PersonRequest, person: int, sent: RenameIn) -> Any:
    """Correct the name."""
    shown = _seen(request, person)
    actions.change_person(shown, sent.name, revision=sent.revision, by=request.user)
    return _person(request, shown)


@router.post("/people/{int:person}/posts", response={201: PostOut}, operation_id="give_post")
def give_post(request: PersonRequest, person: int, sent: PostIn) -> Any:
    """Give a post; what it lets the holder do begins on its first day."""
    shown = _kept(request, person)
    nothing = _("No unit that you see has this number.")
    unit = named(Unit.objects.visible_to(request.user), sent.unit, "unit", nothing)
    post = PostData(**sent.dict() | {"unit": unit})
    return Status(201, actions.give_post(shown, post, by=request.user))


@router.post("/posts/{int:post}/end", response=PostOut, operation_id="end_post")
def end_post(request: PersonRequest, post: int, sent: LastDayIn) -> Any:
    """Record the last day in a post."""
    shown = _post(request, post)
    actions.end_post(shown, until=sent.until, by=request.user)
    return _post(request, post)


@router.post("/posts/{int:post}/hand-over", response={201: PostOut}, operation_id="hand_over")
def hand_over(request: PersonRequest, post: int, sent: HandOverIn) -> Any:
    """From a day on the post is another's: what waited for the old holder waits for the new one."""
    nobody = _("Nobody whom you see has this number.")
    shown = _post(request, post)
    to = named(Person.objects.visible_to(request.user), sent.to, "to", nobody)
    return Status(201, actions.hand_over(shown, to, on=sent.on, by=request.user))


def _seen(request: PersonRequest, pk: int) -> Person:
    return seen(Person.objects.visible_to(request.user), pk)


def _kept(request: PersonRequest, pk: int) -> Person:
    """Somebody who was just added has no post and is seen by who may add."""
    person = seen(Person.objects.all(), pk)
    return person if can_change_person(request.user, person) else _seen(request, pk)


def _post(request: PersonRequest, pk: int) -> Post:
    post = Post.objects.select_related("person", "unit").filter(pk=pk).first()
    if post is None or not Person.objects.visible_to(request.user).filter(pk=post.person_id).exists():
        raise Http404
    return post


def _person(request: PersonRequest, person: Person) -> dict[str, Any]:
    groups = WorkingGroup.objects.visible_to(request.user)
    seats = GroupMember.objects.filter(person=person, group__in=groups).select_related("group")
    told = person.posts.filter(pk__in=Post.objects.visible_to(request.user))
    return {
        "id": person.pk,
        "name": person.name,
        "posts": in_order(told.select_related("unit")),
        "titles": titles(person, to=request.user),
        "has_account": person.account_id is not None,
        "seats": list(seats.order_by("since", "pk")),
        "revision": person.revision,
    }
