"""Forms in which a service is asked, and answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vankien.model import Section
from vankien_web.common.forms import Area, DayField, RevisionForm, offer
from vankien_web.reviews.anchors import choices
from vankien_web.reviews.models import AdviceOutcome
from vankien_web.units.models import Unit

_LONGEST = 20_000


class Service(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit by its full name."""

    def label_from_instance(self, unit: Any) -> str:
        return str(unit.name)


class AgainForm(forms.Form):
    """The question and until when."""

    question = forms.CharField(label=_("Question"), max_length=_LONGEST, widget=Area(attrs={"rows": 4}))
    due = DayField(label=_("To be answered by"))


class AskForm(AgainForm):
    """Which service is asked, and about what."""

    service = Service(label=_("Service"), queryset=Unit.objects.none())
    section = forms.ChoiceField(label=_("About"), required=False)
    quote = forms.CharField(
        label=_("Only these words or this figure (may be left out)"),
        required=False,
        max_length=4000,
        help_text=_("As they are written in the draft. The service then sees that paragraph alone."),
    )
    field_order = ("service", "section", "quote", "question", "due")

    def __init__(
        self, *args: Any, services: QuerySet[Unit], sections: Sequence[Section], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        offer(self, "section", [("", _("The whole document")), *choices(sections)])


class AnswerForm(RevisionForm):
    """How a service answers."""

    outcome = forms.ChoiceField(
        label=_("The service's answer"),
        choices=[(value, capfirst(label)) for value, label in AdviceOutcome.choices if value],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Opinion in writing"),
        required=False,
        max_length=_LONGEST,
        widget=Area(attrs={"rows": 6}),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=255,
        help_text=_("The figures or the paper that it rests on, for example: Niên giám thống kê 2019"),
    )


class AdviceFilter(forms.Form):
    """Which enquiries are listed."""

    cho = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("1", _("waiting for an answer")), ("0", _("answered or withdrawn"))],
    )
