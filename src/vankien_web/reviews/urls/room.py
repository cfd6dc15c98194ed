"""Addresses of the room: live page, big-type view."""

from django.urls import path

from vankien_web.reviews.views import room

urlpatterns = [
    path("hop/<int:pk>/phong/", room.room, name="room"),
    path("hop/<int:pk>/phong/<slug:verb>/", room.sit, name="sit"),
    path("hop/<int:pk>/nhip/", room.beat, name="beat"),
    path("hop/<int:pk>/dang-ban/", room.discuss, name="discuss"),
    path("hop/<int:pk>/man-hinh/", room.big_screen, name="big_screen"),
    path("hop/<int:pk>/man-hinh/hien/", room.show, name="show_on_screen"),
]
