"""How Django knows this app."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "vankien_web.drafts"
    label = "drafts"

    def ready(self) -> None:
        from vankien_web.drafts.actions import AFTER_READING, follow_unit
        from vankien_web.drafts.comparing import order_neighbours
        from vankien_web.units.actions import AFTER_CHANGE

        if follow_unit not in AFTER_CHANGE:
            AFTER_CHANGE.append(follow_unit)
        if order_neighbours not in AFTER_READING:
            AFTER_READING.append(order_neighbours)
