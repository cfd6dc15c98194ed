"""Fields and forms that several rooms ask people to fill in."""

from __future__ import annotations

from typing import Any, cast

from django import forms


def numeral(text: str) -> int:
    """The number of a record as an address or a button gives it; 0, which none has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


class DayField(forms.DateField):
    """A day as offices write it, 13/02/2020: a browser's own picker would show it as its country does."""

    widget = forms.DateInput(attrs={"inputmode": "numeric"}, format="%d/%m/%Y")
    input_formats = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


class Area(forms.Textarea):
    """Several lines. Whatever is pasted arrives: a browser would cut what is too long and say nothing."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        attrs = super().build_attrs(*args, **kwargs)
        attrs.pop("maxlength", None)
        return attrs


class RevisionForm(forms.Form):
    """What was stored when the form was shown (see conflict)."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)


def offer(form: forms.Form, name: str, choices: Any) -> None:
    """What one may choose in a field, where that is known only when the form is shown."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices
