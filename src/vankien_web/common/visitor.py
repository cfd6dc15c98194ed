"""Who is asking. Until there are accounts, a browser's session is the person."""

import hashlib
import secrets
from dataclasses import dataclass

from django.http import HttpRequest

_KEY = "visitor"


@dataclass(frozen=True)
class Visitor:
    """`id` is empty for a browser that has not brought anything yet."""

    id: str = ""

    @property
    def actor(self) -> str:
        """How the history names this visitor: the session cannot be guessed from it."""
        return hashlib.sha256(self.id.encode()).hexdigest()[:12]


def visitor(request: HttpRequest) -> Visitor:
    return Visitor(request.session.get(_KEY, ""))


def remembered(request: HttpRequest) -> Visitor:
    """The visitor of this request; a new one gets an identity that lasts as long as the session."""
    if _KEY not in request.session:
        request.session[_KEY] = secrets.token_urlsafe(16)
    return visitor(request)
