"""Fills the data folder named by VANKIEN_DATA with a meeting in session; `--end-sessions` signs all out.

Run by test_nothing_lost.py in a process of its own.
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

from django.contrib.sessions.models import Session  # noqa: E402
from django.core.management import call_command  # noqa: E402

from factories import (  # noqa: E402
    make_congress,
    make_draft,
    make_item,
    make_meeting,
    make_opinion,
    make_person,
    make_season,
    make_sentence,
    make_unit,
)
from vankien_web.drafts import tasks  # noqa: E402
from vankien_web.drafts.models import Draft  # noqa: E402
from vankien_web.drafts.samples import SAMPLES  # noqa: E402
from vankien_web.reviews.actions.requests import add_request  # noqa: E402
from vankien_web.units.models import Role  # noqa: E402

PASSWORD = "đường về Quảng Tâm 1954"  # noqa: S105
LONG = "Bổ sung tỷ lệ hộ nghèo, chỉ tiêu BHXH – BHYT tự nguyện; phải có chủ đề và phương châm Đại hội."


def person(name, called, unit, role):
    made = make_person(unit, role)
    made.account.username, made.account.name, made.name = name, called, called
    made.account.set_password(PASSWORD)
    made.account.save()
    made.save()
    return made


def main():
    call_command("migrate", verbosity=0)
    city = make_unit("Đảng bộ thành phố Thanh Hóa", kind="huyen-tp", level="tren-co-so")
    commune = make_unit("Đảng bộ xã Quảng Tâm", city)
    office = person("van.phong", "Cán bộ Văn phòng Thành ủy 01", city, Role.OFFICE)
    person("van.phong.2", "Cán bộ Văn phòng Thành ủy 02", city, Role.OFFICE)
    member = person("uy.vien", "Ủy viên Ban Thường vụ 01", city, Role.COMMITTEE_MEMBER)
    secretary = person("bi.thu", "Bí thư Đảng ủy xã 01", commune, Role.UNIT_SECRETARY)
    draft = make_draft(make_congress(make_season(city), commune), owner=secretary.account)
    sample = SAMPLES["xa-quang-tam"]
    version = tasks.submit_version(
        draft, sample.chunks(), "bc.docx", note="", phase="draft", by=secretary.account
    )
    tasks.examine.call(version.pk)
    Draft.objects.filter(pk=draft.pk).update(state="ready", sent=version, shared_at=version.submitted_at)
    draft = Draft.objects.get(pk=draft.pk)
    meeting = make_meeting(city, state="open", members=[member, office])
    item = make_item(meeting, draft, title="Báo cáo chính trị của Đảng bộ xã Quảng Tâm")
    make_item(meeting)
    make_opinion(member, draft, meeting, kind="request", item=item, text="Báo cáo chưa có phương châm.")
    sentence = make_sentence(meeting, item, LONG, by=office.account)
    make_sentence(meeting, item, "Câu thứ hai.", kind="assessment", by=office.account)
    add_request(sentence, {"kind": "set_theme", "text": "Phải có chủ đề"}, by=office.account)


if __name__ == "__main__":
    Session.objects.all().delete() if "--end-sessions" in sys.argv else main()
