"""Addresses of enquiries to other services."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
