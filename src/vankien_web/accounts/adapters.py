"""How allauth behaves here: no sign-up, no strange addresses, changes go into the history."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts import actions, second_factor
from vankien_web.accounts.addresses import client_address, is_own
from vankien_web.accounts.models import User
from vankien_web.common import errors

_FRESH = 300  # seconds after signing in during which the password is not asked again
VERBS = {
    "account/email/password_changed": "password_changed",
    "mfa/email/totp_activated": "second_factor_added",
    "mfa/email/webauthn_added": "second_factor_added",
    "mfa/email/totp_deactivated": "second_factor_removed",
    "mfa/email/webauthn_removed": "second_factor_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_made",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        return is_own(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by axes alone, which says until when and whom to ask."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        records = get_authentication_records(context.request, context.request.user)
        return not any(time.time() - record["at"] < _FRESH for record in records)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        return errors.page(
            request,
            403,
            _("This account is suspended"),
            _("You cannot sign in with it. Ask %(contact)s.") % {"contact": errors.whom_to_ask()},
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Where allauth would write a letter about a change, the history gets an event."""
        if template_prefix in VERBS and isinstance(user, User):
            actions.note(VERBS[template_prefix], user)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def get_totp_issuer(self) -> str:
        return "Văn kiện"

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def is_mfa_enabled(self, user: AbstractBaseUser, types: Any = None) -> bool:
        """As allauth, which asks anew for each type; while a page is only read its answers stay the same."""
        request = context.request
        if user.is_anonymous or request is None or request.method != "GET":
            return bool(super().is_mfa_enabled(user, types))
        if not hasattr(request, "second_factors"):
            kinds = Authenticator.objects.filter(user_id=user.pk).values_list("user_id", "type")
            request.second_factors = set(kinds)
        mine = {kind for owner, kind in request.second_factors if owner == user.pk}
        return bool(mine if types is None else mine.intersection(types))

    def _get_site_name(self) -> str:
        return "Văn kiện"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays where a second factor is demanded."""
        others = Authenticator.objects.filter(
            user=authenticator.user, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        ).exclude(pk=authenticator.pk)
        owner = authenticator.user
        return not (isinstance(owner, User) and second_factor.demanded(owner)) or others.exists()
