"""Opening a meeting's page of 3,300 opinions: the list alone, against a plain template, and the page.

`python -m benchmarks.opinions` builds its own database (SQLite, or PostgreSQL by VANKIEN_DATABASE), prints
milliseconds and the ratio to rendering the same rows by a Django template.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

OPINIONS, SECTIONS, MEMBERS, ROUNDS = 3300, 60, 45, 30
_NAIVE = """{% load frame %}{% for chapter in chapters %}<h2>{{ chapter.item.title }}</h2>
{% for part in chapter.parts %}<h3>{{ part.name }} ({{ part.rows|length }})</h3><ol>{% for row in part.rows %}
<li id="y{{ row.pk }}" class="{{ row.kind }}"><p class="who"><b>{{ row.person }}</b> · {{ row.kind }}
{% if row.writer %} · {{ row.writer }}{% endif %}</p>{% if row.quote %}
<p class="q">“{{ row.quote|truncatechars:160 }}”</p>{% endif %}<p>{{ row.text }}</p>
{% if row.sentences %}<p>{{ row.sentences|join:", " }}</p>{% endif %}</li>
{% endfor %}</ol>{% endfor %}{% endfor %}"""


def _ready() -> None:
    folder = Path(tempfile.mkdtemp(prefix="vankien-bench-"))
    os.environ.setdefault("VANKIEN_DATA", str(folder))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankien_web.site.settings")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    for room in ("incoming", "static"):
        Path(os.environ["VANKIEN_DATA"], room).mkdir(exist_ok=True)
    import django

    django.setup()


def _seed() -> tuple[int, int]:
    """A meeting with one document of SECTIONS headings and OPINIONS on it; returns its key and a member's."""
    from vankien_web.common import clock
    from vankien_web.drafts.models import Draft, Reading, Version
    from vankien_web.reviews.models import Opinion
    from vankien_web.units.models import Role

    made: Any = import_module("factories")  # of the tests: untyped
    tree = made.make_tree()
    draft = made.make_draft(
        made.make_congress(made.make_season(tree.city), tree.commune), shared_at=clock.now()
    )
    members = [made.make_person(tree.city, Role.COMMITTEE_MEMBER) for _ in range(MEMBERS)]
    rules = {"pack": "dang-2019", "unit": "xa-phuong", "kind": draft.kind, "state": "done"}
    version = Version.objects.create(
        draft=draft, file_name="x.docx", sha256="0" * 64, size=1, submitted_by=draft.owner, **rules
    )
    titles = [f"Mục số {n}: kết quả thực hiện nhiệm vụ" for n in range(SECTIONS)]
    outline = [
        {
            "level": 1,
            "number": str(n + 1),
            "title": title,
            "block": n * 20,
            "end": n * 20 + 20,
            "path": str(n + 1),
        }
        for n, title in enumerate(titles)
    ]
    Reading.objects.create(version=version, content={"format": "docx"}, outline=outline)
    Draft.objects.filter(pk=draft.pk).update(latest=version, sent=version)
    draft.refresh_from_db()
    meeting = made.make_meeting(tree.city, state="called", members=members)
    item, now, kinds = (
        made.make_item(meeting, draft),
        clock.now(),
        ("praise", "agree", "question", "suggest", "request"),
    )
    text = "Đề nghị nêu rõ nguyên nhân chủ quan & khách quan, bổ sung số liệu năm 2019 so với mục tiêu. " * 2
    Opinion.objects.bulk_create(
        Opinion(
            person=members[n % MEMBERS],
            entered_by=members[n % MEMBERS].account,
            meeting=meeting,
            item=item,
            draft=draft,
            version=version,
            kind=kinds[n % 5],
            scope="passage",
            place={
                "block": n * 7 % (SECTIONS * 20),
                "start": 0,
                "end": 60,
                "section": "1",
                "quote": text[:60],
            },
            section=titles[n % SECTIONS],
            text=text,
            sent_at=now,
        )
        for n in range(OPINIONS)
    )
    return meeting.pk, members[0].account.pk


def _times(
    action: Callable[[], object], rounds: int = ROUNDS, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    found = []
    action()
    for _ in range(rounds):
        start = clock()
        action()
        found.append((clock() - start) * 1000)
    return sorted(found)


def measure() -> dict[str, float]:
    """Milliseconds: the list by format strings and by a template (medians), the page's median, p95, CPU."""
    from django.template import engines
    from django.test import Client
    from django.utils.translation import override

    from vankien_web.accounts.models import User
    from vankien_web.reviews import hearing, said
    from vankien_web.reviews.models import Meeting

    pk, person = _seed()
    user, meeting = User.objects.get(pk=person), Meeting.objects.get(pk=pk)
    items = list(meeting.items.all())
    naive = engines["django"].from_string(_NAIVE)
    client = Client()
    client.force_login(user)
    with override("vi"):
        chapters = hearing.chapters(meeting, items, hearing.sent(user, meeting))
        lean = _times(lambda: said.body(chapters))
        plain = _times(lambda: naive.render({"chapters": chapters}), 5)
    page = _times(lambda: client.get(f"/hop/{pk}/y-kien/").content)
    busy = _times(lambda: client.get(f"/hop/{pk}/y-kien/").content, clock=time.process_time)
    return {
        "list": statistics.median(lean),
        "template": statistics.median(plain),
        "page": statistics.median(page),
        "page_p95": page[int(len(page) * 0.95)],
        "page_cpu": statistics.median(busy),
    }


def main() -> None:
    _ready()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with transaction.atomic():  # nothing of it stays in a database that is given
        found = measure()
        transaction.set_rollback(True)
    sys.stdout.write(f"{OPINIONS} opinions under {SECTIONS} headings, {connection.vendor}\n")
    ratio = found["template"] / found["list"]
    sys.stdout.write(
        f"list {found['list']:.0f} ms; by a template {found['template']:.0f} ms (x{ratio:.1f})\n"
    )
    sys.stdout.write(f"page {found['page']:.0f} ms, p95 {found['page_p95']:.0f} ms (bar 500), ")
    sys.stdout.write(f"of the processor's time here {found['page_cpu']:.0f} ms\n")


if __name__ == "__main__":
    main()
