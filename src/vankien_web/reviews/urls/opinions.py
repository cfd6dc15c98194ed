"""Addresses of opinions and positions."""

from django.urls import path

from vankien_web.reviews.views import hearing, opinions, positions, reading

_DRAFT = "van-ban/<int:draft>/"
_MEETING = "hop/<int:pk>/"
_OPINION = "y-kien/<int:pk>/"

urlpatterns = [
    path(_DRAFT + "y-kien/", reading.draft_opinions, name="draft_opinions"),
    path(_DRAFT + "lan/<int:number>/y-kien/", reading.draft_opinions, name="version_opinions"),
    path(_DRAFT + "y-kien/viet/", opinions.write, name="write_opinion"),
    path(_DRAFT + "y-kien/viet/gui/", opinions.write_and_send, name="write_and_send"),
    path(_DRAFT + "y-kien/gui/", opinions.send_all, name="send_opinions"),
    path(_OPINION + "sua/", opinions.change, name="change_opinion"),
    path(_OPINION + "gui/", opinions.send, name="send_opinion"),
    path(_OPINION + "xoa/", opinions.delete, name="delete_opinion"),
    path(_MEETING + "y-kien/", hearing.meeting_opinions, name="meeting_opinions"),
    path(_MEETING + "y-kien/excel/", hearing.sheet, name="meeting_opinions_sheet"),
    path(_MEETING + "y-kien/viet/", hearing.speak, name="speak"),
    path(_MEETING + "y-kien/viet/gui/", hearing.speak_and_send, name="speak_and_send"),
    path(_MEETING + "y-kien/gui/", hearing.send_all, name="send_in_meeting"),
    path(_MEETING + "chinh-kien/", positions.positions, name="positions"),
    path(_MEETING + "muc/<int:item>/chinh-kien/", positions.take, name="take_position"),
]
