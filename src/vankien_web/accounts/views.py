"""Pages of one's own account, and the entrances."""

from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.views import password_change
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien_web.accounts import actions, kept, second_factor
from vankien_web.accounts.addresses import is_own, is_this_machine
from vankien_web.accounts.browsers import called
from vankien_web.accounts.forms import LanguageForm, NewPasswordForm, TokenForm
from vankien_web.accounts.models import Invitation, Token, User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.accounts.sessions import living
from vankien_web.common import errors

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_LINK = "invitation_secret"


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: PersonRequest) -> HttpResponse:
    """My name, language, password, second factor, tokens, sessions."""
    user = request.user
    form = LanguageForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        response = redirect("account")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        return response
    context = {
        "title": _("My account"),
        "form": form,
        "has_second_factor": second_factor.is_set_up(user),
        "must": second_factor.demanded(user),
        "tokens": actions.live_tokens(user).count(),
        "sessions": [
            (session, called(session.user_agent), session.session_key == request.session.session_key)
            for session in living(user)
        ],
    }
    return render(request, "accounts/account.html", context)


@require_POST
def end_other_sessions(request: PersonRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    user = request.user
    actions.end_sessions(user)
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)
    messages.success(request, _("Every other session of yours has ended."))
    return redirect("account")


@sensitive_post_parameters()
def change_password(request: PersonRequest) -> HttpResponseBase:
    """allauth's page, for who has a password at all."""
    if not request.user.has_usable_password():
        raise Http404
    answer: HttpResponseBase = password_change(request)
    return answer


def with_a_way(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Showing once more that it is you: no page for who has neither password nor second factor."""

    @wraps(view)
    def asked(request: PersonRequest) -> HttpResponseBase:
        if not get_adapter().get_reauthentication_methods(request.user):
            raise Http404
        return view(request)

    return asked


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tokens(request: PersonRequest) -> HttpResponse:
    """My tokens; a new one is shown once, in the answer to the form."""
    user, secret = request.user, ""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            secret = actions.make_token(user, form.cleaned_data["name"], form.cleaned_data["expires_on"])
            form = TokenForm()
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "title": _("Access tokens"),
        "crumbs": [(_("My account"), "/tai-khoan/"), (_("Access tokens"), "")],
        "form": form,
        "secret": secret,
        "tokens": actions.live_tokens(user),
    }
    return render(request, "accounts/tokens.html", context)


@require_POST
def revoke_token(request: PersonRequest, pk: int) -> HttpResponse:
    user = request.user
    actions.revoke_token(get_object_or_404(Token, pk=pk, user=user), by=user)
    messages.success(request, _("The token no longer works."))
    return redirect("tokens")


@require_GET
def kept_form(request: HttpRequest) -> HttpResponse:
    """What was typed before the session ended, to be looked at and sent again."""
    held = kept.of(request)
    if held is None:
        return redirect("/")
    return render(request, "accounts/kept.html", {"title": _("Your text was kept"), "kept": held})


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not this browser's any more, as after signing in anew in another tab.

    Where the browser says that the form is this site's own, what was typed is kept and shown again.
    """
    if errors.from_keeper(request):
        return errors.problem(401, _("The session has ended."))
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if own and request.path == reverse(settings.LOGIN_URL):
        return redirect(settings.LOGIN_URL)
    if own and kept.keep(request):
        return redirect("kept_form")
    return errors.csrf_failure(request, reason)


@login_not_required
@require_GET
@never_cache
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and what forms are sent with: for forms that outlive their session (keep.js)."""
    person = str(request.user.pk) if request.user.is_authenticated else ""
    return JsonResponse({"person": person, "token": get_token(request)})


@require_POST
def forget_form(request: HttpRequest) -> HttpResponse:
    kept.forget(request)
    return redirect("/")


@login_not_required
@require_GET
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The link: its secret goes into the session, so that no further address, form or log shows it."""
    if Invitation.open(secret) is None:
        return _ended(request)
    request.session[_LINK] = secret
    return redirect("set_password")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def set_password(request: HttpRequest) -> HttpResponse:
    """Choose the password that the link is for; signing in, with any second factor, comes next."""
    opened = Invitation.open(request.session.get(_LINK, ""))
    if opened is None:
        return _ended(request)
    form = NewPasswordForm(opened.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not actions.accept(opened, form.cleaned_data["password1"]):
            return _ended(request)
        logout(request)
        messages.success(request, _("Your password is set. Sign in with it now."))
        return redirect(settings.LOGIN_URL)
    context = {"title": _("Choose your password"), "form": form, "account": opened.user}
    return render(request, "accounts/set_password.html", context)


def _ended(request: HttpRequest) -> HttpResponse:
    return errors.page(
        request,
        410,
        _("This link no longer works"),
        _("It was used already, or its seven days are over. Ask %(contact)s for a new one.")
        % {"contact": errors.whom_to_ask()},
    )


@login_not_required
def enter_demonstration(request: HttpRequest) -> HttpResponse:
    """Sign in as somebody of the demonstration, without a password: on this machine, in that mode, only."""
    if not settings.VANKIEN_DEMO or not is_this_machine(request) or request.method != "POST":
        raise Http404
    user = get_object_or_404(
        User, username=request.POST.get("username", ""), is_demonstration=True, is_active=True
    )
    logout(request)
    login(request, user, backend=_BACKEND)
    there = request.POST.get("next", "/")
    return redirect(there if is_own(there) else "/")
