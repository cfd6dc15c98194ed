"""Sign-in by the organisation's own identity server (OpenID Connect), only where vankien.toml names one.

Nobody gets an account by it: the server's word is matched with an account that an administrator made.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vankien_web.accounts.models import User, folded
from vankien_web.common import errors


class OidcAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie the server's person to the account of that user name, once; refuse who has none."""
        if sociallogin.is_existing:
            return
        data = sociallogin.account.extra_data
        claims = {**data, **data.get("id_token", {}), **data.get("userinfo", {})}
        name = folded(str(claims.get(settings.VANKIEN_OIDC_CLAIM) or ""))
        user = User.objects.filter(username=name, is_active=True, is_demonstration=False).first()
        if user is None:
            raise ImmediateHttpResponse(_refused(request))
        sociallogin.connect(request, user)


def _refused(request: HttpRequest) -> Any:
    return errors.page(
        request,
        403,
        _("You have no account here"),
        _("The identity server knows you, this site does not. Ask %(contact)s for an account.")
        % {"contact": errors.whom_to_ask()},
    )


def urlpatterns() -> list[URLPattern]:
    """The two addresses of the exchange, where it is switched on."""
    if not settings.VANKIEN_OIDC:
        return []
    from allauth.socialaccount import views as social
    from allauth.socialaccount.providers.openid_connect import views

    return [
        path("vao/oidc/<str:provider_id>/", require_POST(views.login), name="openid_connect_login"),
        path("vao/oidc/<str:provider_id>/ve/", views.callback, name="openid_connect_callback"),
        path("vao/oidc-bo/", social.login_cancelled, name="socialaccount_login_cancelled"),
    ]
