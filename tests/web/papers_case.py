"""The meeting of 13/02/2020 as records, so that every official paper can be made of it."""

from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from factories import (
    HANOI,
    LONG_AGO,
    make_attendance,
    make_congress,
    make_draft,
    make_entry,
    make_group,
    make_item,
    make_meeting,
    make_opinion,
    make_person,
    make_position,
    make_request,
    make_season,
    make_sentence,
    make_unit,
    make_user,
    make_version,
)
from vankien import word
from vankien.serial import to_data
from vankien_web.congresses.models import ProgressReport
from vankien_web.drafts.models import Draft, Reading
from vankien_web.reviews.models import Answer, MeetingState, Presence
from vankien_web.units.models import Body, Post, Role

DAY = date(2020, 2, 13)


def make_case(sample: bytes = b"", path=None, state=MeetingState.CONCLUDED):
    """A concluded meeting on one commune's report: opinions, positions, requests, one of them answered."""

    class Case:
        province = make_unit("Đảng bộ tỉnh Thanh Hóa", kind="tinh", level="tinh")
        city = make_unit(
            "Đảng bộ thành phố Thanh Hóa", province, "huyen-tp", "tren-co-so", short_name="Thành ủy"
        )
        commune = make_unit("Đảng bộ xã Quảng Tâm", city, short_name="Xã Quảng Tâm")
        department = make_unit("Phòng Thống kê thành phố", city, kind="khac")
        season = make_season(city)
        congress = make_congress(season, commune)
        office = make_user(city, Role.OFFICE, title="Văn phòng Thành ủy", body=Body.PARTY_OFFICE)
        secretary = make_user(commune, Role.UNIT_SECRETARY, title="Bí thư Đảng ủy xã")
        chair = _chair(province, city)

    case = Case
    case.group = make_group(case.city, case.commune)
    head = case.group.head_user.person
    title = "Phó Chủ tịch UBND Thành phố"
    Post.objects.create(person=head, unit=case.city, body=Body.GOVERNMENT, title=title, since=LONG_AGO)
    case.member = make_person(case.city, Role.COMMITTEE_MEMBER, title="Ủy viên Ban Thường vụ Thành ủy")
    case.draft = make_version(make_draft(case.congress), data=sample).draft
    if path is not None:
        _read(case.draft.sent, path)
    case.post = case.chair.posts.get(role=Role.CHAIR)
    case.meeting = _meeting(case, state)
    case.item = make_item(
        case.meeting, case.draft, presenter="Tổ công tác số 1", minutes=30, outcome="revise"
    )
    _said(case)
    _reported(case)
    return case


def _chair(province, city):
    person = make_person(city, Role.CHAIR, title="Bí thư Thành ủy", rank=1)
    person.name = "Lê Anh Xuân"
    person.save()
    more = {"person": person, "since": LONG_AGO}
    Post.objects.create(unit=province, body=Body.COMMITTEE, title="Tỉnh ủy viên", rank=3, **more)
    title = "Chủ tịch UBND thành phố"
    Post.objects.create(unit=city, body=Body.GOVERNMENT, title=title, rank=1, **more)
    return person


def _read(version, path):
    Reading.objects.create(version=version, content=to_data(word.read(path)))


def _meeting(case, state):
    meeting = make_meeting(
        case.city,
        "Hội nghị Ban Thường vụ cho ý kiến về nội dung đại hội các đơn vị",
        state=state,
        season=case.season,
        chair=case.post,
        convener="Thường trực Thành ủy",
        ends_at=datetime(2020, 2, 13, 11, 30, tzinfo=HANOI),
    )
    for person in (case.chair, case.member):
        make_attendance(meeting, person, presence=Presence.PRESENT)
    return meeting


def _said(case):
    make_entry(case.meeting, "Thống nhất cao với đề cương.", item=case.item, speaker=case.member)
    make_position(case.item, case.member, "with_comments")
    make_opinion(case.member, case.draft, case.meeting, text="Xem lại một số chỉ tiêu.", kind="request")
    praise = "Quảng Tâm là một trong những xã có nhiều phong trào tốt"
    make_sentence(case.meeting, case.item, praise, kind="assessment")
    poor = make_sentence(case.meeting, case.item, "Bổ sung tỷ lệ hộ nghèo")
    case.request = make_request(case.meeting, case.draft, sentence=poor, kind="add_indicator")
    verify = make_sentence(case.meeting, None, "Phòng Thống kê tham gia thẩm định số liệu")
    make_request(case.meeting, sentence=verify, kind="verify", owner_unit=case.department)
    follow = make_sentence(case.meeting, None, "Tổ công tác bám sát đại hội từ trù bị đến chính thức")
    make_request(case.meeting, sentence=follow, kind="task", owner_group=case.group)
    Answer.objects.create(
        request=case.request,
        kind="adopted",
        text="Đã bổ sung vào phần kết quả.",
        version=case.draft.sent,
        by=case.secretary,
    )


def _reported(case):
    ProgressReport.objects.create(
        congress=case.congress,
        group=case.group,
        number=1,
        on=DAY,
        summary="11/11 chi bộ cơ sở đại hội xong.",
        workstreams={"documents": {"percent": 90, "note": "đã có dự thảo"}},
        said_by="Tổ công tác số 1",
    )


def upload(data, name="mau.docx"):
    return SimpleUploadedFile(name, data)


def fresh(draft):
    return Draft.objects.get(pk=draft.pk)
