"""Files that people attach to what they say: read before they are kept, as every file of the site is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vankien.model import UnreadableFile
from vankien.sentences import catalogue, sentence
from vankien_web.accounts.models import User
from vankien_web.common import intake, storage
from vankien_web.common.history import record
from vankien_web.common.storage import Staged

# What may prove a step though no text can be read in it: a scan, a photograph, a table.
_WITHOUT_TEXT = ("image", "spreadsheet", "pdf_without_text")
Place = Callable[[], dict[str, Any]]


class Upload(Protocol):
    """A file as a form gives it."""

    name: str | None

    def chunks(self) -> Iterator[bytes]: ...


@contextmanager
def received(file: Upload | None, subject: models.Model, *, by: User) -> Iterator[Place]:
    """Yields what puts the file in its place, inside the transaction, and gives the columns that name it.

    Raises ValidationError: too large, unreadable, or stamped as secret; nothing stays then but its hash in
    the history of `subject`.
    """
    if file is None:
        yield dict
        return
    name = (file.name or "")[-255:]
    try:
        with storage.staged(file.chunks(), settings.VANKIEN_UPLOAD_BYTES) as staged:
            _check(staged, name, subject, by)
            yield lambda: _placed(staged, name)
    except storage.TooLarge as error:
        megabytes = settings.VANKIEN_UPLOAD_BYTES // 1024 // 1024
        text = _("The file is larger than %(megabytes)d MB.") % {"megabytes": megabytes}
        raise ValidationError({"file": text}) from error


def _placed(staged: Staged, name: str) -> dict[str, Any]:
    staged.place()
    return {"file_name": name, "sha256": staged.sha256, "size": staged.size}


def _check(staged: Staged, name: str, subject: models.Model, by: User) -> None:
    try:
        intake.read(staged, name)
    except UnreadableFile as error:
        if error.reason in _WITHOUT_TEXT:
            return
        with transaction.atomic():
            record("attachment_refused", subject, by=by, sha256=staged.sha256, reason=error.reason)
        raise ValidationError({"file": _refusal(error, name)}) from error


def _refusal(error: UnreadableFile, name: str) -> str:
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    if error.reason in catalogue(language)["file"]:
        return sentence("file", error.reason, language, **({"file": name} | error.params))
    return _(
        "This file bears a secrecy stamp, and this site is connected to a network: it was refused and erased."
    )
