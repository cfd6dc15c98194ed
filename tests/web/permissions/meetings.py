"""What the rooms of meetings add to the world: one object of each sort, and who is called or asked.

The city's committee meets about the commune's drafts. `held` sits, `done` has its conclusion issued. The
office beside the commune is the department that is asked; its verifier speaks for it.
"""

from __future__ import annotations

import io
from datetime import timedelta
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from factories import (
    make_entry,
    make_item,
    make_meeting,
    make_opinion,
    make_person,
    make_request,
    make_sentence,
)
from vankien_web.common import clock, storage
from vankien_web.common.delivery import Notice
from vankien_web.common.history import record
from vankien_web.drafts.models import Draft
from vankien_web.reviews.actions.pictures import add_picture
from vankien_web.reviews.actions.sealing import bring_package, confirm_key
from vankien_web.reviews.models import (
    Advice,
    Answer,
    Attendance,
    ChangeRequest,
    Collation,
    Meeting,
    Opinion,
    Paper,
)
from vankien_web.reviews.models import Template as OwnTemplate
from vankien_web.units.models import Body, Role
from web.permissions.packages import sealed

CALLED = ("called_member", "called_guest")  # no post with a role: nothing but the invitation


@cache
def photograph():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    return out.getvalue()


class Meetings:
    """Made once, beside the world's other objects."""

    def __init__(self, world, actor, docx):
        self.world, self.docx = world, docx
        self.office = world.actors[Role.OFFICE]["ancestor"].user
        self.member = world.actors[Role.COMMITTEE_MEMBER]["ancestor"].user.person
        self.called, self.guest = (make_person(world.city, title="Trưởng phòng") for _ in range(2))
        world.actors["called_member"] = {"": actor(self.called.account)}
        world.actors["called_guest"] = {"": actor(self.guest.account)}
        found = Draft.objects.select_related("congress__unit", "congress__season", "sent")
        self.draft = found.get(pk=world.drafts["shared"].pk)
        self.plan = found.get(pk=world.drafts["plan"].pk)
        self.held = self.meeting("open")
        self.agenda()
        self.said()
        self.done = self.meeting("concluded", title="Hội nghị đã kết luận")
        self.asked()
        self.papers()
        self.collations()
        self.package = self.brought()
        self.notice()

    def meeting(self, state, **fields):
        called = {"members": (self.member, self.called), "guests": (self.guest,)}
        own = {"season": self.world.season, "body": Body.COMMITTEE, "called_at": clock.now()}
        return make_meeting(self.world.city, state=state, **called, **own, **fields)

    def agenda(self):
        self.item = make_item(self.held, self.draft)
        self.secret = make_item(self.held, self.plan)
        self.matter = make_item(self.held)
        self.row = self.held.attendance.get(person=self.guest)
        self.extra = Attendance.objects.create(meeting=self.held, person=make_person(), number=9)
        file = SimpleUploadedFile("a.png", photograph())
        self.picture = add_picture(self.held, file, "Toàn cảnh", by=self.office)

    def said(self):
        """Typed by the office for the member who was called; sent ones by a member of the committee."""
        on = {"draft": self.draft, "meeting": self.held, "item": self.item}
        self.private = make_opinion(self.called, **on, sent=False, entered_by=self.office)
        self.sent = make_opinion(self.member, **on)
        on = {"draft": self.plan, "meeting": self.held, "item": self.secret}
        self.secret_private = make_opinion(self.called, **on, sent=False, entered_by=self.office)
        self.secret_sent = make_opinion(self.member, **on)
        self.entry = make_entry(self.held, by=self.office, item=self.item)
        self.secret_entry = make_entry(self.held, by=self.office, item=self.secret)
        self.loose = make_sentence(self.held, self.item, "Đánh giá cao.", by=self.office)
        self.loose.opinions.add(self.sent)
        self.proposal = make_request(self.held, self.draft, issued=False)
        self.secret_proposal = make_request(self.held, self.plan, issued=False)
        self.secret_line = make_sentence(self.held, self.secret, "Nhất trí.", by=self.office)
        self.secret_line.opinions.add(self.secret_sent)

    def asked(self):
        item, secret = make_item(self.done, self.draft), make_item(self.done, self.plan)
        item.outcome = secret.outcome = "revise"
        item.save()
        secret.save()
        world, office = self.world, self.office
        self.requests = {
            "unit": make_request(self.done, self.draft),
            "department": make_request(self.done, self.draft, owner_unit=world.sibling),
            "group": make_request(self.done, self.draft, owner_group=world.group),
            "plan": make_request(self.done, self.plan),
        }
        week = clock.today() + timedelta(days=7)
        about = {"asked_of": world.sibling, "question": "Số liệu đúng không?", "due": week}
        self.advice, self.secret_advice = (
            Advice.objects.create(draft=d, version=d.sent, asked_by=office, **about)
            for d in (self.draft, self.plan)
        )

    def collations(self):
        """The office's on the commune's draft, the commune's own, the office's on the plan."""
        with transaction.atomic():
            sha256, size = storage.keep([self.docx], 50_000_000)
        self.collected = {}
        for name, draft, unit in (
            ("office", self.draft, self.world.city),
            ("unit", self.draft, self.world.unit),
            ("plan", self.plan, self.world.city),
        ):
            one = Collation.objects.create(draft=draft, version=draft.sent, unit=unit, by=self.office)
            file = {"file_name": "gop-y.docx", "noted": sha256, "sha256": sha256, "size": size}
            copy = one.copies.create(number=1, state="done", rows=1, comments=1, by=self.office, **file)
            author = one.reviewers.create(name=self.member.name, person=self.member)
            one.remarks.create(copy=copy, author=author, key="1-c1", kind="comment", text="Cần làm rõ.")
            self.collected[name] = one

    def brought(self):
        """A package that came to the unit itself from below; its key is confirmed."""
        unit, office = self.world.unit, self.world.actors[Role.OFFICE]["own"].user
        made = bring_package(unit, [sealed()], "a.goi", by=office)
        confirm_key(made, by=office)
        return made

    def papers(self):
        """Kept for the committee; issued to unit and group; the unit's own; one about the plan."""
        with transaction.atomic():
            sha256, size = storage.keep([self.docx], 50_000_000)
        own = {"sha256": sha256, "size": size, "made_by": self.office, "state_hash": "x"}
        own |= {"record": f"meeting:{self.done.pk}", "meeting": self.done, "unit": self.world.city}
        plan = {"subject": f"draft:{self.plan.pk}", "subject_path": self.plan.unit_path, "personnel": True}
        issued = {"issued_at": clock.now(), "dated": clock.today()}
        make = Paper.objects.create
        form, subject = "tin-hoi-nghi", f"meeting:{self.done.pk}"
        answers = {"form": "tiep-thu-giai-trinh", "unit": self.world.unit, "title": "Báo cáo tiếp thu"}
        self.paper = {
            "kept": make(**own, form=form, subject=subject, title="Tin"),
            "sent": make(**own | issued, form=form, subject=subject, title="Thông báo"),
            "answers": make(**own | answers, subject=f"draft:{self.draft.pk}"),
            "plan": make(**own | plan | issued, form=form, title="Thông báo riêng"),
        }
        for name in ("sent", "plan"):
            self.paper[name].recipients.add(self.world.unit)
            self.paper[name].groups.add(self.world.group)
        self.template = {"form": "bien-ban", "sha256": sha256, "file_name": "m.docx", "by": self.office}

    def notice(self):
        """For the office of the unit."""
        event = record("meeting_planned", self.held, by=self.office, title="x", time="x")
        mine = self.world.actors[Role.OFFICE]["own"].user
        to = {"recipient": mine, "recipient_name": mine.name}
        self.note = Notice.objects.create(event=event, url="/hop/", **to)

    # What a case needs besides.

    def stand(self, state):
        Meeting.objects.filter(pk=self.held.pk).update(state=state)

    def newer(self):
        self.held.items.update(version=None)

    def ready(self):
        """Nothing is missing before the conclusion is issued."""
        self.stand("closed")
        self.held.items.update(outcome="revise")
        rows = ChangeRequest.objects.filter(sentence__conclusion__meeting=self.held)
        rows.update(due=clock.today() + timedelta(days=7))
        Opinion.objects.filter(meeting=self.held).update(noted="x")

    def answered(self):
        for request in self.requests.values():
            Answer.objects.create(request=request, kind="adopted", text="x", by=self.office)
        ChangeRequest.objects.filter(issued_at__isnull=False).update(state="answered")

    def proven(self):
        """Every request answered, with a file."""
        self.answered()
        Answer.objects.update(file_name="a.docx", sha256=self.template["sha256"])

    def own_template(self):
        OwnTemplate.objects.create(unit=self.world.city, **self.template)
