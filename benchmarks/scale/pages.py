"""Which pages are asked, by whom: as many different people and records as there are requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle, islice
from random import Random
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from vankien_web.accounts.models import User
from vankien_web.congresses.models import Congress, Season
from vankien_web.drafts.models import Draft, DraftState, Waiver
from vankien_web.units.models import Kind, Level, Post, Role, Unit

Visit = tuple[User, str]


@dataclass(frozen=True)
class Page:
    """`bar`: held to the 150 ms of the issue. `visits` gives who asks for which address, without end."""

    name: str
    visits: Callable[[], Iterator[Visit]]
    bar: bool = False


class Places:
    """Units of every level, the people in their posts, and the records that they may open."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - the same visits every time
        self.season = Season.objects.select_related("root").get()
        self.root = self.season.root
        self.wide = Unit.objects.get(parent=self.root, name__endswith=" 02")

    def some(self, rows: QuerySet[Any], count: int = 80) -> list[Any]:
        """A sample: keys are spread over the whole table."""
        keys = list(rows.order_by().values_list("pk", flat=True))
        chosen = self.random.sample(keys, min(count, len(keys)))
        return list(rows.filter(pk__in=chosen))

    def holder(self, unit: Unit, role: str) -> User:
        """A fresh object: what a person may is loaded anew for each request."""
        post = Post.objects.filter(unit=unit, role=role).select_related("person__account").order_by("pk")[0]
        account = post.person.account
        assert account is not None
        return account

    @cached_property
    def provinces(self) -> list[Unit]:
        return list(Unit.objects.filter(parent=self.root).exclude(pk=self.wide.pk))

    @cached_property
    def districts(self) -> list[Unit]:
        return self.some(Unit.objects.filter(level=Level.UPPER))

    @cached_property
    def communes(self) -> list[Unit]:
        return self.some(Unit.objects.filter(kind=Kind.COMMUNE).select_related("parent"))

    @cached_property
    def light(self) -> list[Draft]:
        found = Draft.objects.filter(state=DraftState.SHARED, kind="resolution", congress__kind=Kind.COMMUNE)
        return self.some(found.select_related("congress__unit__parent"))

    @cached_property
    def whole(self) -> list[Draft]:
        return self.some(
            Draft.objects.filter(pk__in=Waiver.objects.values("draft")).select_related("congress__unit")
        )

    def at(
        self, units: list[Unit], role: str, name: str, *, query: str = ""
    ) -> Callable[[], Iterator[Visit]]:
        """Each unit's holder of a post opens one address, the same for all."""
        return lambda: ((self.holder(unit, role), reverse(name) + query) for unit in cycle(units))

    def unit_page(
        self, units: list[Unit], name: str, role: str = "", *args: Any
    ) -> Callable[[], Iterator[Visit]]:
        """Pages of these units: asked by the unit's own holder of a post, else by the root's office."""
        top = self.root
        return lambda: (
            (self.holder(unit if role else top, role or Role.OFFICE), reverse(name, args=[*args, unit.pk]))
            for unit in cycle(units)
        )

    def draft_page(
        self, drafts: list[Draft], name: str, role: str = Role.UNIT_DRAFTER
    ) -> Callable[[], Iterator[Visit]]:
        def visits() -> Iterator[Visit]:
            for draft in cycle(drafts):
                congress = draft.congress
                assert congress is not None
                yield self.holder(congress.unit, role), reverse(name, args=[draft.pk])

        return visits

    def congress_page(self, units: list[Unit], name: str, role: str) -> Callable[[], Iterator[Visit]]:
        found = {c.unit_id: c.pk for c in Congress.objects.filter(unit__in=units)}
        return lambda: (
            (self.holder(unit, role), reverse(name, args=[found[unit.pk]])) for unit in cycle(units)
        )

    def heads(self) -> Callable[[], Iterator[Visit]]:
        """Heads of the districts' working groups, at their own work."""
        people = User.objects.filter(person__group_seats__is_head=True)
        chosen = self.some(people)
        return lambda: ((User.objects.get(pk=user.pk), reverse("my_work")) for user in cycle(chosen))


def pages(places: Places) -> list[Page]:
    p, season, root = places, places.season.pk, [places.root]
    office, secretary, drafter = Role.OFFICE, Role.UNIT_SECRETARY, Role.UNIT_DRAFTER
    board, words = "unit_board", ("?q=dang+bo", "?q=báo+cáo+chính+trị", "?q=hộ+nghèo")
    return [
        Page("inbox: unit's secretary", p.at(p.communes, secretary, "my_work"), True),
        Page("inbox: office of a district", p.at(p.districts, office, "my_work"), True),
        Page("inbox: office of a province", p.at(p.provinces, office, "my_work"), True),
        Page("inbox: office above 700 units", p.at([p.wide], office, "my_work"), True),
        Page("inbox: office of the root", p.at(root, office, "my_work"), True),
        Page("inbox: chair of a district", p.at(p.districts, Role.CHAIR, "my_work"), True),
        Page("inbox: head of a working group", p.heads(), True),
        Page("document, light", p.draft_page(p.light, "draft"), True),
        Page("document, a whole report", p.draft_page(p.whole, "draft"), True),
        Page("document: findings", p.draft_page(p.whole, "draft_findings"), True),
        Page("document: history", p.draft_page(p.light, "draft_history"), True),
        Page("board: commune", p.unit_page(p.communes, board, secretary, season), True),
        Page("board: district", p.unit_page(p.districts, board, office, season), True),
        Page("board: province", p.unit_page(p.provinces, board, office, season), True),
        Page("board: 700 units", p.unit_page([p.wide], board, office, season), True),
        Page("board: root", p.unit_page(root, board, office, season), True),
        Page("board in Excel: province", p.unit_page(p.provinces, "board_sheet", office, season)),
        Page("documents: unit's drafter", p.at(p.communes, drafter, "drafts")),
        Page("documents: office of a province", p.at(p.provinces, office, "drafts")),
        Page("documents: office of the root", p.at(root, office, "drafts")),
        Page("congress", p.congress_page(p.communes, "congress", secretary)),
        Page("congress: documents", p.congress_page(p.communes, "congress_drafts", secretary)),
        Page("congress: history", p.congress_page(p.communes, "congress_history", secretary)),
        Page("units: the tops", p.at(p.districts, office, "units")),
        Page("unit: commune", p.unit_page(p.communes, "unit", secretary)),
        Page("unit: 700 below", p.unit_page([p.wide], "unit", office)),
        Page("unit: root", p.unit_page(root, "unit", office)),
        Page("unit: history", p.unit_page(p.districts, "unit_history", office)),
        Page("people: office of a district", p.at(p.districts, office, "people")),
        Page("people: office of the root", p.at(root, office, "people")),
        *(
            Page(f"search {q[3:].replace('+', ' ')}: root", p.at(root, office, "search", query=q))
            for q in words
        ),
        *(
            Page(f"search {q[3:].replace('+', ' ')}: unit", p.at(p.communes, drafter, "search", query=q))
            for q in words
        ),
    ]


def visits(page: Page, count: int) -> list[Visit]:
    return list(islice(page.visits(), count))
