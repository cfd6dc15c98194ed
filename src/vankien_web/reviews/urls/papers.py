"""Addresses of official papers and templates."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
