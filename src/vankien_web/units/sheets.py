"""Units and people from an office's workbook: what each row would do, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from vankien.text import bare
from vankien_web.accounts.models import User
from vankien_web.common import cells, tables
from vankien_web.units.models import Body, Kind, Level, Person, Post, Role, Unit
from vankien_web.units.permissions import can_give_post, can_manage_unit

MOST = 5000
Values = dict[str, Any]


def _named(choices: Any, **more: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Each value by its code and by its label in both languages."""
    names = {}
    for value in choices:
        with override("vi"):
            vietnamese = str(value.label)
        with override("en"):
            english = str(value.label)
        names[value.value] = tuple(
            dict.fromkeys((vietnamese, value.value, english, *more.get(value.name, ())))
        )
    return names


def unit_columns() -> list[tables.Column]:
    kinds = _named(Kind, COMMUNE=("xã", "phường", "thị trấn"), DISTRICT=("huyện", "thành phố", "thị xã"))
    return [
        tables.Column("code", ("Mã đơn vị", "Mã"), required=True),
        tables.Column("name", ("Tên đơn vị", "Đơn vị", "Tên"), required=True),
        tables.Column("short_name", ("Tên gọi tắt", "Tên tắt")),
        tables.Column("kind", ("Loại", "Loại đơn vị", "Loại hình"), required=True, parse=cells.one_of(kinds)),
        tables.Column("level", ("Cấp", "Cấp đơn vị"), required=True, parse=cells.one_of(_named(Level))),
        tables.Column("parent", ("Mã đơn vị cấp trên", "Mã cấp trên", "Trực thuộc")),
        tables.Column("since", ("Từ ngày", "Ngày thành lập"), parse=cells.day),
    ]


def people_columns() -> list[tables.Column]:
    roles = {r: n for r, n in _named(Role).items() if r != Role.WORKING_GROUP_MEMBER}
    return [
        tables.Column("name", ("Họ và tên", "Họ tên"), required=True),
        tables.Column("person", ("Mã người",), parse=cells.whole),
        tables.Column("title", ("Chức vụ", "Chức danh"), required=True),
        tables.Column("unit", ("Mã đơn vị",), required=True),
        tables.Column("body", ("Tổ chức", "Cơ quan"), parse=cells.one_of(_named(Body))),
        tables.Column("role", ("Vai trò", "Việc trên trang"), parse=cells.one_of(roles)),
        tables.Column("since", ("Từ ngày", "Ngày giữ chức vụ"), required=True, parse=cells.day),
        tables.Column("until", ("Đến ngày", "Đến hết ngày"), parse=cells.day),
    ]


@dataclass(frozen=True)
class Planned:
    """A row as it would be written; `problems` are sentences, `same` what is there already."""

    number: int
    values: Values
    problems: tuple[str, ...] = ()
    same: bool = False


def carried(table: tables.Table) -> list[list[Any]]:
    """The rows as plain data, for the form that confirms them."""
    return [[r.number, {k: _plain(v) for k, v in r.values.items()}] for r in table.rows]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def revived(rows: Iterable[list[Any]]) -> list[tables.Row]:
    """The inverse of `carried`."""
    dated = ("since", "until")
    return [
        tables.Row(n, {k: date.fromisoformat(v) if v and k in dated else v for k, v in values.items()})
        for n, values in rows
    ]


