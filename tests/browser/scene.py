"""Fills the data folder named by VANKIEN_DATA with a season and its documents at several points of the road.

Run by test_documents.py in a process of its own, before its site starts.
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

from factories import make_congress, make_season, make_unit, make_user  # noqa: E402
from vankien_web.drafts import actions, tasks  # noqa: E402
from vankien_web.drafts.samples import SAMPLES  # noqa: E402
from vankien_web.units.models import Role  # noqa: E402

PASSWORD = "đường về Quảng Tâm 1954"  # noqa: S105


def user(name, unit, role):
    made = make_user(unit, role)
    made.username = name
    made.set_password(PASSWORD)
    made.save()
    return made


def main():
    call_command("migrate", verbosity=0)
    city = make_unit("Đảng bộ thành phố Thanh Hóa", kind="huyen-tp", level="tren-co-so")
    unit = make_unit("Đảng bộ xã Quảng Tâm", city)
    congress = make_congress(make_season(city), unit)
    secretary = user("bi.thu", unit, Role.UNIT_SECRETARY)
    user("van.phong", city, Role.OFFICE)
    draft = actions.create_draft(congress, "political_report", by=secretary)
    sample = SAMPLES["xa-quang-tam"]
    for phase, note in (("outline", ""), ("draft", "Bổ sung số liệu năm 2019")):
        version = tasks.submit_version(
            draft, sample.chunks(), "báo cáo.docx", phase=phase, note=note, by=secretary
        )
        tasks.examine.call(version.pk)
    actions.waive(version.findings.filter(code="VK301").first(), "Số liệu ở phụ lục", by=secretary)
    actions.share(draft, by=secretary)
    actions.create_draft(congress, "resolution", by=secretary)


if __name__ == "__main__":
    main()
