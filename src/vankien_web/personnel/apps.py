"""How Django knows this app."""

from django.apps import AppConfig


class PersonnelConfig(AppConfig):
    name = "vankien_web.personnel"
    label = "personnel"

    def ready(self) -> None:
        from vankien_web.congresses.pages import BESIDE
        from vankien_web.drafts.pages import MORE
        from vankien_web.personnel.actions.keys import before_switching_on
        from vankien_web.personnel.pages import further, of_congress
        from vankien_web.units.actions.people import BEFORE_PERSONNEL

        if before_switching_on not in BEFORE_PERSONNEL:
            BEFORE_PERSONNEL.append(before_switching_on)
        if further not in MORE:
            MORE.append(further)
        if of_congress not in BESIDE:
            BESIDE.append(of_congress)
