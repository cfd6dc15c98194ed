"""The records of this room."""

from vankien_web.personnel.models import words
from vankien_web.personnel.models.plan import PersonnelPlan, Row
from vankien_web.personnel.models.poll import Poll

__all__ = ["PersonnelPlan", "Poll", "Row", "words"]
