"""A commune's congress and its documents."""

from django.test import Client

from factories import make_congress, make_group, make_season, make_unit, make_user
from vankien_web.common import history
from vankien_web.drafts import actions, tasks
from vankien_web.units.models import Role


class Scene:
    """A commune's congress, and everybody who has to do with its documents."""

    def __init__(self):
        self.city = make_unit("Đảng bộ thành phố Thanh Hóa", kind="huyen-tp", level="tren-co-so")
        self.unit = make_unit("Đảng bộ xã Quảng Tâm", self.city)
        self.season = make_season(self.city)
        self.congress = make_congress(self.season, self.unit, ordinal=27)
        self.secretary = make_user(self.unit, Role.UNIT_SECRETARY)
        self.drafter = make_user(self.unit, Role.UNIT_DRAFTER)
        self.office = make_user(self.city, Role.OFFICE)
        self.member = make_user(self.city, Role.COMMITTEE_MEMBER)
        self.administrator = make_user(self.city, Role.ADMINISTRATOR)
        self.group = make_group(self.city, self.unit).head_user

    def begin(self, kind="political_report"):
        return actions.create_draft(self.congress, kind, by=self.drafter)

    def bring(self, draft, data, name="bao-cao.docx", **more):
        version = tasks.submit_version(draft, [data], name, by=self.drafter, **more)
        tasks.examine.call(version.pk)
        draft.refresh_from_db()
        return draft.latest

    def sent(self, data):
        draft = self.begin()
        self.bring(draft, data)
        actions.share(draft, by=self.secretary)
        draft.refresh_from_db()
        return draft

    def dossier(self):
        """Everything that must lie beside the political report."""
        for item in ("self_review", "resolution", "programme"):
            self.congress.dossier.update_or_create(item=item, defaults={"present": True})


def at(user):
    client = Client()
    client.force_login(user)
    return client


def verbs(draft):
    return [e.verb for e in history.stream(draft)]
