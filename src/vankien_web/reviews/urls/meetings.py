"""Addresses of meetings: preparing, calling, agenda, attendance, pictures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
