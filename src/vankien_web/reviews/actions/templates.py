"""An office's own templates: checked before they are kept, used by all below, withdrawn."""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vankien.model import UnreadableFile
from vankien.outputs import papers as library
from vankien_web.accounts.models import User
from vankien_web.common import clock, intake, storage
from vankien_web.common.history import record
from vankien_web.congresses.actions.attachments import Upload
from vankien_web.reviews.models import Template
from vankien_web.reviews.permissions import can_edit_templates
from vankien_web.units.models import Unit


def nearest(unit: Unit, form: str) -> Template | None:
    """The unit's own, else that of the nearest unit above which has one."""
    reach = [*unit.ancestor_ids, unit.pk]
    found = Template.objects.filter(unit__in=reach, form=form, withdrawn_at=None)
    return max(found, key=lambda template: reach.index(template.unit_id), default=None)


def put_template(unit: Unit, form: str, file: Upload, *, by: User) -> Template:
    """In the place of the unit's last. Raises PermissionDenied, ValidationError naming the wrong field."""
    if not can_edit_templates(by, unit):
        raise PermissionDenied
    name = (file.name or "")[-255:]
    try:
        with storage.staged(file.chunks(), settings.VANKIEN_UPLOAD_BYTES) as staged, transaction.atomic():
            intake.read(staged, name)
            if wrong := library.check_template(form, staged.path.read_bytes(), _language()):
                raise ValidationError({"file": wrong})
            staged.place()
            template = _put(Template(unit=unit, form=form, sha256=staged.sha256, file_name=name, by=by))
            record("template_put", template, by=by, stream=unit, form=_called(form), file=name)
    except storage.TooLarge as error:
        raise ValidationError({"file": _("The file is too large.")}) from error
    except UnreadableFile as error:
        raise ValidationError({"file": _("This is not a Word file (.docx) that can be used.")}) from error
    return template


def withdraw_template(template: Template, *, by: User) -> None:
    """Papers are made by the shipped form again, or by that of the unit above. Raises PermissionDenied."""
    if not can_edit_templates(by, template.unit):
        raise PermissionDenied
    with transaction.atomic():
        if _end(template.unit, template.form):
            record("template_withdrawn", template, by=by, stream=template.unit, form=_called(template.form))


def _put(template: Template) -> Template:
    """In the place of the last one, also of one that somebody else puts at the same moment."""
    _end(template.unit, template.form)
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        _end(template.unit, template.form)
        template.save()
    return template


def _end(unit: Unit, form: str) -> int:
    return Template.objects.filter(unit=unit, form=form, withdrawn_at=None).update(withdrawn_at=clock.now())


def _called(form: str) -> str:
    return library.FORMS[form].name("vi")


def _language() -> Literal["vi", "en"]:
    return "en" if (get_language() or "vi").startswith("en") else "vi"
