"""The whole site out in an open form and in again, exact to the microsecond of its history."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from drills.site import new_database
from factories import make_meeting, make_opinion, make_person, make_sentence, make_unit
from vankien_web.reviews.models import Sentence
from vankien_web.site import exchange

VANKIEN = Path(sys.executable).with_name("vankien")
BUILD = """
import vankien_web.site.server as server
from pathlib import Path
Path(server.data_folder(), "incoming").mkdir(parents=True)
server.make_key(server.data_folder())
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from vankien_web.site import demonstration
demonstration.build()
"""


def run(*call, data, demo=False, database=""):
    """A command of its own, as an administrator calls it: on SQLite unless told otherwise."""
    own = {"VANKIEN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "vankien_web.site.settings"}
    if demo:
        own["VANKIEN_DEMO"] = "true"
    if database:
        own["VANKIEN_DATABASE"] = database
    kept = {k: v for k, v in os.environ.items() if not k.startswith("VANKIEN_")}
    return subprocess.run(call, capture_output=True, text=True, env=kept | own)


@pytest.fixture(scope="module")
def season(tmp_path_factory):
    """A site with the demonstration's season, and its export."""
    folder = tmp_path_factory.mktemp("exchange")
    made = run(sys.executable, "-c", BUILD, data=folder / "here", demo=True)
    assert made.returncode == 0, made.stderr
    said = run(VANKIEN, "export", folder / "out.zip", data=folder / "here")
    assert said.returncode == 0, said.stderr
    assert " tệp vào " in said.stdout
    return folder


@pytest.mark.once
def test_what_goes_out_comes_in_and_verifies(season):
    there = season / "there"
    said = run(VANKIEN, "import", season / "out.zip", data=there)
    assert said.returncode == 0, said.stderr
    assert "personnel-key recover" in run(VANKIEN, "verify", data=there).stdout  # the key goes another way
    shutil.copy(season / "here/personnel-keys", there)
    assert run(VANKIEN, "verify", data=there).stdout.strip().endswith("đúng như đã ghi.")
    run(VANKIEN, "export", season / "again.zip", data=there)
    first, again = zipfile.ZipFile(season / "out.zip"), zipfile.ZipFile(season / "again.zip")
    assert first.namelist() == again.namelist()
    for name in first.namelist()[:-1]:
        assert first.read(name) == again.read(name), name


@pytest.mark.once
def test_each_row_is_a_line_that_other_programs_read(season):
    with zipfile.ZipFile(season / "out.zip") as archive:
        units = [json.loads(line) for line in archive.read("data/units.unit.jsonl").splitlines()]
    assert [u["fields"]["code"] for u in units][:2] == ["tinh-uy", "thanh-uy"]


@pytest.mark.django_db
def test_what_links_two_records_goes_out_and_comes_in():
    """A sentence and the opinions it takes up: a table of its own, which no model of ours names."""
    meeting = make_meeting(make_unit())
    sentence, opinion = make_sentence(meeting), make_opinion(make_person(), None, meeting)
    sentence.opinions.add(opinion)
    through = Sentence.opinions.through
    assert through in exchange.exported()
    assert all(exchange._MEMBER_NAME.fullmatch(exchange._member(model)) for model in exchange.exported())
    lines = list(exchange._lines(through))
    sentence.opinions.clear()
    exchange._load(through, lines)
    assert list(sentence.opinions.all()) == [opinion]


@pytest.mark.once
def test_nothing_is_filled_that_is_not_empty_and_nothing_damaged_is_read(season):
    said = run(VANKIEN, "import", season / "out.zip", data=season / "here")
    assert said.returncode == 2
    assert "không trống" in said.stderr
    broken = season / "broken.zip"
    data = bytearray((season / "out.zip").read_bytes())
    data[len(data) // 3] ^= 0xFF
    broken.write_bytes(data)
    said = run(VANKIEN, "import", broken, data=season / "nowhere")
    assert said.returncode == 2
    assert "Traceback" not in said.stderr
    assert not (season / "nowhere").exists()


def rows(archive):
    """Every row as data: PostgreSQL orders the keys of JSON in its own way."""
    with zipfile.ZipFile(archive) as opened:
        names = [n for n in opened.namelist() if n.startswith("data/")]
        return {n: [json.loads(line) for line in opened.read(n).splitlines()] for n in names}


@pytest.mark.postgresql
def test_a_site_moves_from_one_kind_of_database_to_the_other(season):
    database, there = new_database(os.environ["VANKIEN_DATABASE"]), season / "postgresql"
    said = run(VANKIEN, "import", season / "out.zip", data=there, database=database)
    assert said.returncode == 0, said.stderr
    shutil.copy(season / "here/personnel-keys", there)
    assert run(VANKIEN, "verify", data=there, database=database).returncode == 0
    run(VANKIEN, "export", season / "moved.zip", data=there, database=database)
    assert rows(season / "moved.zip") == rows(season / "out.zip")
