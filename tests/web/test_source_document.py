"""docs/replay.md is true: every sentence of the source document leads to a page that shows it."""

import datetime
import hashlib
import html
import re
from pathlib import Path

import pytest
from django.core.management.color import no_style
from django.db import connection

from vankien_web.accounts.models import User
from vankien_web.site import demonstration

DOC = (Path(__file__).parents[2] / "docs/replay.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in DOC.splitlines()
    if line.startswith("| ") and not line.startswith(("| câu", "| dòng"))
]
SENTENCES = [row for row in ROWS if not re.fullmatch(r"S\d+", row[0])]
SEEN = re.compile(r"`(/\S*)`((?: “[^”]+”)+)")
WHOLE = "3e555a06097467893d150873b06a7228b044e1159f84f2454b9ab96715ea5dee"


@pytest.fixture
def office(db, client, settings):
    settings.VANKIEN_DEMO, settings.VANKIEN_DEMO_DAY = True, datetime.date(2020, 2, 13)
    number_from_one()
    demonstration.build()
    user = User.objects.get(username="van-phong")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def number_from_one():
    """As in a database of its own: PostgreSQL goes on counting what earlier tests took back."""
    with connection.cursor() as cursor:
        sequences = connection.introspection.sequence_list()
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), sequences):
            cursor.execute(statement)


def plain(text):
    """Without the page's own quotation marks, which the table cannot hold."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return re.sub(r"\s+", " ", re.sub("[“”‘’]", "'", text))


def test_the_table_holds_the_whole_source():
    assert hashlib.sha256(" ".join(row[0] for row in SENTENCES).encode()).hexdigest() == WHOLE
    named = {name for row in SENTENCES for name in row[1].split(", ")}
    assert named == {f"S{n}" for n in range(1, 17)} == {row[0] for row in ROWS if len(row[0]) < 4}


def test_every_sentence_leads_to_a_page_that_shows_it(office):
    pages = {}
    for sentence, _rows, record, seen in SENTENCES:
        found = SEEN.findall(seen)
        assert found, sentence
        for address, words in found:
            if address not in pages:
                answer = office.get(address, follow=True)
                assert answer.status_code == 200, address
                pages[address] = plain(answer.content.decode().partition("<main")[2])
            for word in re.findall("“([^”]+)”", words):
                assert plain(word) in pages[address], (address, record, word)
    for row in ROWS:
        if len(row[0]) < 4:
            assert office.get(row[2].strip("`"), follow=True).status_code == 200, row
    assert "Không còn chỗ trống" in pages["/hop/1/doi-chieu/"]
    assert "Minh họa" in pages["/hop/1/bien-ban/"]  # what goes beyond the source says so
    assert "(minh họa)" in plain(office.get("/hop/2/").content.decode())
