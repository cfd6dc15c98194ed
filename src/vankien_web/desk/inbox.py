"""The inbox of notices: what lies there for a person, by kind of matter."""

from __future__ import annotations

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vankien_web.accounts.models import User
from vankien_web.common.models import Notice
from vankien_web.units.models import who

# A kind of matter, as people switch it on and off: its name in addresses, in words, and its records.
KINDS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "van-ban": (_("Documents"), ("draft", "collation")),
    "dai-hoi": (_("Congresses and their deadlines"), ("congress", "season")),
    "hoi-nghi": (_("Meetings"), ("meeting", "agendaitem", "conclusion", "paper")),
    "yeu-cau": (_("Requests of conclusions"), ("changerequest", "answer", "verdict")),
    "tham-van": (_("Advice of other services"), ("advice",)),
    "so-lieu": (_("Verification of figures"), ("verification",)),
    "chuc-vu": (_("Posts and working groups"), ("person", "post", "workinggroup")),
}


def inbox(user: User) -> QuerySet[Notice]:
    """Everything that lies there, new ones first."""
    fresh = ExpressionWrapper(Q(read_at=None), output_field=BooleanField())
    found = Notice.objects.inbox(user.pk, who(user).personnel_paths).select_related("event")
    return found.annotate(fresh=fresh).order_by("-fresh", "-pk")


def of_kind(kind: str) -> Q:
    """Of the records of a kind; of all for a kind that is not known."""
    found = Q()
    for record in KINDS[kind][1] if kind in KINDS else ():
        found |= Q(event__subject__startswith=f"{record}:")
    return found
