"""The programs' interface keeps its own document, whatever is sent to it."""

import re
from datetime import date, timedelta

import jsonschema_rs
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import get_resolver
from hypothesis import HealthCheck, Phase, given, settings
from ninja import Schema
from schemathesis import checks

from benchmarks.docs import OPENAPI as STORED
from benchmarks.docs import openapi_page
from factories import (
    make_congress,
    make_draft,
    make_group,
    make_item,
    make_meeting,
    make_opinion,
    make_person,
    make_request,
    make_season,
    make_sentence,
    make_tree,
    make_user,
)
from vankien.packs import season as campaign
from vankien_web.accounts.actions import make_token
from vankien_web.common import clock
from vankien_web.drafts import actions as drafts
from vankien_web.drafts import tasks
from vankien_web.drafts.models import Draft
from vankien_web.reviews.actions import papers
from vankien_web.reviews.actions.collating import begin
from vankien_web.reviews.models import Advice
from vankien_web.site.api import PREFIX, api
from vankien_web.site.wsgi import application
from vankien_web.units.models import Body, Post, Role

EXAMPLES = 4
KEPT = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
)


@pytest.fixture
def world(db, commune):
    """One of everything, and a token of somebody who may nearly everything."""
    tree = make_tree()
    user = make_user(tree.city, Role.OFFICE)
    for unit, role in ((tree.city, Role.ADMINISTRATOR), (tree.commune, Role.UNIT_SECRETARY)):
        Post.objects.create(
            person=user.person, unit=unit, body=Body.OTHER, title="Cán bộ", role=role, since=date(2010, 1, 1)
        )
    group = make_group(tree.city, tree.commune)
    season = make_season(tree.city)
    congress = make_congress(season, tree.commune)
    draft = make_draft(congress)
    version = tasks.submit_version(draft, [commune], "bao-cao.docx", by=user)
    tasks.examine.call(version.pk)
    known = {
        "unit": tree.commune.pk,
        "parent": tree.city.pk,
        "below": tree.city.pk,
        "root": tree.city.pk,
        "person": user.person.pk,
        "to": user.person.pk,
        "post": make_person(tree.commune).posts.first().pk,
        "group": group.pk,
        "seat": group.members.first().pk,
        "row": group.assignments.first().pk,
        "item": next(rule.id for rule in campaign.steps(season.rules, congress.kind)),
        "revision": 0,
        "season": season.pk,
        "congress": congress.pk,
        "draft": draft.pk,
        "number": 1,
        "finding": version.findings.first().pk,
    } | _meeting(tree, user, Draft.objects.get(pk=draft.pk))
    return known, make_token(user, "thử", clock.today() + timedelta(days=1))


def _meeting(tree, user, draft):
    """A meeting in session on the draft, with one of everything that is said and asked there."""
    drafts.share(draft, by=user)
    draft.refresh_from_db()
    meeting = make_meeting(tree.city, state="open", members=(user.person,))
    item = make_item(meeting, draft)
    sentence = make_sentence(meeting, item, by=user)
    collation = begin(draft, draft.sent, by=user)
    author = collation.reviewers.create(name="Ủy viên 01")
    copy = collation.copies.create(number=1, file_name="a.docx", noted="a", state="done", by=user)
    said = {"key": "1-c1", "kind": "comment", "text": "Cần rõ hơn."}
    remark = collation.remarks.create(copy=copy, author=author, **said)
    return {
        "collation": collation.pk,
        "remark": remark.pk,
        "meeting": meeting.pk,
        "agenda_item": item.pk,
        "key": str(sentence.key),
        "opinion": make_opinion(user.person, draft, meeting, item=item, sent=False).pk,
        "request_id": make_request(meeting, draft, sentence=sentence).pk,
        "owner_unit": tree.commune.pk,
        "advice": Advice.objects.create(
            draft=draft,
            version=draft.sent,
            asked_of=tree.city,
            question="?",
            due=clock.today(),
            asked_by=user,
        ).pk,
        "service": tree.city.pk,
        "paper": papers.make_paper(meeting, "giay-moi", by=user).pk,
        "chair": user.person.posts.first().pk,
        "signed_by": user.person.posts.first().pk,
        "secretary": None,
        "earlier": None,
        "version": 1,
    }


def test_whatever_is_sent_the_document_is_kept(world):
    known, token = world
    for signal in (request_started, request_finished):  # the test's transaction is not ended by a request
        signal.disconnect(close_old_connections)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    headers = {"Authorization": f"Bearer {token}"}
    for found in schema.get_all_operations():
        operation = found.ok()
        of_meeting = "/meetings/" in operation.path
        _ask(operation, known | {"item": known["agenda_item"]} if of_meeting else known, headers)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _ask(operation, known, headers):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case):
        for sent in (case.path_parameters, case.query, case.body):
            if isinstance(sent, dict):
                sent.update({name: known[name] for name in sent if name in known})
        case.call_and_validate(headers=headers, checks=KEPT)

    ask()


def test_every_address_is_in_the_document_and_the_document_is_stored():
    told = {path.removeprefix("/") for path in api.document["paths"]}
    served = {PREFIX + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(p.pattern)) for p in api_urls()}
    assert served - told == {PREFIX + "openapi.json"}
    assert told <= served
    names = [op["operationId"] for path in api.document["paths"].values() for op in path.values()]
    assert len(names) == len(set(names))
    assert STORED.read_text(encoding="utf-8") == openapi_page(), "make docs writes it anew"


def test_the_document_is_valid_and_says_what_everything_is():
    jsonschema_rs.meta.validate({"$defs": api.document["components"]["schemas"]})
    operations = [op for path in api.document["paths"].values() for op in path.values()]
    assert [op["operationId"] for op in operations if not op.get("description") or not op.get("tags")] == []
    assert [op["operationId"] for op in operations if op["security"] != [{"Bearer": []}]] == []
    schemas = api.document["components"]["schemas"]
    silent = [name for name, schema in schemas.items() if not schema.get("description")]
    assert [name for name in silent if not name.startswith("Page_")] == []


def api_urls():
    return next(r for r in get_resolver().url_patterns if str(r.pattern) == PREFIX).url_patterns


def test_no_two_schemas_bear_one_name():
    """The document would tell of one of them what is true of the other."""
    names = [cls.__name__ for cls in _below(Schema) if cls.__module__.startswith("vankien_web.")]
    plain = [name for name in names if "[" not in name]
    assert sorted(name for name in set(plain) if plain.count(name) > 1) == []


def _below(cls):
    for child in cls.__subclasses__():
        yield child
        yield from _below(child)
