"""Forms in which a department brings a workbook and says what its words mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vankien_web.common import clock
from vankien_web.common.forms import DayField, RevisionForm, offer
from vankien_web.figures.workbooks import Tree, Workbook
from vankien_web.units.models import Unit

_NONE = "-"


class BringForm(forms.Form):
    """The file, the document that its values come from, and of which day they are."""

    department = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Department"))
    file = forms.FileField(
        label=gettext_lazy("Excel file"), help_text=gettext_lazy("An .xlsx, .xls or .ods with the values.")
    )
    source = forms.CharField(
        max_length=255,
        label=gettext_lazy("Document of the values"),
        help_text=gettext_lazy("For example: Niên giám thống kê 2019, or the number and date of a report."),
    )
    as_of = DayField(
        label=gettext_lazy("Date of the data"),
        help_text=gettext_lazy("Where two workbooks state the same thing, the newer data stand."),
    )
    about = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Unit that the totals are of"),
        help_text=gettext_lazy("Of this unit are the values for which the workbook names none."),
    )

    def __init__(self, *args: Any, departments: Iterable[Unit], above: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units, wider = list(departments), list(above)
        for name, choices in (("department", units), ("about", wider)):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = Unit.objects.filter(pk__in=[u.pk for u in choices])
        self.initial.setdefault("department", units[0].pk if units else None)
        self.initial.setdefault("as_of", clock.today())
        if units:
            self.initial.setdefault("about", units[0].parent_id or units[0].pk)


class SettleForm(RevisionForm):
    """One field for every name, unit, period and unit of measure that many cells wait for."""

    def __init__(self, *args: Any, book: Workbook, about: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book, self.about = book, about
        self.asked: dict[str, tuple[str, str]] = {}
        known = book.catalogue
        for name, (ids, _shape) in book.names.items():
            likely = [(i, known[i].name) for i in ids if i in known]
            rest = [(i.id, i.name) for i in known.values() if i.id not in ids]
            field = forms.ChoiceField(required=False, label=name)
            self._add("name", name, field)
            offer(
                self,
                self._last,
                [
                    ("", _("not decided")),
                    (_NONE, _("no indicator of the catalogue")),
                    (_("Likely"), likely),
                    (_("Others"), rest),
                ],
            )
        attrs = {"list": "units-of-the-tree", "autocomplete": "off"}
        for unit in book.units:
            self._add(
                "unit", unit, forms.CharField(required=False, label=unit, widget=forms.TextInput(attrs))
            )
        for sheet in book.periods:
            label = _("Period of the sheet “%(sheet)s”") % {"sheet": sheet}
            self._add("period", sheet, forms.CharField(required=False, max_length=64, label=label))
        for sheet in book.measures:
            label = _("Unit of measure of the sheet “%(sheet)s”") % {"sheet": sheet}
            self._add("measure", sheet, forms.CharField(required=False, max_length=64, label=label))

    def _add(self, kind: str, of: str, field: forms.Field) -> None:
        self._last = f"{kind}-{sum(1 for k, _o in self.asked.values() if k == kind)}"
        self.asked[self._last] = (kind, of)
        self.fields[self._last] = field

    def clean(self) -> dict[str, Any]:
        """A unit is found by its name or code."""
        tree = Tree(self.about)
        for field, (kind, _of) in self.asked.items():
            typed = self.cleaned_data.get(field)
            if kind == "unit" and typed:
                unit, _why = tree.find(typed, {})
                if unit is None:
                    self.add_error(field, _("No single unit has this name or code."))
                self.cleaned_data[field] = unit
        return self.cleaned_data

    def said(self, kind: str) -> dict[str, Any]:
        """{label, unit's name or sheet: what was said}, of one kind, without what was left open."""
        found = {of: self.cleaned_data.get(field) for field, (k, of) in self.asked.items() if k == kind}
        return {of: "" if value == _NONE else value for of, value in found.items() if value}

    def of_kind(self, kind: str) -> list[forms.BoundField]:
        return [self[field] for field, (k, _of) in self.asked.items() if k == kind]

    @property
    def names(self) -> list[forms.BoundField]:
        return self.of_kind("name")

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[field] for field, (k, _of) in self.asked.items() if k != "name"]
