"""What is asked of an item of the agenda."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vankien_web.common.forms import Area, RevisionForm
from vankien_web.reviews.models import Outcome


class ItemForm(RevisionForm):
    """An item: what it is about, who presents it, how long."""

    title = forms.CharField(label=_("Item"), max_length=255, widget=Area(attrs={"rows": 2}))
    presenter = forms.CharField(label=_("Presented by"), max_length=255, required=False)
    minutes = forms.IntegerField(
        label=_("Planned minutes (may be left out)"), min_value=1, max_value=480, required=False
    )


class NewItemForm(ItemForm):
    """`missing`: what the draft lacks; then a reason is asked for."""

    over_gate = forms.CharField(
        label=_("Why it goes to the meeting all the same"),
        max_length=500,
        widget=Area(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, missing: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not missing:
            del self.fields["over_gate"]


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices, required=False)


class OpposedForm(forms.Form):
    over = forms.CharField(
        label=_("Why it is agreed to all the same"),
        max_length=500,
        widget=Area(attrs={"rows": 3}),
    )
