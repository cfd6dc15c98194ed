"""People, their posts and their accounts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien.text import bare
from vankien_web.accounts.lockout import locked_out
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock
from vankien_web.common.pages import form_page
from vankien_web.units import actions
from vankien_web.units.finders import OFFERED, find_people, told
from vankien_web.units.forms import (
    ChangePersonForm,
    HandOverForm,
    LastDayForm,
    PersonForm,
    PostForm,
    StatementForm,
)
from vankien_web.units.models import GroupMember, Person, PersonnelStatement, Post, WorkingGroup
from vankien_web.units.pages import person_events, seen_person
from vankien_web.units.permissions import (
    can_change_person,
    can_end_post,
    can_manage_account,
    can_manage_people,
    can_switch_personnel,
)
from vankien_web.units.titles import in_order, in_words

ROWS = 100


@require_GET
def people(request: PersonRequest) -> HttpResponse:
    """Everybody whom this person sees, by given name."""
    words = request.GET.get("q", "").strip()
    found = Person.objects.visible_to(request.user).select_related("account")
    if words:
        found = found.filter(folded__contains=bare(words))
    held = Post.objects.visible_to(request.user).held().select_related("unit")
    page = Paginator(found.prefetch_related(Prefetch("posts", held, to_attr="now")), ROWS).get_page(
        request.GET.get("page")
    )
    rows = [(p, in_order(p.now)) for p in page]  # type: ignore[attr-defined]
    context = {"title": _("People"), "page": page, "rows": rows, "q": words}
    return render(request, "units/people.html", context | {"may_add": can_manage_people(request.user)})


@require_GET
def person(request: PersonRequest, pk: int) -> HttpResponse:
    """One person: titles, posts past and present, groups, account, history."""
    shown = seen_person(request, pk)
    told = shown.posts.filter(pk__in=Post.objects.visible_to(request.user))
    posts = in_order(told.select_related("unit", "taken_over_from__person"))
    groups = WorkingGroup.objects.visible_to(request.user)
    seats = list(GroupMember.objects.filter(person=shown, group__in=groups).select_related("group"))
    today = clock.today()
    may_account = can_manage_account(request.user, shown)
    context = {
        "title": shown.name,
        "shown": shown,
        "titles": in_words(posts, seats),
        "now": [(p, can_end_post(request.user, p)) for p in posts if p.until is None or p.until >= today],
        "past": [p for p in posts if p.until is not None and p.until < today],
        "seats": seats,
        "may_change": can_change_person(request.user, shown),
        "may_account": may_account,
        "locked": may_account and shown.account and bool(locked_out([shown.account.username])),
        "may_add": can_manage_people(request.user),
        "events": person_events(shown, request.user).order_by("-number")[:50],
        "crumbs": [(_("People"), reverse("people")), (shown.name, "")],
    }
    return render(request, "units/person.html", context)


@require_http_methods(["GET", "POST"])
def add_person(request: PersonRequest) -> HttpResponse:
    if not can_manage_people(request.user):
        raise Http404
    form = PersonForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        return reverse("give_post", args=[actions.add_person(data["name"], by=request.user).pk])

    cancel = reverse("people")
    return form_page(request, form, act, title=_("New person"), button=_("Go on to the post"), cancel=cancel)


@require_http_methods(["GET", "POST"])
def change_person(request: PersonRequest, pk: int) -> HttpResponse:
    shown = seen_person(request, pk)
    if not can_change_person(request.user, shown):
        raise Http404
    form = ChangePersonForm(request.POST or None, initial={"name": shown.name, "revision": shown.revision})
    back = reverse("person", args=[pk])

    def act(data: dict[str, Any]) -> str:
        actions.change_person(shown, data["name"], revision=data["revision"], by=request.user)
        return back

    return form_page(request, form, act, title=_("Correct the name"), button=_("Save"), cancel=back)


@require_http_methods(["GET", "POST"])
def give_post(request: PersonRequest, pk: int) -> HttpResponse:
    """A further post; somebody who was just added has none and is seen by who may add."""
    shown = get_object_or_404(Person, pk=pk)
    if not can_change_person(request.user, shown):
        raise Http404
    form = PostForm(request.POST or None, user=request.user)

    def act(data: dict[str, Any]) -> str:
        actions.give_post(shown, form.post(), by=request.user)
        return reverse("person", args=[pk])

    title = _("New post of %(name)s") % {"name": shown.name}
    return form_page(request, form, act, title=title, button=_("Save"), cancel=reverse("people"))


def _holder(post: Post) -> str:
    """Whose post it is, and where: the title alone is held by many."""
    return f"{post.person.name} · {post.unit.name}" if post.unit else post.person.name


def _crumbs(person: Person, here: str) -> list[tuple[str, str]]:
    return [(_("People"), reverse("people")), (person.name, reverse("person", args=[person.pk])), (here, "")]


def _post(request: PersonRequest, pk: int) -> Post:
    post = get_object_or_404(Post.objects.select_related("person", "unit"), pk=pk)
    seen_person(request, post.person_id)
    if not can_end_post(request.user, post):
        raise Http404
    return post


@require_http_methods(["GET", "POST"])
def end_post(request: PersonRequest, pk: int) -> HttpResponse:
    post = _post(request, pk)
    form = LastDayForm(request.POST or None)
    back = reverse("person", args=[post.person_id])

    def act(data: dict[str, Any]) -> str:
        actions.end_post(post, **data, by=request.user)
        return back

    title = _("End of the post %(title)s") % {"title": post.title}
    words: dict[str, Any] = {
        "button": _("Record the last day"),
        "sub": _holder(post),
        "crumbs": _crumbs(post.person, title),
    }
    return form_page(request, form, act, title=title, cancel=back, **words)


@require_http_methods(["GET", "POST"])
def hand_over(request: PersonRequest, pk: int) -> HttpResponse:
    """What waited for the old holder waits for the new one from that day."""
    post = _post(request, pk)
    form = HandOverForm(request.POST or None, user=request.user)
    back = reverse("person", args=[post.person_id])

    def act(data: dict[str, Any]) -> str:
        made = actions.hand_over(post, data["to"], on=data["on"], by=request.user)
        return reverse("person", args=[made.person_id])

    title = _("Hand over the post %(title)s") % {"title": post.title}
    words: dict[str, Any] = {
        "button": _("Hand over"),
        "sub": _holder(post),
        "crumbs": _crumbs(post.person, title),
    }
    return form_page(request, form, act, title=title, cancel=back, **words)


@require_GET
def find_people_list(request: PersonRequest) -> HttpResponse:
    """Suggestions for a finder, as the options of a datalist."""
    text = next((str(v) for v in request.GET.values() if v), "")
    found = find_people(request.user, text)[:OFFERED] if text else []
    return render(request, "units/options.html", {"options": [told(p) for p in found]})


@require_http_methods(["GET", "POST"])
def personnel(request: PersonRequest) -> HttpResponse:
    """Switch personnel plans on with a signed statement, or off."""
    if not can_switch_personnel(request.user):
        raise Http404
    form = StatementForm(request.POST or None)
    here = reverse("personnel_switch")

    def act(data: dict[str, Any]) -> str:
        actions.switch_personnel_on(data["statement"], by=request.user)
        return here

    signed = PersonnelStatement.objects.select_related("signed_by").order_by("-pk")
    context: dict[str, Any] = {"signed": signed, "is_on": any(s.withdrawn_at is None for s in signed)}
    return form_page(
        request,
        form,
        act,
        "units/personnel.html",
        title=_("Personnel plans"),
        button=_("Sign and switch on"),
        cancel=reverse("units"),
        **context,
    )


@require_POST
def personnel_off(request: PersonRequest) -> HttpResponse:
    if not can_switch_personnel(request.user):
        raise Http404
    actions.switch_personnel_off(by=request.user)
    messages.success(request, _("Personnel plans are switched off; nothing of them is erased."))
    return redirect("personnel_switch")
