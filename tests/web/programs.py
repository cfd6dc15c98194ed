"""Somebody's program, what it sends, and a congress with a program for everybody concerned."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories import make_group, make_season, make_tree, make_user
from vankien_web.accounts.actions import make_token
from vankien_web.common import clock
from vankien_web.congresses.actions import open_congresses
from vankien_web.units.models import Role

# Parts of the interface that test_api_meetings*.py test.
MEETINGS = ("meetings", "opinions", "advice", "conclusion", "requests", "papers")
VERIFICATION = "verification"  # that which test_api_verification.py tests
COPIES = "reviewers' copies"  # that which test_api_collating.py tests


class Program:
    """Somebody's program, with a token; writes are sent as a browser never would: without a CSRF token."""

    def __init__(self, user):
        self.user, self.client = user, Client(enforce_csrf_checks=True)
        self.token = make_token(user, "thử", clock.today() + timedelta(days=1))
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def get(self, address, status=200, **headers):
        return self._answer(self.client.get(there(address), headers=self.headers | headers), status)

    def post(self, address, status=200, /, **data):
        sent = {"content_type": "application/json", "headers": self.headers}
        return self._answer(self.client.post(there(address), data, **sent), status)

    def form(self, address, status=200, /, **fields):
        return self._answer(self.client.post(there(address), fields, headers=self.headers), status)

    def delete(self, address, status=204):
        return self._answer(self.client.delete(there(address), headers=self.headers), status)

    @staticmethod
    def _answer(answer, status):
        assert answer.status_code == status, answer.content.decode()[:500]
        is_json = status != 204 and answer.headers["Content-Type"].startswith("application/json")
        return answer.json() if is_json else answer


def there(address):
    return f"/api/v1{address}"


def a_file(data, name="bao-cao.docx"):
    return SimpleUploadedFile(name, data)


class Scene:
    """A commune's congress below a city, and a program for everybody who has to do with it."""

    def __init__(self):
        self.tree = tree = make_tree()
        self.city, self.commune = city, commune = tree.city, tree.commune
        self.season = make_season(city)
        [self.congress] = open_congresses(self.season, [commune], by=make_user(city, Role.OFFICE))
        self.office = Program(make_user(city, Role.OFFICE))
        self.secretary = Program(make_user(commune, Role.UNIT_SECRETARY))
        self.drafter = Program(make_user(commune, Role.UNIT_DRAFTER))
        self.observer = Program(make_user(city, Role.OBSERVER))
        self.administrator = Program(make_user(city, Role.ADMINISTRATOR))
        self.stranger = Program(make_user(tree.other_commune, Role.OFFICE))
        self.group = make_group(city, commune)
        self.member = Program(self.group.head_user)
