"""A standing committee in session on two documents, a personnel plan between them; who asks what is new."""

from django.test import Client

from factories import make_congress, make_draft, make_item, make_meeting, make_person, make_season, make_unit
from vankien_web.common import clock
from vankien_web.reviews import live, shortcut
from vankien_web.reviews.models import MeetingState
from vankien_web.units.models import Body, Role


class Hall:
    def __init__(self):
        live.forget()
        shortcut.forget()
        self.city = make_unit("Đảng bộ thành phố Hai", kind="huyen-tp", level="tren-co-so")
        self.commune = make_unit("Đảng bộ xã Ba", self.city)
        self.chair = make_person(self.city, Role.CHAIR, "Bí thư", body=Body.STANDING)
        self.member = make_person(self.city, Role.COMMITTEE_MEMBER, body=Body.STANDING, sees_personnel=True)
        self.other = make_person(self.city, Role.COMMITTEE_MEMBER, body=Body.STANDING)
        self.office = make_person(self.city, Role.OFFICE)
        self.guest = make_person(self.commune, Role.UNIT_SECRETARY)
        elsewhere = make_unit("Đảng bộ tỉnh Sáu", kind="tinh", level="tinh")
        self.stranger = make_person(elsewhere, Role.OFFICE)
        congress = make_congress(make_season(self.city), self.commune)
        members = [self.chair, self.member, self.other]
        self.meeting = make_meeting(self.city, state=MeetingState.OPEN, members=members, guests=[self.guest])
        shared = {"shared_at": clock.now(), "unit_path": self.commune.path}
        report = make_draft(congress, title="Báo cáo chính trị xã Ba", **shared)
        plan = make_draft(congress, kind="personnel_plan", title="Đề án nhân sự xã Ba", **shared)
        self.first, self.secret = make_item(self.meeting, report), make_item(self.meeting, plan)
        self.last = make_item(self.meeting, title="Nội dung khác", minutes=10)


def sign_in(person):
    client = Client()
    client.force_login(person.account)
    return client


def ask(client, meeting, tag="", screen=False, **headers):
    query = "?man-hinh" if screen else ""
    headers |= {"If-None-Match": tag} if tag else {}
    return client.get(f"/hop/{meeting.pk}/nhip/{query}", headers=headers)
