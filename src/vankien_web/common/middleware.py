"""What happens around every request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from vankien_web.common import errors, keyring

Answer = Callable[[HttpRequest], HttpResponse]
_DRAINED = 4  # how many times the limit is read and thrown away, so that a browser still shows our answer


def chosen_language(get_response: Answer) -> Answer:
    """Vietnamese unless the visitor chose otherwise; the browser's own language does not decide.

    A program has nothing to choose with but Accept-Language.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        if errors.from_program(request):
            wanted = _accepted(request.headers.get("Accept-Language", ""))
        known = wanted in dict(settings.LANGUAGES)
        language = wanted if known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def _accepted(header: str) -> str:
    """The first language of an Accept-Language header that the site speaks; empty for none."""
    asked = (code.partition("-")[0] for code, _weight in parse_accept_lang_header(header.lower()))
    return next((code for code in asked if code in dict(settings.LANGUAGES)), "")


def private_pages(get_response: Answer) -> Answer:
    """No page is kept by a proxy or listed by a search engine."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return middleware


def readable_address(get_response: Answer) -> Answer:
    """An address with a NUL in it names nothing: PostgreSQL takes no such text, so none is looked up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        values = (value for _name, given in request.GET.lists() for value in given)
        if any("\0" in text for text in (request.path_info, *request.GET, *values)):
            return errors.not_found(request)
        return get_response(request)

    return middleware


def size_limit(get_response: Answer) -> Answer:
    """Answer a body over the limit before it is stored anywhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        limit = settings.VANKIEN_UPLOAD_BYTES + 64 * 1024
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > limit:
            _drain(request, min(int(length), _DRAINED * limit))
            return errors.too_large(request)
        return get_response(request)

    return middleware


def _drain(request: HttpRequest, size: int) -> None:
    while size > 0 and (chunk := request.read(min(size, 1 << 20))):
        size -= len(chunk)


class SealedClosed:
    """What is sealed and cannot be opened is told in one sentence; all else goes on."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, keyring.Lost):
            return errors.page(request, 503, _("The personnel plan cannot be opened"), str(exception))
        return None
