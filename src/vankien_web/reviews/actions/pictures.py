"""Photographs of a meeting: made anew from what was sent, so that nothing but the picture is kept."""

from __future__ import annotations

import io
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import storage
from vankien_web.common.conflict import save_checked
from vankien_web.common.history import record
from vankien_web.congresses.actions.attachments import Upload
from vankien_web.reviews.actions.meetings import changing
from vankien_web.reviews.images import Made, Unusable, made_anew
from vankien_web.reviews.models import Meeting, Picture
from vankien_web.reviews.permissions import can_add_pictures

MOST = 200  # pictures of one meeting


def add_picture(meeting: Meeting, file: Upload, caption: str, *, by: User) -> Picture:
    """Keep a picture. Raises PermissionDenied, ValidationError."""
    if not can_add_pictures(by, meeting):
        raise PermissionDenied
    caption = _caption(caption)
    large, small = _made(file)
    limit = settings.VANKIEN_UPLOAD_BYTES
    with (
        storage.staged([large.data], limit) as kept,
        storage.staged([small.data], limit) as thumbnail,
        changing(meeting) as held,
    ):
        if held.pictures.count() >= MOST:
            raise ValidationError(_("A meeting keeps at most %(most)d pictures.") % {"most": MOST})
        last = held.pictures.aggregate(last=models.Max("number"))["last"] or 0
        kept.place()
        thumbnail.place()
        picture: Picture = Picture.objects.create(
            meeting=held,
            number=last + 1,
            caption=caption,
            sha256=kept.sha256,
            thumbnail=thumbnail.sha256,
            file_name=f"{PurePath(file.name or '').stem[:200] or 'anh'}.jpg",
            width=large.width,
            height=large.height,
            by=by,
        )
        record("picture_added", picture, by=by, stream=held, caption=caption, sha256=kept.sha256)
    return picture


def change_caption(picture: Picture, caption: str, *, by: User, revision: int | None = None) -> Picture:
    """Raises PermissionDenied, ValidationError, conflict.Conflict."""
    if not can_add_pictures(by, picture.meeting):
        raise PermissionDenied
    caption = _caption(caption)
    with changing(picture.meeting) as held:
        current = picture.revision if revision is None else revision
        save_checked(picture, revision=current, fields={"caption": caption})
        record("picture_changed", picture, by=by, stream=held, caption=caption)
    return picture


def remove_picture(picture: Picture, *, by: User) -> None:
    """Raises PermissionDenied."""
    if not can_add_pictures(by, picture.meeting):
        raise PermissionDenied
    with changing(picture.meeting) as held:
        hashes = picture.sha256, picture.thumbnail
        record("picture_removed", picture, by=by, stream=held, caption=picture.caption)
        picture.delete()
        for sha256 in hashes:
            storage.drop_unused(sha256)


def _caption(caption: str) -> str:
    if not caption.strip():
        raise ValidationError({"caption": _("Say what the picture shows.")})
    return caption.strip()[:255]


def _made(file: Upload) -> tuple[Made, Made]:
    megabytes = settings.VANKIEN_UPLOAD_BYTES // 1024 // 1024
    data = io.BytesIO()
    for chunk in file.chunks():
        if data.tell() + len(chunk) > settings.VANKIEN_UPLOAD_BYTES:
            text = _("The file is larger than %(megabytes)d MB.")
            raise ValidationError({"file": text % {"megabytes": megabytes}})
        data.write(chunk)
    try:
        return made_anew(data)
    except Unusable as error:
        raise ValidationError({"file": error.sentence}) from error
