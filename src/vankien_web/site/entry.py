"""The first page: for who is signed in, the own work; for others, what this is and how to come in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vankien_web.accounts.addresses import is_this_machine
from vankien_web.congresses.models import Congress
from vankien_web.units.models import Person
from vankien_web.units.titles import titles


@login_not_required
@never_cache
@require_safe
def entry(request: HttpRequest) -> HttpResponse:
    """Signed in: on to the own work. Otherwise the door, in demonstration mode with the roles to try."""
    if request.user.is_authenticated:
        return redirect(_own_work())
    return render(request, "desk/entry.html", {"roles": _roles(request), "congresses": _congresses(request)})


@login_not_required
@never_cache
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """The roles of the demonstration, to change from one to another."""
    return render(request, "common/roles.html", {"roles": _roles(request)})


def _own_work() -> str:
    for name in ("my_work", "units"):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return reverse("account")


def _roles(request: HttpRequest) -> list[tuple[Person, str, str]]:
    """Each person of the demonstration with account, titles and unit; nobody outside the demonstration."""
    if not settings.VANKIEN_DEMO or not is_this_machine(request):
        return []
    people = Person.objects.filter(account__is_demonstration=True, account__is_active=True)
    rows = people.select_related("account").prefetch_related("posts__unit").order_by("account_id")
    return [(person, titles(person), _unit(person)) for person in rows]


def _congresses(request: HttpRequest) -> QuerySet[Congress]:
    """The congresses of the demonstration, for whoever may enter it."""
    shown: QuerySet[Congress] = Congress.objects.select_related("unit", "season").order_by("pk")
    return shown if settings.VANKIEN_DEMO and is_this_machine(request) else shown.none()


def _unit(person: Person) -> str:
    """Where the person works on this site: the unit of the post that has a role, else of the first."""
    posts = sorted(person.posts.all(), key=lambda post: not post.role)
    return next((post.unit.called for post in posts if post.unit), "")
