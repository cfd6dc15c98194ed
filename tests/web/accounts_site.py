"""A small site for the tests of accounts: their addresses, a first page, and a form behind the sign-in."""

from django.http import HttpResponse
from django.urls import include, path


def first(request):
    return HttpResponse(f"trang đầu của {request.user}")


def notebook(request):
    return HttpResponse(f"đã ghi: {request.POST.get('text', '')} {','.join(request.FILES)}")


class Site:
    urlpatterns = (
        path("", first),
        path("so-tay/", notebook),
        path("", include("vankien_web.accounts.urls")),
        path("", include("vankien_web.common.urls")),
    )
    handler400, handler403 = "vankien_web.common.errors.bad_request", "vankien_web.common.errors.forbidden"
    handler404, handler500 = "vankien_web.common.errors.not_found", "vankien_web.common.errors.server_error"
