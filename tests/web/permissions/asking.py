"""Ask as everybody, and say in one letter what came of it."""

import re
from collections.abc import Iterator, Sequence

from django.core.cache import cache
from django.db import connection, transaction
from django.urls import get_resolver

from vankien_web.reviews import live
from vankien_web.units.models import Post, personnel_is_on
from web.permissions import known
from web.permissions.cases import ARGUMENTS, DELETES, GETS, POSTS, Case
from web.permissions.world import FEW, RELATED, World

CODES = {
    "v": "shown",
    "x": "done",
    "i": "refused in words: the form or a notice says why, nothing is written",
    "f": "403: one sees it but may not do this",
    ".": "404: as if it did not exist",
    "s": "to the sign-in",
    "g": "410: the link is over",
    "k": "401: a program without a valid token",
}
_BY_STATUS = {404: ".", 403: "f", 410: "g", 401: "k", 422: "i", 409: "i", 400: "i"}
_OF_NO_UNIT = ("tai-khoan/", "loi-moi/", "ra-soat/", "vao/", "thong-bao/", "lich/")
_BLANK = re.compile(r"<[^>]+>")
_WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
_ASIDE = {
    "accounts_token",
    "django_session",
    "usersessions_usersession",
    "axes_accessattempt",
    "axes_accessfailurelog",
}


class Written:
    """The tables that were written to while it watched; what was rolled back is not written."""

    def __init__(self):
        self.tables, self.before = set(), {}

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith("SAVEPOINT"):
            self.before[sql.split()[-1]] = set(self.tables)
        elif sql.startswith("ROLLBACK TO SAVEPOINT"):
            self.tables = self.before[sql.split()[-1]]
        elif (found := _WRITES.match(sql)) and found[1] not in _ASIDE:
            self.tables.add(found[1])
        return execute(sql, params, many, context)


def routes() -> Iterator[tuple[str, set[str]]]:
    """Every address of the site, with the methods that an API operation has (else empty: ask)."""

    def walk(resolver, before=""):
        for one in resolver.url_patterns:
            if hasattr(one, "url_patterns"):
                yield from walk(one, before + str(one.pattern))
            else:
                yield before + str(one.pattern)

    return dict.fromkeys(walk(get_resolver()))


def cases(route: str, method: str) -> list[Case]:
    if method != "GET":
        return (POSTS if method == "POST" else DELETES).get(route, [])
    return GETS.get(route, [Case()])


def address(route: str, case: Case, world: World) -> str:
    """The route with its blanks filled: what the case says, else by the longest known name."""
    out = route
    known = ARGUMENTS | case.at
    for key in sorted(known, key=len, reverse=True):
        own = key in case.at
        if key in out and (own or key not in case.at):
            blank = _BLANK.search(key)
            out = out.replace(key, key.replace(blank[0], str(known[key](world))))
    return "/" + out + case.query


def concerns_a_unit(route: str) -> bool:
    """Whether relations matter: the address names something that belongs to a unit."""
    return bool(_BLANK.search(route)) and not route.startswith(_OF_NO_UNIT)


def outcome(world: World, actor, method: str, url: str, case: Case, program: bool) -> str:
    written = Written()
    cache.clear()  # how often something was tried is counted there: nobody is slowed down here
    live.forget()  # who may look into a room is remembered for some seconds
    with transaction.atomic():
        body = case.body(world) if method == "POST" and case.body else ({} if method == "POST" else None)
        with connection.execute_wrapper(written):
            answer = actor.ask(method, url, body, program=program)
            if getattr(answer, "streaming", False):
                for _piece in answer.streaming_content:
                    pass
        transaction.set_rollback(True)
    where = answer.headers.get("Location", "")
    wrote = bool(written.tables)
    code = _BY_STATUS.get(answer.status_code, "")
    if answer.status_code in (301, 302) and where.startswith("/vao/?"):
        code = "s"
    elif answer.status_code in (200, 201, 204, 302):
        code = "x" if wrote else "i" if method != "GET" and where else "v"
    assert code, f"{method} {url}: {answer.status_code} {where}"
    assert not wrote or code == "x", (
        f"{method} {url} answered {answer.status_code} and wrote {written.tables}"
    )
    return code


def row(world: World, route: str, method: str, case: Case, roles: Sequence[str]) -> dict[str, str]:
    """The cells of one row by column: a letter for each relation, in the order of RELATIONS."""
    program = route.startswith("api/")
    cells = {}
    with transaction.atomic():
        case.before(world)
        known.stands((id(world), personnel_is_on(), Post.objects.filter(sees_personnel=True).count()))
        url = address(route, case, world)
        for role in roles:
            actors = world.actors[role]
            wanted = case.relations if role in RELATED and concerns_a_unit(route) else list(actors)[:1]
            if program:
                wanted = [w for w in wanted if w in FEW or w == ""]
            cells[role] = "".join(outcome(world, actors[w], method, url, case, program) for w in wanted)
        transaction.set_rollback(True)
    return cells
