"""Records for tests, made directly: a tree of units, people with posts, a season with its congresses."""

from datetime import date, datetime
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import transaction

from vankien_web.accounts.models import User
from vankien_web.common import clock, keyring, storage
from vankien_web.congresses.models import Congress, Season, SeasonPack
from vankien_web.drafts.models import PERSONNEL, Draft, Version
from vankien_web.reviews.models import (
    AgendaItem,
    Attendance,
    ChangeRequest,
    Conclusion,
    Meeting,
    MinuteEntry,
    Opinion,
    Position,
    Sentence,
)
from vankien_web.units.models import (
    Body,
    GroupMember,
    GroupUnit,
    Person,
    Post,
    Role,
    Unit,
    UnitState,
    WorkingGroup,
)

_number = count(1)
LONG_AGO = date(2010, 1, 1)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def make_unit(name=None, parent=None, kind="xa-phuong", level="co-so", **fields):
    """A unit below `parent`, with its state since long ago."""
    n = next(_number)
    name = name or f"Đảng bộ xã số {n}"
    unit = Unit.objects.create(code=f"dv-{n}", name=name, parent=parent, kind=kind, level=level, **fields)
    UnitState.objects.create(unit=unit, since=LONG_AGO, name=name, kind=kind, level=level, parent=parent)
    return unit


def make_tree():
    """A province, a city below it with three units, and another province with a commune."""

    class Tree:
        province = make_unit("Đảng bộ tỉnh Một", kind="tinh", level="tinh")
        city = make_unit("Đảng bộ thành phố Hai", province, kind="huyen-tp", level="tren-co-so")
        commune = make_unit("Đảng bộ xã Ba", city)
        office = make_unit("Đảng bộ cơ quan Bốn", city, kind="co-quan")
        party_office = make_unit("Đảng bộ cơ quan Năm", city, kind="co-quan-dang")
        other_province = make_unit("Đảng bộ tỉnh Sáu", kind="tinh", level="tinh")
        other_commune = make_unit("Đảng bộ xã Bảy", other_province)

    return Tree


def make_person(unit=None, role="", title="Cán bộ", *, body=Body.COMMITTEE, account=True, **fields):
    """A person with one post; with an account unless told otherwise."""
    n = next(_number)
    user = User.objects.create(username=f"u{n}", name=f"Cán bộ {n:02}") if account else None
    person = Person.objects.create(name=f"Cán bộ {n:02}", account=user)
    if unit is not None or role:
        fields = {"since": LONG_AGO} | fields
        Post.objects.create(person=person, unit=unit, body=body, title=title, role=role, **fields)
    return person


def make_user(unit=None, role="", **fields):
    """Somebody who signs in: the account of `make_person`."""
    return make_person(unit, role, **fields).account


def make_group(unit, *units, name="Tổ công tác số 1"):
    """A working group of `unit`'s committee that follows `units`; its head's account as `.head_user`."""
    group = WorkingGroup.objects.create(unit=unit, name=name, since=LONG_AGO)
    head = make_person()
    GroupMember.objects.create(group=group, person=head, is_head=True, since=LONG_AGO)
    for followed in units:
        GroupUnit.objects.create(group=group, unit=followed, since=LONG_AGO)
    group.head_user = head.account
    return group


def make_season(root, pack="dang-2019", **fields):
    fields = {"name": "Đại hội nhiệm kỳ 2020–2025", "term_from": 2020, "term_until": 2025} | fields
    season = Season.objects.create(root=root, pack=pack, **fields)
    SeasonPack.objects.create(season=season, pack=pack, since=date(2019, 5, 30))
    return season


def make_congress(season, unit, **fields):
    """A congress row alone: counters and roll-ups are the actions' work, not this one's."""
    return Congress.objects.create(season=season, unit=unit, **{"ordinal": 27} | fields)


def make_draft(congress, owner=None, kind="political_report", **fields):
    owner = owner or make_user(congress.unit, Role.UNIT_DRAFTER)
    title = fields.pop("title", "Báo cáo chính trị")
    if kind == PERSONNEL:
        keyring.make()  # as switching personnel plans on does
    return Draft.objects.create(congress=congress, owner=owner, kind=kind, title=title, **fields)


def make_version(draft, *, sent=True, data=b"", **fields):
    """The next version, checked and with nothing found, sent up unless told; `.draft` is as stored then."""
    number = draft.versions.count() + 1
    rules = {"pack": "dang-2019", "unit": "xa-phuong", "kind": draft.kind, "state": "done"}
    with transaction.atomic():
        sha256, size = storage.keep([data], 50_000_000) if data else ("", 0)
        own = {"number": number, "file_name": f"du-thao-{number}.docx", "sha256": sha256, "size": size}
        own["noted"] = sha256
        version = Version.objects.create(draft=draft, submitted_by=draft.owner, **rules | own | fields)
        known = {"latest": version}
        if sent:
            known |= {"sent": version, "shared_at": draft.shared_at or clock.now(), "state": "shared"}
        Draft.objects.filter(pk=draft.pk).update(**known)
    version.draft = Draft.objects.select_related("congress__unit", "congress__season", "sent").get(
        pk=draft.pk
    )
    return version


