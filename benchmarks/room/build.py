"""Makes a meeting in session with as many people called as told, each signed in; prints who they are.

    python -m benchmarks.room.build 500     # VANKIEN_DATA, VANKIEN_DATABASE say where

The last line is JSON: {"meeting", "items", "sessions"}; the first session is the chair's. A tenth of the
people are members of the committee and hear opinions; the others are guests. Runs before the site starts.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

SINCE = date(2015, 8, 1)


def start() -> None:
    """Django on the data folder that the environment names, its tables ready."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankien_web.site.settings")
    import django

    from vankien_web.site.configuration import data_folder, make_key

    (data_folder() / "incoming").mkdir(parents=True, exist_ok=True)
    make_key(data_folder())
    django.setup()
    import_module("django.core.management").call_command("migrate", interactive=False, verbosity=0)


def build(people: int) -> dict[str, Any]:
    from vankien_web.common import clock
    from vankien_web.reviews.models import AgendaItem, Attendance, Meeting, MeetingState
    from vankien_web.units.models import Body, Role, Unit, UnitState

    named = {"name": "Đảng bộ thành phố minh họa", "kind": "huyen-tp", "level": "tren-co-so"}
    city: Unit = Unit.objects.create(code="thanh-pho", **named)
    UnitState.objects.create(unit=city, since=SINCE, **named)
    when: datetime = clock.now()
    meeting = Meeting.objects.create(
        unit=city,
        body=Body.COMMITTEE,
        title="Hội nghị minh họa",
        starts_at=when,
        called_at=when,
        state=MeetingState.OPEN,
        place="Hội trường",
    )
    items = [
        AgendaItem.objects.create(
            meeting=meeting, number=n, subject="matter", title=f"Nội dung {n}", minutes=20
        )
        for n in range(1, 9)
    ]
    Meeting.objects.filter(pk=meeting.pk).update(now=items[0], now_since=when)
    sessions = []
    for n in range(people):
        member = n < max(2, people // 10)
        role = Role.CHAIR if n == 0 else Role.COMMITTEE_MEMBER if member else ""
        person, key = _person(city, n, role)
        Attendance.objects.create(meeting=meeting, person=person, member=member, presence="present", number=n)
        sessions.append(key)
    return {"meeting": meeting.pk, "items": [item.pk for item in items], "sessions": sessions}


def _person(unit: Any, number: int, role: str) -> tuple[Any, str]:
    """Somebody with a post where `role` says so, and the key of a session."""
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore

    from vankien_web.accounts.models import User
    from vankien_web.units.models import Body, Person, Post

    user = User.objects.create(username=f"u{number:04}", name=f"Đại biểu {number:04}")
    person = Person.objects.create(name=user.name, account=user)
    if role:
        Post.objects.create(
            person=person, unit=unit, body=Body.COMMITTEE, title="Ủy viên", role=role, since=SINCE
        )
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[-1]
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    return person, str(session.session_key)


def main() -> None:
    start()
    from django.db import transaction

    with transaction.atomic():
        built = build(int(sys.argv[1]))
    print(json.dumps(built))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main()
