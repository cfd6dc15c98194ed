"""How Django knows this app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "vankien_web.desk"
    label = "desk"
