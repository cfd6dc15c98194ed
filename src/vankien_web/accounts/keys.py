"""allauth's forms of passkeys: whatever bytes a stranger sends for a key, the answer is a sentence."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError


class _Calm:
    def clean_credential(self) -> Any:
        return _calmly(super().clean_credential)  # type: ignore[misc]


class LoginForm(_Calm, forms.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class AuthenticateForm(_Calm, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(_Calm, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class AddForm(forms.AddWebAuthnForm):  # type: ignore[misc]
    def clean(self) -> Any:
        return _calmly(super().clean)


def _calmly(clean: Any) -> Any:
    """The parsers raise a dozen kinds of error on malformed or forged data; none is the site's own."""
    try:
        return clean()
    except ValidationError:
        raise
    except Exception as error:
        raise get_adapter().validation_error("incorrect_code") from error
