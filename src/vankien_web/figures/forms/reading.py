"""The form in which a person says that columns and rows are read otherwise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vankien.reference import LEFT
from vankien.reference.words import key_of
from vankien_web.common.forms import RevisionForm, offer
from vankien_web.figures.naming import indicator_name
from vankien_web.figures.workbooks import Workbook

_NONE, _BACK = "-", "back"
ROLES = {
    "actual": gettext_lazy("result"),
    "target": gettext_lazy("plan"),
    "completion_ratio": gettext_lazy("ratio to the plan"),
    "change": gettext_lazy("change"),
    LEFT: gettext_lazy("put aside"),
}


class OverruleForm(RevisionForm):
    """The lines that are meant, and what is said of them; what is left empty stays as it is read."""

    lines = forms.MultipleChoiceField(error_messages={"required": gettext_lazy("Tick the lines first.")})
    role = forms.ChoiceField(required=False, label=gettext_lazy("Role"))
    indicator = forms.CharField(
        required=False,
        max_length=255,
        label=gettext_lazy("Indicator"),
        help_text=gettext_lazy("Its name or code; a dash (-) for none of the catalogue."),
        widget=forms.TextInput(attrs={"list": "indicators-known", "autocomplete": "off"}),
    )
    period = forms.CharField(required=False, max_length=64, label=gettext_lazy("Period"))
    measure = forms.CharField(required=False, max_length=64, label=gettext_lazy("Unit of measure"))

    def __init__(self, *args: Any, book: Workbook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book = book
        self.known = _by_name(book) | {one.id: one.id for one in book.catalogue.values()} | {_NONE: ""}
        lines = [
            (f"{number}:{line.key}", line.label)
            for number, sheet in enumerate(book.sheets)
            for table in sheet.tables
            for line in (*table.columns, *table.rows)
        ]
        offer(self, "lines", lines)
        offer(
            self, "role", [("", _("as it is read")), *ROLES.items(), (_BACK, _("all as the machine read it"))]
        )

    def clean_indicator(self) -> str | None:
        """The indicator's id, "" for none of the catalogue, None where nothing is said."""
        typed = str(self.cleaned_data["indicator"]).strip()
        if not typed:
            return None
        found = self.known.get(typed, self.known.get(key_of(typed)))
        if found is None:
            raise forms.ValidationError(_("The catalogue has no indicator of this name or code."))
        return found

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.said and self.cleaned_data.get("role") != _BACK:
            raise forms.ValidationError(_("Say what the ticked lines are."))
        return self.cleaned_data

    @property
    def said(self) -> dict[str, str]:
        """What holds for the ticked lines; empty where they are to be read as the machine does."""
        found = {part: self.cleaned_data.get(part) for part in ("role", "period", "measure")}
        if found["role"] == _BACK:
            return {}
        out = {part: str(what) for part, what in found.items() if what}
        indicator = self.cleaned_data.get("indicator")
        return out if indicator is None else out | {"indicator": indicator}

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("role", "indicator", "period", "measure")]

    @property
    def names(self) -> list[str]:
        """Indicators to choose from."""
        return sorted(indicator_name(one) for one in self.book.catalogue.values())

    @property
    def by_sheet(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for ticked in self.cleaned_data["lines"]:
            number, _colon, key = ticked.partition(":")
            found.setdefault(self.book.sheets[int(number)].name, []).append(key)
        return found


def _by_name(book: Workbook) -> dict[str, str]:
    """The ids by the names of the indicators, and by those other names that only one of them has."""
    found: dict[str, str] = {}
    for one in book.catalogue.values():
        for name in one.aliases:
            key = key_of(name)
            found[key] = one.id if found.get(key, one.id) == one.id else ""
    names = {key_of(indicator_name(one)): one.id for one in book.catalogue.values()}
    return {key: id for key, id in found.items() if id} | names
