"""The meeting of the source document replayed through the pages: rows S2, S4, S5, S7–S11, S13, S14, S16.

The drafts of three units arrive, the checks speak first, the working groups report, the Committee meets on
13/02/2020, the chair concludes, the requests go out, the papers are made. The units' answers and the second
round are not replayed through the pages yet. See docs/replay.md.
"""

import pytest

from browser.replay_first import First
from browser.replay_people import Site, scene


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
