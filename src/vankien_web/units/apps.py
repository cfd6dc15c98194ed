"""How Django knows this app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "vankien_web.units"
    label = "units"