def make_meeting(unit, title="Hội nghị Ban Thường vụ", *, state="planned", members=(), guests=(), **fields):
    """A meeting of `unit`'s standing committee on the morning of 13/02/2020, with people called to it."""
    start = datetime(2020, 2, 13, 8, 0, tzinfo=HANOI)
    fields = {"starts_at": start, "place": "Hội trường"} | fields
    meeting = Meeting.objects.create(unit=unit, title=title, state=state, **fields)
    for person in members:
        make_attendance(meeting, person)
    for person in guests:
        make_attendance(meeting, person, member=False)
    return meeting


def make_attendance(meeting, person=None, **fields):
    """Somebody called to the meeting, a new member unless told."""
    person = person or make_person(meeting.unit, Role.COMMITTEE_MEMBER, body=meeting.body)
    number = meeting.attendance.count() + 1
    return Attendance.objects.create(meeting=meeting, person=person, **{"number": number} | fields)


def make_item(meeting, draft=None, **fields):
    """An item of the agenda, last: a draft with the version that was sent up, or a free matter."""
    number = meeting.items.count() + 1
    if draft is not None:
        title = {"subject": "draft", "title": draft.title, "version": draft.sent}
    else:
        title = {"subject": "matter", "title": f"Nội dung {number}"}
    return AgendaItem.objects.create(meeting=meeting, draft=draft, **{"number": number} | title | fields)


def make_entry(meeting, text="Đồng chí chủ trì khai mạc hội nghị.", by=None, **fields):
    """A paragraph of the minutes, last of its item."""
    by = by or make_user(meeting.unit, Role.OFFICE)
    number = meeting.minute_entries.filter(item=fields.get("item")).count() + 1
    fields = {"number": number, "key": uuid4()} | fields
    return MinuteEntry.objects.create(meeting=meeting, text=text, by=by, **fields)


def make_sentence(meeting, item=None, text="Bổ sung tỷ lệ hộ nghèo.", by=None, **fields):
    """A sentence of the meeting's conclusion, last of its item; it asks for something unless told."""
    by = by or make_user(meeting.unit, Role.OFFICE)
    conclusion, _made = Conclusion.objects.get_or_create(meeting=meeting)
    number = conclusion.sentences.filter(item=item).count() + 1
    fields = {"number": number, "key": uuid4()} | fields
    return Sentence.objects.create(conclusion=conclusion, item=item, text=text, by=by, **fields)


def make_opinion(person, draft=None, meeting=None, *, sent=True, **fields):
    """An opinion on the whole of a draft (its version that was sent up) or in a meeting; sent unless told."""
    now = clock.now()
    fields = {"version": draft.sent if draft else None, "text": "Cần làm rõ hơn."} | fields
    return Opinion.objects.create(
        person=person,
        entered_by=fields.pop("entered_by", person.account),
        draft=draft,
        meeting=meeting,
        sent_at=now if sent else None,
        **fields,
    )


def make_position(item, person, stance="agree", **fields):
    fields = {"entered_by": person.account} | fields
    return Position.objects.create(item=item, person=person, stance=stance, **fields)


def make_request(meeting, draft=None, *, issued=True, **fields):
    """A request of the meeting's conclusion, numbered and sent out unless told, to the draft's own unit."""
    item = meeting.items.filter(draft=draft).first() if draft else None
    sentence = fields.pop("sentence", None) or make_sentence(meeting, item)
    congress = draft.congress if draft else fields.pop("congress", None)
    unit = None if fields.get("owner_group") or draft is None else congress.unit
    own = {"text": sentence.text, "owner_unit": unit, "version": draft.sent if draft else None}
    if issued:
        others = ChangeRequest.objects.filter(sentence__conclusion=sentence.conclusion)
        own |= {"issued_at": clock.now(), "number": others.count() + 1}
    return ChangeRequest.objects.create(
        sentence=sentence, committee=meeting.unit, draft=draft, congress=congress, **own | fields
    )


def make_personnel_plan(congress, *candidates, key=None):
    """A plan of these candidates (vankien.personnel), of three unless told; the key file must be there."""
    from vankien.personnel import Candidate, Plan, StepVotes, When
    from vankien_web.common.history import record
    from vankien_web.personnel.models import PersonnelPlan, Row

    if not candidates:
        votes = (StepVotes(4, agreed=41),)
        candidates = (
            Candidate("Ứng viên 01", birth=When(1970, 3), sex="female", track="reelect", ethnicity="Kinh"),
            Candidate("Ứng viên 02", birth=When(1985), sex="male", track="first", ethnicity="Mường"),
            Candidate("Ứng viên 03", sex="male", track="first", votes=votes, bodies_proposed=("standing",)),
        )
    plan = PersonnelPlan(congress=congress, key=key or uuid4())
    plan.sealed = plan.seal(Plan(congress.kind))
    with transaction.atomic():
        plan.save()
        record("personnel_begun", plan, by=None)
    for position, candidate in enumerate(candidates, 1):
        row = Row(plan=plan, position=position)
        row.sealed = row.seal(candidate)
        row.save()
    return plan
