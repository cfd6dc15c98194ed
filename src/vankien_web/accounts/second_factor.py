"""Who must sign in with more than a password, and what they may open before it is set up."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from vankien_web.accounts.models import User

_CHECKED = "second_factor_checked"
SET_UP = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}
ALWAYS = {
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "set_language",
}


def demanded(user: User) -> bool:
    """By the person's own account, or by `second_factor` in vankien.toml."""
    if settings.VANKIEN_DEMO:
        return False
    if user.must_use_second_factor or settings.VANKIEN_SECOND_FACTOR == "everyone":
        return True
    if settings.VANKIEN_SECOND_FACTOR == "administrators":
        is_administrator: Callable[[User], bool] = import_string(settings.VANKIEN_IS_ADMINISTRATOR)
        return is_administrator(user)
    return False


def is_set_up(user: User) -> bool:
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def must_set_up(request: HttpRequest, user: User) -> bool:
    """Whether this request has to wait until a second factor is set up. Remembered by the session."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name in SET_UP:
        request.session.pop(_CHECKED, None)
    if name in SET_UP | ALWAYS or request.session.get(_CHECKED):
        return False
    if not demanded(user):
        return False
    ready = is_set_up(user)
    request.session[_CHECKED] = ready
    return not ready
