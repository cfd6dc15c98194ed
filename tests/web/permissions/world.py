"""Who asks, and what is asked for: one object of each sort in a commune, and everybody around it.

The commune stands below a city below a province and has a cell below itself; an office beside it is its
sibling, a commune of another province its stranger. Every role sits at each of these places, and once more
in a post that passed from an old holder to a new one yesterday.
"""

import io
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory, TestCase
from django.test.client import ClientHandler

from factories import LONG_AGO, make_congress, make_group, make_person, make_season, make_unit
from vankien_web.accounts.actions import make_token
from vankien_web.accounts.models import Invitation, Token
from vankien_web.common import clock, keyring
from vankien_web.congresses import actions as congresses
from vankien_web.congresses import rollups
from vankien_web.congresses.models import DeadlineOverride, DossierItem
from vankien_web.drafts import actions as drafts
from vankien_web.drafts import tasks
from vankien_web.drafts.models import Draft, Reading, Version, Waiver
from vankien_web.reviews.models import (
    Advice,
    AgendaItem,
    Answer,
    ChangeRequest,
    MinuteEntry,
    Opinion,
    Sentence,
    Verdict,
)
from vankien_web.units.models import GroupMember, GroupUnit, PersonnelStatement, Post, Role
from web.permissions.meetings import Meetings

RELATIONS = ("own", "ancestor", "descendant", "sibling", "other", "old", "new")
FEW = ("own", "ancestor", "sibling")  # where the same function was asked at every relation already
POSTED = tuple(role for role in Role.values if role != Role.WORKING_GROUP_MEMBER)
GROUPED = ("group_head", "group_member")
RELATED = (*POSTED[:4], *GROUPED, *POSTED[4:])
SINGLE = ("site", "nobody", "suspended", "anonymous")
_OWN = (Role.UNIT_SECRETARY, Role.UNIT_DRAFTER)
_REQUESTS, _SITE = RequestFactory(), ClientHandler(enforce_csrf_checks=False)
_TEXT = ("Báo cáo chính trị", "I. Kết quả", "Thu ngân sách đạt 12 tỷ đồng.", "II. Phương hướng", "Phấn đấu.")


