"""The machine's work on a version, done apart from the page that asked for it."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from vankien import checks, word
from vankien.model import UnreadableFile
from vankien_web.common import storage
from vankien_web.common.visitor import Visitor
from vankien_web.drafts import actions, secrecy
from vankien_web.drafts.models import UNDER_WAY, State, Version

_ATTEMPTS = 3
logger = logging.getLogger("vankien")


def submit_and_examine(chunks: Iterable[bytes], name: str, rules: actions.Rules, *, by: Visitor) -> Version:
    """`actions.submit_draft`, and the machine's work ordered in the same transaction."""
    with transaction.atomic():
        version = actions.submit_draft(chunks, name, rules, by=by)
        examine.enqueue(version.pk)
    return version


@task()
def examine(version_id: int) -> None:
    """Read, outline, figures, checks. May be killed at any point and run again."""
    version = Version.objects.select_related("draft").filter(pk=version_id).first()
    if version is None or not version.under_way:
        return None
    if actions.begin(version) > _ATTEMPTS:
        return actions.fail(version, "interrupted", {"file": version.file_name})
    try:
        _examine(version)
    except UnreadableFile as error:
        actions.fail(version, error.reason, {"file": version.file_name} | error.params)
    except Exception:
        logger.exception("version %s could not be examined", version.pk)
        actions.fail(version, "defect", {"file": version.file_name})
    return None


def _examine(version: Version) -> None:
    document = word.read_apart(
        storage.path(version.sha256),
        name=version.file_name,
        seconds=settings.VANKIEN_READ_SECONDS,
        megabytes=settings.VANKIEN_READ_MEGABYTES,
    )
    if settings.VANKIEN_PROFILE == "networked" and secrecy.stamp(document):
        raise UnreadableFile("secret")
    rules = version.draft
    draft = checks.prepare(
        document,
        pack=rules.pack,
        unit=rules.unit,
        kind=rules.kind,
        phase=rules.phase,  # type: ignore[arg-type]
        at=lambda step: actions.advance(version, State(step)),
    )
    actions.advance(version, State.CHECKS)
    actions.finish(version, document, draft.sections, checks.run(draft))


def recover() -> int:
    """Order again what a killed worker left unfinished; called when the only worker starts."""
    left = Version.objects.filter(state__in=UNDER_WAY).order_by("pk")
    with transaction.atomic():
        DBTaskResult.objects.all().delete()
        for version in left:
            examine.enqueue(version.pk)
    return len(left)
