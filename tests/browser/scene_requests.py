"""Fills the folder named by VANKIEN_DATA with a report that a meeting asked to change, and its next version.

Run by test_requests.py in a process of its own, before its site starts.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vankien_web.site.settings")
sys.path.insert(0, str(Path(__file__).parents[1]))
for room in ("incoming", "static"):
    Path(os.environ["VANKIEN_DATA"], room).mkdir(exist_ok=True)

import django  # noqa: E402 - needs the folder

django.setup()

from django.core.management import call_command  # noqa: E402

from asking import COOPERATIVE, Case  # noqa: E402
from vankien_web.drafts.samples import SAMPLES  # noqa: E402

PASSWORD = "đường về Quảng Tâm 1954"  # noqa: S105


def main():
    call_command("migrate", verbosity=0)
    case = Case(b"".join(SAMPLES["xa-quang-tam"].chunks()))
    for name, user in (("bi.thu", case.secretary), ("to.vien", case.member), ("van.phong", case.office)):
        user.username = name
        user.set_password(PASSWORD)
        user.save()
    title = next(s.title for s in case.draft.latest.reading.sections if s.level == 3)
    case.asks(text="Viết lại mục này, bổ sung số liệu.", kind="rewrite_section", target={"section": title})
    case.asks(text="Bổ sung hợp tác xã dịch vụ.", blocking=True)
    case.bring(COOPERATIVE)


if __name__ == "__main__":
    main()
