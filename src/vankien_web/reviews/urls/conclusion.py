"""Addresses of minutes, conclusion, trace."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