@contextmanager
def committed_as_if():
    """What waits for the commit (files move into the store) is done although nothing is committed."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


def a_file(name="du-thao.docx"):
    return SimpleUploadedFile(name, docx())


@cache
def docx(lines=_TEXT):
    from docx import Document

    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


class Actor:
    """Somebody with a browser and a key for programs."""

    def __init__(self, user=None):
        self.user, self.key, self.cookies = user, "", ""
        if user is not None:
            client = Client()
            client.force_login(user)
            self.cookies = "; ".join(f"{name}={m.value}" for name, m in client.cookies.items())
            self.key = make_token(user, "khóa", date(2999, 1, 1))

    def ask(self, method, address, body=None, *, program=False):
        """One request, from the browser as it was at first; a body of a program is (bytes, type)."""
        headers = {"cookie": self.cookies} if self.cookies and not program else {}
        if program and self.key:
            headers = {"authorization": f"Bearer {self.key}"}
        if isinstance(body, tuple):
            request = _REQUESTS.generic(method, address, *body, headers=headers)
        elif method == "POST":
            request = _REQUESTS.post(address, body or {}, headers=headers)
        else:
            request = _REQUESTS.generic(method, address, headers=headers)
        return _SITE(request.environ)


class World:
    """`actors[role][relation]`, and the objects that the addresses name."""

    def __init__(self):
        self.units()
        self.people()
        self.campaign()
        self.documents()
        self.meetings = Meetings(self, Actor, docx())

    def units(self):
        self.province = make_unit("Đảng bộ tỉnh Một", kind="tinh", level="tinh")
        self.city = make_unit("Đảng bộ thành phố Hai", self.province, kind="huyen-tp", level="tren-co-so")
        self.unit = make_unit("Đảng bộ xã Ba", self.city)
        self.cell = make_unit("Chi bộ thôn Tư", self.unit, kind="chi-bo", level="chi-bo")
        self.sibling = make_unit("Đảng bộ cơ quan Năm", self.city, kind="co-quan")
        self.stranger_root = make_unit("Đảng bộ tỉnh Sáu", kind="tinh", level="tinh")
        self.stranger = make_unit("Đảng bộ xã Bảy", self.stranger_root)
        self.places = {
            "own": self.unit,
            "ancestor": self.city,
            "descendant": self.cell,
            "sibling": self.sibling,
            "other": self.stranger,
        }

    def people(self):
        self.actors = {role: self._posted(role) for role in POSTED} | dict(self._grouped())
        self.person = make_person(self.unit, title="Văn thư", account=False)
        self.post = self.person.posts.get()
        self.holder = make_person(self.unit, title="Thủ quỹ")  # has an account
        self.heir = make_person(self.unit, title="Thủ kho", account=False)
        suspended = make_person(self.city, Role.OFFICE)
        self.actors["site"] = {"": Actor(make_person(None, Role.ADMINISTRATOR).account)}
        self.actors["nobody"] = {"": Actor(make_person().account)}
        self.actors["suspended"] = {"": Actor(suspended.account)}
        self.actors["anonymous"] = {"": Actor()}
        type(suspended.account).objects.filter(pk=suspended.account.pk).update(is_active=False)
        self.invited = make_person(self.unit, title="Người mới")
        self.invitation = Invitation.make(self.invited.account)

    def _posted(self, role):
        found = {where: Actor(make_person(unit, role).account) for where, unit in self.places.items()}
        place = self.unit if role in _OWN else self.city
        yesterday = clock.today() - timedelta(days=1)
        old = make_person(place, role, until=yesterday)
        new = make_person(place, role, since=clock.today())
        Post.objects.filter(person=new).update(taken_over_from=old.posts.get())
        return found | {"old": Actor(old.account), "new": Actor(new.account)}

    def _grouped(self):
        heads, members = {}, {}
        for where, unit in self.places.items():
            root = self.stranger_root if where == "other" else self.city
            group = make_group(root, unit, name=f"Tổ công tác {where}")
            heads[where] = Actor(group.head_user)
            members[where] = Actor(self._join(group).account)
            if where == "own":
                self.group = group
        self.seat = GroupMember.objects.filter(group=self.group, is_head=False).get()
        self.assignment = GroupUnit.objects.get(group=self.group)
        yesterday, today = clock.today() - timedelta(days=1), clock.today()
        heads["old"] = Actor(self._join(self.group, is_head=True, until=yesterday).account)
        members["old"] = Actor(self._join(self.group, until=yesterday).account)
        heads["new"] = Actor(self._join(self.group, is_head=True, since=today).account)
        members["new"] = Actor(self._join(self.group, since=today).account)
        return ("group_head", heads), ("group_member", members)

    def _join(self, group, **fields):
        person = make_person()
        GroupMember.objects.create(group=group, person=person, **{"since": LONG_AGO} | fields)
        return person

    def campaign(self):
        self.season = make_season(self.city)
        office = self.actors[Role.OFFICE]["ancestor"].user
        self.congress = make_congress(self.season, self.unit)
        for unit in (self.cell, self.sibling, self.city):
            make_congress(self.season, unit)
        self.override = DeadlineOverride.objects.create(
            season=self.season, unit=self.unit, kind="xa-phuong", until=date(2020, 5, 1), source="Kế hoạch 1"
        )
        rollups.rebuild(self.season)
        self.statement = PersonnelStatement.objects.create(statement="Tôi cam kết", signed_by=office)
        congresses.set_step(
            self.congress, "plan", congresses.Tick(done=True), by=office, file=a_file("b.docx")
        )
        said = congresses.Paper(present=True)
        congresses.set_paper(self.congress, "request", said, by=office, file=a_file("t.docx"))
        keeper = make_person(self.unit, Role.UNIT_SECRETARY, sees_personnel=True).account
        congresses.set_paper(self.congress, "candidates", said, by=keeper, file=a_file("n.docx"))
        self.report = congresses.add_report(
            self.congress,
            self.group,
            summary="Đúng tiến độ",
            workstreams={},
            by=self.group.head_user,
            file=a_file("bc.docx"),
        )
        PersonnelStatement.objects.update(withdrawn_at=clock.now())

    def documents(self):
        PersonnelStatement.objects.update(withdrawn_at=None)
        keyring.make()  # as switching personnel plans on does
        writer = make_person(self.unit, Role.UNIT_SECRETARY, sees_personnel=True).account
        self.drafts = {}
        for name, kind in {
            "unshared": "self_review",
            "shared": "political_report",
            "plan": "personnel_plan",
        }.items():
            draft = drafts.create_draft(self.congress, kind, by=writer)
            version = tasks.submit_version(draft, [docx()], f"{kind}.docx", by=writer)
            tasks.examine.call(version.pk)
            draft.refresh_from_db()
            if name != "unshared":
                drafts.share(draft, by=writer)
            version.refresh_from_db()
            open_one, waived = [f for f in version.findings.all() if f.severity][:2]
            waiver = Waiver.objects.create(
                draft=draft, code=waived.code, fingerprint=waived.fingerprint, reason="x", by=writer
            )
            self.drafts[name] = SimpleNamespace(pk=draft.pk, finding=open_one.pk, waiver=waiver.pk, number=1)
        PersonnelStatement.objects.update(withdrawn_at=clock.now())

    # What a case needs beside the world as it is.

    def personnel(self, *, right):
        """Personnel plans are switched on; everybody's post has the right to see them, or nobody's."""
        PersonnelStatement.objects.update(withdrawn_at=None)
        if right:
            Post.objects.update(sees_personnel=True)

    def stand(self, draft, state):
        Draft.objects.filter(pk=self.drafts[draft].pk).update(state=state)

    def complete(self):
        """Nothing is missing in the dossier and no finding is open."""
        for item in ("request", "political_report", "self_review", "resolution", "programme"):
            DossierItem.objects.update_or_create(
                congress=self.congress, item=item, defaults={"present": True, "said_by": "x"}
            )
        for draft in Draft.objects.exclude(latest=None).select_related("latest"):
            type(draft.latest).objects.filter(pk=draft.latest.pk).update(open={})

    def off(self):
        PersonnelStatement.objects.update(withdrawn_at=clock.now())

    def end_cell(self):
        """Units below have gone before."""
        type(self.cell).objects.filter(pk=self.cell.pk).update(ended=clock.today())

    def pack_holds_long(self):
        self.season.packs.update(since=LONG_AGO)

    def no_congress(self):
        self.no_drafts()
        ChangeRequest.objects.filter(congress=self.congress).delete()
        self.congress.reports.all().delete()
        type(self.congress).objects.filter(pk=self.congress.pk).delete()

    def no_drafts(self):
        self.not_heard(Draft.objects.all())
        Waiver.objects.all().delete()
        Draft.objects.update(latest=None, sent=None)
        Version.objects.all().delete()
        Draft.objects.all().delete()

    def not_heard(self, drafts):
        """No meeting knows of them."""
        for kind in (Verdict, Answer):
            kind.objects.filter(request__draft__in=drafts).delete()
        for kind in (Advice, ChangeRequest):
            kind.objects.filter(draft__in=drafts).delete()
        ChangeRequest.objects.filter(sentence__item__draft__in=drafts).delete()
        for kind in (Sentence, MinuteEntry):
            kind.objects.filter(item__draft__in=drafts).delete()
        for kind in (Opinion, AgendaItem):
            kind.objects.filter(draft__in=drafts).delete()

    def no_plan(self):
        draft = Draft.objects.filter(pk=self.drafts["plan"].pk)
        self.not_heard(draft)
        draft.update(latest=None, sent=None)
        draft.delete()

    def unsent_version(self):
        """The draft came back, and the unit has brought a second version that it has not sent up."""
        self.stand("shared", "returned")
        draft = Draft.objects.select_related("latest__reading").get(pk=self.drafts["shared"].pk)
        first = draft.latest
        second = Version.objects.get(pk=first.pk)
        second.pk, second.number = None, 2
        second.save(force_insert=True)
        Reading.objects.create(version=second, content=first.reading.content, outline=first.reading.outline)
        Draft.objects.filter(pk=draft.pk).update(latest=second)

    def somebodys_token(self):
        make_token(self.holder.account, "của người khác", date(2999, 1, 1))
        return Token.objects.filter(name="của người khác").first().pk

    def somebodys_key(self):
        user = self.holder.account
        return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={}).pk
