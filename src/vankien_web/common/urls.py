"""Addresses that belong to no business."""

from django.templatetags.static import static
from django.urls import path
from django.utils.functional import lazy
from django.views.generic import RedirectView
from django.views.i18n import set_language

ICON = lazy(static, str)("common/icon.svg")
urlpatterns = [
    path("ngon-ngu/", set_language, name="set_language"),
    # Browsers ask for it beside pages that name no icon: the report is one.
    path("favicon.ico", RedirectView.as_view(url=ICON)),
]
