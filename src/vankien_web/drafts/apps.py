"""How Django knows this app."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "vankien_web.drafts"
    label = "drafts"

    def ready(self) -> None:
        from vankien_web.drafts.actions import follow_unit
        from vankien_web.units.actions import AFTER_CHANGE

        if follow_unit not in AFTER_CHANGE:
            AFTER_CHANGE.append(follow_unit)
