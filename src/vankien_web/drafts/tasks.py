"""The machine's work on a version, done apart from the page that asked for it."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import get_args

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from vankien import checks, outline, packs
from vankien.model import Phase
from vankien.reference.simple import ReferenceValue
from vankien_web.accounts.models import User
from vankien_web.drafts import actions
from vankien_web.drafts.models import UNDER_WAY, Draft, State, Version

# What rooms above do with a draft made ready for the checks, before it counts as read; in no transaction.
WHILE_READING: list[Callable[[Version, checks.Draft], object]] = []
# What rooms above know of the values that a version's figures are compared with (VK408).
REFERENCES: list[Callable[[Version], tuple[ReferenceValue, ...]]] = []
_ATTEMPTS = 3
logger = logging.getLogger("vankien")


def submit_version(
    draft: Draft, chunks: Iterable[bytes], name: str, *, note: str = "", phase: str = "draft", by: User
) -> Version:
    """`actions.submit_version`, and the machine's work ordered in the same transaction."""
    return actions.submit_version(draft, chunks, name, note=note, phase=phase, by=by, then=_order)


def check_file(chunks: Iterable[bytes], name: str, rules: actions.Rules, *, by: User) -> Version:
    """`actions.check_file`, and the machine's work ordered in the same transaction."""
    return actions.check_file(chunks, name, rules, by=by, then=_order)


def _order(version: Version) -> None:
    examine.enqueue(version.pk)


@task()
def examine(version_id: int) -> None:
    """Outline, figures, checks. May be killed at any point and run again."""
    version = Version.objects.select_related("reading").filter(pk=version_id).first()
    if version is None or not version.under_way:
        return None
    if actions.begin(version) > _ATTEMPTS:
        return actions.fail(version, "interrupted")
    try:
        _examine(version)
    except Exception:
        logger.exception("version %s could not be examined", version.pk)
        actions.fail(version, "defect")
    return None


def _examine(version: Version) -> None:
    document, rules = version.reading.document, packs.load(version.pack)
    if (version.unit, version.kind) not in rules.outlines:
        actions.advance(version, State.OUTLINE)
        return actions.finish(version, outline.outline(document), {}, "no_rules")
    draft = checks.prepare(
        document,
        pack=rules,
        unit=version.unit,
        kind=version.kind,
        reference=tuple(value for known in REFERENCES for value in known(version)),
        at=lambda step: actions.advance(version, State(step)),
    )
    actions.advance(version, State.CHECKS)
    found = {phase: checks.run(replace(draft, phase=phase)) for phase in get_args(Phase)}
    for besides in WHILE_READING:
        besides(version, draft)
    return actions.finish(version, draft.sections, found)


def recover() -> int:
    """Order again what a killed worker left unfinished; called when the only worker starts."""
    left = Version.objects.filter(state__in=UNDER_WAY).order_by("pk")
    with transaction.atomic():
        DBTaskResult.objects.all().delete()
        for version in left:
            examine.enqueue(version.pk)
    return len(left)
