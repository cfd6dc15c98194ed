"""The site's settings on a day of the replay: REPLAY_DAY."""

import os
from datetime import date

from vankien_web.site.settings import *  # noqa: F403

VANKIEN_DEMO_DAY = date.fromisoformat(os.environ["REPLAY_DAY"])
