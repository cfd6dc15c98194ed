"""Every address of the site."""

from django.urls import include, path

from vankien_web.site import api, entry

urlpatterns = [
    path("", include("vankien_web.desk.urls")),
    path("", include("vankien_web.drafts.urls")),
    path("", include("vankien_web.reviews.urls")),
    path("", include("vankien_web.figures.urls")),
    path("", include("vankien_web.personnel.urls")),
    path("", include("vankien_web.congresses.urls")),
    path("", entry.entry, name="entry"),
    path("trinh-dien/", entry.roles, name="demo_roles"),
    path("", include("vankien_web.units.urls")),
    path("", include("vankien_web.accounts.urls")),
    path("", include("vankien_web.common.urls")),
    path(api.PREFIX, api.urls),
]
handler400 = "vankien_web.common.errors.bad_request"
handler403 = "vankien_web.common.errors.forbidden"
handler404 = "vankien_web.common.errors.not_found"
handler500 = "vankien_web.common.errors.server_error"
