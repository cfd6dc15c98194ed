"""Nobody passes who is not signed in, or still lacks a second factor."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from vankien_web.accounts import kept, second_factor
from vankien_web.accounts.models import User
from vankien_web.common import errors


class SignInFirst(LoginRequiredMiddleware):
    """Every page asks for a sign-in unless its view is marked `login_not_required`."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        user = request.user
        if not isinstance(user, User):
            return super().process_view(request, view_func, view_args, view_kwargs)
        kept.forget_if_sent(request)
        if getattr(view_func, "login_required", True) and second_factor.must_set_up(request, user):
            return _go(request, reverse("mfa_index"))
        return None

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        """To the sign-in and back; a form that was sent is kept meanwhile, by itself or here."""
        if errors.from_keeper(request):
            return errors.problem(401, _("The session has ended."))
        back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
        if request.method == "POST" and kept.keep(request):
            back = reverse("kept_form")
            messages.info(request, _("The session has ended. What you typed is kept until you sign in."))
        elif request.headers.get("HX-Request") and (page := request.headers.get("HX-Current-URL")):
            back = "/" + page.partition("://")[2].partition("/")[2]
        return _go(request, f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back})}")

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        user = getattr(request, "user", None)
        if (
            not errors.from_program(request)
            and isinstance(user, User)
            and user.is_authenticated
            and kept.remember_person(request, response, secure=settings.SESSION_COOKIE_SECURE)
        ):
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        return response


def _go(request: HttpRequest, address: str) -> HttpResponseBase:
    """There by a redirect; htmx is told to leave the whole page, not to put the sign-in inside it."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
