"""Who writes in a drill: four people of a city's committee, each with a person and a congress to change."""

from datetime import date

from django.test import Client as Visitor

from drills.operations import Somebody
from drills.site import Client
from vankien_web.accounts.models import User
from vankien_web.congresses import actions as congresses
from vankien_web.units import actions as units
from vankien_web.units.actions.people import PostData
from vankien_web.units.actions.tree import Description
from vankien_web.units.models import Body, Role


def gather(port: int, number: int = 4) -> list[Somebody]:
    """Made by the site's own actions, so that the history tells of everything."""
    keeper = User.objects.create_user("quan-tri", name="Quản trị")
    units.make_administrator(keeper)
    city = _found("tp", Description("Đảng bộ thành phố Diễn tập", "huyen-tp", "tren-co-so"), keeper)
    office = [_official(n, city, keeper) for n in range(number)]
    season = congresses.open_season(city, "dang-2019", "Diễn tập", (2020, 2025), by=office[0])
    communes = [
        _found(f"xa-{n}", Description(f"Đảng bộ xã Diễn tập {n}", "xa-phuong", "co-so", city), keeper)
        for n in range(number)
    ]
    opened = congresses.open_congresses(season, communes, by=office[0])
    persons = [_member(n, commune, keeper) for n, commune in enumerate(communes)]
    return [
        Somebody(Client(port, _session(user)), person.pk, congress.pk)
        for user, person, congress in zip(office, persons, opened, strict=True)
    ]


def _found(code, what, keeper):
    return units.found_unit(code, what, since=date(2000, 1, 1), by=keeper)


def _official(n, city, keeper):
    user = User.objects.create_user(f"van-phong-{n}", name=f"Cán bộ Văn phòng {n:02}")
    person = units.make_administrator(user)
    post = PostData(city, Body.COMMITTEE, "Chánh Văn phòng", date(2010, 1, 1), Role.OFFICE)
    units.give_post(person, post, by=keeper)
    return user


def _member(n, commune, keeper):
    person = units.add_person(f"Cán bộ {n:02}", by=keeper)
    units.give_post(person, PostData(commune, Body.COMMITTEE, "Ủy viên", date(2010, 1, 1)), by=keeper)
    return person


def _session(user):
    visitor = Visitor()
    visitor.force_login(user)
    return visitor.cookies["sessionid"].value
