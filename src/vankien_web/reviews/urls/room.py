"""Addresses of the room: live page, big-type view."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
