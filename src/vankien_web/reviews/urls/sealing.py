"""Addresses of sealed packages of opinions."""

from django.urls import URLPattern, path

from vankien_web.reviews.views import sealing

_UNIT = "goi-y-kien/<int:unit>/"
_ONE = _UNIT + "goi/<int:package>/"

urlpatterns: list[URLPattern] = [
    path(_UNIT, sealing.packages, name="opinion_packages"),
    path(_UNIT + "niem-phong/", sealing.seal, name="seal_package"),
    path(_UNIT + "tong-hop/", sealing.lines, name="package_lines"),
    path(_UNIT + "tong-hop/<int:number>/", sealing.line, name="package_line"),
    path(_ONE + "tep/", sealing.package_file, name="opinion_package_file"),
    path(_ONE + "xac-nhan/", sealing.confirm_key, name="confirm_package_key"),
]
