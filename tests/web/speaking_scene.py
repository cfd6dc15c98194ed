"""A commune's report before a city committee: who speaks, who hears, who must not."""

from django.test import Client

from factories import make_congress, make_group, make_item, make_meeting, make_person, make_season, make_tree
from vankien_web.drafts import actions as drafts
from vankien_web.drafts import tasks
from vankien_web.reviews.actions import opinions as actions
from vankien_web.reviews.actions.opinions import About
from vankien_web.units.models import Role


class Scene:
    """A commune's report that was sent up; a city committee that has called a meeting on it."""

    def __init__(self, data):
        self.tree = make_tree()
        self.congress = make_congress(make_season(self.tree.city), self.tree.commune)
        self.secretary = make_person(self.tree.commune, Role.UNIT_SECRETARY)
        self.leader = make_person(self.tree.commune, Role.CHAIR)
        self.office = make_person(self.tree.city, Role.OFFICE)
        self.chair = make_person(self.tree.city, Role.CHAIR)
        self.member, self.other = (make_person(self.tree.city, Role.COMMITTEE_MEMBER) for _ in range(2))
        self.group = make_group(self.tree.city, self.tree.commune)
        self.draft = drafts.create_draft(self.congress, "political_report", by=self.secretary.account)
        self.bring(data)
        drafts.share(self.draft, by=self.secretary.account)
        self.draft.refresh_from_db()

    def bring(self, data):
        version = tasks.submit_version(self.draft, [data], "báo cáo.docx", by=self.secretary.account)
        tasks.examine.call(version.pk)
        self.draft.refresh_from_db()
        return version

    def call(self, **fields):
        self.meeting = make_meeting(
            self.tree.city, state="called", members=(self.chair, self.member, self.other), **fields
        )
        self.item = make_item(self.meeting, self.draft)
        return self.meeting

    def write(self, who=None, text="Bổ sung tỷ lệ hộ nghèo.", **fields):
        about = About(self.draft, self.draft.sent)
        return actions.write_opinion(about, text, by=(who or self.member).account, **fields)

    def page(self, person, part="y-kien/", **data):
        client = Client()
        client.force_login(person.account)
        return client.get(f"/van-ban/{self.draft.pk}/{part}", data)

    def post(self, person, part, **data):
        client = Client()
        client.force_login(person.account)
        return client.post(part, data)


def fresh(person):
    """The account as the next request has it: what it may is looked up again."""
    return type(person.account).objects.get(pk=person.account.pk)
