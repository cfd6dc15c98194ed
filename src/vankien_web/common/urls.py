"""Addresses that belong to no business."""

from django.contrib.auth.decorators import login_not_required
from django.templatetags.static import static
from django.urls import path
from django.utils.functional import lazy
from django.views.generic import RedirectView
from django.views.i18n import set_language

ICON = lazy(static, str)("common/icon.svg")
urlpatterns = [
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
    # Browsers ask for it beside pages that name no icon: the report is one.
    path("favicon.ico", login_not_required(RedirectView.as_view(url=ICON))),
]
