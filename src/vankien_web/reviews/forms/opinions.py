"""Forms in which people speak: of a draft, in a meeting, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vankien.model import Section
from vankien_web.common.forms import Area, RevisionForm, offer
from vankien_web.reviews.anchors import choices
from vankien_web.reviews.models import AgendaItem, OpinionKind, Stance
from vankien_web.units.models import Person

_LONGEST = 20_000


class SpeakingForm(RevisionForm):
    """What somebody says; for the office, in whose name."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(
        label=_("Kind of opinion"),
        choices=OpinionKind.choices,
        initial=OpinionKind.SUGGEST,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Your opinion"),
        max_length=_LONGEST,
        required=False,
        widget=Area(attrs={"rows": 5}),
    )
    person = forms.ModelChoiceField(
        label=_("In whose name"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("my own"),
        help_text=_(
            "Choose somebody only to write down what that person said; it is shown as written by you."
        ),
    )

    def __init__(self, *args: Any, people: QuerySet[Person] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people is None:
            del self.fields["person"]
        else:
            self.fields["person"].queryset = people  # type: ignore[attr-defined]


class OpinionForm(SpeakingForm):
    """An opinion on a draft: of the whole, of a section, of a paragraph or of some words in it."""

    section = forms.ChoiceField(label=_("About"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    block = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    quote = forms.CharField(
        label=_("Only these words or this figure (may be left out)"), required=False, max_length=4000
    )
    field_order = ("section", "quote", "kind", "text", "person")

    def __init__(self, *args: Any, sections: Sequence[Section] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "section", [("", _("The whole document")), *choices(sections)])


class MeetingOpinionForm(SpeakingForm):
    """An opinion in a meeting, on an item of its agenda."""

    item = forms.ModelChoiceField(
        label=_("Item of the agenda"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=_("the meeting as a whole"),
    )
    field_order = ("item", "kind", "text", "person")

    def __init__(self, *args: Any, items: QuerySet[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]


class PositionForm(forms.Form):
    """Where a member stands; for the office, which member."""

    stance = forms.ChoiceField(label=_("Position"), choices=Stance.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=Area(attrs={"rows": 3}),
        help_text=_("Needed where you ask for a revision: what must be revised before it is presented."),
    )
    person = forms.ModelChoiceField(label=_("Whose position"), queryset=Person.objects.none())
    field_order = ("person", "stance", "reason")

    def __init__(self, *args: Any, people: QuerySet[Person] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people is None:
            del self.fields["person"]
        else:
            self.fields["person"].queryset = people  # type: ignore[attr-defined]


class HeardForm(forms.Form):
    """Which opinions of a meeting one wants to see."""

    kind = forms.ChoiceField(label=_("Kind of opinion"), required=False)
    item = forms.ChoiceField(label=_("Item of the agenda"), required=False)
    person = forms.ChoiceField(label=_("Who said it"), required=False)
    taken = forms.ChoiceField(label=_("In the conclusion"), required=False)

    def __init__(
        self, *args: Any, items: Sequence[tuple[int, str]], people: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("all"))
        offer(self, "kind", [every, *OpinionKind.choices])
        offer(self, "item", [every, *((str(pk), name) for pk, name in items)])
        offer(self, "person", [every, *((str(pk), name) for pk, name in people)])
        offer(
            self, "taken", [every, ("yes", _("taken up")), ("no", _("not taken up")), ("noted", _("noted"))]
        )

    def chosen(self) -> dict[str, str]:
        """What was asked for, as far as it can be: a choice that is not offered asks for nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
