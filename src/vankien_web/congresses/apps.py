"""How Django knows this app."""

from django.apps import AppConfig


class CongressesConfig(AppConfig):
    name = "vankien_web.congresses"
    label = "congresses"

    def ready(self) -> None:
        from vankien_web.congresses.actions import follow_unit
        from vankien_web.units.actions import AFTER_CHANGE

        if follow_unit not in AFTER_CHANGE:
            AFTER_CHANGE.append(follow_unit)
