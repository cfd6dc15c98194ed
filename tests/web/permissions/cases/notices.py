"""What is asked of notices and of one's own calendar."""

from web.permissions.cases.base import Case, form_of
from web.permissions.world import World


def _link(world: World) -> str:
    from vankien_web.desk.actions.calendar import make_key

    return make_key(by=world.holder.account)


POSTS: dict[str, list[Case]] = {
    "thong-bao/da-doc/": [Case(body=form_of(newest=lambda w: w.meetings.note.pk))],
    "thong-bao/cai-dat/": [Case(body=form_of(mail="off", hour=7))],
    "thong-bao/lich/": [Case(body=form_of())],
    "thong-bao/lich/thu-hoi/": [Case(body=form_of())],
}
GETS: dict[str, list[Case]] = {
    "thong-bao/<int:pk>/": [Case("of-the-unit's-office", at={"<int:pk>": lambda w: w.meetings.note.pk})],
    "lich/<str:secret>.ics": [
        Case("address", at={"<str:secret>": _link}),
        Case("wrong", at={"<str:secret>": lambda w: "sai"}),
    ],
}
