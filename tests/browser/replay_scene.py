"""Units, people, groups and the season of the replay, in the folder named by VANKIEN_DATA; no draft yet.

Run by test_replay_meeting.py in a process of its own before its site starts: test_replay.py does by pages
what is done here.
"""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankien_web.site.settings")
for room in ("incoming", "static"):
    Path(os.environ["VANKIEN_DATA"], room).mkdir(exist_ok=True)

import django  # noqa: E402 - needs the folder

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from vankien_web.site.demonstration.cast import read_told  # noqa: E402
from vankien_web.site.demonstration.stage import set_stage  # noqa: E402

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        set_stage(read_told("season.toml"))
