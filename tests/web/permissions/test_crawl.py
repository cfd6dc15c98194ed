"""Everything that a person reaches from the first page: each link and form opens, no foreign name is told."""

import html
import logging
import re
from urllib.parse import urldefrag, urlsplit

import pytest
from django.db import transaction

from factories import make_congress, make_draft, make_group, make_person
from vankien_web.common import clock
from vankien_web.common.fields import ancestors
from vankien_web.reviews.models import Advice, ChangeRequest
from vankien_web.units.models import Person, Role, Unit, who

pytestmark = pytest.mark.django_db
WALKERS = (
    ("administrator", "ancestor"),
    ("office", "ancestor"),
    ("office", "own"),
    ("chair", "ancestor"),
    ("committee_member", "own"),
    ("observer", "ancestor"),
    ("group_head", "own"),
    ("group_member", "own"),
    ("unit_secretary", "own"),
    ("unit_drafter", "own"),
    ("verifier", "own"),
    ("nobody", ""),
    ("site", ""),
)
LINK = re.compile(r'(?:href|hx-get)="([^"]+)"')
FORM = re.compile(r'<form[^>]*method="post"[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
ASIDE = ("/static/", "/ra/", "/ngon-ngu/", "/tai-khoan/lop-hai/")
MOST = 70  # pages of one person


@pytest.fixture(scope="module")
def neighbours(world):
    """Beside and elsewhere there is as much as here, under names that nobody here may read."""
    with transaction.atomic():
        for unit, name in ((world.sibling, "Văn bản của bên cạnh"), (world.stranger, "Văn bản của nơi khác")):
            season = world.season
            congress = season.congresses.filter(unit=unit).first() or make_congress(season, unit)
            make_draft(congress, shared_at=clock.now(), title=name)
            person = make_person(unit, Role.UNIT_SECRETARY, title=f"Bí thư {unit.name}")
            make_group(unit.parent, unit, name=f"Tổ theo dõi {unit.name}")
        # Somebody of the unit who holds a post beside it as well.
        person = make_person(world.unit, title="Ủy viên kiêm nhiệm")
        person.posts.create(unit=world.sibling, body="khac", title="Kế toán bên cạnh", since=clock.today())
        yield world
        transaction.set_rollback(True)


def walked(actor):
    """Every page and the address of every form, by breadth; what a link offers must open."""
    seen, waiting, forms, offered = {}, ["/"], set(), {}
    while waiting and len(seen) < MOST:
        at = waiting.pop(0)
        if at in seen:
            continue
        with transaction.atomic():
            answer = actor.ask("GET", at)
            streamed = getattr(answer, "streaming", False)
            body = b"".join(answer.streaming_content) if streamed else answer.content
            transaction.set_rollback(True)
        assert answer.status_code in (200, 302), f"{at}: {answer.status_code}, offered by {offered.get(at)}"
        seen[at] = ""
        if answer.status_code == 302:
            waiting.append(urldefrag(answer.headers["Location"])[0])
            continue
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        seen[at] = text = html.unescape(body.decode())
        forms |= {(at, html.unescape(f), tuple(HIDDEN.findall(inside))) for f, inside in FORM.findall(text)}
        for link in LINK.findall(text):
            address = urldefrag(link)[0]
            if address.startswith("?"):
                address = urlsplit(at).path + address
            if address.startswith("/") and not address.startswith(ASIDE) and "ve=" not in address:
                waiting.append(address)
                offered.setdefault(address, at)
    return seen, forms


def foreign(world, user):
    """Names that this person must not meet: of units neither seen nor above, of their people and papers."""
    mine = who(user)
    above = {path for scope in mine.scopes for path in ancestors(scope)}
    hidden = [u for u in Unit.objects.exclude(path__in=above) if not mine.sees(u.path or "")]
    people = Person.objects.exclude(pk__in=Person.objects.visible_to(user))
    # Whoever follows one's unit in a working group is told of by name.
    people = people.filter(posts__unit__in=hidden).exclude(group_seats__isnull=False)
    # A request about one's own congress, and an enquiry, say which department they ask.
    asked = set(ChangeRequest.objects.visible_to(user).values_list("owner_unit", flat=True))
    asked |= set(Advice.objects.visible_to(user).values_list("asked_of", flat=True))
    names = [u.name for u in hidden if u.pk not in asked] + list(people.values_list("name", flat=True))
    if world.sibling in hidden:
        names += ["Văn bản của bên cạnh", "Kế toán bên cạnh"]
    if world.stranger in hidden:
        names += ["Văn bản của nơi khác"]
    return names


@pytest.mark.parametrize(("role", "relation"), WALKERS)
def test_what_a_person_reaches(neighbours, role, relation):
    logging.disable(logging.CRITICAL)
    actor = neighbours.actors[role][relation]
    pages, forms = walked(actor)
    assert len(pages) > (4 if role == "nobody" else 8)
    told = foreign(neighbours, actor.user)
    assert told or role == "site"
    met = {
        (name, at)
        for at, text in pages.items()
        for name in told
        if name in text and re.search(rf"{re.escape(name)}(?!\w)", text)
    }
    assert met == set()
    for at, (action, hidden) in sorted({a: (p, h) for p, a, h in forms}.items()):
        if at.startswith(ASIDE):
            continue
        with transaction.atomic():
            status = neighbours.actors[role][relation].ask("POST", at, dict(hidden)).status_code
            transaction.set_rollback(True)
        assert status not in (403, 404, 405, 500), f"{action} offers {at}: {status}"
    logging.disable(logging.NOTSET)
