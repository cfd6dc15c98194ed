from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "vankien_web.drafts"
    label = "drafts"
