"""How Django knows this app."""

from typing import Any

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "vankien_web.figures"
    label = "figures"

    def ready(self) -> None:
        from vankien_web.drafts.actions import AFTER_MOVING, AFTER_READING
        from vankien_web.drafts.pages import MORE as BESIDE
        from vankien_web.drafts.pages import SIGNS
        from vankien_web.drafts.tasks import REFERENCES, WHILE_READING
        from vankien_web.figures.actions.ledger import follow_unit, mark
        from vankien_web.figures.actions.seals import after_moving, after_reading
        from vankien_web.figures.further import further as ledger
        from vankien_web.figures.pictures import further as pictures
        from vankien_web.figures.signs import signs
        from vankien_web.figures.tasks.ledger import while_reading
        from vankien_web.figures.tasks.reference import standing_values
        from vankien_web.figures.verifying import further
        from vankien_web.units.actions import AFTER_CHANGE

        offered: tuple[tuple[list[Any], tuple[Any, ...]], ...] = (
            (BESIDE, (ledger, pictures, further)),
            (WHILE_READING, (while_reading,)),
            (REFERENCES, (standing_values,)),
            (AFTER_MOVING, (mark, after_moving)),
            (AFTER_READING, (after_reading,)),
            (SIGNS, (signs,)),
            (AFTER_CHANGE, (follow_unit,)),
        )
        for hooks, ours in offered:
            hooks.extend(one for one in ours if one not in hooks)
