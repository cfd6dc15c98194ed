"""Writing the ledger after a version was read, or for versions read before there was one."""

from __future__ import annotations

import logging

from django.db import transaction
from django_tasks import task

from vankien import checks, packs
from vankien_web.drafts.models import State, Version
from vankien_web.figures.actions.ledger import EDITION, enter

logger = logging.getLogger("vankien")


def while_reading(version: Version, ready: checks.Draft) -> None:
    """What drafts call before a version counts as read. A ledger that cannot be written stops no draft."""
    try:
        enter(version, ready)
    except Exception:
        logger.exception("the figures of version %s could not be entered", version.pk)


@task(priority=-6)
def enter_again(version_id: int) -> None:
    """May be killed at any point and run again."""
    version = Version.objects.select_related("reading").filter(pk=version_id, state=State.DONE).first()
    if version is None:
        return
    try:
        rules = packs.load(version.pack)
    except packs.PackError:
        return  # its pack is no longer installed
    if (version.unit, version.kind) in rules.outlines:
        document = version.reading.document
        enter(version, checks.prepare(document, pack=rules, unit=version.unit, kind=version.kind))


def recover() -> int:
    """Order what never came into the ledger, or came by an older edition; after drafts.tasks.recover."""
    done = Version.objects.filter(state=State.DONE, failure={})
    left = done.exclude(entered__edition=EDITION).order_by("-pk").values_list("pk", flat=True)
    with transaction.atomic():
        for version in left:
            enter_again.enqueue(version)
    return len(left)
