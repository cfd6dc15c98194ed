"""A meeting in session and what goes on around it, put into the demonstration in the folder VANKIEN_DATA.

Run by test_every_page.py in a process of its own, beside the demonstration that is being served.
"""

import io
from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from browser import scene  # noqa: F401 - prepares the folder and Django
from vankien.outputs import papers
from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.desk.actions import calendar
from vankien_web.drafts import actions as drafts
from vankien_web.drafts import tasks
from vankien_web.drafts.models import Draft
from vankien_web.drafts.samples import SAMPLES
from vankien_web.reviews import enquiry, speaking
from vankien_web.reviews.actions import (
    advice,
    agenda,
    answers,
    attendance,
    collating,
    conclusion,
    meetings,
    opinions,
    replying,
    requests,
    sealing,
    templates,
)
from vankien_web.reviews.models import ChangeRequest
from vankien_web.reviews.papers import heads
from vankien_web.reviews.tasks import collating as copies
from vankien_web.units.models import Post, Unit
from web.permissions.packages import sealed

REASON = "Bản mới trình tại hội nghị (minh họa)"


def who(username):
    return User.objects.get(username=username)


def session(title, draft, office, chair):
    """A sitting of the afternoon, with the document and a matter on its agenda."""
    city = Unit.objects.get(name="Đảng bộ thành phố Thanh Hóa")
    seat = Post.objects.get(person__account=chair, unit=city, body="cap-uy")
    plan = meetings.Plan(title, clock.now() + timedelta(hours=1), chair=seat)
    meeting = meetings.plan_meeting(city, plan, by=office)
    item = agenda.add_item(meeting, agenda.ItemPlan("draft", draft=draft, over_gate=REASON), by=office)
    agenda.add_item(meeting, agenda.ItemPlan(title="Nội dung khác (minh họa)"), by=office)
    attendance.fill_attendance(meeting, by=office)
    meetings.call_meeting(meeting, by=office)
    return meetings.open_meeting(meeting, by=chair), item


def speak(meeting, draft, member):
    """Opinions that are sent, on a section; two that are not."""
    section = draft.sent.reading.sections[2].block
    about = speaking.about(draft, draft.sent, {"section": str(section)})
    sent = opinions.write_opinion(about, "Bổ sung số liệu (minh họa).", by=member)
    opinions.send_opinion(sent, by=member)
    for text in ("Ý kiến chưa đưa vào kết luận (minh họa).", "Ý kiến thứ ba (minh họa)."):
        more = opinions.write_opinion(about, text, by=member)
        opinions.send_opinion(more, by=member)
    opinions.write_opinion(about, "Còn suy nghĩ (minh họa).", by=member)
    opinions.write_opinion(opinions.About(meeting=meeting), "Chưa gửi (minh họa).", by=member)
    sent.refresh_from_db()
    return sent


def conclude(meeting, item, said, office):
    """Two sentences with a request: not issued yet."""
    told = {"key": uuid4(), "opinions": (said,), "by": office}
    sentence = conclusion.draw(meeting, item, "Bổ sung số liệu đánh giá (minh họa).", **told)
    requests.add_request(sentence, {"kind": "set_theme", "text": "Nêu rõ chủ đề (minh họa)"}, by=office)
    conclusion.save_sentence(meeting, uuid4(), text="Câu thứ hai (minh họa).", item=item, by=office)


def _read(version):
    tasks.examine.call(version.pk)


def answer(draft, unit, group, office):
    """Requests of the morning's meeting at every point of their road."""
    asked = list(ChangeRequest.objects.open().filter(draft=draft).order_by("number")[:3])
    for one in asked:
        answers.answer(one, "adopted", "Đã bổ sung trong bản mới (minh họa).", by=unit)
    for one in asked[1:]:
        answers.check(one, "met", "Có trong bản mới (minh họa).", by=group)
    answers.close(asked[2], by=office)


def bring(draft, unit):
    """The version after the conclusion, sent up."""
    data = SAMPLES["xa-quang-tam"].file.read_bytes()
    drafts.submit_version(draft, [data], "ban-moi.docx", note="Tiếp thu (minh họa)", by=unit, then=_read)
    drafts.share(draft, by=unit)


def collect(draft, office):
    """Two reviewers' copies of the new version: one of a member, one of nobody that the system knows."""
    kept = collating.begin(draft, draft.sent, by=office)
    for author in ("Ủy viên Ban Thường vụ 01", "Khách mời (minh họa)"):
        made, out = Document(str(SAMPLES["xa-quang-tam"].file)), io.BytesIO()
        passage = [p for p in made.paragraphs if len(p.text) > 120 and p.runs][2]
        made.add_comment(
            [passage.runs[0]], "Cần làm rõ nguyên nhân (minh họa).", author=author, initials="MH"
        )
        made.save(out)
        copy = copies.bring_copy(kept, [out.getvalue()], f"{author}.docx", by=office)
        copies.read_copy.call(copy.pk)
    remark = kept.remarks.order_by("pk").first()
    replying.answer_remark(remark, "Tiếp thu (minh họa).", revision=0, by=office)
    copies.order_master(kept, by=office)
    kept.refresh_from_db()
    copies.make_master.call(kept.pk, kept.making)
    sealing.seal_package(kept.unit, "Báo cáo chính trị (minh họa)", kept, sealing.Held(), by=office)
    first, _other = (sealing.bring_package(kept.unit, [sealed(n)], f"{n}.goi", by=office) for n in (1, 2))
    sealing.confirm_key(first, by=office)


def own_template(unit, office):
    """The shipped one, brought back as it is."""
    head = heads.head(unit, clock.today())
    data = papers.template("bien-ban", heads.format_on(head.family, clock.today()), head.issuer.upper())
    templates.put_template(unit, "bien-ban", SimpleUploadedFile("mau.docx", data), by=office)


def main():
    office, chair, member = who("van-phong"), who("le-anh-xuan"), who("uy-vien-01")
    unit, group = who("bi-thu-quang-tam"), who("le-van-tu")
    draft = Draft.objects.get(congress__unit__name="Đảng bộ xã Quảng Tâm", kind="political_report")
    meeting, item = session("Hội nghị đang họp (minh họa)", draft, office, chair)
    said = speak(meeting, draft, member)
    conclude(meeting, item, said, office)
    over, item = session("Hội nghị đã bế mạc (minh họa)", draft, office, chair)
    conclusion.save_sentence(over, uuid4(), text="Ghi nhận.", kind="assessment", item=item, by=office)
    for one in over.items.all():
        agenda.set_outcome(one, "noted", by=chair)
    meetings.close_meeting(over, by=chair)
    own_template(meeting.unit, office)
    calendar.make_key(by=office)
    service = Unit.objects.get(name="Phòng Thống kê thành phố")
    due = clock.today() + timedelta(days=5)
    for question in ("Số liệu đã đúng chưa? (minh họa)", "Chỉ tiêu có khả thi không? (minh họa)"):
        advice.ask_advice(draft, service, question, due, enquiry.about(draft.sent, "", ""), by=office)
    bring(draft, unit)
    draft.refresh_from_db()
    answer(draft, unit, group, office)
    collect(draft, office)


if __name__ == "__main__":
    main()
