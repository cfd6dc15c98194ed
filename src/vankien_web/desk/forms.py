"""The forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vankien_web.common.delivery import NoticeSetting, Rhythm
from vankien_web.desk.inbox import KINDS


class NoticeForm(forms.Form):
    """How one wants to be told."""

    mail = forms.ChoiceField(label=_("E-mail about new notices"), choices=Rhythm.choices)
    hour = forms.TypedChoiceField(
        label=_("The daily e-mail comes at"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(5, 22)],
    )
    kinds = forms.MultipleChoiceField(
        label=_("Tell me about"),
        required=False,
        choices=[(kind, words) for kind, (words, _names) in KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What waits for you stands in “My work” in any case."),
    )

    @staticmethod
    def stored(wish: NoticeSetting) -> dict[str, Any]:
        """The setting as the form shows it."""
        kinds = [kind for kind, (_words, names) in KINDS.items() if not set(names) & set(wish.muted.split())]
        return {"mail": wish.mail, "hour": wish.hour, "kinds": kinds}
