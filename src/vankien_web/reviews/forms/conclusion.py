"""What is typed into a conclusion: its sentences, and what they ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vankien.packs import Pack
from vankien_web.common.forms import Area, DayField, RevisionForm, offer
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Draft
from vankien_web.reviews.forms.minutes import RowForm
from vankien_web.reviews.models import RequestKind, SentenceKind
from vankien_web.units.models import Unit, WorkingGroup

TARGETS = ("indicator", "part", "section", "topic", "to", "value", "unit", "period")


class SentenceForm(RowForm):
    """A sentence of the conclusion."""

    kind = forms.ChoiceField(
        label=_("Kind of sentence"),
        choices=[(value, capfirst(label)) for value, label in SentenceKind.choices],
    )


class DueForm(forms.Form):
    """One day for every request that has none."""

    due = DayField(label=_("Due date of all requests that have none"))


class TermsForm(RevisionForm):
    """What is settled of a request beside its sentence."""

    due = DayField(label=_("Due"), required=False)
    blocking = forms.BooleanField(label=_("Must be met before approval"), required=False)


class AskForm(TermsForm):
    """A request: what is asked, of which place in the draft, of whom, until when."""

    text = forms.CharField(label=_("What is asked"), max_length=2000, widget=Area(attrs={"rows": 3}))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(value, capfirst(label)) for value, label in RequestKind.choices]
    )
    about = forms.ChoiceField(
        label=_("What it speaks of"),
        help_text=_(
            "Work that changes no text of the document (figures to verify, a dossier) is the congress's."
        ),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    section = forms.CharField(label=_("Section"), required=False, max_length=255)
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    part = forms.ChoiceField(label=_("Part of the outline"), required=False)
    topic = forms.ChoiceField(label=_("Topic to leave out"), required=False)
    to = forms.DecimalField(
        label=_("Shorten to (share of the words, for example 0.7)"),
        required=False,
        min_value=0,
        max_value=1,
    )
    value = forms.CharField(label=_("Right value"), required=False, max_length=60)
    unit = forms.CharField(label=_("Unit of measure"), required=False, max_length=60)
    period = forms.CharField(label=_("Period"), required=False, max_length=60)
    owner = forms.ChoiceField(
        label=_("Who is to do it"), widget=forms.Select(attrs={"class": "form-select"}), required=False
    )
    field_order = (
        "text",
        "kind",
        "about",
        "section",
        "indicator",
        "part",
        "topic",
        "to",
        "value",
        "unit",
        "period",
    )

    def __init__(
        self,
        *args: Any,
        pack: Pack | None,
        outline: Any,
        headings: Iterable[str],
        units: Iterable[Unit],
        departments: Iterable[Unit],
        groups: Iterable[WorkingGroup],
        drafts: Iterable[Draft],
        congresses: Iterable[Congress],
        whole: bool,
        **kwargs: Any,
    ) -> None:
        """It may speak of one of the `drafts` or `congresses`; with `whole`, also of none."""
        super().__init__(*args, **kwargs)
        self.headings = list(dict.fromkeys(headings))
        self._owners: dict[str, Unit | WorkingGroup] = {}
        known = pack.indicators.values() if pack else ()
        self._choose("indicator", ((i.id, i.name) for i in known))
        self._choose("part", ((p.id, p.name) for p in outline.parts) if outline else ())
        self._choose("topic", ((t.id, t.name) for t in outline.foreign_topics) if outline else ())
        named = ((_("Units"), units), (_("Working groups"), groups), (_("Departments"), departments))
        offer(self, "owner", [("", "–"), *((str(label), self._named(rows)) for label, rows in named)])
        self._drafts = {f"d{draft.pk}": draft for draft in drafts}
        self._congresses = {f"c{congress.pk}": congress for congress in congresses}
        spoken = [(key, _called(draft)) for key, draft in self._drafts.items()]
        text = _("Congress of %(unit)s, no document")
        spoken += [(key, str(text % {"unit": c.unit.called})) for key, c in self._congresses.items()]
        offer(self, "about", [("", _("No single document")), *spoken] if whole else spoken)
        self.fields["kind"].widget.attrs["class"] = "form-select"
        self.fields["section"].widget.attrs["list"] = "headings"

    def _choose(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        offer(self, name, [("", "–"), *sorted(choices, key=lambda choice: choice[1])])
        self.fields[name].widget.attrs["class"] = "form-select"

    def _named(self, rows: Iterable[Unit | WorkingGroup]) -> list[tuple[str, str]]:
        mine = {f"{'g' if isinstance(one, WorkingGroup) else 'u'}{one.pk}": one for one in rows}
        self._owners |= mine
        return [(key, one.name) for key, one in mine.items()]

    def fields_of_request(self) -> dict[str, Any]:
        """As `actions.requests` takes them."""
        data = self.cleaned_data
        owner = self._owners.get(data["owner"])
        target = {name: data[name] for name in TARGETS if data[name] not in ("", None)}
        if "to" in target:
            target["to"] = float(target["to"])
        return {
            "kind": data["kind"],
            "text": data["text"],
            "target": target,
            "owner_unit": owner if isinstance(owner, Unit) else None,
            "owner_group": owner if isinstance(owner, WorkingGroup) else None,
            "due": data["due"],
            "blocking": data["blocking"],
            **self._subject(),
        }

    def _subject(self) -> dict[str, Any]:
        """What was chosen; what was not sent stays as it is."""
        key = self.cleaned_data["about"]
        if draft := self._drafts.get(key):
            return {"draft": draft, "congress": draft.congress}
        return {"draft": None, "congress": self._congresses.get(key)} if key or "about" in self.data else {}


def _called(draft: Draft) -> str:
    return f"{draft.title} – {draft.congress.unit.called}" if draft.congress else draft.title
