"""What people fill in: the quick check, a new version, a reason."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vankien import packs
from vankien.packs import Pack
from vankien.sentences import sentence
from vankien_web.accounts.models import User
from vankien_web.common.errors import too_large_sentence
from vankien_web.common.forms import Area, offer
from vankien_web.congresses.models import Season
from vankien_web.drafts.actions import Rules
from vankien_web.drafts.models import DraftState
from vankien_web.drafts.permissions import quick_kinds

DEFAULTS = {"pack": "dang-2019", "unit": "xa-phuong", "kind": "political_report", "phase": "draft"}
ACCEPTED = ".docx,.docm,.doc,.odt,.rtf,.pdf,.txt,.md"
PHASES = ("outline", "draft", "submitted")


def phase_choices(language: str) -> list[tuple[str, str]]:
    return [(id, sentence("report_phase", id, language)) for id in PHASES]


class FileForm(forms.Form):
    """One file within the limits of the site."""

    file = forms.FileField(
        label=_("Word draft"),
        error_messages={
            "required": _("Choose the draft's file first."),
            "empty": _("This file is empty (0 bytes). Ask for it again where it came from."),
        },
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs |= {
            "accept": ACCEPTED,
            "data-limit": str(settings.VANKIEN_UPLOAD_BYTES),
            "data-too-large": too_large_sentence(),
            "data-one-only": _("One draft at a time: choose one file."),
        }

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > settings.VANKIEN_UPLOAD_BYTES:
            raise forms.ValidationError(too_large_sentence())
        return file


class VersionForm(FileForm):
    """The next version of a draft."""

    phase = forms.ChoiceField(label=_("Phase"))
    note = forms.CharField(
        label=_("What has changed since the last version"),
        required=False,
        max_length=500,
        widget=Area(attrs={"rows": 3}),
    )
    field_order = ("file", "phase", "note")

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, language=language, **kwargs)
        offer(self, "phase", phase_choices(language))
        self.fields["phase"].widget.attrs["class"] = "form-select"
        self.initial.setdefault("phase", DEFAULTS["phase"])


class FilterForm(forms.Form):
    """Which drafts a list shows; what is not understood filters nothing."""

    unit = forms.CharField(label=_("Name of the unit"), required=False, max_length=100)
    season = forms.ChoiceField(label=_("Season"), required=False)
    kind = forms.ChoiceField(label=_("Kind of document"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, *, seasons: Iterable[Season], kinds: Mapping[str, str]) -> None:
        super().__init__(data)
        choices: dict[str, list[tuple[str, Any]]] = {
            "season": [(str(s.pk), s.name) for s in seasons],
            "kind": [(id, capfirst(name)) for id, name in kinds.items()],
            "state": [(value, capfirst(label)) for value, label in DraftState.choices],
        }
        for name, items in choices.items():
            offer(self, name, [("", _("All")), *items])
            self.fields[name].widget.attrs["class"] = "form-select"

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class ReasonForm(forms.Form):
    """Why a draft comes back, or a finding is set aside."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=Area(attrs={"rows": 3}), strip=True)


class UploadForm(FileForm):
    """A file and the rules by which it is checked. Unit and kind are those of the chosen pack."""

    pack = forms.ChoiceField(label=_("Rules"))
    unit = forms.ChoiceField(label=_("Kind of unit"))
    kind = forms.ChoiceField(label=_("Kind of document"))
    phase = forms.ChoiceField(label=_("Phase"))

    def __init__(self, *args: Any, user: User, language: str, **kwargs: Any) -> None:
        super().__init__(*args, language=language, **kwargs)
        chosen = self.chosen_pack()
        units = dict.fromkeys(unit for unit, _kind in chosen.outlines)
        kinds = quick_kinds(user, chosen)
        choices = {
            "pack": [(p.id, packs.name(p, "pack", p.id, language)) for p in packs.available()],
            "unit": [(id, capfirst(packs.name(chosen, "unit", id, language))) for id in units],
            "kind": [(id, capfirst(packs.name(chosen, "kind", id, language))) for id in kinds],
            "phase": phase_choices(language),
        }
        for name, items in choices.items():
            self._choose(name, items)

    def _choose(self, name: str, items: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        offer(self, name, items)
        wanted = self.initial.get(name, DEFAULTS[name])
        self.initial[name] = wanted if wanted in dict(items) else items[0][0]
        field.widget.attrs["class"] = "form-select"
        again = _("Choose “%(field)s” again, and the file with it.") % {"field": field.label}
        field.error_messages |= {"required": again, "invalid_choice": again}

    def chosen_pack(self) -> Pack:
        known = {p.id: p for p in packs.available()}
        wanted = self.data.get("pack") or self.initial.get("pack", DEFAULTS["pack"])
        return known.get(wanted) or known.get(DEFAULTS["pack"]) or next(iter(known.values()))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = (data.get("unit"), data.get("kind"))
        if all(chosen) and chosen not in self.chosen_pack().outlines:
            self.add_error(
                "kind", _("These rules have no outline for this kind of document and unit; choose another.")
            )
        return data

    def rules(self) -> Rules:
        return Rules(**{name: self.cleaned_data[name] for name in ("pack", "unit", "kind", "phase")})
