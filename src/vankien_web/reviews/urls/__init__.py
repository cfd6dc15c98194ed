"""Every address of this room, one module for each part of it."""

from django.urls import URLPattern

from vankien_web.reviews.urls import (
    advice,
    collating,
    conclusion,
    meetings,
    opinions,
    papers,
    requests,
    room,
    sealing,
)

urlpatterns: list[URLPattern] = [
    *meetings.urlpatterns,
    *room.urlpatterns,
    *opinions.urlpatterns,
    *advice.urlpatterns,
    *collating.urlpatterns,
    *sealing.urlpatterns,
    *conclusion.urlpatterns,
    *requests.urlpatterns,
    *papers.urlpatterns,
]
