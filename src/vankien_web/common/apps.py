"""How Django knows this app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "vankien_web.common"
    label = "common"

    def ready(self) -> None:
        from vankien_web.common import checks  # noqa: F401 - registers the system check
