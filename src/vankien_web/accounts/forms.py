"""Forms of accounts."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.forms import DayField

_TOKEN_DAYS = 90
_TOKEN_DAYS_AT_MOST = 366


class NewPasswordForm(forms.Form):
    """The password by a link, twice."""

    password1 = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=lazy(password_validation.password_validators_help_text_html, str)(),
    )
    password2 = forms.CharField(
        label=gettext_lazy("New password, once more"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password1") and data.get("password1") != data.get("password2"):
            self.add_error("password2", _("The two passwords are not the same; type both again."))
        return data


class TokenForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=80)
    expires_on = DayField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].initial = clock.today() + timedelta(days=_TOKEN_DAYS)

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        if not clock.today() <= day <= clock.today() + timedelta(days=_TOKEN_DAYS_AT_MOST):
            raise forms.ValidationError(_("The last day lies between today and one year from today."))
        return day


class LanguageForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("language",)
