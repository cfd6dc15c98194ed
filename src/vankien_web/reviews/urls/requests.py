"""Addresses of requests and answers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
