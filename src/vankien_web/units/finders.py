"""Form fields that find a unit or a person by what somebody types."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from vankien.text import bare
from vankien_web.accounts.models import User
from vankien_web.units.models import Person, Unit

_KEY = re.compile(r"\[([^\[\]]+)\]\s*$")
OFFERED = 12


class _Finder(forms.CharField):
    """Text of the form "name [key]", a key alone, or a name that fits one record only."""

    address = ""
    user: User  # given by the form

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {
            "autocomplete": "off",
            "hx-get": reverse_lazy(self.address),
            "hx-trigger": "input changed delay:250ms",
            "data-finder": self.address,
        }

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        found = list(self.matches(text)[: OFFERED + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("Nothing is found for “%(text)s”.") % {"text": text})
        names = "; ".join(told(f) for f in found[:OFFERED])
        raise forms.ValidationError(_("Several fit, choose one: %(names)s.") % {"names": names})

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The text itself has nothing to validate; the record was found or not."""

    def prepare_value(self, value: Any) -> Any:
        return told(value) if isinstance(value, Unit | Person) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (told(initial) if initial else "") != (data or "")

    def matches(self, text: str) -> QuerySet[Any]:
        raise AttributeError("a finder knows its records")


class UnitField(_Finder):
    """A unit that the person sees, by name or code."""

    address = "find_units"

    def matches(self, text: str) -> QuerySet[Unit]:
        return find_units(self.user, text)


class PersonField(_Finder):
    """A person whom the person sees, by name; the number in brackets tells namesakes apart."""

    address = "find_people"

    def matches(self, text: str) -> QuerySet[Person]:
        return find_people(self.user, text)


class FinderForm(forms.Form):
    """A form whose finders look among what `user` sees."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, _Finder):
                field.user = user


def told(thing: Unit | Person) -> str:
    """How a record is written into a finder."""
    return f"{thing.name} [{thing.code if isinstance(thing, Unit) else thing.pk}]"


def find_units(user: User, text: str) -> QuerySet[Unit]:
    visible = Unit.objects.visible_to(user)
    key = _KEY.search(text)
    if key:
        return visible.filter(code=key.group(1))
    exact = visible.filter(code=text.strip()) | visible.filter(folded=bare(text.strip()))
    return exact if exact.exists() else visible.filter(folded__contains=bare(text.strip()))


def find_people(user: User, text: str) -> QuerySet[Person]:
    visible = Person.objects.visible_to(user)
    key = _KEY.search(text)
    if key and key.group(1).isdigit():
        return visible.filter(pk=int(key.group(1)))
    exact = visible.filter(folded=bare(text.strip()))
    return exact if exact.exists() else visible.filter(folded__contains=bare(text.strip()))
