"""What the search page shows: units, people, documents and passages that this person may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import search
from vankien_web.drafts.models import Draft
from vankien_web.units.models import Person, Unit

ROWS = 50
FIRST = 5  # of each kind, where all kinds stand on one page


class Found(NamedTuple):
    """One line: what it is, where it leads, the piece of its text."""

    hit: search.Hit
    url: str

    @property
    def said(self) -> SafeString:
        """The piece of text, without the name where it only repeats the line above."""
        title, text = self.hit.title, self.hit.excerpt
        repeats = self.hit.kind in ("unit", "person") or text == title
        return mark_safe(text.removeprefix(title).strip()) if repeats else text  # noqa: S308 - marked text, cut


@dataclass(frozen=True)
class Group:
    """The hits of one kind; `other` are those whose accents are not as typed."""

    kind: str
    name: str
    total: search.Total
    exact: tuple[Found, ...]
    other: tuple[Found, ...]

    @property
    def shown(self) -> int:
        return len(self.exact) + len(self.other)


class _Counted(Paginator):  # type: ignore[type-arg]
    """Pages of a list of which only one page was fetched."""

    def __init__(self, total: int) -> None:
        super().__init__((), ROWS)
        self.total = total

    @cached_property
    def count(self) -> int:
        return self.total


def find(query: str, user: User, kind: str = "", page: int = 1) -> tuple[list[Group], Page[Found] | None]:
    """The groups, and the page where only one kind is asked for. At most 7 queries."""
    names = kinds()
    seen = {
        "unit": Unit.objects.visible_to(user),
        "person": Person.objects.visible_to(user),
        "draft": Draft.objects.visible_to(user),
        "passage": Draft.objects.visible_to(user),
    }
    asked = {kind: seen[kind]} if kind in seen else seen
    alone = len(asked) == 1
    results = search.find(
        query, subjects=asked, limit=ROWS if alone else FIRST, offset=(page - 1) * ROWS if alone else 0
    )
    groups = [_group(name, names[name], results) for name in asked if results.of(name)]
    return groups, _Counted(results.totals[kind].count).get_page(page) if alone and groups else None


def kinds() -> dict[str, str]:
    return {
        "unit": _("Units"),
        "person": _("People"),
        "draft": _("Documents"),
        "passage": _("Passages"),
    }


def _group(kind: str, name: str, results: search.Results) -> Group:
    found = [Found(hit, _url(hit)) for hit in results.of(kind)]
    return Group(
        kind,
        name,
        results.totals[kind],
        tuple(f for f in found if f.hit.exact),
        tuple(f for f in found if not f.hit.exact),
    )


def _url(hit: search.Hit) -> str:
    if hit.kind != "passage":
        return reverse(hit.kind, args=[hit.owner])
    number = hit.place.get("version")
    page = reverse("version", args=[hit.owner, number]) if number else reverse("draft", args=[hit.owner])
    return f"{page}#{hit.part}"
