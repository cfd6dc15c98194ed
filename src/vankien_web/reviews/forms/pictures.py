"""A photograph and what it shows."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vankien_web.common.forms import RevisionForm


class PictureForm(forms.Form):
    file = forms.FileField(
        label=_("Photograph"),
        help_text=_("JPEG, PNG or WebP. Place and device, if the file tells them, are not kept."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    caption = forms.CharField(label=_("What the picture shows"), max_length=255)


class CaptionForm(RevisionForm):
    caption = forms.CharField(label=_("What the picture shows"), max_length=255)
