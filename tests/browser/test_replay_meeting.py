"""The whole source document replayed through the pages: rows S2, S4, S5, S7–S16 of the seed.

The drafts of three units arrive, the checks speak first, the working groups report, the Committee meets on
13/02/2020, the chair concludes, the requests go out, the papers are made, and every sentence of the document
is on its page. What follows is an illustration by posts without names: the units answer with new versions,
a request that was met is lost and opens by itself, the second round approves. See docs/replay.md.
"""

import sqlite3
import subprocess
import tomllib

import pytest

from browser import replay_figures as figures
from browser.replay_answers import Answers
from browser.replay_first import SENTENCES, First
from browser.replay_people import Site, scene
from browser.replay_round import Round
from browser.test_replay import VANKIEN, environment


@pytest.fixture(scope="module")
def site(chromium, tmp_path_factory):
    data = tmp_path_factory.mktemp("meeting")
    scene(data)
    site = Site(data)
    yield site
    site.end()


def test_the_meeting_of_13_02_2020(chromium, site, tmp_path):
    first = First(chromium, site.on("2020-02-13"))
    first.drafts_arrive()
    first.groups_report()
    first.office_prepares()
    first.members_speak()
    first.chair_concludes()
    first.papers_come_out(tmp_path)
    first.every_sentence_has_its_page()
    first.leave()
    answers = Answers(chromium, site.on("2020-02-26"))
    figures.sent_out(answers)
    figures.verified(answers)
    answers.units_answer(tmp_path)
    figures.what_changed_comes_back(answers)
    answers.what_was_met_is_lost(tmp_path)
    answers.leave()
    second = Round(chromium, site.on("2020-03-05"))
    second.office_prepares()
    second.the_unit_mends(tmp_path)
    second.committee_agrees()
    second.congress_is_approved()
    second.answers_as_paper(tmp_path)
    nothing_is_missing(second, site, tmp_path)


def nothing_is_missing(second, site, folder):
    """The trace has no gap, the requests are data, every notice has its fate, the history is whole."""
    for meeting in (1, 2):
        second.office.sees(f"/hop/{meeting}/doi-chieu/", "Không còn chỗ trống")
    asked = sum(len(told.get("asks", ())) for told in SENTENCES)
    second.office.sees("/yeu-cau/", f"{asked - 1}/{asked}")  # one lasts until the congress is held
    file = second.office.file("/van-ban/1/yeu-cau.toml", folder / "REQUESTS.toml")
    assert len(tomllib.loads(file.read_text(encoding="utf-8"))["request"]) == 13
    second.leave()
    site.end()
    with sqlite3.connect(site.data / "vankien.sqlite3") as database:
        told = database.execute("SELECT reason, mailed, recipient_id FROM common_notice").fetchall()
    assert len(told) >= asked
    assert all(reason or (mailed and recipient) for reason, mailed, recipient in told)
    said = subprocess.run(
        [VANKIEN, "verify", "--data", site.data], capture_output=True, text=True, env=environment()
    )
    assert said.returncode == 0, said.stdout + said.stderr
