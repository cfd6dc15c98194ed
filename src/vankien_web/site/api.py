"""The programs' interface at /api/v1/: the same actions as the pages, under the same permissions."""

from __future__ import annotations

from functools import cached_property, wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from vankien_web.accounts.api import Bearer
from vankien_web.common import errors
from vankien_web.common.api import Problem
from vankien_web.congresses.api import router as congresses
from vankien_web.desk.api import router as desk
from vankien_web.drafts.api import router as drafts
from vankien_web.figures.api import router as figures
from vankien_web.reviews.api import router as reviews
from vankien_web.site import refusals
from vankien_web.units.api import router as units

PREFIX = "api/v1/"


class _Readable(JSONRenderer):
    """Vietnamese as letters, not as escapes."""

    def __init__(self) -> None:
        self.json_dumps_params = {"ensure_ascii": False}


class _Api(NinjaAPI):
    """Its document tells of every answer, also of those that the handlers of refusals give."""

    def get_openapi_schema(self, **_path: Any) -> OpenAPISchema:
        return self.document

    @cached_property
    def document(self) -> OpenAPISchema:
        document = super().get_openapi_schema(path_prefix=f"/{PREFIX}")
        parts = document["components"]
        parts["schemas"]["Problem"] = Problem.model_json_schema()
        parts["responses"] = {_name(c): _REFUSAL | {"description": text} for c, text in _REFUSALS.items()}
        for methods in document["paths"].values():
            for method, operation in methods.items():
                known = _READING if method == "get" else _REFUSALS
                refused = {c: {"$ref": f"#/components/responses/{_name(c)}"} for c in known}
                operation["responses"] |= refused
        return document


_REFUSAL = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
_READING = (401, 403, 404, 422)
_REFUSALS = {
    400: "The body is not understood.",
    401: "No token, or one that does not hold.",
    403: "You see it, but may not do this.",
    404: "There is no such thing, or it is not open to you.",
    409: "Somebody was faster: `current` is what is stored now.",
    413: "The file is too large.",
    422: "Something sent is not right, or stands in the way.",
    503: "The site is busy: nothing was saved; send it again.",
    507: "The disk is full: nothing was saved.",
}


def _name(status: int) -> str:
    return f"Refused{status}"


_ABOUT = """The same actions as the pages, under the same permissions.

Every call bears a personal token of yours, made on the page *Mã truy cập*: `Authorization: Bearer vankien_…`.
Sentences are Vietnamese, or English by `Accept-Language: en`. Days are ISO 8601, decimal numbers are strings.
Lists hold what you see and nothing else; what you may not see answers 404."""

api = _Api(
    title="Văn kiện",
    version="1",
    description=_ABOUT,
    docs_url=None,
    auth=Bearer(),
    renderer=_Readable(),
    urls_namespace="api",
)
refusals.attach(api)
for part in (units, congresses, drafts, figures, reviews, desk):
    api.add_router("", part)


def _opened(view: Any) -> Any:
    """A view that the sign-in lets through: the token is asked for inside."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = view(request, *args, **kwargs)
        if response.status_code == 405 and isinstance(response, HttpResponse):
            refused = errors.problem(405, _("This address does not answer that method."))
            refused.headers["Allow"] = response.headers["Allow"]
            response = refused
        patch_vary_headers(response, ("Authorization", "Accept-Language"))
        return response

    return csrf_exempt(login_not_required(conditional_page(answered)))


def _patterns() -> list[URLPattern]:
    patterns = [p for p in api.urls[0] if isinstance(p, URLPattern) and p.name != "api-root"]
    for pattern in patterns:
        pattern.callback = _opened(pattern.callback)
    return patterns


urls = (_patterns(), "ninja", api.urls_namespace)
