"""How Django knows this app."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "vankien_web.drafts"
    label = "drafts"
