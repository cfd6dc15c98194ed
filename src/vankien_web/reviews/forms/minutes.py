"""What is typed into the minutes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vankien_web.common.forms import Area, RevisionForm, offer
from vankien_web.reviews.models import AgendaItem
from vankien_web.units.models import Person


class RowForm(RevisionForm):
    """A row with its key, under an item of the agenda or under none."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    item = forms.ChoiceField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=Area(attrs={"rows": 2}),
        error_messages={"required": _("The text is empty: write it, or drop the row.")},
    )

    def __init__(self, *args: Any, items: Iterable[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(item.pk): item for item in items}
        offer(self, "item", [("", "–"), *((key, item.title) for key, item in self.items.items())])

    def clean_item(self) -> AgendaItem | None:
        return self.items.get(self.cleaned_data["item"])


class EntryForm(RowForm):
    """A paragraph of the minutes."""

    speaker = forms.ChoiceField(label=_("Speaker"), required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        offer(self, "speaker", [("", "–"), *((key, p.name) for key, p in self.people.items())])

    def clean_speaker(self) -> Person | None:
        return self.people.get(self.cleaned_data["speaker"])
