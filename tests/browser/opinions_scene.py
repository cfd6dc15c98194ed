"""Fills the data folder named by VANKIEN_DATA with a meeting on a commune's report: opinions, positions.

Run by test_opinions.py in a process of its own, before its site starts.
"""

from django.core.management import call_command

from browser import scene  # noqa: F401 - prepares the folder and Django
from browser.scene import user
from factories import (
    make_congress,
    make_item,
    make_meeting,
    make_opinion,
    make_position,
    make_season,
    make_unit,
)
from vankien_web.drafts import actions, tasks
from vankien_web.drafts.samples import SAMPLES
from vankien_web.reviews.actions.opinions import About, send_opinion, write_opinion
from vankien_web.reviews.speaking import about
from vankien_web.units.models import Role


def main():
    call_command("migrate", verbosity=0)
    city = make_unit("Đảng bộ thành phố Thanh Hóa", kind="huyen-tp", level="tren-co-so")
    commune = make_unit("Đảng bộ xã Quảng Tâm", city)
    secretary = user("bi.thu", commune, Role.UNIT_SECRETARY)
    office = user("van.phong", city, Role.OFFICE)
    members = [user(f"uy.vien.{n}", city, Role.COMMITTEE_MEMBER) for n in (1, 2, 3)]
    draft = actions.create_draft(make_congress(make_season(city), commune), "political_report", by=secretary)
    version = tasks.submit_version(draft, SAMPLES["xa-quang-tam"].chunks(), "báo cáo.docx", by=secretary)
    tasks.examine.call(version.pk)
    actions.share(draft, by=secretary)
    draft.refresh_from_db()
    meeting = make_meeting(
        city, "Hội nghị Ban Thường vụ", state="called", members=[m.person for m in members]
    )
    item = make_item(meeting, draft)
    make_position(item, members[1].person, "revise", reason="Chưa có chủ đề đại hội.")
    make_position(item, members[2].person)
    make_opinion(
        members[1].person, draft, meeting, item=item, text="Báo cáo chuẩn bị công phu.", kind="praise"
    )
    sections = draft.sent.reading.sections
    for member, at, text in ((members[1], 2, "Bổ sung số liệu."), (members[2], 4, "Rút gọn.\nBỏ ý trùng.")):
        opinion = write_opinion(
            about(draft, draft.sent, {"section": str(sections[at].block)}), text, by=member
        )
        send_opinion(opinion, by=member)
    block = sections[3].block + 1
    opinion = write_opinion(
        about(draft, draft.sent, {"block": block}), "Viết rõ hơn.", kind="request", by=members[2]
    )
    send_opinion(opinion, by=members[2])
    said = write_opinion(
        About(draft, draft.sent), "Thống nhất cao.", kind="agree", person=members[1].person, by=office
    )
    send_opinion(said, by=office)


if __name__ == "__main__":
    main()
