"""The stage: units, people, groups, the season and its congresses, and the drafts that they write."""

from __future__ import annotations

from datetime import date
from typing import Any

from vankien.packs import season as campaign
from vankien_web.accounts.models import User
from vankien_web.congresses import actions as congresses
from vankien_web.congresses.models import Congress, Season
from vankien_web.drafts import actions as drafts
from vankien_web.drafts import tasks
from vankien_web.drafts.models import Version
from vankien_web.drafts.samples import SAMPLES
from vankien_web.site.demonstration.cast import Cast, on_day
from vankien_web.units import actions as units
from vankien_web.units.actions.people import PostData
from vankien_web.units.actions.tree import Description
from vankien_web.units.models import Person, Post, Unit, WorkingGroup

LONG_AGO = date(2015, 1, 1)
FORMED = date(2019, 11, 15)  # when the groups were set up; illustrative
BROUGHT = date(2020, 2, 10)  # when the drafts came; illustrative
_REPORT = "political_report"


def set_stage(told: dict[str, Any]) -> Cast:
    """Units, people, groups, the season and its congresses, before any draft."""
    keeper = _keeper()
    with on_day(LONG_AGO):
        tree = _units(told["units"], keeper)
        people = _people(told["people"], tree, keeper)
    for change in told["changes"]:
        _change(tree[change["unit"]], change, keeper)
    with on_day(FORMED):
        groups = _groups(told["groups"], tree, people, keeper)
    office = people["van-phong"]
    with on_day(told["season"]["opened"]):
        units_of_it = [tree[entry["unit"]] for entry in told["congresses"]]
        season = _season(told["season"], tree[told["season"]["root"]], units_of_it, office)
    cast = Cast(season, tree, people, groups)
    for entry in told["congresses"]:
        plan = congresses.Plan(ordinal=entry["ordinal"], form=entry["form"], pilot=entry.get("pilot", False))
        with on_day(FORMED):
            congresses.plan_congress(_congress(entry, cast), plan, by=office)
    _leave(keeper)
    return cast


def _keeper() -> User:
    """Whoever enters the first units: nobody can sign in as this one, and it ends with the building."""
    user = User.objects.create_user("trinh-dien", name="Trình diễn", is_demonstration=True)
    with on_day(LONG_AGO):
        units.make_administrator(user)
    return user


def _leave(keeper: User) -> None:
    Post.objects.filter(person__account=keeper).update(until=LONG_AGO)
    User.objects.filter(pk=keeper.pk).update(is_active=False)


def _units(entries: list[dict[str, Any]], keeper: User) -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    for entry in entries:
        parent = made.get(entry.get("parent", ""))
        what = Description(entry["name"], entry["kind"], entry["level"], parent, entry["short_name"])
        made[entry["code"]] = units.found_unit(entry["code"], what, since=None, by=keeper)
    return made


def _change(unit: Unit, change: dict[str, Any], keeper: User) -> None:
    what = Description(change["name"], unit.kind, unit.level, unit.parent, change["short_name"])
    units.change_unit(unit, what, on=change["on"], revision=0, reason=change["reason"], by=keeper)


def _people(entries: list[dict[str, Any]], tree: dict[str, Unit], keeper: User) -> dict[str, User]:
    made: dict[str, User] = {}
    for entry in entries:
        user = User.objects.create_user(entry["username"], name=entry["name"], is_demonstration=True)
        person = units.add_person(entry["name"], by=keeper)
        Person.objects.filter(pk=person.pk).update(account=user)
        for post in entry["posts"]:
            data = PostData(**post | {"unit": tree.get(post.get("unit", "")), "since": LONG_AGO})
            units.give_post(person, data, by=keeper)
        made[entry["username"]] = user
    return made


def _groups(
    entries: list[dict[str, Any]], tree: dict[str, Unit], people: dict[str, User], keeper: User
) -> dict[str, WorkingGroup]:
    made = {}
    for entry in entries:
        group = units.add_group(tree["thanh-uy"], entry["name"], since=FORMED, by=keeper)
        head = Person.objects.get(account=people[entry["head"]])
        units.join_group(group, head, is_head=True, since=FORMED, by=keeper)
        for code in entry["units"]:
            units.assign_unit(group, tree[code], since=FORMED, by=keeper)
        made[entry["name"]] = group
    return made


def _season(entry: dict[str, Any], root: Unit, held_by: list[Unit], office: User) -> Season:
    first, last = entry["years"]
    season = congresses.open_season(root, entry["pack"], entry["name"], (first, last), by=office)
    congresses.open_congresses(season, held_by, by=office)
    return season


def _congress(entry: dict[str, Any], cast: Cast) -> Congress:
    rows = Congress.objects.select_related("unit", "season")
    found: Congress = rows.get(season=cast.season, unit=cast.tree[entry["unit"]])
    return found


def prepare(entry: dict[str, Any], cast: Cast) -> None:
    """The draft is brought; of the pilot congress the group reports."""
    congress, sender = _congress(entry, cast), cast.people[entry["sender"]]
    with on_day(BROUGHT):
        _bring(congress, entry["draft"], cast.people[entry["writer"]], sender)
    if "report" in entry:
        _report(congress, entry["report"], cast, sender)


def _bring(congress: Congress, sample: str, writer: User, sender: User) -> None:
    chosen = SAMPLES[sample]
    draft = drafts.create_draft(congress, _REPORT, by=writer)
    note = "Bản minh họa: số liệu do người viết mẫu đặt ra."
    drafts.submit_version(draft, chosen.chunks(), chosen.file.name, note=note, by=writer, then=_read)
    drafts.share(draft, by=sender)


def _read(version: Version) -> None:
    """At once: the meeting speaks of what the checks have found."""
    tasks.examine.call(version.pk)


def _report(congress: Congress, told: dict[str, Any], cast: Cast, unit: User) -> None:
    """What the head of the group tells the committee on the day of the meeting."""
    by, said_by = cast.people[told["by"]], told["group"]
    for item, (count, total) in told["counted"].items():
        tick = congresses.Tick(count=count, total=total, said_by=said_by)
        congresses.set_step(congress, item, tick, by=by)
    for item in told["done"]:
        congresses.set_step(congress, item, congresses.Tick(done=True, said_by=said_by), by=by)
    known = set(congress.dossier.values_list("item", flat=True))
    for rule in campaign.dossier(congress.season.rules, congress.kind) if told["papers"] else ():
        if rule.required and not rule.personnel and rule.id not in known:
            paper = congresses.Paper(present=True, said_by=said_by)
            congresses.set_paper(congress, rule.id, paper, by=unit)
    congresses.add_report(
        congress, cast.groups[told["group"]], summary=told["summary"], workstreams={}, by=by
    )
