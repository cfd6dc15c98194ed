"""The site in a folder of its own: nothing of a test reaches ./var."""

import io
from functools import partialmethod
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "src/vankien_web/drafts/samples"


@pytest.fixture(scope="session", autouse=True)
def the_history_is_emptied_between_tests():
    """Tests that commit have their tables emptied afterwards, which the seal refuses otherwise."""
    from django.db import connection
    from django.test import TransactionTestCase

    from vankien_web.common import seal

    emptied = TransactionTestCase._fixture_teardown

    def unsealed(test):
        seal.lift(connection)
        emptied(test)
        seal.protect(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", unsealed)
        if connection.vendor == "postgresql":  # the words of the search are a table of no model
            patch.setattr(
                type(connection.ops), "sql_flush", partialmethod(_cascading, connection.ops.sql_flush)
            )
        yield


def _cascading(ops, flush, style, tables, *, reset_sequences=False, allow_cascade=True):
    return flush(style, tables, reset_sequences=reset_sequences, allow_cascade=True)


@pytest.fixture(autouse=True)
def every_event_can_be_said(monkeypatch):
    """What a test does is recorded in words: the verb has a sentence, and the details fill its blanks."""
    from vankien_web.common import history, sentences

    make = history._event

    def made(verb, *rest):
        event = make(verb, *rest)
        missing = sentences.blanks(verb) - event.details.keys()
        assert not missing, f"{verb}: the sentence needs {missing}"
        return event

    monkeypatch.setattr(history, "_event", made)


@pytest.fixture(autouse=True)
def site(settings, tmp_path):
    settings.DATA = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    return settings


@pytest.fixture
def commune():
    return (SAMPLES / "xa-quang-tam.docx").read_bytes()


@pytest.fixture
def commented():
    """The commune's draft with a reviewer's comment that tries to run as a script."""
    from docx import Document

    document, out = Document(str(SAMPLES / "xa-quang-tam.docx")), io.BytesIO()
    passage = next(p for p in document.paragraphs if "hợp tác" in p.text or len(p.text) > 80)
    document.add_comment(passage.runs, "<script>alert(1)</script>", author="Ủy viên <02>", initials="U2")
    document.save(out)
    return out.getvalue()


@pytest.fixture
def somebody(db):
    """Somebody with an account and no post: enough for a quick check."""
    from factories import make_user

    return make_user()


@pytest.fixture
def signed_in(client, somebody):
    client.force_login(somebody)
    return client


@pytest.fixture
def bring(signed_in):
    """Have a file checked; returns its draft's address, or the answer when it was refused."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    def send(data, name="du-thao.docx", by=signed_in, **choices):
        fields = {"pack": "dang-2019", "unit": "xa-phuong", "kind": "political_report", "phase": "draft"}
        answer = by.post("/ra-soat/", fields | choices | {"file": SimpleUploadedFile(name, data)})
        return answer.headers["Location"] if answer.status_code == 302 else answer

    return send


@pytest.fixture
def work(db):
    """Do the work that was ordered, as the worker does."""
    from vankien_web.drafts.models import UNDER_WAY, Version
    from vankien_web.drafts.tasks import examine

    def run():
        for version in Version.objects.filter(state__in=UNDER_WAY):
            examine.call(version.pk)

    return run


@pytest.fixture
def cheap_passwords(monkeypatch):
    """Argon2 at its least cost, for tests that sign in many times."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    for name, least in {"time_cost": 1, "memory_cost": 8, "parallelism": 1}.items():
        monkeypatch.setattr(Argon2PasswordHasher, name, least)
