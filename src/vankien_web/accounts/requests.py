"""What a view of a signed-in person is given."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from vankien_web.accounts.models import User


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in: the middleware lets nobody else reach such a view."""

    user: User
    htmx: HtmxDetails
