"""Forms of sealed packages: files from below, and what is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vankien import titles
from vankien_web.common.forms import DayField, offer
from vankien_web.reviews.forms.collating import FilesField
from vankien_web.reviews.models import Collation


class PackagesForm(forms.Form):
    """Packages that came from below, several at once."""

    packages = FilesField(
        label=_("Packages from below (.goi)"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the packages first.")},
    )


class SealForm(forms.Form):
    """On what opinions were asked for, what is sealed, and the conference that gave them."""

    consultation = forms.CharField(
        label=_("The document on which opinions were asked for"),
        max_length=300,
        help_text=_("Written the same by every unit: what came from below on the same is sealed along."),
    )
    collation = forms.ChoiceField(label=_("What was collected here"), required=False)
    conference = forms.CharField(label=_("Conference"), required=False, max_length=200)
    held = DayField(label=_("Held on"), required=False)
    people = forms.IntegerField(
        label=_("How many took part"), required=False, min_value=0, max_value=9_999_999
    )

    def __init__(self, *args: Any, collations: Sequence[Collation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(str(one.pk), _named(one)) for one in collations]
        offer(self, "collation", [("", _("nothing of its own")), *shown])


def _named(collation: Collation) -> str:
    draft, congress = collation.draft, collation.draft.congress
    unit = f" – {congress.unit.called}" if congress else ""
    return f"{draft.title}{unit}, {titles.version_mark(collation.version.number)}"
