"""Addresses of drafts. A key cannot be guessed and is all that one needs to read."""

from django.urls import path

from vankien_web.drafts import downloads, views

urlpatterns = [
    path("", views.home, name="home"),
    path("bo-quy-tac/", views.rules, name="rules"),
    path("ban-mau/<slug:name>/", views.sample, name="sample"),
    path("du-thao/<str:key>/", views.draft, name="draft"),
    path("du-thao/<str:key>/tien-do/", views.progress, name="progress"),
    path("du-thao/<str:key>/ban-goc/", downloads.original, name="original"),
    path("du-thao/<str:key>/nhan-xet/", downloads.annotated, name="annotated"),
    path("du-thao/<str:key>/ket-qua/", downloads.report, name="report"),
    path("du-thao/<str:key>/xoa/", views.delete, name="delete"),
]
