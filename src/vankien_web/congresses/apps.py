"""How Django knows this app."""

from django.apps import AppConfig


class CongressesConfig(AppConfig):
    name = "vankien_web.congresses"
    label = "congresses"
