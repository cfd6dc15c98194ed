"""Addresses of opinions and positions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