def plan_units(rows: Iterable[tables.Row], top: Unit, *, by: User) -> list[Planned]:
    """What each row would found below `top`. A parent may stand in the file itself, above its children."""
    rows = list(rows)
    wanted = {r.values.get(k) for r in rows for k in ("code", "parent")} - {None} | {top.code}
    known = {u.code: u for u in Unit.objects.filter(code__in=wanted)}
    seen = set(Unit.objects.visible_to(by).filter(code__in=wanted).values_list("code", flat=True))
    planned: list[Planned] = []
    earlier: dict[str, int] = {}
    for row in rows:
        problems = [p.sentence for p in row.problems]
        code = slugify(str(row.values.get("code") or ""))
        values = dict(row.values) | {"code": code, "parent": row.values.get("parent") or top.code}
        problems += _code_problems(row, code, earlier)
        parent = known.get(values["parent"])
        if values["parent"] not in earlier and (parent is None or parent.code not in seen):
            problems.append(_row(row, _("no unit above has the code “%(code)s”."), code=values["parent"]))
        elif parent is not None and not can_manage_unit(by, parent):
            problems.append(_row(row, _("you may not add units below “%(code)s”."), code=parent.code))
        there = known.get(code)
        same = there is not None and there.code in seen and there.name == values["name"]
        if there is not None and not same:
            problems.append(_row(row, _("the code “%(code)s” is in use by another unit."), code=code))
        earlier[code] = row.number
        planned.append(Planned(row.number, values, tuple(problems), same and not problems))
    return planned


def _code_problems(row: tables.Row, code: str, earlier: dict[str, int]) -> list[str]:
    if row.values.get("code") and not code:
        return [_row(row, _("the code has no letter or digit."))]
    if code and code in earlier:
        return [
            _row(row, _("the code “%(code)s” stands in row %(other)s too."), code=code, other=earlier[code])
        ]
    return []


def plan_people(rows: Iterable[tables.Row], top: Unit, *, by: User) -> list[Planned]:
    """Which post each row would give, and to whom: rows of one name are one person, unless numbered."""
    rows = list(rows)
    codes = {r.values.get("unit") for r in rows} - {None}
    units = {u.code: u for u in Unit.objects.visible_to(by).filter(code__in=codes)}
    names = {bare(r.values["name"]) for r in rows if r.values.get("name")}
    people: dict[str, list[Person]] = {}
    held = Prefetch("posts", Post.objects.held(), to_attr="now")
    for person in Person.objects.visible_to(by).filter(folded__in=names).prefetch_related(held):
        people.setdefault(person.name, []).append(person)
    return [_plan_person(row, units, people, by) for row in rows]


def _plan_person(
    row: tables.Row, units: dict[str, Unit], people: dict[str, list[Person]], by: User
) -> Planned:
    problems = [p.sentence for p in row.problems]
    values = dict(row.values)
    unit = units.get(values.get("unit") or "")
    values["body"], values["role"] = values.get("body") or Body.OTHER, values.get("role") or ""
    if unit is None and values.get("unit"):
        problems.append(_row(row, _("no unit has the code “%(code)s”."), code=values["unit"]))
    elif unit is not None and not can_give_post(by, unit, values["role"]):
        problems.append(_row(row, _("you may not give this post in “%(unit)s”."), unit=unit.name))
    same_name = people.get(values.get("name") or "", [])
    chosen = [p for p in same_name if values.get("person") in (None, p.pk)]
    if values.get("person") and not chosen:
        problems.append(
            _row(row, _("nobody of this name has the number %(number)s."), number=values["person"])
        )
    elif len(chosen) > 1:
        numbers = ", ".join(str(p.pk) for p in chosen)
        sentence = _("several people have this name; write one of %(numbers)s into the column “Mã người”.")
        problems.append(_row(row, sentence, numbers=numbers))
    if values.get("since") and values.get("until") and values["until"] < values["since"]:
        problems.append(_row(row, _("the last day is before the first.")))
    values["person"] = chosen[0].pk if len(chosen) == 1 else None
    return Planned(row.number, values, tuple(problems), _holds(values, chosen, unit))


def _holds(values: Values, chosen: list[Person], unit: Unit | None) -> bool:
    if len(chosen) != 1 or unit is None:
        return False
    held: list[Post] = chosen[0].now  # type: ignore[attr-defined]  # prefetched
    return any(post.unit_id == unit.pk and post.title == values.get("title") for post in held)


def _row(row: tables.Row, sentence: str, **blanks: Any) -> str:
    return _("Row %(number)s:") % {"number": row.number} + " " + sentence % blanks
