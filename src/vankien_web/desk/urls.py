"""Addresses that look across the other rooms."""

from django.urls import path

from vankien_web.desk import archives, views

urlpatterns = [
    path("viec-cua-toi/", views.my_work, name="my_work"),
    path("tim/", views.search, name="search"),
    path("luu-tru/<int:season>/<int:unit>/", archives.archive, name="archive"),
]
