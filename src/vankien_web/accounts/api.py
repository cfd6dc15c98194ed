"""How a program says in whose name it acts: a personal token, and nothing else (no cookie is looked at)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security.http import HttpAuthBase

from vankien_web.accounts import second_factor
from vankien_web.accounts.models import User
from vankien_web.accounts.tokens import user_of


class Bearer(HttpAuthBase):
    """`Authorization: Bearer vankien_…`; afterwards `request.user` is the token's owner."""

    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> User | None:
        user = user_of(request.headers.get("Authorization", ""))
        if user is not None:
            if second_factor.demanded(user) and not second_factor.is_set_up(user):
                raise PermissionDenied(_("First set up your second factor on the site."))
            request.user = user
        return user
