"""Forms in which figures are sent to departments, and answered one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vankien_web.common.forms import Area, DayField, RevisionForm, offer
from vankien_web.common.written import vi_number
from vankien_web.figures.models import Figure
from vankien_web.figures.routing import Share
from vankien_web.units.models import Unit

_LONGEST = 5_000
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")


class NumberField(forms.CharField):
    """A number as offices write it, 1.234,5; exact, and never guessed from another way of writing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return vi_number(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        text = "".join(str(value or "").split())
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise ValidationError(
                _("Write the number as 1.234,5: a dot between thousands, a comma before decimals.")
            )
        return Decimal(text.replace(".", "").replace(",", "."))

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Its length was looked at as text."""


class ConfirmForm(RevisionForm):
    """Nothing but that the department stands behind the figure."""


class CorrectForm(RevisionForm):
    """What is right, and where it stands."""

    value = NumberField(label=gettext_lazy("Right value"))
    unit = forms.CharField(label=gettext_lazy("Unit of measure"), max_length=64, required=False)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=255,
        help_text=gettext_lazy(
            "The document that it stands in, for example: Niên giám thống kê 2019, trang 45"
        ),
    )


class RejectForm(RevisionForm):
    """Why the figure cannot stand."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=_LONGEST, widget=Area(attrs={"rows": 3})
    )


class AskBackForm(RevisionForm):
    """What the unit is asked."""

    question = forms.CharField(
        label=gettext_lazy("Question to the unit"), max_length=_LONGEST, widget=Area(attrs={"rows": 3})
    )


class AnswerBackForm(RevisionForm):
    """What the unit says to it."""

    text = forms.CharField(
        label=gettext_lazy("The unit's answer"), max_length=_LONGEST, widget=Area(attrs={"rows": 4})
    )


class Department(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit by its full name."""

    def label_from_instance(self, unit: Any) -> str:
        return str(unit.name)


class PassOnForm(RevisionForm):
    """Whose figure it is, and why."""

    department = Department(label=gettext_lazy("Department"), queryset=Unit.objects.none())
    reason = forms.CharField(label=gettext_lazy("Reason (may be left out)"), max_length=1000, required=False)

    def __init__(self, *args: Any, departments: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]


class SendForm(forms.Form):
    """Which figures go to which department; `parts` has a field of each for every share."""

    due = DayField(label=gettext_lazy("To be verified by"))

    def __init__(
        self, *args: Any, shares: Sequence[Share], departments: Iterable[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.shares = shares
        self.units = {str(unit.pk): unit for unit in departments}
        choices = [("", _("(not sent)")), *((key, unit.name) for key, unit in self.units.items())]
        for n, share in enumerate(shares):
            label = _("Department that verifies these figures")
            self.fields[f"to_{n}"] = forms.ChoiceField(label=label, required=False)
            offer(self, f"to_{n}", choices)
            self.initial.setdefault(f"to_{n}", str(share.department.pk) if share.department else "")
            self.fields[f"so_{n}"] = forms.MultipleChoiceField(
                label=_("Figures"), required=False, widget=forms.CheckboxSelectMultiple
            )
            offer(self, f"so_{n}", [(str(f.pk), f.surface) for f in share.figures])
            self.initial.setdefault(f"so_{n}", [str(f.pk) for f in share.figures if share.name])

    @property
    def parts(self) -> list[dict[str, Any]]:
        """What the page shows of each share: its select, its figures with their boxes."""
        return [
            {
                "share": share,
                "to": self[f"to_{n}"],
                "boxes": list(zip(share.figures, self[f"so_{n}"], strict=True)),
            }
            for n, share in enumerate(self.shares)
        ]

    def clean(self) -> dict[str, Any]:
        """Figures that nobody's name stands for were ticked by hand: then somebody must get them."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for n, share in enumerate(self.shares):
            if not share.name and said.get(f"so_{n}") and not said.get(f"to_{n}"):
                self.add_error(f"to_{n}", _("Choose the department that these figures go to."))
        return said

    def figures(self) -> dict[Unit, list[Figure]]:
        """What goes out, by department."""
        found: dict[Unit, list[Figure]] = {}
        for n, share in enumerate(self.shares):
            unit, wanted = self.units.get(self.cleaned_data[f"to_{n}"]), set(self.cleaned_data[f"so_{n}"])
            if unit is not None and wanted:
                found.setdefault(unit, []).extend(f for f in share.figures if str(f.pk) in wanted)
        return found

    def chosen(self) -> dict[str, Unit]:
        """The pack's names of departments, and the unit that a person has chosen for each."""
        pairs = ((s.name, self.units.get(self.cleaned_data[f"to_{n}"])) for n, s in enumerate(self.shares))
        return {name: unit for name, unit in pairs if name and unit is not None}
