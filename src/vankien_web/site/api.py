"""The programs' interface at /api/v1/: the same actions as the pages, under the same permissions."""

from __future__ import annotations

from functools import wraps
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
from vankien_web.congresses.api import router as congresses
from vankien_web.desk.api import router as desk
from vankien_web.drafts.api import router as drafts
from vankien_web.site import refusals
from vankien_web.units.api import router as units


class _Readable(JSONRenderer):
    """Vietnamese as letters, not as escapes."""

    def __init__(self) -> None:
        self.json_dumps_params = {"ensure_ascii": False}


class _Api(NinjaAPI):
    """Its document tells of every answer, also of those that the handlers of refusals give."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        return super().get_openapi_schema(**kwargs)


api = _Api(
    title="Văn kiện",
    version="1",
    description="",
    docs_url=None,
    auth=Bearer(),
    renderer=_Readable(),
    urls_namespace="api",
)
refusals.attach(api)
for part in (units, congresses, drafts, desk):
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
