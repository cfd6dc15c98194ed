"""The whole source document replayed through the pages: rows S2, S4, S5, S7–S16 of the seed.

The drafts of three units arrive, the checks speak first, the working groups report, the Committee meets on
13/02/2020, the requests go out; on a later day, which is an illustration, the units answer, and a request
that was met is lost and mended. The second round and the approval are not replayed yet. See docs/replay.md.
"""

import sqlite3
import subprocess
import tomllib

import pytest

from browser.replay_first import SENTENCES, First
from browser.replay_people import Site, scene
from browser.replay_second import Second
from browser.test_replay import VANKIEN, environment


@pytest.fixture(scope="module")
def site(chromium, tmp_path_factory):
    data = tmp_path_factory.mktemp("meeting")
    scene(data)
    site = Site(data)
    yield site
    site.end()


def test_the_meeting_of_13_02_2020(chromium, site, tmp_path):
    told = First(chromium, site.on("2020-02-13"))
    told.drafts_arrive()
    told.groups_report()
    told.office_prepares()
    told.members_speak()
    told.chair_concludes()
    told.papers_come_out(tmp_path)
    later = Second(chromium, site.on("2020-03-05"))
    later.units_answer(tmp_path)
    later.a_request_is_lost_and_mended(tmp_path)
    nothing_is_left_open(later, site, tmp_path)


def nothing_is_left_open(later, site, folder):
    """The trace has no gap, the requests are data, every notice has its fate, the history is whole."""
    later.office.sees("/hop/1/doi-chieu/", "Không còn chỗ trống")
    asked = sum(len(told.get("asks", ())) for told in SENTENCES)
    later.office.sees("/yeu-cau/", f"{asked}/{asked}")
    file = later.office.file("/van-ban/1/yeu-cau.toml", folder / "REQUESTS.toml")
    assert "ho_ngheo" in file.read_text(encoding="utf-8")
    assert len(tomllib.loads(file.read_text(encoding="utf-8"))["request"]) == 13
    site.end()
    with sqlite3.connect(site.data / "vankien.sqlite3") as database:
        told = database.execute("SELECT reason, mailed, recipient_id FROM common_notice").fetchall()
    assert len(told) >= asked
    assert all(reason or (mailed and recipient) for reason, mailed, recipient in told)
    said = subprocess.run(
        [VANKIEN, "verify", "--data", site.data], capture_output=True, text=True, env=environment()
    )
    assert said.returncode == 0, said.stdout + said.stderr
