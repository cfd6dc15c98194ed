"""Proving what was asked after a version was read, or before this site could prove."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django_tasks import task

from vankien import checks
from vankien_web.drafts.models import State, Version
from vankien_web.reviews.actions.proving import prove_version
from vankien_web.reviews.models import ChangeRequest, Conclusion, Proof
from vankien_web.reviews.proving import NO_TEXT

logger = logging.getLogger("vankien")


def while_reading(version: Version, ready: checks.Draft) -> None:
    """What drafts call before a version counts as read. A request that cannot be proved stops no draft."""
    try:
        prove_version(version, ready)
    except Exception:
        logger.exception("the requests on version %s could not be proved", version.pk)


def order(conclusion: Conclusion) -> int:
    """What `issue_conclusion` does `then`: the unit may have brought a newer version meanwhile."""
    return _order(Q(sentence__conclusion=conclusion))


def order_one(request: ChangeRequest) -> int:
    """The same for a correction, which no conclusion asks for."""
    return _order(Q(pk=request.pk))


@task(priority=-5)
def prove(version_id: int) -> None:
    """May be killed at any point and run again. It alarms nobody: these texts were judged without it."""
    stored = Version.objects.select_related("reading", "draft").filter(pk=version_id, state=State.DONE)
    version = stored.first()
    if version is not None:
        prove_version(version)


def recover() -> int:
    """Order what was never proved; after drafts.tasks.recover, which empties the queue."""
    return _order(Q())


def _order(which: Q) -> int:
    """The newest version of each draft, and the one that was sent up."""
    wanted: set[int] = set()
    for shown in ("draft__latest", "draft__sent"):
        proved = Proof.objects.filter(request=OuterRef("pk"), version=OuterRef(shown))
        asked = ChangeRequest.objects.filter(
            which, ~Exists(proved), issued_at__isnull=False, version__number__lt=F(f"{shown}__number")
        )
        found = asked.filter(**{f"{shown}__state": State.DONE}).exclude(kind__in=NO_TEXT)
        wanted |= set(found.order_by().values_list(shown, flat=True))
    with transaction.atomic():
        for version in sorted(wanted):
            prove.enqueue(version)
    return len(wanted)
