"""Addresses that look across the other rooms."""

from django.urls import path

from vankien_web.desk import archives
from vankien_web.desk.views import calendar, notices, overview

urlpatterns = [
    path("viec-cua-toi/", overview.my_work, name="my_work"),
    path("tim/", overview.search, name="search"),
    path("luu-tru/<int:season>/<int:unit>/", archives.archive, name="archive"),
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/<int:pk>/", notices.open_notice, name="open_notice"),
    path("thong-bao/da-doc/", notices.read_notices, name="read_notices"),
    path("thong-bao/cai-dat/", notices.notice_settings, name="notice_settings"),
    path("thong-bao/lich/", calendar.make_calendar, name="make_calendar"),
    path("thong-bao/lich/thu-hoi/", calendar.withdraw_calendar, name="withdraw_calendar"),
    path("lich/<str:secret>.ics", calendar.feed, name="calendar"),
]
